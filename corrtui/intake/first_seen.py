"""On which day a file that has to wait was first seen: noted on disk, for it may wait longer than a session.

The scanner's own clock is not asked: the time of a file may be of 1970 or of next year.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from corrtui.errors import CorrtuiError
from corrtui.files import replace_file

Identity = tuple[int, int, int]
"""What tells a file from what comes after it under its name: inode, size, time of change in nanoseconds."""
_KEPT_DAYS = 60
"""Notes older than this are of files that were taken away."""


def identity_of(path: Path) -> Identity:
    """Return the identity of the file at `path`, zeros where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


class FirstSeen:
    """The days; a note that is lost costs a letter its earlier date, nothing else.

    Args:
        path: file of the notes.
        today: day of the office.
    """

    def __init__(self, path: Path, today: Callable[[], date]) -> None:
        self._path = path
        self._today = today
        self._mutex = threading.Lock()

    def note(self, identity: Identity) -> None:
        """Note today for a file that was not seen before."""
        with self._mutex:
            days = self._read()
            if _key(identity) not in days:
                self._write(days | {_key(identity): self._today()})

    def day(self, identity: Identity) -> date | None:
        """Return the day a file was first seen; None when it was not noted."""
        return self._read().get(_key(identity))

    def forget(self, identity: Identity) -> None:
        """Drop the note of a file that is gone."""
        with self._mutex:
            days = self._read()
            if days.pop(_key(identity), None) is not None:
                self._write(days)

    def _read(self) -> dict[str, date]:
        try:
            found = json.loads(self._path.read_bytes())
            return {str(key): date.fromisoformat(day) for key, day in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def _write(self, days: dict[str, date]) -> None:
        today = self._today()
        kept = {key: day.isoformat() for key, day in days.items() if (today - day).days <= _KEPT_DAYS}
        with suppress(CorrtuiError):  # a full disk: the letter is dated when it is taken in
            replace_file(self._path, json.dumps(kept).encode())


def _key(identity: Identity) -> str:
    return ":".join(map(str, identity))
