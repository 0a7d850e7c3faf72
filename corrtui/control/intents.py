"""Intents: what each person did last, key press by key press, so that undo takes back the right acts."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corrtui.control.acts import (
    ActUndone,
    ClocksStarted,
    DraftBegun,
    LetterReceived,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
)
from corrtui.control.entry import Entry

_KEPT = 500
_NO_INTENT = LetterReceived | DraftBegun | LetterTakenOver | LetterViewed | NumbersRevealed | ClocksStarted
"""Acts that are no decision on a letter: there is nothing in them to take back."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One key press of one person: the entries it made, newest last."""

    key: str
    entries: tuple[tuple[int, str], ...]
    """(entry number, control number)."""


class Intents:
    """The last 500 intents of every person that still hold.

    Args:
        docs: login → what `docs` gave of an earlier one; read only when the person is asked for.
    """

    def __init__(self, docs: Mapping[str, str] | None = None) -> None:
        self._docs = dict(docs or {})
        self._of: dict[str, deque[Intent]] = {}
        self._touched: dict[str, int] = {}

    def note(self, entry: Entry) -> None:
        """Count an entry in: an act begins an intent or goes on with it, an undo takes it out again."""
        if isinstance(entry.act, _NO_INTENT):
            return
        mine = self._mine(entry.by)
        self._touched[entry.by] = entry.n
        if isinstance(entry.act, ActUndone):
            _take_out(mine, entry.act.entry)
            return
        pair = (entry.n, entry.letter)
        if mine and entry.intent and mine[-1].key == entry.intent:
            mine[-1] = replace(mine[-1], entries=(*mine[-1].entries, pair))
        else:
            mine.append(Intent(entry.intent, (pair,)))

    def last(self, by: str) -> Intent | None:
        """Return what this person did last and has not undone."""
        mine = self._mine(by)
        return mine[-1] if mine else None

    def docs(self, after: int) -> dict[str, str]:
        """Return, as JSON, the intents of everybody who acted after entry `after`."""
        return {
            by: json.dumps([[intent.key, intent.entries] for intent in self._mine(by)], separators=(",", ":"))
            for by in self.people()
            if after == 0 or self._touched.get(by, 0) > after
        }

    def people(self) -> set[str]:
        """Return the logins of everybody who ever decided something."""
        return self._docs.keys() | self._of.keys()

    def _mine(self, by: str) -> deque[Intent]:
        mine = self._of.get(by)
        if mine is None:
            mine = self._of[by] = deque(maxlen=_KEPT)
            if by in self._docs:
                for key, entries in json.loads(self._docs.pop(by)):
                    mine.append(Intent(key, tuple((n, number) for n, number in entries)))
        return mine


def _take_out(mine: deque[Intent], undone: int) -> None:
    for place in range(len(mine) - 1, -1, -1):  # mostly the last one
        left = tuple(pair for pair in mine[place].entries if pair[0] != undone)
        if len(left) != len(mine[place].entries):
            if left:
                mine[place] = replace(mine[place], entries=left)
            else:
                del mine[place]
            return
