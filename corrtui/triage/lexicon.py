"""The phrases that tell what a letter is about (`corrtui/data/lexicon.toml`), and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from corrtui.triage.layout import Layout
from corrtui.triage.phrases import Hit, covered, quote
from corrtui.triage.rules import phrase_book, read_rules
from corrtui.triage.words import split_words

_WEIGHTS = {"strong": 3, "weak": 1, "negative": -3, "unless": 0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A phrase of the letter that speaks for a category, or against it."""

    phrase: str
    """As it stands in the letter, on one line."""
    start: int
    """Where it begins in the letter's text; -1 when it stands in the subject line of an e-mail only."""
    end: int
    category: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Row:
    category: str
    weight: int


class Lexicon:
    """The compiled phrases of all categories.

    Args:
        table: category code → {"strong" | "weak" | "negative" | "unless": list of phrases}.

    Raises:
        SettingsError: a phrase cannot be read; it is named.
    """

    def __init__(self, table: dict[str, dict[str, list[str]]]) -> None:
        phrases: list[str] = []
        self._rows: list[_Row] = []
        for category, lists in table.items():
            for name, weight in _WEIGHTS.items():
                phrases += lists.get(name, [])
                self._rows += [_Row(category, weight)] * len(lists.get(name, []))
        self._book = phrase_book(phrases, "lexicon.toml")

    def evidence(self, text: str, layout: Layout, subject: str = "") -> tuple[Evidence, ...]:
        """Return what in the body of `text` and in `subject` speaks for which category, in reading order.

        Each row counts once, where it stands first. Of two phrases one within the other only the longer
        counts; of those of one category that share a word only the heaviest, then the longest. A phrase
        within an `unless` or a negative row of its own category does not count.
        """
        found: dict[int, Evidence] = {}
        for source, spans in ((text, layout.body), (subject, ((0, len(subject)),))):
            words = split_words(source, spans)
            for hit in self._counting(self._book.find(words)):
                row = self._rows[hit.row]
                phrase, start, end = quote(source, words, hit)
                place = (start, end) if source is text else (-1, -1)
                found.setdefault(hit.row, Evidence(phrase, *place, row.category, row.weight))
        return tuple(sorted(found.values(), key=lambda item: (item.start, item.end, item.category)))

    def _counting(self, hits: list[Hit]) -> list[Hit]:
        """Return the hits that count, in reading order."""
        speaking = [hit for hit in hits if self._rows[hit.row].weight > 0]
        silenced = covered(speaking, speaking)
        counting = [hit for hit in hits if self._rows[hit.row].weight < 0]
        by_category: dict[str, tuple[list[Hit], list[Hit]]] = {}
        for hit in hits:
            if self._rows[hit.row].weight <= 0:
                by_category.setdefault(self._rows[hit.row].category, ([], []))[1].append(hit)
        for nth, hit in enumerate(speaking):
            if nth not in silenced:
                by_category.setdefault(self._rows[hit.row].category, ([], []))[0].append(hit)
        for own, hushing in by_category.values():
            hushed = covered(own, hushing, or_equal=True)
            taken: set[int] = set()
            left = [hit for nth, hit in enumerate(own) if nth not in hushed]
            for hit in sorted(left, key=lambda hit: (-self._rows[hit.row].weight, -len(hit.used))):
                if taken.isdisjoint(hit.used):
                    taken.update(hit.used)
                    counting.append(hit)
        return sorted(counting, key=lambda hit: hit.used)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon, read and compiled once.

    Raises:
        SettingsError: lexicon.toml is damaged.
    """
    table = {code: lists for code, lists in read_rules("lexicon.toml").items() if isinstance(lists, dict)}
    return Lexicon(table)
