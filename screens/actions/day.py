"""The day: what it brings, laid over the desk at a clerk's first start and by `:day`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from corrtui.errors import CorrtuiError
from corrtui.text import count
from screens import texts
from screens.overlays import Overlay
from screens.ports import Pane
from screens.session import Session
from screens.wording import long_day

if TYPE_CHECKING:
    from corrtui.reports.day import Day, Figure

_NOTHING = -1
_ABOVE = 2
"""Rows over the first figure: the heading and a blank one."""


def offer_day(session: Session) -> None:
    """Show the day at a clerk's first start of it; who has begun to work is not held up.

    Keys typed before it was seen take it away and do what they would have done without it.
    """
    if not session.desk.ordering.begins_day() or session.begun or session.mode != "queue":
        return
    _lay_over(session, session.desk.ordering.day(), _NOTHING, math.inf)


def _day(session: Session) -> None:
    _lay_over(session, session.desk.ordering.day(), _NOTHING, -math.inf)


def _lay_over(session: Session, day: Day, marked: int, seen: float) -> None:
    """Show the day with one of its figures marked."""

    def step(by: int) -> Callable[[], None]:
        at = marked + by if marked >= 0 or by > 0 else len(day.figures) - 1
        return lambda: _lay_over(session, day, at % len(day.figures), -math.inf)

    def limit(at: int) -> Callable[[], None]:
        if not day.figures[at].limit and day.figures[at].letters:
            return lambda: listed(at)
        return lambda: _limit(session, day.figures[at])

    def listed(at: int) -> None:
        _lay_over(session, day, at, -math.inf)
        session.say(f"{day.figures[at].title}: under the figures; the queue does not hold them, / finds one")

    keys: dict[str, tuple[str, Callable[[], None]]] = {
        key: ("", limit(at)) for at in range(len(day.figures)) if (key := texts.figure_key(at))
    }
    keys |= {name: ("", step(1)) for name in ("down", "j")} | {name: ("", step(-1)) for name in ("up", "k")}
    if marked >= 0:
        keys["enter"] = ("only these", limit(marked))

    def renew() -> None:
        with suppress(CorrtuiError, OSError):  # the page stays as it is while the log cannot be asked
            _lay_over(session, session.desk.ordering.day(), marked, laid.seen)
            if session.overlay is not None:
                session.overlay.top = laid.top

    session.covered = session.rows.current
    session.overlay = laid = Overlay(
        f"{long_day(day.day, day.day)}: {count(day.queue, 'letter')} in the queue",
        lambda width: texts.day(day, marked, width),
        keys,
        mark=marked + _ABOVE if marked >= 0 else 0,
        light=True,
        seen=seen,
        renew=renew,
    )


def _limit(session: Session, figure: Figure) -> None:
    """Limit the queue to the letters of a figure."""
    if not figure.letters:
        session.say(f"{figure.title}: there is no such letter")
        return
    session.overlay = None
    session.limit, session.searching = figure.limit, False
    session.pane = Pane.QUEUE
    session.begun = True
    session.reload(quiet=True)
    again = f"{session.key_of('limit')} and Enter or {session.key_of('quit')} shows all again"
    session.remark(f"{figure.title}: {count(len(session.rows.numbers), 'letter')}; {again}")


ACTIONS: Mapping[str, Callable[[Session], None]] = {"day": _day}
