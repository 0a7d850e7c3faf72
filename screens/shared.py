"""What this session shares with colleagues: the letter it rests on is claimed, theirs are known, losses told.

The rules are the desk's (`casework.colleagues`); here stands only when it is asked and what is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from corrtui.casework.whereabouts import Whereabouts
from corrtui.errors import CorrtuiError
from corrtui.text import count
from screens.talk import reason_of
from screens.wording import listed

if TYPE_CHECKING:
    from corrtui.casework.colleagues import Loss
    from corrtui.casework.drafts import Sight
    from corrtui.control.claims import Seat
    from screens.session import Session

HOLDS = frozenset(
    {"finish", "reply", "template", "classify", "dispose", "attach", "skip", "repeat", "edit", "drafts"}
    | {"bring-up", "priority", "promise", "clock", "told"}
    | {"draft-finish", "draft-template", "draft-skip", "draft-bring-up"}
)
"""Commands that work on the letter looked at: it must be this session's first."""
_SEEN = frozenset({"tag"})
"""Commands that need no claim, but somebody who sees the letter."""
_INTO_DRAFT = frozenset({"reply", "edit"})
"""Commands that show the letter themselves."""
_NEXT, _NEXT_OF = 12, 30
"""Letters made ready ahead of the clerk, and how far they are looked for past those at colleagues' desks."""
_NAMED = 2
"""So many colleagues are named whose letters were passed over."""
_NEAR = 64
"""Letters looked through for a free one before all the others are."""


