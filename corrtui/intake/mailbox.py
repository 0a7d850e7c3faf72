"""Mailbox files (mbox): cut into their messages, each a file of its own that then becomes a letter.

Only lines are looked at, none is changed: the pieces, one behind the other, are the mailbox byte for byte.
They lie in a hidden folder of the inbox, and the mailbox moves into it, under the name `whole`, when all are
safe on disk. Without it the folder is what a killed process left, and is made anew; with it every piece is a
letter to come, and when none is left the folder goes. At each moment a message is in the mailbox or a letter,
never both. What a program appended that had the mailbox open goes back into the inbox before, and so does a
mailbox that was written over. Who writes over a network is seen by nobody here: a mailbox that has served is
kept until it has rested, and it is cut under the locks that mail programs keep, see `mailbox_lock`.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, Final

from corrtui.errors import CorrtuiError, Refused
from corrtui.files import fsync_folder, replace_file
from corrtui.intake.disk import being_written
from corrtui.intake.mailbox_lock import lock_for_reading, locked
from corrtui.text import shown_name

_PREFIX: Final = ".messages-of-"
_WHOLE: Final = "whole"
_MOST: Final = 20_000
"""Messages: more than a year's mail to one address; each becomes a letter that a clerk has to look at."""
_LINE: Final = 1 << 16
_HEADER: Final = re.compile(rb"[!-9;-~]{1,76}:|>From ")
_CUT: Final = ".cut"
"""In the folder of the messages: how many bytes of the mailbox are in them, and their digest."""
_REST: Final = ".rest"
_QUIET: Final = ".quiet"
"""In the same folder: size and time of the mailbox when it was looked at, and since when they are these."""
_LATER: Final = re.compile(r"-later-[0-9a-f]{15}\Z")
"""In the name of what was appended to a mailbox after it was cut."""
_TAIL: Final = 1 << 16
"""Bytes at the end of a mailbox that are compared once more before it is moved."""
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
            later = _LATER.search(path.stem) is not None  # may begin with the end of a message that was cut
            if not later and file.read(5) != b"From ":
                return False
            file.seek(0)
            starts = _starts(file)
            first = next(starts, -1)
            return (later and first > 0) or (first == 0 and next(starts, None) is not None)
    except OSError:
        return False  # taking it in says what is wrong


def cut(path: Path) -> Path:
    """Cut the mailbox at `path` into its messages; return the folder they lie in, see `messages`.

    Raises:
        Refused: it changed meanwhile, a mail program has it locked, or it holds too many messages; it stays
            in the inbox.
        CorrtuiError: the disk refused it; the mailbox stays in the inbox.
    """
    folder = path.with_name(_PREFIX + _short(path.name))
    try:
        if os.path.lexists(folder / _WHOLE):  # another mailbox of this name is being taken in still
            raise Refused(f"the messages of another {shown_name(path.name)} are taken in first")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o770)
        with locked(path, folder), _opened(path) as file:
            lock_for_reading(file, path)
            before = os.fstat(file.fileno())
            _cut_into(folder, path, file, before.st_size)
            os.rename(path, folder / _WHOLE)
            if _is_another(folder / _WHOLE, before, file):
                _put_back(folder / _WHOLE, path)
                raise Refused(
                    "The mailbox changed while it was read", shown_name(path.name), "it is tried again"
                )
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


def messages(folder: Path, rest: float = 0.0) -> list[Path]:
    """Return the messages that are no letters yet, in their order; a folder that has served is taken away.

    Args:
        folder: from `cut`.
        rest: seconds the mailbox must not have changed before it goes.

    Raises:
        OSError: the folder cannot be read or taken away.
    """
    names = os.listdir(folder)
    if _WHOLE not in names:  # left by a process that was killed: the mailbox still stands in the inbox
        shutil.rmtree(folder)
        return []
    names.remove(_WHOLE)
    pieces = sorted(folder / name for name in names if not name.startswith("."))
    if not pieces and not being_written(folder / _WHOLE) and _rested(folder, rest):
        if _give_back_the_rest(folder):
            return []  # it was written to: it must rest anew
        (folder / _WHOLE).unlink(missing_ok=True)
        shutil.rmtree(folder)
    return pieces


