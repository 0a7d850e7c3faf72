"""The temper a letter is written in, with the words that show it: rows of `corrtui/data/tone.toml`.

A help for the clerk who answers, never a decision: nothing is put first, held or routed by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corrtui.triage.kept import Kept
from corrtui.triage.phrases import PhraseBook, quote
from corrtui.triage.rules import phrase_book, read_rules
from corrtui.triage.words import Words

HOSTILE = "hostile"
_PHRASES_EACH = 6


@dataclass(frozen=True, slots=True)
class Tone(Kept):
    """One phrase that shows a temper."""

    kind: str
    """hostile, distressed or formal."""
    phrase: str
    """As it stands in the letter, on one line."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rules:
    book: PhraseBook
    rows: tuple[tuple[str, bool], ...]
    """Of each phrase: its temper, and whether it is harmless."""
    needs: Mapping[str, int]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table = {kind: row for kind, row in read_rules("tone.toml").items() if isinstance(row, dict)}
    phrases: list[str] = []
    rows: list[tuple[str, bool]] = []
    for kind, row in table.items():
        for harmless, name in ((False, "phrases"), (True, "near")):
            phrases += row[name]
            rows += [(kind, harmless)] * len(row[name])
    needs = {kind: row["needs"] for kind, row in table.items()}
    return _Rules(phrase_book(phrases, "tone.toml"), tuple(rows), needs)


def find_tone(text: str, words: Words) -> tuple[Tone, ...]:
    """Return the phrases of `words` that show a temper, in the order of the tempers, at most six of each.

    `words` are those of `text` the writer wrote. A temper with fewer different phrases than its row needs is
    left out.
    """
    rules = _rules()
    hits = rules.book.find(words)
    harmless: dict[str, set[int]] = {}
    for hit in hits:
        kind, near = rules.rows[hit.row]
        if near:
            harmless.setdefault(kind, set()).update(hit.used)
    found: dict[str, dict[int, Tone]] = {kind: {} for kind in rules.needs}
    ends: dict[str, int] = {}
    for hit in hits:
        kind, near = rules.rows[hit.row]
        if near or not harmless.get(kind, set()).isdisjoint(hit.used) or hit.row in found[kind]:
            continue
        phrase, start, end = quote(text, words, hit)
        if start >= ends.get(kind, 0):
            found[kind][hit.row] = Tone(kind, phrase, start, end)
            ends[kind] = end
    return tuple(
        tone
        for kind, phrases in found.items()
        if len(phrases) >= rules.needs[kind]
        for tone in list(phrases.values())[:_PHRASES_EACH]
    )


def tone_kinds(tones: tuple[Tone, ...]) -> tuple[str, ...]:
    """Return the tempers found, each once."""
    return tuple(dict.fromkeys(tone.kind for tone in tones))
