"""Which letter of a category fits best as the first answer: rows `[[letter]]` of categories.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corrtui.triage.phrases import quote
from corrtui.triage.rules import phrase_book, phrases_of, read_rules
from corrtui.triage.words import split_words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A letter instead of the category's usual one, and why."""

    template: str
    disposition: str
    because: str
    """The phrase it rests on; empty when it rests on what the letter does not say."""
    hold_days: int = 0
    """Calendar days from receipt the letter is kept before its disposition is due."""


class LetterChoices:
    """The compiled rows.

    Args:
        rows: rows `[[letter]]`; the first that fits wins.

    Raises:
        SettingsError: a phrase cannot be read; it is named.
    """

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._rows = rows
        phrases, self._of = phrases_of(rows, ("phrases", "absent"))
        self._book = phrase_book(phrases, "categories.toml")

    def choose(
        self, category: str, text: str, spans: tuple[Span, ...], subject: str = "", *, nobody: bool = False
    ) -> Choice | None:
        """Return the letter of the first row of `category` that fits; None when none does.

        Args:
            category: code.
            text: the letter as read.
            spans: the parts of `text` that are the letter's body.
            subject: subject line of an e-mail, else "".
            nobody: the letter names neither its writer nor a number.
        """
        first: dict[tuple[int, str], str] = {}
        for source, where in ((text, spans), (subject, None)):
            words = split_words(source, where)
            for hit in self._book.find(words):
                first.setdefault(self._of[hit.row], quote(source, words, hit)[0])
        for number, row in enumerate(self._rows):
            if (
                row["category"] != category
                or (number, "absent") in first
                or not row.keys().isdisjoint(("marks", "clocks"))
            ):
                continue
            if row.get("nobody") and not nobody:
                continue
            because = first.get((number, "phrases"), "")
            if because or not row.get("phrases"):
                return Choice(row["template"], row["disposition"], because, row.get("hold", 0))
        return None

    def choose_by_marks(
        self, category: str, marks: frozenset[str], clocks: frozenset[str] = frozenset()
    ) -> Choice | None:
        """Return the letter of the first row of `category` that one of `marks`, or of the running `clocks`,
        asks for, if any.
        """
        for row in self._rows:
            asked = not marks.isdisjoint(row.get("marks", ())) or not clocks.isdisjoint(row.get("clocks", ()))
            if row["category"] == category and asked:
                return Choice(row["template"], row["disposition"], row["why"])
        return None


@lru_cache(maxsize=1)
def load_letter_choices() -> LetterChoices:
    """Return the shipped rows, read and compiled once.

    Raises:
        SettingsError: categories.toml is damaged.
    """
    return LetterChoices(read_rules("categories.toml").get("letter", []))
