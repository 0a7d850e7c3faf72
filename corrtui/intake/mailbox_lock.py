"""The locks of a mailbox file that mail programs keep while they write: NAME.lock, and fcntl (mbox(5))."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from corrtui.errors import Refused
from corrtui.text import shown_name

_ENDING: Final = ".lock"
_OURS: Final = b"corrtui\n"
"""In a lock of our own. One scan at a time takes mailboxes in: one that stands there is of a killed one."""
_LONG: Final = 15
"""Minutes. No mail program writes so long: lockfile_create(3) takes a lock for left after 5."""
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
_HELD: Final = (errno.EACCES, errno.EAGAIN)


@contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Hold the lock file of a mailbox. It is there with its content or not at all, whenever we are killed.

    Args:
        path: the mailbox.
        folder: on the same disk, for what is not the lock yet; who comes after a killed one empties it.

    Raises:
        Refused: another program holds it.
        OSError: it cannot be made.
    """
    lock = path.with_name(path.name + _ENDING)
    _drop_ours(lock)
    try:
        _make(lock, folder / _ENDING)
    except FileExistsError:
        raise _in_use(path, f"{shown_name(lock.name)} stands beside it{_since(lock)}") from None
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        yield  # nobody can make one for such a name
        return
    try:
        yield
    finally:
        _drop_ours(lock)


def left_locks(inbox: Path) -> tuple[str, ...]:
    """Return, with the remedy, which locks of mailboxes no living program seems to keep any more.

    Another program's lock is never taken away here: many are empty, and whose it is cannot be told.
    """
    said = []
    for lock in sorted(inbox.glob("*" + _ENDING)):
        if os.path.lexists(lock.with_suffix("")) and not _is_ours(lock) and (since := _since(lock)):
            said.append(f"inbox/{shown_name(lock.name)} stands beside its mailbox{since}")
    return tuple(said)


def _make(lock: Path, draft: Path) -> None:
    """Write the lock under another name and link it to its own; so two machines do not both have it."""
    _write_new(draft, os.fsync)
    try:
        os.link(draft, lock)
    except OSError as error:
        if os.stat(draft).st_nlink == 2:  # over a network it may be made, and the answer lost
            return
        if error.errno not in _NO_LINKS:
            raise
        _write_new(lock)
    finally:
        draft.unlink()


def _write_new(path: Path, then: Callable[[int], None] = lambda fd: None) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o660)
    try:
        os.write(fd, _OURS)
        then(fd)
    finally:
        os.close(fd)


def _is_ours(lock: Path) -> bool:
    try:
        fd = os.open(lock, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    with os.fdopen(fd, "rb") as file, suppress(OSError):
        return file.read(len(_OURS) + 1) == _OURS
    return False


def _drop_ours(lock: Path) -> None:
    if _is_ours(lock):
        with suppress(OSError):
            lock.unlink()


def _since(lock: Path) -> str:
    """Return in words how long a lock has stood there, and what to do; "" while that is not long."""
    try:
        minutes = int(time.time() - os.lstat(lock).st_mtime) // 60
    except OSError:
        return ""
    if minutes < _LONG:
        return ""
    return f" for {minutes:,} minutes: if no mail program runs that writes there, remove it"


def lock_for_reading(file: BinaryIO, path: Path) -> None:
    """Let nobody who asks write to the file until it is closed; over a network too, where the disk can that.

    Raises:
        Refused: somebody writes to it.
    """
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise _in_use(path, "it is locked") from None  # else: a disk that knows no such locks


def _in_use(path: Path, how: str) -> Refused:
    return Refused(f"arriving: a mail program writes to {shown_name(path.name)}", how)
