"""Writing files so that what was said to be written survives a power cut, and is never half there."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corrtui.errors import CorrtuiError

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")


def why_unreadable(error: Exception) -> str:
    """Return in a clerk's words why a file of the desk's own cannot be read."""
    if isinstance(error, OSError):
        return error.strerror or "the disk does not give it"
    return error.title if isinstance(error, CorrtuiError) else "the file is damaged"


def fsync_folder(folder: Path) -> None:
    """Make a new or renamed name in `folder` survive a power cut."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Make `folder` if it is not there; one that was made is still there after a power cut.

    Raises:
        OSError: the disk or the rights refuse it, or something else stands there.
    """
    if folder.is_dir():
        return
    try:
        folder.mkdir(mode=0o770)
    except FileExistsError:
        if not folder.is_dir():  # made by somebody else at this moment
            raise
    fsync_folder(folder.parent)


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[None]:
    """Have `data` safe on disk at `path`, and the file locked until it has got its real name."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o660)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        view = memoryview(data)
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
        yield
    finally:
        os.close(fd)


def _temporary(path: Path) -> Path:
    """A hidden name beside `path` that no other thread or process uses, nor one that was killed."""
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")


def is_half_written(path: Path) -> bool:
    """Tell whether `path` is a temporary file of ours whose writer is no more."""
    return _TEMPORARY.fullmatch(path.name) is not None and is_abandoned(path)


def is_abandoned(path: Path) -> bool:
    """Tell whether nobody holds the lock (flock) of a file that is there."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(fd)
    return True


def _drop(path: Path) -> None:
    """Take away what we made; where the disk refuses even that, `corrtui check --repair` finds it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _refusal(path: Path, error: OSError) -> CorrtuiError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            remedy = "make room on the disk, then do it again"
        case errno.EIO:
            remedy = "the disk fails: have it looked at, then do it again"
        case errno.EROFS:
            remedy = "the disk is read-only: have it looked at, then do it again"
        case _:
            remedy = "check the folder's rights, then do it again"
    return CorrtuiError("A file cannot be written", f"{path}: {error.strerror}", remedy)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, over what is there, all at once: readers see the old file or the new one.

    Raises:
        CorrtuiError: the disk or the rights refuse it; the old file stands as it was, or, where only the
            folder could not be made safe, the new one.
    """
    draft = _temporary(path)
    try:
        with _written(draft, data):
            os.replace(draft, path)
        fsync_folder(path.parent)
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        _drop(draft)


def create_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, never over an existing file.

    Raises:
        FileExistsError: something stands there.
        CorrtuiError: the disk or the rights refuse it; nothing stands there.
    """
    draft = _temporary(path)
    linked = False
    try:
        with _written(draft, data):
            os.link(draft, path)
            linked = True
        fsync_folder(path.parent)
    except BaseException as error:
        if linked:
            _drop(path)
        if isinstance(error, OSError) and not isinstance(error, FileExistsError):
            raise _refusal(path, error) from error
        raise
    finally:
        _drop(draft)


def move_aside(source: Path, target: Path) -> None:
    """Move a file, also to another file system, over what stands at `target`; durable on return.

    Raises:
        OSError: the disk or the rights refuse it; the file is still at `source`.
        CorrtuiError: the same, where it had to be copied.
    """
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace_file(target, source.read_bytes())
        source.unlink()
    fsync_folder(source.parent)
    fsync_folder(target.parent)


@contextmanager
def exclusive(path: Path, patience: float) -> Iterator[bool]:
    """Hold the lock file `path` (flock; made, never removed) and yield True; False when it stays taken.

    Args:
        path: the lock file.
        patience: seconds to wait for it; 0 tries once.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
    until = time.monotonic() + patience
    try:
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    yield False
                    return
                time.sleep(0.01)
            else:
                yield True
                return
    finally:
        os.close(fd)
