"""Who sits at the desk: the sessions that are alive and what each has claimed, looked up at little cost.

The truth is the files in `control/sessions/` and their locks, at every look. Each file is opened once, read
again and parsed only when its bytes are others: a look at twenty sessions is a tenth of a millisecond.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corrtui.control.session_file import LONGEST, Claim, Session, unpack
from corrtui.text import one_line

_NUMBER = re.compile(r"\d{6}-\d{4,9}")
_NAME = re.compile(r"\d{1,10}-[0-9a-f]{12}")
_TRIES = 3
_ABANDONED = 60.0
_USUAL = 4096
"""Bytes asked for first: the file of a session that keeps few letters."""


@dataclass(slots=True)
class _Open:
    """A session's file as it was read last."""

    fd: int
    inode: int
    data: bytes = b""
    session: Session | None = None


class Seated:
    """The sessions of a desk. Threads may share it; what dead sessions left is removed at a look.

    Args:
        folder: `control/sessions/`; need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _Open] = {}
        self._turn = threading.Lock()
        self.parsed = 0
        """How often a file was parsed."""

    def living(self, besides: str = "") -> list[Session]:
        """Return the sessions that are alive and readable, by their ids.

        Args:
            besides: a session that does not count.
        """
        with self._turn:
            there = self._names()
            for name in [name for name, file in self._files.items() if there.get(name) != file.inode]:
                os.close(self._files.pop(name).fd)
            found = (self._look(name, there[name]) for name in sorted(there) if name != besides)
            return [session for session in found if session is not None]

    def close(self) -> None:
        """Give the files back; the next look opens them again."""
        with self._turn:
            for file in self._files.values():
                os.close(file.fd)
            self._files.clear()

    def _names(self) -> dict[str, int]:
        """Return the sessions' ids and inodes; sweep away what was left of those that never sat down."""
        found = {}
        try:
            with os.scandir(self._folder) as items:
                for item in items:
                    stem, _, kind = item.name.rpartition(".")
                    if kind == "json" and _NAME.fullmatch(stem):
                        found[stem] = item.inode()
                    elif kind == "new" and stem.startswith("."):
                        _sweep(self._folder / item.name)
        except OSError:
            return {}
        return found

    def _look(self, name: str, inode: int) -> Session | None:
        file = self._files.get(name) or self._open(name, inode)
        if file is None:
            return None
        try:
            fcntl.flock(file.fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return self._read(file, name)
        except OSError:
            return None
        with suppress(OSError):
            os.unlink(self._folder / f"{name}.json")
        self._files.pop(name, None)
        os.close(file.fd)
        return None

    def _open(self, name: str, inode: int) -> _Open | None:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            fd = os.open(self._folder / f"{name}.json", flags)
        except OSError:
            return None
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_ino != inode:
            os.close(fd)
            return None
        self._files[name] = _Open(fd, inode)
        return self._files[name]

    def _read(self, file: _Open, name: str) -> Session | None:
        for _ in range(_TRIES):
            try:
                data = os.pread(file.fd, _USUAL, 0)
                if len(data) == _USUAL:
                    data += os.pread(file.fd, LONGEST - _USUAL, _USUAL)
            except OSError:
                return None
            if data == file.data:
                return file.session
            found = unpack(data)
            self.parsed += 1
            if found is not None:
                file.data, file.session = data, _session(name, found)
                return file.session
            time.sleep(0.0005)  # being written at this moment, or not ours
        return None


def _sweep(path: Path) -> None:
    """Remove what a session left that was killed while it sat down."""
    with suppress(OSError):
        if time.time() - path.lstat().st_mtime > _ABANDONED:
            path.unlink()


def _session(session: str, found: Mapping[str, Any]) -> Session | None:
    try:
        letters = {
            number: Claim(int(counter), datetime.fromisoformat(since).astimezone(UTC))
            for number, (counter, since) in found["letters"].items()
            if _NUMBER.fullmatch(number)
        }
        login, name = one_line(str(found["login"]), 40), one_line(str(found["name"]), 60)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    return Session(session, login, name, letters)
