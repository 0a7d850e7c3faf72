"""Colleagues: claiming letters as the clerk goes from one to the next, seeing who has which, taking over.

A claim is a courtesy among people and a fence for the program: no act is entered on a letter that another
session has open (`Bench.check_free`).
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from corrtui.casework.bench import Bench, Claimed
from corrtui.casework.drafts import held
from corrtui.casework.privacy import Privacy
from corrtui.control.acts import LetterTakenOver
from corrtui.control.claims import Seat
from corrtui.control.entry import Entry
from corrtui.errors import Refused
from corrtui.people import demand
from corrtui.rights import TAKE_OVER
from corrtui.text import one_line

_REASON = 200


@dataclass(frozen=True, slots=True)
class Loss:
    """A letter that was taken over from this session."""

    number: str
    by_name: str
    by_login: str
    reason: str
    at: datetime
    """When, UTC."""


class Colleagues:
    """This session among the others at the desk. Its methods may be called from several threads.

    Args:
        bench: the desk; what was entered before is of no concern to a session that begins now.
        privacy: what may be looked at here: nobody claims a letter they may not see.
    """

    def __init__(self, bench: Bench, privacy: Privacy) -> None:
        self._bench = bench
        self._privacy = privacy
        self._claims = bench.claims
        self._here = ""
        self._let_go = ""
        self._kept: frozenset[str] = frozenset()
        self._seen: Seat | None = None
        self._busy: frozenset[str] = frozenset()
        self._losses: deque[Loss] = deque()
        bench.listeners.append(self._heard)

    def arrive(self, number: str) -> Seat | None:
        """The cursor rests on this letter: claim it if it is open, give back the one before unless kept.

        Asked again for the same letter, it claims it once a colleague has left it. A closed letter is read
        without a claim; a letter given back with `release` stays free until the cursor has been elsewhere.

        Args:
            number: control number; empty when there is none.

        Returns:
            Who else has it open; None when nobody has.
        """
        if number != self._here:
            self._leave_here()
            self._here, self._let_go = number, ""
        if not number or not self._may_be_mine(number):
            self._claims.release(number)
            self._seen = self.others().get(number) if number else None
            return self._seen
        if number == self._let_go:
            self._seen = self.others().get(number)
        else:
            self._seen = self._claims.take(number)
            if self._seen is None:
                self._still_open(number)
        return self._seen

    def advance(self, numbers: Sequence[str]) -> str:
        """Claim the first of these letters nobody else has and return it; empty when there is none.

        Args:
            numbers: control numbers in the order of work; those closed meanwhile are passed over.
        """
        left = [number for number in numbers if self._may_be_mine(number)]
        while number := self._claims.take_first(left):
            if self._still_open(number):
                break
            left = left[left.index(number) + 1 :]
        if number != self._here:
            self._leave_here()
            self._here = number
        self._let_go, self._seen = "", None
        return number

    def keep(self, number: str) -> str:
        """Keep a letter claimed while the cursor is elsewhere; return what to say.

        Raises:
            Refused: it is closed, or another session has it.
        """
        self._privacy.check(self._bench.open_letter(number))
        seat = self._claims.take(number)
        if seat is not None:
            raise Claimed(number, seat, self._bench)
        if number == self._let_go:
            self._let_go = ""
        self._kept |= {number}
        return f"{number} stays yours; {self._bench.way('claim')} gives it back"

    def release(self, number: str) -> str:
        """Give a letter back, kept or not; return what to say."""
        self._kept -= {number}
        self._claims.release(number)
        if number == self._here:
            self._let_go = number
        return f"{number} is free for anybody"

    def kept(self) -> frozenset[str]:
        """Return the letters that stay claimed while the cursor is elsewhere."""
        return self._kept & self._claims.mine() if self._kept else self._kept

    def begin_filing(self, number: str) -> None:
        """The letter passed the gate: it stays claimed until it is filed, wherever the cursor goes."""
        self._busy |= {number}

    def end_filing(self, number: str) -> None:
        """The letter is filed, or is not."""
        self._busy -= {number}
        if number != self._here and number not in self._kept:
            self._claims.release(number)

    def take_over(self, number: str, reason: str) -> str:
        """Take a letter over from the session that has it, and enter it in the log; return what to say.

        Args:
            number: control number.
            reason: why; needed when it is another person's.

        Raises:
            Refused: no reason, the letter is closed, or by now somebody else has it than the clerk saw.
            CorrtuiError: the log cannot be written; nothing was taken.
        """
        bench, seen = self._bench, self._seen if number == self._here else None
        # A draft its holder is writing is there when the letter changes hands, or comes after.
        with bench.log.locked(), held(bench.case_folder(number)):
            bench.sync()
            self._privacy.check(bench.open_letter(number))
            seat = self.others().get(number)
            if seat is None:
                self._claims.take(number)
                self._mine_here(number)
                return f"{number} is yours: nobody has it open any more"
            if seen is not None and seen.session != seat.session:
                self._seen = seat
                raise Refused(
                    f"{number} is at {seat.name}'s desk by now, no longer at {seen.name}'s",
                    "it was not taken over",
                    f"{bench.way('claim')} asks again",
                )
            reason = one_line(reason, _REASON)
            if not reason and seat.login != bench.me.login:
                raise Refused(f"{number} is at {seat.name}'s desk", hint="say why you take it over")
            if seat.login != bench.me.login:
                demand(bench.settings, bench.me, TAKE_OVER)
            act = LetterTakenOver(
                holder=seat.login, session=seat.session, reason=reason or "from another session of theirs"
            )
            bench.log.append(bench.me.login, [(number, act)], secrets.token_hex(4))
            bench.sync()
            self._claims.seize(number)
        self._mine_here(number)
        return f"{number} taken over from {seat.name}"

    def others(self) -> Mapping[str, Seat]:
        """Return who else has which letter open now: control number → who. One look, not cached."""
        return self._claims.others()

    def lost(self) -> tuple[Loss, ...]:
        """Return what was taken over from this session since this was last asked, oldest first."""
        found: list[Loss] = []
        while self._losses:
            found.append(self._losses.popleft())
        return tuple(found)

    def leave(self) -> None:
        """Give every letter back: the session ends, or its line is gone."""
        self._kept, self._here, self._let_go = frozenset(), "", ""
        for number in self._claims.mine():
            self._claims.release(number)

    def _heard(self, entry: Entry) -> None:
        """Note a take-over from this session, also one that happened while the terminal stood still."""
        act = entry.act
        if isinstance(act, LetterTakenOver) and act.session == self._claims.session:
            by = self._bench.name_of(entry.by)
            self._losses.append(Loss(entry.letter, by, entry.by, act.reason, entry.at))
            self._kept -= {entry.letter}

    def _may_be_mine(self, number: str) -> bool:
        letter = self._bench.register.get(number)
        return letter is not None and letter.open and self._privacy.may_see(letter)

    def _still_open(self, number: str) -> bool:
        """Look again once it is claimed: whoever had it before may have closed it."""
        self._bench.sync()
        if self._may_be_mine(number):
            return True
        self._claims.release(number)
        return False

    def _leave_here(self) -> None:
        if self._here and self._here not in self._kept | self._busy:
            self._claims.release(self._here)

    def _mine_here(self, number: str) -> None:
        if number == self._here:
            self._seen, self._let_go = None, ""
