"""What a letter says against which a row is held: the writer's names, names in the text, amounts and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corrtui.records.figures import amount_of, day_of
from corrtui.records.names import ALIKE, alike, name_key, words_of
from corrtui.records.record import Record

if TYPE_CHECKING:
    from corrtui.triage.facts import Facts, Writer

_SCAN = 60_000
"""Characters of a letter searched for names; twenty typed pages."""
_NAMES_MOST = 60
_CAPITALISED = re.compile(r"[A-Z][\w'’-]{1,30}(?:\.? (?:& )?[A-Z](?:[\w'’-]{1,30}|\b)){1,5}")
_WORDS_OF_A_NAME = (4, 3, 2)


class Evidence:
    """One letter, ready to be held against many rows."""

    def __init__(self, facts: Facts, text: str) -> None:
        self.names = names_of(facts.writer)
        """The writer's person and organisation, as written; empty when the letter does not say."""
        self._keys = tuple(name_key(name) for name in self.names)
        self._text = text[:_SCAN]
        self._words = f" {' '.join(words_of(self._text))} "
        self._amounts = {
            amount for value in facts.values("amount") if (amount := amount_of(value)) is not None
        }
        self._days = {day for value in facts.values("date") if (day := day_of(value))}

    def agrees(self, names: Iterable[str]) -> bool:
        """Whether one of these names is like the writer's."""
        return any(alike(name_key(name), own) >= ALIKE for name in names for own in self._keys)

    def mentions(self, names: Iterable[str]) -> bool:
        """Whether one of these names stands in the letter, whatever its titles and marks."""
        return any(f" {key} " in self._words for name in names if (key := name_key(name)))

    def shared_figure(self, row: Record) -> str:
        """Return the first column and value of the row that is an amount or day of the letter, or nothing."""
        for column, value in row.fields:
            if (self._amounts and amount_of(value) in self._amounts) or (
                self._days and day_of(value) in self._days
            ):
                return f"{column} {value}"
        return ""

    def names_in_text(self) -> tuple[str, ...]:
        """Return what may be names in the letter: two to four words with capitals, each once."""
        return tuple(dict.fromkeys(self._windows()))[:_NAMES_MOST]

    def _windows(self) -> Iterator[str]:
        for match in _CAPITALISED.finditer(self._text):
            words = match[0].split(" ")
            for length in _WORDS_OF_A_NAME:
                for start in range(len(words) - length + 1):
                    yield " ".join(words[start : start + length])


def names_of(writer: Writer) -> tuple[str, ...]:
    """Return the writer's name without title, and organisation; whichever the letter says."""
    person = " ".join(part for part in (writer.first, writer.last) if part) or writer.name
    return tuple(dict.fromkeys(name for name in (person, writer.org) if name_key(name)))
