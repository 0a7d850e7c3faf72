"""One look at the letter: what a frame shows is asked once, however many panes draw from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from screens.session import Session


class Glance:
    """Gives the panes the worksheet of the letter looked at.

    Args:
        session: where it is asked.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._seen: tuple[Worksheet | None] | None = None
        self._held = False
        self.bare = False
        """True while the queue alone is to be seen: no letter is opened for a frame."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep what is seen first until the frame is drawn."""
        self._held = True
        try:
            yield
        finally:
            self._held, self._seen = False, None

    def sheet(self) -> Worksheet | None:
        """Return the worksheet; None when there is none, or it is barred."""
        if self.bare:
            return None
        if self._seen is not None:
            return self._seen[0]
        sheet = self.session.sheet()
        if self._held:
            self._seen = (sheet,)
        return sheet
