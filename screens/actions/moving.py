"""Moving: through the queue, down the letter, from pane to pane, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corrtui.errors import CorrtuiError
from screens.ports import Pane
from screens.session import Session
from screens.talk import unsaved_words

_ORDER = (Pane.QUEUE, Pane.LETTER, Pane.RECORDS, Pane.DRAFT)
_END = {1: "this is the end", -1: "this is the top"}


def _moved(session: Session, moved: bool, end: str) -> None:
    session.findings = ()
    session.shown()
    if not moved:
        session.say(end)


def _step(by: int, end: str) -> Callable[[Session], None]:
    """A letter further; an arrow key in another pane moves a line of that pane."""

    def move(session: Session) -> None:
        if session.key in ("up", "down") and session.pane is not Pane.QUEUE:
            _scrolled(session, session.view.scroll(session.pane, by), by)
        else:
            _moved(session, session.rows.step(by), end)

    return move


def _page(by: int) -> Callable[[Session], None]:
    """PgDn and PgUp: a page of the active pane."""

    def move(session: Session) -> None:
        if session.pane is Pane.QUEUE:
            _moved(session, session.rows.step(by * session.view.lines(Pane.QUEUE)), _END[by])
        else:
            _scrolled(session, session.view.scroll(session.pane, by * session.view.lines(session.pane)), by)

    return move


def _letter(by: int) -> Callable[[Session], None]:
    """Page the letter; the cursor stays where it is."""

    def move(session: Session) -> None:
        if session.alone:
            session.say(f"the queue stands alone: {session.key_of('open')} shows the letter")
            return
        moved = session.view.scroll(Pane.LETTER, by * session.view.lines(Pane.LETTER))
        _scrolled(session, moved, by)

    return move


def _scrolled(session: Session, moved: bool, by: int) -> None:
    if not moved:
        session.say(_END[by])


def _first(session: Session) -> None:
    _moved(session, session.rows.step(-len(session.rows.numbers)), "this is the first letter")


def _last(session: Session) -> None:
    _moved(session, session.rows.step(len(session.rows.numbers)), "this is the last letter")


def _pane(by: int) -> Callable[[Session], None]:
    def move(session: Session) -> None:
        session.alone = False
        session.pane = _ORDER[(_ORDER.index(session.pane) + by) % len(_ORDER)]

    return move


def _open(session: Session) -> None:
    if session.unshown():
        session.alone = False
        session.shown()
    elif session.alone:
        session.alone = False
    else:
        session.opened = not session.opened


def _queue(session: Session) -> None:
    """The whole queue over the whole width, the clerk's letter under the cursor if it is there; and back."""
    if session.alone:
        session.alone = False
        return
    session.alone = True
    session.searching = False
    session.limit = ""
    session.pane = Pane.QUEUE
    session.opened = False
    session.reload()


def depart(session: Session) -> None:
    """Leave the program; a text that cannot be saved stops that once."""
    try:
        session.autosave.flush()
    except (CorrtuiError, OSError) as error:
        if not session.parting:
            session.parting = True
            lost = unsaved_words(session.held.numbers(), error)
            session.stop(f"not left: {lost}; {session.key_of('quit')} again leaves")
            session.mark_unsaved()
            return
    session.view.leave()


def _quit(session: Session) -> None:
    """One level back: queue alone, opened letter, other pane, search, limit; at the top, leave."""
    if session.alone:
        session.alone = False
    elif session.opened:
        session.opened = False
    elif session.pane is not Pane.QUEUE:
        session.pane = Pane.QUEUE
    elif session.searching:
        session.searching = False
        session.reload(quiet=True)
        session.say(
            f"back from the search to the queue{f', limited to {session.limit}' if session.limit else ''}"
        )
    elif session.limit:
        limit, session.limit = session.limit, ""
        session.reload(quiet=True)
        session.say(f"the limit {limit} is off: all letters are shown; {session.key_of('quit')} again leaves")
    elif session.away and not session.leaving:
        session.leaving = True
        session.say(
            f"waiting for {len(session.away)} being filed, then leaving; "
            f"{session.key_of('quit')} again leaves at once"
        )
    else:
        depart(session)


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "next": _step(1, "this is the last letter"),
    "previous": _step(-1, "this is the first letter"),
    "first": _first,
    "last": _last,
    "page-down": _page(1),
    "page-up": _page(-1),
    "scroll-down": _letter(1),
    "scroll-up": _letter(-1),
    "next-pane": _pane(1),
    "previous-pane": _pane(-1),
    "open": _open,
    "go-queue": _queue,
    "redraw": lambda session: session.view.redraw(),
    "draft-redraw": lambda session: session.view.redraw(),
    "draft-letter-down": _letter(1),
    "draft-letter-up": _letter(-1),
    "quit": _quit,
}
