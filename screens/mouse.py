"""The mouse, where a clerk switched it on: the wheel scrolls what it is over, a click chooses.

It does nothing of its own: a turn and a click are the keys that would have done the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import events
from textual.errors import NoWidget

from corrtui.commands import BY_ID
from screens.gate import Mode
from screens.ports import Pane

if TYPE_CHECKING:
    from screens.picture import Picture

_TURN: Final = 3
"""Lines a text moves at one turn of the wheel."""


def pointed(picture: Picture, event: events.MouseEvent) -> bool:
    """Deal with what the mouse did; False when it was nothing."""
    session, mode = picture.session, picture.session.mode
    if isinstance(event, events.MouseScrollDown | events.MouseScrollUp):
        by = 1 if isinstance(event, events.MouseScrollDown) else -1
        if mode is Mode.OVERLAY:
            for _ in range(_TURN):
                session.overlay_key("down" if by > 0 else "up", "")
            return True
        over = _pane(picture, event)
        if over is Pane.QUEUE:
            _step(picture, by)
        elif over is Pane.DRAFT and mode is Mode.DRAFT:
            session.draft_key("down" if by > 0 else "up", "")
        elif over is not None:
            picture.scroll(over, by * _TURN)
        return True
    if not isinstance(event, events.MouseDown) or mode is not Mode.QUEUE:
        return False
    over = _pane(picture, event)
    if over is None:
        return False
    if not session.opened:
        session.pane = over
    if over is Pane.QUEUE:
        letter = picture.queue_pane.letter_at(event.screen_y - picture.queue_pane.region.y)
        if letter is not None:
            _step(picture, letter - session.rows.at)
    return True


def _step(picture: Picture, by: int) -> None:
    """Go so many letters on or back, as the keys do."""
    session = picture.session
    if session.mode is Mode.QUEUE:
        session.pane = Pane.QUEUE
        for _ in range(abs(by)):
            session.command(BY_ID["next" if by > 0 else "previous"])


def _pane(picture: Picture, event: events.MouseEvent) -> Pane | None:
    """Return the pane the mouse is over."""
    try:
        widget, _ = picture.screen.get_widget_at(event.screen_x, event.screen_y)
    except NoWidget:
        return None
    panes = {
        picture.queue_pane: Pane.QUEUE,
        picture.letter_pane: Pane.LETTER,
        picture.records_pane: Pane.RECORDS,
        picture.draft_pane: Pane.DRAFT,
        picture.editor: Pane.DRAFT,
    }
    return next((pane for known, pane in panes.items() if known is widget), None)