class Shared:
    """One session among the others at the desk.

    Args:
        session: the clerk's session.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._colleagues = session.desk.colleagues
        self._whereabouts = Whereabouts(session.desk.bench, session.desk.privacy)
        self._begun = False
        self.seats: Mapping[str, Seat] = {}
        """Letters other sessions have open, and who sits there."""
        self.kept: frozenset[str] = frozenset()
        """Letters kept here while the cursor is elsewhere."""
        self._shown: tuple[str, int, Sight | None] = ("", 0, None)
        self.cut_off = False
        """True while the control log cannot be asked."""

    # the cursor

    def begin(self) -> str:
        """Return the letter a session of the clerk's was cut off at, once, and say so; else nothing.

        Nothing happens by itself but that the cursor goes there; keys typed before it is seen are dropped.
        """
        begun, self._begun = self._begun, True
        cut_off = None if begun else self._whereabouts.cut_off()
        if cut_off is None:
            return ""
        no, session = cut_off.number, self._session
        found = "; ".join(part for part in (cut_off.meanwhile, cut_off.typed) if part)
        if not cut_off.workable or self.onward([no]) != no:
            session.stop(f"you were at {no}" + (f": {found}" if found else ""), "")
            return ""
        ways = f"{session.key_of('reply')} goes on, {session.key_of('first')} first"
        session.stop(f"you were here: {no}{', ' if found else ''}{found}; {ways}", "")
        return no

    @property
    def resting(self) -> str:
        """The letter looked at; none while the queue stands alone: a row of it is no letter opened."""
        return "" if self._session.alone else self._session.current

    def arrive(self) -> None:
        """The cursor rests: the letter is claimed, unless another session has it."""
        no = self.resting
        self._whereabouts.note(self._session.current)
        seat = self._colleagues.arrive(no)
        if seat is not None:
            self.seats = {**self.seats, no: seat}
        elif no in self.seats:
            self.seats = {other: held for other, held in self.seats.items() if other != no}

    def hold(self, command: str = "") -> bool:
        """Claim the letter looked at before it is worked on; False after saying why that cannot be.

        A letter that was not shown is shown first: the key must come again, from somebody who sees it.

        Args:
            command: what is to be done to it.

        Raises:
            CorrtuiError: another session has it, or the claims cannot be asked.
        """
        no = self._session.current
        if self._session.unshown():
            self._session.shown()
            if command not in _INTO_DRAFT:
                return self._show_first(no)
        if self._session.alone and no:
            self._session.alone = False
            if command not in _INTO_DRAFT:
                return self._show_first(no)
        if not no or not self._session.desk.letter(no).open:
            return True
        if self._session.sheet() is None:
            self._session.say(self._session.barred, "trouble")
            return False
        if self._colleagues.advance([no]) != no:
            self.arrive()
            self._session.sync()
            if self._tell_losses():
                return False
            self._session.desk.bench.check_free(no)
        if self._shown[0] != no:
            self.saw(no)
        self._whereabouts.note(no)  # the line may drop before the cursor has rested here
        return True

    def lets(self, command: str) -> bool:
        """Return True when a command may be done now; what works on a letter wants it seen, and free.

        Raises:
            CorrtuiError: another session has it, or the claims cannot be asked.
        """
        if command in HOLDS:
            return self.hold(command)
        if command in _SEEN and self._session.hidden_under():
            self._session.shown()
            return self._show_first(self._session.current)
        return True

    def _show_first(self, no: str) -> bool:
        self._session.stop(f"{no} was not shown yet: here it is, the key again does it", "")
        return False

    def onward(self, numbers: Sequence[str]) -> str:
        """Claim the first of these letters nobody else has; empty when there is none or nobody can say."""
        try:
            no = self._colleagues.advance(numbers[:_NEAR])
            if not no and len(numbers) > _NEAR:
                no = self._colleagues.advance(numbers[_NEAR:])
        except (CorrtuiError, OSError):
            return ""
        if no:
            self.saw(no)
        return no

    def pass_on(self, no: str, following: Sequence[str]) -> str:
        """Go to the letter that follows in the order of work and is nobody's; return what to say if none is.

        Args:
            no: the letter that is done with.
            following: what followed it before; see `Rows.following`.
        """
        rows = self._session.rows
        there = rows.shown(following)
        free = self.onward(there)
        if not free:
            there = [other for other in rows.turned(there[0] if there else "") if other != no]
            free = self.onward(there)
        if free:
            rows.go(free)
            self._session.shown()
            return self._passed_over(there[: there.index(free)])
        if there:
            rows.go(there[0])
            return "no other letter here is free"
        return ""

    def _passed_over(self, numbers: Sequence[str]) -> str:
        """Say at whose desks the letters are that were passed over; empty when there are none."""
        seats = self._colleagues.others() if numbers else {}
        names = dict.fromkeys(seats[no].name for no in numbers if no in seats)
        if not names:
            return ""
        over = sum(no in seats for no in numbers)
        return f"passed over {count(over, 'letter')} at the desk of {listed(list(names), _NAMED)}"

    def likely(self) -> list[str]:
        """Return the letters to be looked at next: this one, some after it nobody has, the one before."""
        rows, here = self._session.rows, self._session.current
        if self._session.alone:
            return [here] if here else []
        after = [no for no in rows.following(here)[:_NEXT_OF] if no not in self.seats]
        before = [no for no in rows.numbers[max(0, rows.at - 1) : rows.at] if no not in self.seats]
        return [no for no in (here, *after[:_NEXT], *before) if no]

    def keep(self, no: str) -> str:
        """Keep a letter while the cursor is elsewhere; return what to say."""
        said = self._colleagues.keep(no)
        self.kept |= {no}
        return said

    def give_back(self, no: str) -> str:
        """Give a kept letter back; return what to say."""
        said = self._colleagues.release(no)
        self.kept -= {no}
        return said

    # what was shown

    def shows(self) -> tuple[str, int, Sight | None]:
        """Return the letter looked at, its version and its draft, to be noted once the frame stands."""
        hidden = self._session.alone or self._session.noting
        sheet = None if hidden else self._session.sheet()
        return (sheet.letter.control_no, sheet.letter.version, sheet.sight) if sheet else ("", 0, None)

    def saw(self, no: str, version: int = 0, sight: Sight | None = None) -> None:
        """Note that the clerk sees a letter as it was at `version`, or as it is now, and its draft."""
        if self._session.alone:
            return
        self._shown = no, version or self._session.desk.letter(no).version, sight

    def seen(self, no: str) -> int | None:
        """Return the version of the letter the clerk saw; what the clerk did since counts as seen."""
        letter = self._session.desk.letter(no)
        if letter.by == self._session.desk.me.login:
            return letter.version
        return self._shown[1] if self._shown[0] == no else None

    def sight(self, no: str) -> Sight | None:
        """Return the draft of the letter the clerk saw; None when it was not shown yet."""
        return self._shown[2] if self._shown[0] == no else None

    # colleagues

    def look(self) -> None:
        """Take in what colleagues did since; a log that cannot be asked is said once, and when it is back."""
        session = self._session
        try:
            session.sync()
            self._tell_losses()
            self.seats = self._colleagues.others()
            self.arrive()
            self.kept = self._colleagues.kept()
        except (CorrtuiError, OSError) as error:
            self.seats = {}  # who sits where is not known any more
            if not self.cut_off:
                self.cut_off = True
                session.say(reason_of(error), "trouble")
        else:
            if self.cut_off:
                self.cut_off = False
                session.say("the control log can be reached again: go on")
            if came := session.desk.told.news():
                session.add(came)

    def leave(self, *, in_order: bool = False) -> None:
        """Give everything back; the session ends, `in_order` if the clerk wanted it to."""
        if in_order:
            self._whereabouts.leave()
        with suppress(CorrtuiError, OSError):
            self._colleagues.leave()

    def _tell_losses(self) -> bool:
        losses = self._colleagues.lost()
        for loss in losses:
            self._tell(loss)
        return bool(losses)

    def _tell(self, loss: Loss) -> None:
        session = self._session
        own = loss.by_login == session.desk.me.login
        by = "another session of yours" if own else loss.by_name
        said = f"{loss.number} was taken over by {by}" + ("" if own else f": {loss.reason}")
        session.returned.pop(loss.number, None)
        if session.editing == loss.number:
            session.close_draft(said)
        elif session.prompt is not None and session.prompt.about == loss.number:
            session.notice(said)
        else:
            session.say(said, "trouble")
