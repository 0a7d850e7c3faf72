"""Turns at the log: one process, one thread at a time may enter; and where nobody may, why.

The lock file is never renamed or removed: a lock on a file that goes away locks nothing.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corrtui.control.segments import READ_ONLY, not_opened
from corrtui.errors import CorrtuiError, Refused
from corrtui.mounts import MOUNTS, unsafe_for_log

_PATIENCE = 20.0


class Turn:
    """The right to append to the log on a folder.

    Args:
        folder: `control/` of the desk; made if missing.
        mounts: the system's list of mounts.

    Raises:
        LogDamaged: the folder or its lock cannot be opened. Where they may only be read, that is no error:
            then nobody gets a turn.
    """

    def __init__(self, folder: Path, mounts: Path = MOUNTS) -> None:
        self._path = folder / "log.lock"
        self._hindrance: Refused | None = None
        self._fd = self._open()
        if kind := unsafe_for_log(folder, mounts):
            self._hindrance = Refused(
                "Nothing can be entered: the control log lies on a disk that several machines share",
                f"{folder}: {kind}, where locks and appends are not safe",
                "put the desk on a local disk, or the log into PostgreSQL ([control] url in desk.toml)",
            )
        self._thread = threading.RLock()
        self._depth = 0

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(mode=0o770, parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o660)
        except OSError as error:
            if error.errno not in READ_ONLY:
                raise not_opened(self._path, error) from error
            self._hindrance = read_only(self._path, error)
            return -1

    def close(self) -> None:
        """Give the file back."""
        with self._thread:
            if self._fd >= 0:
                os.close(self._fd)
            self._fd = -1

    @property
    def hindrance(self) -> str:
        """Why nothing can be entered from here, in one line; empty when all is well."""
        found = self._hindrance
        return f"{found.title}: {found.detail}; {found.hint}" if found else ""

    def end(self, why: Refused) -> None:
        """Let this process have no turn any more."""
        self._hindrance = why

    def check(self) -> None:
        """Raise what stands in the way, if anything does.

        Raises:
            Refused: nothing can be entered from here.
        """
        if self._hindrance:
            raise Refused(self._hindrance.title, self._hindrance.detail, self._hindrance.hint)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the log alone, across threads and processes; re-entrant.

        Raises:
            Refused: nothing can be entered from here.
            CorrtuiError: another process held the lock for 20 seconds.
        """
        with self._thread:
            if self._depth == 0:
                self.check()
                self._wait()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    fcntl.flock(self._fd, fcntl.LOCK_UN)

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise CorrtuiError(
                        "The control log is held by another process",
                        f"{self._path}: no turn within {_PATIENCE:.0f} s",
                        "see who holds it with `fuser`; nothing was entered",
                    ) from None
                time.sleep(0.002)


def read_only(path: Path, error: OSError) -> Refused:
    """Return the refusal for a log that may only be read."""
    return Refused(
        "Nothing can be entered: this desk can only be read",
        f"{path}: {os.strerror(error.errno or 0)}",
        "control/ and every file in it must be writable for whoever works here",
    )
