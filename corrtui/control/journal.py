"""The control log's disk: append-only JSON Lines, one file a month, one hash chain through all of them.

An append is: lock, set a torn tail aside, read what others wrote, one write, fdatasync. Nothing is ever
changed or removed. Several processes may write; reading needs no lock.
"""

from __future__ import annotations

import errno
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corrtui.control.cursor import Cursor
from corrtui.control.line import seal
from corrtui.control.place import Place
from corrtui.control.segments import READ_ONLY
from corrtui.control.tail import set_tail_aside
from corrtui.control.turn import Turn, read_only
from corrtui.errors import CorrtuiError, LogUncertain, Refused
from corrtui.files import fsync_folder
from corrtui.mounts import MOUNTS


def this_month() -> str:
    """Name of the monthly file an entry written now belongs to (UTC)."""
    return f"{datetime.now(UTC):%Y-%m}.jsonl"


class Journal:
    """The log folder of a desk, with this process's place in it.

    Args:
        folder: `control/` of the desk; made if missing.
        month: names the file for a new entry; replaced in tests.
        keep: entries met while appending, its own too, are kept for the next `read_new`.
        mounts: the system's list of mounts; replaced in tests.

    Raises:
        LogDamaged: the folder or its lock cannot be opened. Where they may only be read, that is no error:
            then nothing can be entered (`hindrance`).
    """

    def __init__(
        self,
        folder: Path,
        month: Callable[[], str] = this_month,
        *,
        keep: bool = True,
        mounts: Path = MOUNTS,
    ) -> None:
        self.folder = folder
        self._month = month
        self._keep = keep
        self._unread: deque[tuple[dict[str, Any], Place]] = deque()
        self._given = Place()
        self._turn = Turn(folder, mounts)  # taken before _mutex: who only reads waits for no other process
        self._mutex = threading.RLock()
        self._at = Cursor(folder)

    def close(self) -> None:
        """Give the files back."""
        self._turn.close()
        with self._mutex:
            self._at.close()

    @property
    def hindrance(self) -> str:
        """Why nothing can be entered from here, in one line; empty when all is well."""
        return self._turn.hindrance

    def locked(self) -> AbstractContextManager[None]:
        """Hold the log alone, across threads and processes; re-entrant, so a caller may check, then append.

        Raises:
            Refused: nothing can be entered from here.
            CorrtuiError: another process held the lock for 20 seconds.
        """
        return self._turn.held()

    # -- reading

    @property
    def last_n(self) -> int:
        """Number of the last entry read, or appended, by this process."""
        return self._at.last_n

    @property
    def last_hash(self) -> str:
        """Hash of that entry."""
        return self._at.last_hash

    def read_new(self) -> Iterator[dict[str, Any]]:
        """Yield every entry this process has not seen yet, oldest first, its place in the chain checked.

        Raises:
            LogDamaged: the chain does not hold; the message names file and line.
        """
        with self._mutex:
            while self._unread:
                doc, self._given = self._unread.popleft()
                yield doc
            yield from self._at.read_on()

    def place(self) -> Place:
        """Return the place after the last entry `read_new` gave."""
        with self._mutex:
            return self._given if self._unread else self._at.place

    def resume(self, place: Place) -> bool:
        """Let `read_new` go on after `place`, read from this log before; see `Cursor.resume`."""
        with self._mutex:
            if not self._at.resume(place):
                return False
            self._unread.clear()
            return True

    def _keep_unread(self, doc: dict[str, Any], before: Place) -> None:
        """Keep an entry met while appending for the next `read_new`; `before` is the place before it."""
        if not self._keep:
            return
        if not self._unread:
            self._given = before
        self._unread.append((doc, self._at.place))

    # -- writing

    def append(self, docs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Enter `docs` durably, in order, and return them with their number `n` and hash `h`.

        Raises:
            Refused: nothing can be entered from here.
            CorrtuiError: the disk refused it; nothing was entered.
            LogUncertain: the disk failed in the middle; nothing more can be entered until the log is opened
                again.
        """
        with self.locked(), self._mutex:
            self._turn.check()
            try:
                set_tail_aside(self.folder)
                self._catch_up()
                self._turn_month()
            except OSError as error:
                raise self._refusal(error) from error
            lines, sealed = seal(docs, self._at.last_n, self._at.last_hash)
            self._write(b"".join(lines))
            for line, doc in zip(lines, sealed, strict=True):
                before = self._at.place
                self._at.go(doc["n"], doc["h"], len(line))
                self._keep_unread(doc, before)
            return sealed

    def _catch_up(self) -> None:
        """Read what others entered: it comes before us in the chain."""
        before = self._at.place
        for doc in self._at.read_on():
            self._keep_unread(doc, before)
        self._at.check_in_place()

    def _turn_month(self) -> None:
        """Begin a new monthly file when the month changed; never go back, whatever the clock says."""
        month = self._month()
        if not self._at.segment or month > self._at.segment:
            if self._at.segment:
                os.fdatasync(self._at.fd)  # a writer killed before its own sync may have ended this file
            new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            os.close(os.open(self.folder / month, new, 0o660))
            self._at.enter(month)
        if not self._at.offset:
            # Also where another process made the file and was killed before its name was safe.
            fsync_folder(self.folder)
        if not self._at.writable:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def _write(self, data: bytes) -> None:
        fd = self._at.fd
        try:
            written = os.write(fd, data)
            while written < len(data):  # a short write is followed by the error that caused it
                written += os.write(fd, data[written:])
            os.fdatasync(fd)
        except BaseException as error:
            self._take_back(fd, error)
            if isinstance(error, OSError):
                raise self._refusal(error) from error
            raise

    def _take_back(self, fd: int, error: BaseException) -> None:
        """Cut off what may have been written; needs no space, and under the lock nobody wrote after it.

        Raises:
            LogUncertain: it may be on the disk all the same.
        """
        try:
            os.ftruncate(fd, self._at.offset)
            os.fdatasync(fd)
        except BaseException as second:
            raise self._uncertain(f"{_in_words(error)}; then, taking it back: {_in_words(second)}") from error
        if isinstance(error, OSError) and error.errno == errno.EIO:
            # The kernel may have thrown the pages away and called them clean: that the cut is on the disk
            # cannot be told from the cache it shows us, by this or any other way of looking.
            raise self._uncertain(_in_words(error)) from error

    def _uncertain(self, words: str) -> LogUncertain:
        detail = f"{self._at.path}: {words}"
        self._turn.end(
            Refused(
                "Nothing more can be entered from here: the control log's disk failed",
                detail,
                "see the disk, then leave and open the desk again",
            )
        )
        return LogUncertain(
            "The control log's disk failed in the middle of an entry: it may be entered or not",
            detail,
            "leave and open the desk again: whether it is entered shows then",
        )

    def _refusal(self, error: OSError) -> CorrtuiError:
        if error.errno in READ_ONLY:
            return read_only(self._at.path, error)
        remedy = "make room on the disk" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "see the disk"
        return CorrtuiError(
            "The control log cannot be written: nothing was entered",
            f"{self._at.path}: {os.strerror(error.errno or 0)}",
            f"{remedy}, then do it again",
        )


def _in_words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return os.strerror(error.errno or 0)
    return str(error) or type(error).__name__
