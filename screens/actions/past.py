"""What there was before: look-alikes, and the history of writer, number and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from corrtui.text import count, one_line
from screens.actions.deciding import ask_reason
from screens.overlays import Listing, Overlay
from screens.passage import Passage
from screens.past_texts import Group, answered, beside, letter_and_answer, listed, row_lines
from screens.session import Session

if TYPE_CHECKING:
    from datetime import date

    from corrtui.casework.history import Past
    from corrtui.control.register import Letter

_MERGE = "MERGE"


def _look_alikes(session: Session) -> None:
    no = session.current
    if not no:
        session.remark("there is no letter here")
        return
    letters, note = session.desk.past.alike(no)
    if not letters:
        _nothing(session, f"Like {no}", note or f"Nothing is like {no}.")
        return
    _list(session, no, f"Like {no}", [("", letters)], note)


def _history(session: Session) -> None:
    no = session.current
    if not no:
        session.remark("there is no letter here")
        return
    history = session.desk.past.history(no)
    if not history.groups:
        nothing = f"Nothing came before from this writer, nor anything like {no}."
        _nothing(session, f"Before {no}", history.note or nothing)
        return
    groups = [(title[:1].upper() + title[1:], letters) for title, letters in history.groups]
    _list(session, no, f"Before {no}", groups, history.note)


def _nothing(session: Session, title: str, why: str) -> None:
    """Open the page also when it is empty: the key that closes it must not leave the desk."""
    session.overlay = Overlay(title, lambda width: Passage(one_line(why)))


def _list(session: Session, no: str, title: str, groups: Sequence[Group], note: str) -> None:
    """Put a list of letters over the desk; its keys work on the one under its cursor."""
    letters = [past for _, group in groups for past in group]
    today = session.desk.today
    listing = Listing(title, lambda width: Passage(""), wrap=False, lines=row_lines(groups))
    listing.write = lambda width: listed(groups, listing.at, note, today, width)
    listing.keys = {
        "enter": ("compare", lambda: _compare(session, no, letters, listing)),
        "o": ("open", lambda: _open(session, letters[listing.at], listing)),
        "x": ("tag all", lambda: _tag(session, no, letters)),
        "m": ("merge", lambda: _merge(session, no, letters[listing.at])),
    }
    session.overlay = listing


def _compare(session: Session, no: str, letters: Sequence[Past], listing: Listing) -> None:
    """Show two letters beside each other, and what was answered to the other."""
    past, today = letters[listing.at], session.desk.today
    other = past.letter.control_no
    difference = session.desk.past.difference(no, other)
    answer = _answer(session, past)
    own = session.desk.letter(no)
    heads = f"{no}, {own.received:%Y-%m-%d}", f"{other}, {past.letter.received:%Y-%m-%d}"
    session.overlay = Overlay(
        f"{no} beside {other}: {past.alike.words}",
        lambda width: beside(heads, difference, answered(past, answer, today, width), width),
        {
            "x": ("tag all", lambda: _tag(session, no, letters)),
            "m": ("merge", lambda: _merge(session, no, past)),
        },
        wrap=False,
        back=listing,
    )


def _open(session: Session, past: Past, listing: Listing) -> None:
    """Show another letter and what was answered to it; to be read only."""
    no, today = past.letter.control_no, session.desk.today
    text, answer = session.desk.past.text(no), _answer(session, past)
    title = f"{no}, received {past.letter.received:%Y-%m-%d}"
    session.overlay = Overlay(
        title, lambda width: letter_and_answer(text, past, answer, today, width), wrap=False, back=listing
    )


def _answer(session: Session, past: Past) -> str:
    return session.desk.past.answer(past.letter.control_no, past.sent) if past.sent else ""


def _tag(session: Session, no: str, letters: Sequence[Past]) -> None:
    """Tag the letter and all that read like it, as far as they stand in the queue; the list is closed."""
    alike = [past.letter.control_no for past in letters if past.alike.score]
    if not alike:
        session.say(f"no letter here reads like {no}")
        return
    tagged = session.rows.tag([no, *alike])
    session.overlay = None
    left = len(alike) + 1 - tagged
    others = f"; {left} more closed or not in the list shown" if left > 0 else ""
    does = f"{session.key_of('tagged')} does the next command to all tagged letters"
    session.say(f"{count(tagged, 'letter')} tagged{others}; {does}")


def _merge(session: Session, no: str, past: Past) -> None:
    """Ask to merge the later of two letters into the earlier, or one without a reply into one that has one:
    the first date stays, and so does what was written.
    """
    earlier, later = sorted((session.desk.letter(no), past.letter), key=_when)
    why = "has no reply yet" if later.sent == () != earlier.sent else "came later"
    if not later.open:
        session.say(f"{later.control_no} {why}, and is closed already")
        return
    if later.control_no != session.current and not session.rows.go(later.control_no):
        shows = f"{session.key_of('limit')} and Enter shows all"
        session.say(f"{later.control_no} {why} and is not in the list shown: {shows}, then merge it there")
        return
    session.overlay = None
    if session.shared.hold("dispose"):
        sheet = session.sheet()
        repeat = sheet.repeat if sheet is not None else None
        told = repeat is not None and repeat.into == earlier.control_no
        why = repeat.why if repeat is not None and told else f"like {earlier.control_no}, {past.alike.words}"
        ask_reason(session, _MERGE, why)


def _when(letter: Letter) -> tuple[bool, date, tuple[str, int]]:
    stem, _, tail = letter.control_no.partition("-")
    return not letter.sent, letter.received, (stem, int(tail))


ACTIONS: Mapping[str, Callable[[Session], None]] = {"look-alikes": _look_alikes, "history": _history}
