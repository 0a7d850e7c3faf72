"""Delicate matters a clerk must not answer by routine: found by the rows of `corrtui/data/sensitive.toml`.

A flag is raised whatever the letter's category. Harmless look-alikes ("killer deal") are left out of the
result, and can be listed so that nobody has to wonder why a word was passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import Any, Self

from corrtui.triage.kept import Kept
from corrtui.triage.layout import read_layout
from corrtui.triage.phrases import Hit, quote
from corrtui.triage.rules import phrase_book, phrases_of, read_rules
from corrtui.triage.scanned import ScannedDigits
from corrtui.triage.spelling import Spelling
from corrtui.triage.words import Words, split_words

_SAFETY = "SAF"
_TRIGGERS, _SURE, _MENTIONS, _NEAR = "phrases", "sure", "mentions", "near"


@dataclass(frozen=True, slots=True)
class Sensitive:
    """One delicate matter found in a letter, with the first phrase that shows it."""

    kind: str
    """The class, in words: "legal process", "self-harm" …"""
    category: str
    """Category code where it belongs, or ESCALATE: it keeps its category and goes to a supervisor."""
    phrase: str
    """As it stands in the letter, on one line."""
    start: int
    """Where the phrase begins in the text; -1 when it stands in the subject line of an e-mail only."""
    end: int
    handling: str
    """What the clerk does now, one sentence."""
    clerk_may_reply: bool
    """False: no letter leaves this desk. True: one may, after a confirmation."""
    decides: bool = False
    """True: the letter gets `category` whatever else it says."""
    restricted: bool = False
    """True: only who has the right to it may look at the letter."""
    tell: str = ""
    """Whom in the office it must be told: a role, in words."""
    same_day: bool = False
    """True: somebody must act on the day the letter came, whatever its category allows."""
    routine: bool = False
    """True: this desk's daily work; nobody need be told of each letter unless the office names whom."""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave; unknown keys are ignored."""
        return cls(**{field.name: data[field.name] for field in fields(cls) if field.name in data})


@dataclass(frozen=True, slots=True)
class NearMiss(Kept):
    """A phrase that looks like a trigger of `kind` and is not."""

    kind: str
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Class:
    kind: str
    category: str
    decides: bool
    clerk_may_reply: bool
    handling: str
    restricted: bool = False
    tell: str = ""
    same_day: bool = False
    routine: bool = False


class SensitiveRules:
    """The compiled classes.

    Args:
        classes: rows of sensitive.toml; of several classes that decide, the first one wins.
        spelling: puts right what letters misspell.

    Raises:
        SettingsError: a phrase cannot be read; it is named.
    """

    def __init__(self, classes: Iterable[Mapping[str, Any]], spelling: Spelling | None = None) -> None:
        self._spelling = spelling or Spelling((), {})
        rows = list(classes)
        self._classes = [_Class(**_own_fields(row)) for row in rows]
        phrases, self._rows = phrases_of(rows, (_TRIGGERS, _SURE, _MENTIONS, _NEAR))
        self._book = phrase_book(phrases, "sensitive.toml")
        self._digits = ScannedDigits(phrases)

    def _hits(self, words: Words) -> list[Hit]:
        return self._book.find(self._spelling.mend(self._digits.mend(words)))

    def find(self, text: str, subject: str = "") -> tuple[Sensitive, ...]:
        """Return each class found once, in their order, with the first phrase that decides it, or else
        its first.
        """
        found: dict[int, Sensitive] = {}
        for source, words in ((text, _own_words(text)), (subject, split_words(subject))):
            hits = self._hits(words)
            harmless = self._harmless_words(hits)
            for hit in hits:
                number, name = self._rows[hit.row]
                of = self._classes[number]
                decides = of.decides and name in (_TRIGGERS, _SURE)
                if name == _NEAR or (name != _SURE and not harmless.get(number, set()).isdisjoint(hit.used)):
                    continue
                if number in found and (found[number].decides or not decides):
                    continue
                phrase, start, end = quote(source, words, hit)
                place = (start, end) if source is text else (-1, -1)
                found[number] = Sensitive(
                    of.kind,
                    of.category,
                    phrase,
                    *place,
                    of.handling,
                    of.clerk_may_reply,
                    decides,
                    of.restricted,
                    of.tell,
                    of.same_day,
                    of.routine,
                )
        return tuple(found[number] for number in sorted(found))

    def near_misses(self, text: str) -> tuple[NearMiss, ...]:
        """Return the harmless phrases of `text` in reading order: those of threats and the like, and of the
        other classes those that kept a trigger from counting.
        """
        words = _own_words(text)
        hits = self._hits(words)
        harmless = self._harmless_words(hits)
        passed_over: dict[int, set[int]] = {}
        for hit in hits:
            number, name = self._rows[hit.row]
            if name != _NEAR and not harmless.get(number, set()).isdisjoint(hit.used):
                passed_over.setdefault(number, set()).update(hit.used)
        misses: dict[tuple[str, int], NearMiss] = {}
        for hit in hits:
            number, name = self._rows[hit.row]
            of = self._classes[number]
            if name == _NEAR and (
                of.category == _SAFETY or not passed_over.get(number, set()).isdisjoint(hit.used)
            ):
                miss = NearMiss(of.kind, *quote(text, words, hit))
                misses.setdefault((of.kind, miss.start), miss)
        return tuple(misses.values())

    def _harmless_words(self, hits: list[Hit]) -> dict[int, set[int]]:
        """Return the words that belong to near misses, by class."""
        harmless: dict[int, set[int]] = {}
        for hit in hits:
            number, name = self._rows[hit.row]
            if name == _NEAR:
                harmless.setdefault(number, set()).update(hit.used)
        return harmless


def _own_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row without its phrases; only what has a default may be left out.

    Raises:
        KeyError: another value is missing.
    """
    optional = ("restricted", "tell", "same_day", "routine")
    known = [field.name for field in fields(_Class)]
    return {name: row[name] for name in known if name not in optional or name in row}


def _own_words(text: str) -> Words:
    return split_words(text, read_layout(text).own)


def _spelling(table: Mapping[str, Any]) -> Spelling:
    return Spelling(table["keys"], table["words"], table["right"])


@lru_cache(maxsize=1)
def load_sensitive() -> SensitiveRules:
    """Return the shipped classes, read and compiled once.

    Raises:
        SettingsError: sensitive.toml is damaged.
    """
    table = read_rules("sensitive.toml")
    return SensitiveRules(table["class"], _spelling(table["spelling"]))


def find_sensitive(text: str, subject: str, rules: SensitiveRules) -> tuple[Sensitive, ...]:
    """Return the delicate matters in the writer's own words of `text` and in `subject`, each class once."""
    return rules.find(text, subject)


def near_misses(text: str, rules: SensitiveRules | None = None) -> tuple[NearMiss, ...]:
    """Return the harmless look-alikes in `text`; the shipped rules are used when none are given."""
    return (rules or load_sensitive()).near_misses(text)
