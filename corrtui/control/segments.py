"""The monthly files of a control log: opened never through a link, read forward and back in blocks."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from corrtui.control.line import LINE_LIMIT, SEALED_LENGTH, sealed_hash
from corrtui.control.place import GENESIS
from corrtui.errors import LogDamaged

_SEGMENT = re.compile(r"\d{4}-\d\d\.jsonl", re.ASCII)
_BLOCK = 1 << 18
_WHY = {errno.ELOOP: "a link; the log's own file must stand there", errno.ENXIO: "not a plain file"}
Line: TypeAlias = tuple[str, int, bytes]
"""(name of the file or table it stands in, its number there from 1, the line without its end)."""
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
"""What the system answers where a file may be read and not written."""


def segments(folder: Path, since: str = "") -> list[str]:
    """Return the names of the monthly files, oldest first, from `since` on.

    Raises:
        LogDamaged: the folder cannot be read.
    """
    try:
        return sorted(name for name in os.listdir(folder) if name >= since and _SEGMENT.fullmatch(name))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise not_opened(folder, error) from error


def log_size(folder: Path) -> int:
    """Return how many bytes the monthly files hold together.

    Raises:
        LogDamaged: one cannot be looked at.
    """
    try:
        return sum(os.lstat(folder / name).st_size for name in segments(folder))
    except OSError as error:
        raise not_opened(folder, error) from error


def open_segment(folder: Path, name: str, *, write: bool = False) -> int:
    """Open a monthly file for reading, or, where its rights allow that, for appending too.

    Raises:
        LogDamaged: it cannot be opened, or is no plain file.
    """
    path = folder / name
    flags = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        fd = _open(path, flags, write=write)
    except OSError as error:
        raise not_opened(path, error) from error
    mode = os.fstat(fd).st_mode
    if not stat.S_ISREG(mode):
        os.close(fd)
        raise not_opened(path, OSError(errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO, ""))
    return fd


def _open(path: Path, flags: int, *, write: bool) -> int:
    if write:
        try:
            return os.open(path, flags | os.O_RDWR | os.O_APPEND)
        except OSError as error:
            if error.errno not in READ_ONLY:
                raise
    return os.open(path, flags | os.O_RDONLY)


def not_opened(path: Path, error: OSError) -> LogDamaged:
    """Return the error for a file of the log that cannot be opened."""
    return LogDamaged(
        "The control log cannot be opened",
        f"{path}: {_WHY.get(error.errno or 0) or os.strerror(error.errno or 0)}",
        "control/ and every file in it must be readable and writable for everybody who works here",
    )


def read_lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of the whole log, oldest first, unchecked.

    A last line without its end is left out. One too long to be an entry comes in pieces.
    """
    for name in segments(folder):
        with os.fdopen(open_segment(folder, name), "rb", 1 << 20) as file:
            for number, line in enumerate(iter(partial(file.readline, LINE_LIMIT), b""), 1):
                if line.endswith(b"\n"):
                    yield name, number, line[:-1]
                elif len(line) == LINE_LIMIT:
                    yield name, number, line


def lines_with(folder: Path, needle: bytes, since: str = "", block: int = _BLOCK) -> Iterator[bytes]:
    """Yield the lines that hold `needle`, oldest first, from the monthly file `since` on.

    Blocks without it are passed over unsplit.
    """
    for name in segments(folder, since):
        with os.fdopen(open_segment(folder, name), "rb", 0) as file:
            rest = b""
            while data := file.read(block):
                whole, end, rest = (rest + data).rpartition(b"\n")
                yield from _matching(whole + end, needle)


def _matching(lines: bytes, needle: bytes) -> Iterator[bytes]:
    found = lines.find(needle)
    while found >= 0:
        begin, end = lines.rfind(b"\n", 0, found) + 1, lines.find(b"\n", found)
        yield lines[begin:end]
        found = lines.find(needle, end)


def blocks_back(folder: Path, block: int = _BLOCK) -> Iterator[list[bytes]]:
    """Yield the log's whole lines, without their ends, in groups: the last group first, each oldest first."""
    for name in reversed(segments(folder)):
        fd = open_segment(folder, name)
        try:
            yield from _blocks_back(fd, block)
        finally:
            os.close(fd)


def _blocks_back(fd: int, block: int) -> Iterator[list[bytes]]:
    end, cut_off = os.fstat(fd).st_size, b""
    while end > 0:
        start = max(0, end - block)
        data = os.pread(fd, end - start, start) + cut_off
        begin = data.find(b"\n") + 1 if start else 0
        end = start
        if start and not begin:
            cut_off = data
            continue
        cut_off, lines = data[:begin], data[begin:].split(b"\n")
        lines.pop()  # nothing, or at the very end of the file a line without its end
        if lines:
            yield lines


def line_before(fd: int, end: int) -> bytes:
    """Return the line that ends exactly at byte `end`, without its end; empty when none does."""
    for length in (4096, LINE_LIMIT + 1):
        start = max(0, end - length)
        data = os.pread(fd, end - start, start)
        if len(data) < end - start or not data.endswith(b"\n"):
            return b""
        begin = data.rfind(b"\n", 0, len(data) - 1) + 1
        if begin or not start:
            return data[begin:-1]
    return b""


def hash_before(folder: Path, name: str, fd: int, start: int) -> str:
    """Return the hash of the line before byte `start` of the monthly file `name`, open as `fd`.

    The first line of a file goes on from the last of the file before it. Empty when no sealed line is there.
    """
    if start > 0:
        return hash_at(fd, start)
    for earlier in reversed([found for found in segments(folder) if found < name]):
        other = open_segment(folder, earlier)
        try:
            if size := os.fstat(other).st_size:
                return hash_at(other, size)
        finally:
            os.close(other)
    return GENESIS


def hash_at(fd: int, end: int) -> str:
    """Return the hash of the line that ends at byte `end`; empty when no sealed line does."""
    return sealed_hash(os.pread(fd, SEALED_LENGTH, max(0, end - SEALED_LENGTH)))
