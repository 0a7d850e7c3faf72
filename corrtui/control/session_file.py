"""The file of one session in `control/sessions/`: which letters it has claimed, alive while its lock is held.

The lock (flock) goes with the process, however it ends; a process that only stands still keeps it. What
sessions that are no more left behind is removed by whoever looks next: see `control.seated`.
"""

from __future__ import annotations

import fcntl
import json
import os
import weakref
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corrtui.errors import CorrtuiError

LONGEST = 1 << 18
"""Bytes of a session's file at most; some 4,000 letters."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One letter a session has claimed."""

    counter: int
    """Of two claims on one letter the higher counter holds."""
    since: datetime
    """When it was claimed, UTC."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the file of a living session says."""

    session: str
    login: str
    name: str
    letters: Mapping[str, Claim]


def pack(found: Mapping[str, Any]) -> bytes:
    """Return a line whose reader can tell whether it is whole."""
    body = json.dumps(found, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def unpack(data: bytes) -> dict[str, Any] | None:
    """Return what a line made by `pack` says; None when it is not whole. What stands after it is ignored."""
    head, _, rest = data.partition(b" ")
    body, end, _ = rest.partition(b"\n")
    try:
        if not end or int(head, 16) != zlib.crc32(body):
            return None
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


class SessionFile:
    """This session's file.

    Args:
        folder: `control/sessions/`; made if missing.
        session: its name.

    Raises:
        OSError: it cannot be made here.
    """

    def __init__(self, folder: Path, session: str) -> None:
        folder.mkdir(mode=0o770, exist_ok=True)
        self.path = folder / f"{session}.json"
        hidden = folder / f".{session}.new"
        self._fd = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o660)
        try:
            # Locked before it can be seen: nobody takes it for a dead session's.
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.rename(hidden, self.path)
        except BaseException:
            os.close(self._fd)
            raise
        _OPEN.add(self)

    def write(self, login: str, name: str, letters: Mapping[str, Claim]) -> None:
        """Let the others see what is claimed here.

        Raises:
            OSError: the disk refuses it.
            CorrtuiError: more letters than one session can claim.
        """
        named = {no: [c.counter, c.since.isoformat(timespec="seconds")] for no, c in letters.items()}
        if not self.put({"login": login, "name": name, "letters": named}):
            raise CorrtuiError(
                "Too many letters are kept open here",
                f"{len(letters)} letters",
                "give some of them back first",
            )

    def put(self, found: Mapping[str, Any]) -> bool:
        """Let the file say this; False, and it stays as it was, when that is too long.

        Raises:
            OSError: the disk refuses it.
        """
        data = pack(found)
        if len(data) > LONGEST:
            return False
        os.pwrite(self._fd, data, 0)
        os.ftruncate(self._fd, len(data))
        return True

    def sync(self) -> None:
        """Have what was put survive a power cut.

        Raises:
            OSError: the disk refuses it.
        """
        os.fsync(self._fd)

    def close(self) -> None:
        """Take the file away and give the lock back."""
        if self._fd >= 0:
            with suppress(OSError):
                self.path.unlink()
            self.let_go()

    def let_go(self) -> None:
        """Close the file and leave it where it is; in a forked child the parent's lock stands."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)


_OPEN: weakref.WeakSet[SessionFile] = weakref.WeakSet()


def _let_go_all() -> None:
    for file in list(_OPEN):
        file.let_go()


# A child that outlives the session must not keep its letters; a program that is started closes the file.
os.register_at_fork(after_in_child=_let_go_all)
