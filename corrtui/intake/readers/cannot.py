"""CannotRead: how a reader says that a file gives no text; it never leaves the child process."""

from __future__ import annotations

from corrtui.intake.brought import Need


class CannotRead(Exception):
    """The file gives no text.

    Args:
        reason: why, in words a clerk can act on, without a full stop.
        need: what could read it all the same, where the office has that program.
    """

    def __init__(self, reason: str, need: Need | None = None) -> None:
        self.reason = reason
        self.need = need
        super().__init__(reason)
