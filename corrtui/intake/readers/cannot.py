"""CannotRead: how a reader says that a file gives no text; it never leaves the child process."""

from __future__ import annotations


class CannotRead(Exception):
    """The file gives no text.

    Args:
        reason: why, in words a clerk can act on, without a full stop.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
