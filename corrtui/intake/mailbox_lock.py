"""The locks of a mailbox file that mail programs keep while they write: NAME.lock, and fcntl (mbox(5))."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from corrtui.errors import Refused
from corrtui.text import shown_name

_ENDING: Final = ".lock"
_OURS: Final = b"corrtui\n"
"""In a lock of our own. One scan at a time takes mailboxes in: one that stands there is of a killed one."""
_HELD: Final = (errno.EACCES, errno.EAGAIN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file of a mailbox.

    Raises:
        Refused: another program holds it.
        OSError: it cannot be made.
    """
    lock = path.with_name(path.name + _ENDING)
    try:
        fd = _made(lock)
    except FileExistsError:
        raise _in_use(path, f"{shown_name(lock.name)} stands beside it") from None
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        yield  # nobody can make one for such a name
        return
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(_OURS)
        yield
    finally:
        with suppress(FileNotFoundError):
            lock.unlink()


def _made(lock: Path) -> int:
    with suppress(OSError):
        if lock.read_bytes() == _OURS:
            lock.unlink()
    return os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o660)


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
