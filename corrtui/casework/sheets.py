"""The worksheets made last and their proofs, each good for one state of letter, draft and records.

What is made ahead of the clerk is kept in the same place and held to the same state: a letter that changed
since is made anew when the clerk lands on it.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.casework.anew import Anew
from corrtui.casework.bench import Bench
from corrtui.casework.drafts import Signature, draft_path, signature_of
from corrtui.control.letter import Letter
from corrtui.intake.recover import SIDECAR

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.letters.proof import Check, Finding

_HELD = 64
_HELD_TEXT = 4_000_000
"""Characters of text held at most, letters and drafts together; one worksheet is held in any case."""

_TROUBLED = 5.0
"""Seconds a worksheet that lacks a part is good for: somebody may be mending what its trouble names."""

_LONG = 200_000
"""Bytes of what was read from a letter above which it is not read ahead."""

Breath = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _State:
    """What a worksheet depends on; a draft merged yesterday names yesterday's dates."""

    version: int
    draft: Signature | None
    day: date


@dataclass(slots=True)
class _Held:
    draft: str
    state: _State
    sheet: Worksheet
    made: float
    findings: tuple[Finding, ...] | None = None

    def good_for(self, state: _State) -> bool:
        """Tell whether it may be shown of a letter in this state."""
        if self.sheet.trouble and time.monotonic() - self.made >= _TROUBLED:
            return False
        return self.state == state


class Sheets:
    """The worksheets of a desk. Threads may share it.

    Args:
        bench: the desk.
        anew: tells what a letter reads as now.
    """

    def __init__(self, bench: Bench, anew: Anew) -> None:
        self._bench = bench
        self._anew = anew
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._mutex = threading.Lock()
        self._turn = 0
        self.built = 0
        """How many worksheets were made."""
        self.proofed = 0
        """How many were proofed."""

    def get(self, letter: Letter) -> Worksheet:
        """Return the worksheet of a letter, from memory when it was made for this very state of it."""
        while True:
            turn, state = self._turn, self._state(letter)
            held = self._kept(letter.control_no, state)
            if held is not None:
                return self._present(letter, held)
            sheet = self._make(letter, lambda: None)
            if self._keep(letter, state, sheet, turn):
                held = self._held.get(letter.control_no)
                return self._present(letter, held) if held is not None and held.sheet is sheet else sheet
            # Something was forgotten while this was built: it may be stale already.

    def _present(self, letter: Letter, held: _Held) -> Worksheet:
        """Return a worksheet that is held, with what the letter reads as now; else it stays as it is."""
        learnt = self._anew.present(letter, held.sheet)
        with self._mutex:
            if learnt != held.sheet.learnt:
                held.sheet = replace(held.sheet, learnt=learnt)
            return held.sheet

    def proof(self, sheet: Worksheet) -> tuple[Finding, ...]:
        """Proof a worksheet; blocking findings first. One that passed as it stands is not proofed again."""
        held = self._held.get(sheet.letter.control_no)
        if held is None or held.sheet is not sheet or held.state.day != self._bench.today():
            self.proofed += 1
            return rooms.proofing.proof_letter(self._bench, sheet)
        return held.findings if held.findings is not None else self._proof(held)

    def _proof(self, held: _Held, checks: Iterable[tuple[str, Check]] | None = None) -> tuple[Finding, ...]:
        """Proof a worksheet that is held, and keep what passed."""
        turn = self._turn
        self.proofed += 1
        findings = rooms.proofing.proof_letter(self._bench, held.sheet, checks)
        with self._mutex:
            if turn == self._turn and not any(finding.level == "block" for finding in findings):
                held.findings = findings
        return findings

    def ready(self, letter: Letter, breath: Breath) -> None:
        """Make a letter's worksheet and its proof before they are asked for, in small steps.

        What could not be made whole, and what did not pass the proof, is not kept: the clerk who lands on the
        letter finds out why from what stands there then.

        Args:
            letter: as it stands.
            breath: called between two steps; waits while others need the processor, raises to end the work.
        """
        number, turn, state = letter.control_no, self._turn, self._state(letter)
        held = self._kept(number, state, used=False)
        if held is None:
            if self._is_long(number):
                return
            sheet = self._make(letter, breath)
            if sheet.trouble or not self._keep(letter, state, sheet, turn):
                return
            held = self._held.get(number)
            breath()
        if held is not None:
            self._present(letter, held)
        if held is None or held.findings is not None or not held.sheet.text.strip():
            return
        from corrtui.letters.proof import all_checks

        self._proof(held, _breathing(all_checks(), breath))

    def is_ready(self, letter: Letter) -> bool:
        """Tell whether landing on the letter, as it stands, makes no worksheet."""
        return self._kept(letter.control_no, self._state(letter), used=False) is not None

    def clear(self) -> None:
        """Make every worksheet anew: the records changed."""
        with self._mutex:
            self._turn += 1
            self._held.clear()

    def forget(self, number: str) -> None:
        """Make the worksheet anew the next time: something beside the log changed, e.g. the draft."""
        with self._mutex:
            self._turn += 1
            self._held.pop(number, None)

    def _state(self, letter: Letter) -> _State:
        held = self._held.get(letter.control_no)
        if held is not None and held.state.version == letter.version:
            draft = held.draft
        else:
            draft = str(draft_path(self._bench.case_folder(letter.control_no), len(letter.sent)))
        return _State(letter.version, signature_of(draft), self._bench.today())

    def _kept(self, number: str, state: _State, *, used: bool = True) -> _Held | None:
        with self._mutex:
            held = self._held.get(number)
            if held is None or not held.good_for(state):
                return None
            if used:
                self._held.move_to_end(number)
            return held

    def _make(self, letter: Letter, breath: Breath) -> Worksheet:
        self.built += 1
        return rooms.worksheet.build_sheet(self._bench, letter.control_no, breath)

    def _is_long(self, number: str) -> bool:
        """Tell whether reading the letter is no small step."""
        try:
            return os.stat(self._bench.case_folder(number) / SIDECAR).st_size > _LONG
        except OSError:
            return False

    def _keep(self, letter: Letter, state: _State, sheet: Worksheet, turn: int) -> bool:
        """Keep a worksheet unless something was forgotten since `turn`; the one made first stays."""
        number = letter.control_no
        draft = str(draft_path(self._bench.case_folder(number), len(letter.sent)))
        with self._mutex:
            if turn != self._turn:
                return False
            there = self._held.get(number)
            if there is not None and there.good_for(state):
                return False
            self._held[number] = _Held(draft, state, sheet, time.monotonic())
            self._held.move_to_end(number)
            size = sum(_size(held.sheet) for held in self._held.values())
            while len(self._held) > _HELD or (size > _HELD_TEXT and len(self._held) > 1):
                size -= _size(self._held.popitem(last=False)[1].sheet)
            return True


def _size(sheet: Worksheet) -> int:
    return len(sheet.reading.text) + len(sheet.text)


def _breathing(checks: Iterable[tuple[str, Check]], breath: Breath) -> Iterator[tuple[str, Check]]:
    for check in checks:
        breath()
        yield check