def _rested(folder: Path, rest: float) -> bool:
    """Tell whether the mailbox has been the same for so many seconds, by the clock of who looks."""
    with _opened(
        folder / _WHOLE
    ) as file:  # what is opened anew is asked of the disk anew, also over a network
        found = os.fstat(file.fileno())
    same, now = f"{found.st_size} {found.st_mtime_ns}", time.time()
    try:
        seen, since = (folder / _QUIET).read_text().rsplit(" ", 1)
        if seen == same and now >= float(since):
            return now - float(since) >= rest
    except (OSError, ValueError):
        pass
    if rest > 0:
        replace_file(folder / _QUIET, f"{same} {now}".encode())
    return rest <= 0


def _is_another(path: Path, before: os.stat_result, read: BinaryIO) -> bool:
    """Tell whether the file at `path` is not, to the last byte, what was read."""
    with _opened(path) as file:
        now = os.fstat(file.fileno())
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            return True
        start = max(0, before.st_size - _TAIL)
        file.seek(start)
        read.seek(start)
        return file.read(_TAIL + 1) != read.read(before.st_size - start)


def _put_back(whole: Path, path: Path) -> None:
    """Put a mailbox back in its place; where another stands there by now, under a name beside it."""
    try:
        os.link(whole, path)  # unlike a rename, it takes no other file's place
    except FileExistsError:
        os.rename(whole, _beside(path.parent, path.name))
    except OSError:  # a disk without links
        os.rename(whole, _beside(path.parent, path.name) if os.path.lexists(path) else path)
    else:
        os.unlink(whole)


def _beside(inbox: Path, name: str) -> Path:
    """Return a name for what came later; of two the earlier comes first, as it was delivered first."""
    since = f"{time.time_ns() // 1_000_000:011x}{secrets.token_hex(2)}"
    return inbox / f"{Path(name).stem}-later-{since}{Path(name).suffix}"


def _give_back_the_rest(folder: Path) -> bool:
    """Put what was appended after the cut into the inbox; killed anywhere in between, it comes once.

    A mailbox that was written over goes back whole. Tell whether there was anything.
    """
    try:
        size_read, *digest = (folder / _CUT).read_text().split()
        size = int(size_read)
    except (OSError, ValueError):
        return False  # cut by an earlier version
    rest, name = folder / _REST, folder.name.removeprefix(_PREFIX)
    with _opened(folder / _WHOLE) as file:
        read = _digest(file, size)
        if digest and read.hexdigest() != digest[0]:
            os.rename(folder / _WHOLE, _beside(folder.parent, name))
            fsync_folder(folder.parent)
            return True
        with open(rest, "wb") if file.read(1) else nullcontext() as piece:
            if piece is not None:
                file.seek(size)
                while block := file.read(1 << 20):
                    piece.write(block)
                    read.update(block)
                piece.flush()
                os.fsync(piece.fileno())
                now = b"%d %s" % (size + piece.tell(), read.hexdigest().encode())
                replace_file(folder / _CUT, now)  # from here on `rest` counts
    if not rest.exists():
        return False
    os.rename(rest, _beside(folder.parent, name))
    fsync_folder(folder.parent)
    return True


def _digest(file: BinaryIO, size: int) -> hashlib._Hash:
    """Return the digest of the first bytes of a file; the file stands behind them then."""
    found = hashlib.sha256()
    while size and (block := file.read(min(size, 1 << 20))):
        found.update(block)
        size -= len(block)
    return found


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
    starts = starts if starts[:1] == [0] else [0, *starts]
    read, total = hashlib.sha256(), 0
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], size], strict=True), 1):
        file.seek(start)
        with open(folder / f"{stem}-{number:05d}.eml", "xb") as piece:
            left = end - start
            while left and (block := file.read(min(left, 1 << 20))):
                piece.write(block)
                read.update(block)
                left -= len(block)
                total += len(block)
            piece.flush()
            os.fsync(piece.fileno())
    if total != size:  # it was made shorter meanwhile
        raise Refused("The mailbox changed while it was read", shown_name(path.name), "it is tried again")
    replace_file(folder / _CUT, b"%d %s" % (size, read.hexdigest().encode()))
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
