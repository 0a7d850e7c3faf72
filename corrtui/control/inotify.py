"""The system's own events of a few folders, waited for without a thread of their own (inotify(7)).

watchdog takes three threads a folder and an object an event; here every key of every clerk wakes all others,
and all they need is the names.
"""

from __future__ import annotations

import os
import select
from pathlib import Path

from inotify_simple import INotify, flags

_WANTED = (
    flags.MODIFY
    | flags.CLOSE_WRITE
    | flags.MOVED_FROM
    | flags.MOVED_TO
    | flags.CREATE
    | flags.DELETE
    | flags.DELETE_SELF
    | flags.MOVE_SELF
    | flags.ONLYDIR
)
_NAMELESS = flags.Q_OVERFLOW | flags.DELETE_SELF | flags.MOVE_SELF


class Inotify:
    """Tells the names of what changes in some folders.

    Raises:
        OSError: the system has no such events, or no more of them.
    """

    def __init__(self) -> None:
        try:
            self._events = INotify()
        except AttributeError as error:
            raise OSError("no inotify here") from error

    def watch(self, folder: Path) -> None:
        """Watch a folder from now on.

        Raises:
            OSError: it is none, or the system watches no more.
        """
        try:
            self._events.add_watch(folder, _WANTED)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(folder)) from error

    def wait(self, seconds: float, other: int) -> set[str] | None:
        """Wait for a change, for something to read from the file descriptor `other`, or for the time to pass.

        Returns:
            Names of the files that changed; an empty name when events were lost or a folder is not there any
            more. None: the time passed, or `other` is ready.
        """
        poll = select.poll()
        poll.register(self._events.fd, select.POLLIN)
        poll.register(other, select.POLLIN)
        ready = poll.poll(seconds * 1000)
        return self.read() if any(fd == self._events.fd for fd, _ in ready) else None

    def read(self) -> set[str]:
        """Return the names of what changed since, without waiting; see `wait`."""
        names: set[str] = set()
        while found := self._events.read(timeout=0):
            names.update("" if event.mask & _NAMELESS else os.fsdecode(event.name) for event in found)
        return names

    def close(self) -> None:
        """End all watches."""
        self._events.close()
