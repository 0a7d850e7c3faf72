"""When a frame is painted, and what follows: one a burst of keys, as soon as the last is dealt with."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events

from screens import compat
from screens.painter import Drawn, Painter
from screens.thin import Stretch

if TYPE_CHECKING:
    from textual.containers import Container

    from corrtui.casework.drafts import Sight
    from screens.glance import Glance
    from screens.look import Look
    from screens.panes.base import LinePane
    from screens.session import Session

_LATEST = 0.05
"""A frame is put off while keys are waiting, but no longer than this (seconds)."""


class Painting(compat.ThinDisplay):
    """Paints the panes from the session, past Textual's clock and compositor while its hooks are there."""

    session: Session
    glance: Glance
    look: Look
    panes: Sequence[LinePane]
    """Every pane drawn line by line, the queue first."""
    containers: Sequence[Container]
    """What the panes stand in."""
    _painter: Painter | None = None
    _dirty_since: float | None = None
    _painting = _told = _begun = False

    def changed(self) -> None:
        """Paint when what waits is dealt with."""
        self._begun = True
        if self._dirty_since is None:
            self._dirty_since = time.monotonic()
            self.call_later(self._paint_soon)

    def keyed(self, key: events.Event) -> None:
        """A key was dealt with: paint at once, unless others came with it or wait behind it."""
        if isinstance(key, compat.Followed):
            self._dirty_since = self._dirty_since or time.monotonic()
            if time.monotonic() - self._dirty_since > _LATEST:
                self.paint()
        elif self.message_queue_size:
            self.changed()
        else:
            self.paint()

    def _paint_soon(self) -> None:
        since = self._dirty_since
        if since is None:
            return
        if self.message_queue_size and time.monotonic() - since < _LATEST:
            self.call_later(self._paint_soon)
        else:
            self.paint()

    def paint(self) -> None:
        """Bring every pane up to date with the session, in one frame."""
        if self._painting:
            return
        self._painting, self._dirty_since = True, None
        try:
            moved = self.set_state()
            if self.thin:
                if moved and isinstance(self.screen, compat.DeskScreen):
                    self.screen.lay_out_now(*self.containers)
                self._show()
            else:
                self._show_by_textual()
        finally:
            self._painting = False

    def _show(self) -> None:
        self.sent_at = None
        with self.glance.held():
            stop, shows = self.session.ahead.stop, self._shows()
            if not self.send_frame():
                return  # the layout of a new size is still to come, and brings us back here
        self._painted(stop, shows)

    def _shows(self) -> tuple[str, int, Sight | None]:
        return ("", 0, None) if self.glance.bare else self.session.shared.shows()

    def _show_by_textual(self) -> None:
        """Textual's own output is in charge: say so once its first frame did not come to us."""
        stop, shows = self.session.ahead.stop, self._shows()
        self.panes[0].whole()  # the window of the queue follows the cursor
        with self.batch_update():
            for pane in self.panes:
                pane.refresh()
        self.call_after_refresh(self._shown_by_textual, stop, shows)

    def _shown_by_textual(self, stop: int, shows: tuple[str, int, Sight | None]) -> None:
        missing = self.display_missing()
        if missing and not self._told:
            self._told = True
            self.session.say(f"plain output, more bytes a key: Textual has no {missing} here", "trouble")
            self.changed()
        self._painted(stop, shows)

    def drawn_here(self) -> bool:
        """The editor changed: paint it, if frames are ours."""
        if self.thin:
            self.changed()
        return self.thin

    def set_state(self) -> bool:
        """Say to the layout what is on show; True when panes take other places than before."""
        raise NotImplementedError

    def on_show(self) -> Sequence[Drawn]:
        """Return the panes in the order they lie over each other."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show the picture: Textual moved something."""
        if self._begun:
            self.paint()

    def stretches(self) -> Iterator[Stretch]:
        """Return the whole picture."""
        if self._painter is None:
            self._painter = Painter(self.look, self.get_line_filters(), self.colours())
        return self._painter.stretches(self.on_show())

    def _painted(self, stop: int, shows: tuple[str, int, Sight | None]) -> None:
        """The frame stands: keys from now on are typed by somebody who can see it."""
        now = time.monotonic() if self.sent_at is None else self.sent_at
        self.session.ahead.shown(stop, now)
        overlay = self.session.overlay
        if overlay is None:
            self.session.covered = ""  # the letter itself is on show now
        elif overlay.seen == math.inf:
            overlay.seen = now
        if overlay is None:
            self.session.ahead.stands(shows[0], now)
        if shows[0] and shows[0] == self.session.current:
            self.session.shared.saw(*shows)
        if self.glance.bare:
            self.glance.bare = False
            self.changed()
        else:
            self.painted()

    def painted(self) -> None:
        """A frame stands."""
