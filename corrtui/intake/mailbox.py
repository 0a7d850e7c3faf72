"""Mailbox files (mbox): cut into their messages, each a file of its own that then becomes a letter.

Only lines are looked at, none is changed: the pieces, one behind the other, are the mailbox byte for byte.
They lie in a hidden folder of the inbox, and the mailbox moves into it, under the name `whole`, when all are
safe on disk. Without it the folder is what a killed process left, and is made anew; with it every piece is a
letter to come, and when none is left the folder goes. At each moment a message is in the mailbox or a letter,
never both. What a program appended that had the mailbox open goes back into the inbox before.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from corrtui.errors import CorrtuiError, Refused
from corrtui.files import fsync_folder, replace_file
from corrtui.intake.disk import being_written
from corrtui.text import shown_name

_PREFIX: Final = ".messages-of-"
_WHOLE: Final = "whole"
_MOST: Final = 20_000
"""Messages: more than a year's mail to one address; each becomes a letter that a clerk has to look at."""
_LINE: Final = 1 << 16
_HEADER: Final = re.compile(rb"[!-9;-~]{1,76}:|>From ")
_CUT: Final = ".cut"
"""In the folder of the messages: how many bytes of the mailbox are in them."""
_REST: Final = ".rest"
_LONGEST_NAME: Final = 160
"""Bytes of a mailbox's name that stand in others; a disk takes 255 with what comes before and behind."""
# mbox(5): "From ", the sender, a date as asctime(3) gives it; some put a zone before or after the year.
_ZONE: Final = rb"(?:\s+(?:[+-]\d{4}|[A-Z]{3,5}))?"
_FROM: Final = re.compile(
    rb"From \S.{0,300}?\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    rb"\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?"
    + _ZONE
    + rb"\s+(?:19|20)\d\d"
    + _ZONE
    + rb"(?:\s+remote from \S+)?\s*$"
)


def is_mailbox(path: Path) -> bool:
    """Tell whether a file is a mailbox with more than one message; links are not followed."""
    try:
        with _opened(path) as file:
            if file.read(5) != b"From ":
                return False
            file.seek(0)
            starts = _starts(file)
            return next(starts, -1) == 0 and next(starts, None) is not None
    except OSError:
        return False  # taking it in says what is wrong


def cut(path: Path) -> Path:
    """Cut the mailbox at `path` into its messages; return the folder they lie in, see `messages`.

    Raises:
        Refused: it changed meanwhile, or holds too many messages; it stays in the inbox.
        CorrtuiError: the disk refused it; the mailbox stays in the inbox.
    """
    folder = path.with_name(_PREFIX + _short(path.name))
    try:
        if os.path.lexists(folder / _WHOLE):  # another mailbox of this name is being taken in still
            raise Refused(f"the messages of another {shown_name(path.name)} are taken in first")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o770)
        with _opened(path) as file:
            before = os.fstat(file.fileno())
            _cut_into(folder, path, file, before.st_size)
        os.rename(path, folder / _WHOLE)
        now = os.lstat(folder / _WHOLE)
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            os.rename(folder / _WHOLE, path)
            raise Refused("The mailbox changed while it was read", shown_name(path.name), "it is tried again")
        fsync_folder(folder)
        fsync_folder(path.parent)
    except OSError as error:
        raise CorrtuiError(
            "A mailbox cannot be cut into its messages",
            f"{shown_name(path.name)}: {error.strerror}",
            "check room and rights of inbox/",
        ) from error
    finally:
        if not os.path.lexists(folder / _WHOLE):
            shutil.rmtree(folder, ignore_errors=True)
    return folder


def is_cut(name: str) -> bool:
    """Tell whether a name of the inbox is that of the folder of a mailbox's messages."""
    return name.startswith(_PREFIX)


def messages(folder: Path) -> list[Path]:
    """Return the messages that are no letters yet, in their order; a folder that has served is taken away.

    Raises:
        OSError: the folder cannot be read or taken away.
    """
    names = os.listdir(folder)
    if _WHOLE not in names:  # left by a process that was killed: the mailbox still stands in the inbox
        shutil.rmtree(folder)
        return []
    names.remove(_WHOLE)
    pieces = sorted(folder / name for name in names if not name.startswith("."))
    if not pieces and not being_written(folder / _WHOLE):
        _give_back_the_rest(folder)
        (folder / _WHOLE).unlink()
        shutil.rmtree(folder)
    return pieces


def _give_back_the_rest(folder: Path) -> None:
    """Put what was appended after the cut into the inbox; killed anywhere in between, it comes once."""
    try:
        size = int((folder / _CUT).read_bytes())
    except (OSError, ValueError):
        return  # cut by an earlier version
    rest = folder / _REST
    with _opened(folder / _WHOLE) as file:
        now = os.fstat(file.fileno()).st_size
        if now > size:
            file.seek(size)
            with open(rest, "wb") as piece:
                shutil.copyfileobj(file, piece)
                piece.flush()
                os.fsync(piece.fileno())
                now = size + piece.tell()
            replace_file(folder / _CUT, b"%d" % now)  # from here on `rest` counts
    if rest.exists():
        name = folder.name.removeprefix(_PREFIX)
        os.rename(rest, folder.parent / f"{Path(name).stem}-later-{secrets.token_hex(4)}{Path(name).suffix}")
        fsync_folder(folder.parent)


def _short(name: str) -> str:
    """Return a name that leaves room for more: of a long one beginning, digest and ending."""
    data = os.fsencode(name)
    if len(data) <= _LONGEST_NAME:
        return name
    ending = Path(name).suffix if len(os.fsencode(Path(name).suffix)) <= 10 else ""
    begin = data[: _LONGEST_NAME - 30].decode(errors="ignore")
    return f"{begin}-{hashlib.sha256(data).hexdigest()[:12]}{ending}"


def _cut_into(folder: Path, path: Path, file: BinaryIO, size: int) -> None:
    starts, stem = list(_limited(_starts(file), path)), Path(_short(path.name)).stem
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], size], strict=True), 1):
        file.seek(start)
        with open(folder / f"{stem}-{number:05d}.eml", "xb") as piece:
            left = end - start
            while left and (block := file.read(min(left, 1 << 20))):
                piece.write(block)
                left -= len(block)
            piece.flush()
            os.fsync(piece.fileno())
    replace_file(folder / _CUT, b"%d" % size)
    fsync_folder(folder)


def _limited(starts: Iterator[int], path: Path) -> Iterator[int]:
    for number, start in enumerate(starts):
        if number == _MOST:
            raise Refused(
                f"the mailbox {shown_name(path.name)} holds more than {_MOST:,} messages: divide it"
            )
        yield start


def _starts(file: BinaryIO) -> Iterator[int]:
    """Yield where messages begin: a From line at the beginning or behind a blank line, then a header."""
    at, after_blank, candidate = 0, True, -1
    whole = True
    while line := file.readline(_LINE):
        if candidate >= 0 and whole:
            if _HEADER.match(line):
                yield candidate
            candidate = -1
        if whole and after_blank and line.startswith(b"From ") and _FROM.match(line.rstrip(b"\r\n")):
            candidate = at
        after_blank = whole and not line.strip(b"\r\n")
        whole = line.endswith(b"\n")  # else the next one is the rest of a line beyond measure
        at += len(line)


def _opened(path: Path) -> BinaryIO:
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    return os.fdopen(fd, "rb")
