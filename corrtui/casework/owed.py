"""What we owe on letters that may be closed: replies filed and not mailed, promises that outlive them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from corrtui.casework.bench import Bench
from corrtui.control.acts import ActUndone, LetterFiled, LetterMailed, PromiseChanged
from corrtui.control.clock import earliest

DAYS: Final = 60
"""So far back it is looked for: what is older was mailed, and nobody said so."""
_LOOKED_AT = 200
"""Letters that are looked at for the clock that runs on them, the oldest first."""
_KINDS = frozenset({LetterFiled.name, LetterMailed.name, PromiseChanged.name, ActUndone.name})


class Owed:
    """Follows the log of one open desk: the first look reads its last 60 days, each later one what is new.

    Args:
        bench: the desk.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._read_to: int | None = None
        self._filed: dict[int, tuple[str, str]] = {}
        """Entry → (control number, PDF) of a filing that holds."""
        self._mailed: dict[int, str] = {}
        """Entry → PDF of a mailing that holds."""
        self._promised: dict[int, tuple[str, date | None]] = {}
        """Entry → (control number, day) of what last said something of a promise, and holds."""

    def letters(self) -> list[tuple[str, str]]:
        """Return (control number, what we owe, in words): replies not mailed, then promises; oldest first.

        Of open letters promises are left out: the queue tells them.

        Raises:
            CorrtuiError: the log cannot be read.
        """
        self._follow()
        mailed = set(self._mailed.values())
        waiting = [(number, pdf) for number, pdf in self._filed.values() if pdf not in mailed]
        found = [(number, self._unmailed(number, pdf)) for number, pdf in waiting[:_LOOKED_AT]]
        found += [(number, f"{pdf} not mailed") for number, pdf in waiting[_LOOKED_AT:]]
        return found + self._promises()

    def _follow(self) -> None:
        register, log = self._bench.register, self._bench.log
        if self._read_to is None:
            today = self._bench.today()
            first, _ = register.entries_on(today - timedelta(days=DAYS), today + timedelta(days=1))
            self._read_to = first - 1 if first else log.last_n
        after, self._read_to = self._read_to, log.last_n
        if after == self._read_to:
            return
        for entry in log.of_kinds(_KINDS, after):
            match entry.act:
                case LetterFiled() as act:
                    self._filed[entry.n] = entry.letter, act.pdf
                    self._promised[entry.n] = entry.letter, act.promised
                case LetterMailed() as act:
                    self._mailed[entry.n] = act.pdf
                case PromiseChanged() as act:
                    self._promised[entry.n] = entry.letter, act.day
                case ActUndone() as act:
                    for of in (self._filed, self._mailed, self._promised):
                        of.pop(act.entry, None)

    def _unmailed(self, number: str, pdf: str) -> str:
        letter = self._bench.register.get(number)
        clock = earliest(letter.clocks) if letter is not None else None
        if clock is None:
            return f"{pdf} not mailed"
        overdue = "overdue, " if clock.due < self._bench.today() else ""
        return f"{pdf} not mailed, {clock.id} {overdue}due {clock.due:%a %d %b %Y}"

    def _promises(self) -> list[tuple[str, str]]:
        days = dict(self._promised.values())
        found = []
        for number, day in days.items():
            if day is None or number in self._bench.register.open:
                continue
            letter = self._bench.register.get(number)
            if letter is not None and not letter.open and letter.promised == day:
                word = "was promised" if day < self._bench.today() else "promised"
                found.append((number, f"closed, more {word} by {day:%a %d %b %Y}"))
        return found
