"""Bookmarks: which letter a session is at, in a file of its own in `control/bookmarks/` that outlives it.

While the session lives it holds the file's lock; a file whose lock is free was left by a session that was
dropped, killed or cut off from power. Who leaves in order takes it away. It is kept in the desk's folder also
where log and claims are on a server, and the folder is not watched: a step through the queue wakes nobody.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corrtui.control.session_file import LONGEST, SessionFile, unpack
from corrtui.files import fsync_folder

_NAME = re.compile(r"\d{1,10}-[0-9a-f]{12}\.json", re.ASCII)
_NUMBER = re.compile(r"\d{6}-\d{4,9}", re.ASCII)
_SYNC = 5.0
"""Seconds from a step to the moment it survives a power cut; all steps between cost one sync."""
_KEPT = timedelta(days=7)
"""After so long a bookmark is of no use, and is taken away."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a session was."""

    login: str
    letter: str
    """Control number."""
    version: int
    """The letter's version when the session came to it."""
    at: datetime
    """When that was, UTC."""


class Bookmark:
    """This session's bookmark. Setting it costs the caller nothing: a thread writes it.

    Args:
        folder: `control/` of the desk; on a disk that refuses it there is no bookmark.
        session: the session's id.
        login: who works.
    """

    def __init__(self, folder: Path, session: str, login: str) -> None:
        self._folder = folder / "bookmarks"
        self._session, self._login = session, login
        self._mark: Mark | None = None
        self._file: SessionFile | None = None
        self._left = -1, Path()
        self._changed = threading.Condition()
        self._news = self._closed = False
        self._thread: threading.Thread | None = None

    def left(self, now: datetime) -> Mark | None:
        """Return the last bookmark of this person that a session left which is no more; None: there is none.

        It is this session's from then on: no other is offered it, and the first `put` replaces it.
        """
        for path in _written_by(self._login, self._folder, now):
            fd = _lock(path)
            if fd < 0:
                continue  # its session lives, or another of this person's was offered it
            mark = _read(fd)
            if mark is not None:
                self._left = fd, path
                return mark
            os.close(fd)
        return None

    def put(self, letter: str, version: int) -> None:
        """Note that the session is at this letter now."""
        with self._changed:
            if self._closed or (self._mark is not None and self._mark.letter == letter):
                return
            self._mark = Mark(self._login, letter, version, datetime.now(UTC))
            self._news = True
            self._changed.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="bookmark", daemon=True)
                self._thread.start()

    def take_away(self) -> None:
        """The session ends in order: nobody need come back to where it was, or to where one before it was."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(1.0)
        if self._file is not None:
            self._file.close()
        self._drop_left()
        for path in _written_by(self._login, self._folder, datetime.now(UTC)):
            _remove(path)

    def _run(self) -> None:
        due = 0.0
        while True:
            with self._changed:
                wait = max(0.0, due - time.monotonic()) if due else None
                self._changed.wait_for(lambda: self._news or self._closed, wait)
                if self._closed:
                    return
                mark = self._mark if self._news else None
                self._news = False
            with suppress(OSError):
                if mark is not None:
                    self._write(mark)
                    due = due or time.monotonic() + _SYNC
                elif self._file is not None:
                    due = 0.0
                    self._file.sync()
                    fsync_folder(self._folder)

    def _write(self, mark: Mark) -> None:
        if self._file is None:
            self._file = SessionFile(self._folder, self._session)
        at = mark.at.isoformat(timespec="seconds")
        self._file.put({"login": mark.login, "letter": mark.letter, "version": mark.version, "at": at})
        self._drop_left()

    def _drop_left(self) -> None:
        (fd, path), self._left = self._left, (-1, Path())
        if fd >= 0:
            with suppress(OSError):
                path.unlink()
            os.close(fd)


def _written_by(login: str, folder: Path, now: datetime) -> list[Path]:
    """Return the bookmarks of a person, latest first, living sessions' too; old ones are taken away.

    It locks nobody's: when a network comes back all clerks look at once, and each must find their own free.
    """
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    found: list[tuple[datetime, Path]] = []
    for name in names:
        path = folder / name
        if name.endswith(".new"):
            _sweep(path, now)
        fd = _open(path) if _NAME.fullmatch(name) else -1
        if fd < 0:
            continue
        mark = _read(fd)
        written = mark.at if mark is not None else datetime.fromtimestamp(os.fstat(fd).st_mtime, UTC)
        os.close(fd)
        if now - written > _KEPT:
            _remove(path)
        elif mark is not None and mark.login == login:
            found.append((mark.at, path))
    return [path for _, path in sorted(found, reverse=True)]


def _remove(path: Path) -> None:
    """Take a bookmark away, unless its session lives."""
    fd = _lock(path)
    if fd >= 0:
        with suppress(OSError):
            path.unlink()
        os.close(fd)


def _sweep(path: Path, now: datetime) -> None:
    """Remove what a session left that was killed while it made its bookmark."""
    with suppress(OSError):
        if now.timestamp() - path.lstat().st_mtime > _KEPT.total_seconds():
            path.unlink()


def _open(path: Path) -> int:
    """Return the file, open; -1 when there is none, or it is no file."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return -1
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return fd
    os.close(fd)
    return -1


def _lock(path: Path) -> int:
    """Return the file, open and locked; -1 when a session holds it, or it is no file."""
    fd = _open(path)
    if fd < 0:
        return -1
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(fd).st_nlink:  # not taken away while we waited for it
            return fd
    except OSError:
        pass
    os.close(fd)
    return -1


def _read(fd: int) -> Mark | None:
    try:
        found = unpack(os.pread(fd, LONGEST, 0))
        if found is None or not _NUMBER.fullmatch(found["letter"]):
            return None
        at = datetime.fromisoformat(found["at"]).astimezone(UTC)
        return Mark(str(found["login"]), found["letter"], int(found["version"]), at)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None
