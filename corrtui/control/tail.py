"""The torn tail: half a line at the end of the log, left by a writer that was killed in the act."""

from __future__ import annotations

import os
import time
from pathlib import Path

from corrtui.control.line import LINE_LIMIT
from corrtui.control.segments import open_segment, segments
from corrtui.errors import LogDamaged
from corrtui.files import create_file


def ends_torn(folder: Path, name: str = "") -> bool:
    """Tell whether a monthly file, the newest when none is named, ends in half a line."""
    name = name or max(segments(folder), default="")
    if not name:
        return False
    fd = open_segment(folder, name)
    try:
        return _torn(fd)
    finally:
        os.close(fd)


def _torn(fd: int) -> bool:
    size = os.fstat(fd).st_size
    return size > 0 and os.pread(fd, 1, size - 1) != b"\n"


def set_tail_aside(folder: Path) -> str:
    """Under the log's lock: a last line without its end has no living writer. Keep its bytes aside, cut it.

    Returns:
        The name of the file that holds the torn bytes; empty when the tail is whole.

    Raises:
        LogDamaged: more stands there than a writer ever leaves.
        CorrtuiError: the bytes cannot be kept aside; nothing was cut.
        OSError: they are aside, and cannot be cut.
    """
    names = segments(folder)
    if not names:
        return ""
    fd = open_segment(folder, names[-1], write=True)
    try:
        return _set_aside(fd, folder, names[-1]) if _torn(fd) else ""
    finally:
        os.close(fd)


def _set_aside(fd: int, folder: Path, name: str) -> str:
    size = os.fstat(fd).st_size
    start = max(0, size - LINE_LIMIT)
    tail = os.pread(fd, size - start, start)
    whole = start + tail.rfind(b"\n") + 1
    if whole == start and start > 0:
        raise LogDamaged(
            "The control log has been altered or damaged",
            f"{folder / name}: it ends in over {LINE_LIMIT} bytes that are no entry",
            "leave control/ as it is, run `corrtui verify`, and restore it from the last backup",
        )
    aside = f"{name}.torn-{time.time_ns()}"
    create_file(folder / aside, tail[whole - start :])
    os.ftruncate(fd, whole)
    os.fdatasync(fd)
    return aside
