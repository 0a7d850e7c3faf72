"""Cursor: how far this process has read the log on a folder, and reading on from there."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corrtui.control.line import LINE_LIMIT, line_problem, parse_line
from corrtui.control.place import GENESIS, Place
from corrtui.control.segments import hash_at, hash_before, line_before, open_segment, segments
from corrtui.errors import LogDamaged

_CHUNK = 1 << 22
_WHERE = re.compile(r"(\d{4}-\d\d\.jsonl):([1-9]\d{0,17})", re.ASCII)


class Cursor:
    """A place in the monthly files; reads without a lock and never writes. Not safe for threads by itself.

    Args:
        folder: `control/` of the desk.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.segment = ""
        """Name of the monthly file it stands in; empty before the first."""
        self.fd = -1
        self.offset = 0
        """Byte in that file after the last entry read."""
        self.last_n = 0
        self.last_hash = GENESIS
        self._ended = ""
        """Where the last entry ended, while it stands at the beginning of a later file."""

    def close(self) -> None:
        """Give the file back."""
        if self.fd >= 0:
            os.close(self.fd)
        self.fd = -1

    @property
    def path(self) -> Path:
        """The monthly file it stands in."""
        return self.folder / self.segment

    @property
    def writable(self) -> bool:
        """Whether the file it stands in may be appended to."""
        return fcntl.fcntl(self.fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.last_n, self.last_hash, self._where())

    def _where(self) -> str:
        return f"{self.segment}:{self.offset}" if self.offset else self._ended

    def resume(self, place: Place) -> bool:
        """Go to `place` if the log holds exactly that entry there, its hash right for its line.

        Returns:
            False: it does not; the cursor stands where it stood.
        """
        if place == Place():
            self._stand("", -1, 0, place)
            return True
        found = _WHERE.fullmatch(place.where)
        if not found:
            return False
        name, offset = found[1], int(found[2])
        try:
            fd = open_segment(self.folder, name, write=True)
        except LogDamaged:
            return False  # reading from the start will say what is wrong
        if not self._holds(fd, name, offset, place):
            os.close(fd)
            return False
        self._stand(name, fd, offset, place)
        return True

    def _holds(self, fd: int, name: str, offset: int, place: Place) -> bool:
        line = line_before(fd, offset)
        try:
            before = hash_before(self.folder, name, fd, offset - len(line) - 1)
        except LogDamaged:
            return False
        doc = parse_line(line)
        return not line_problem(line, doc, place.n - 1, before) and doc["h"] == place.hash

    def go(self, n: int, last_hash: str, length: int) -> None:
        """Stand after a line of `length` bytes that this process has just appended here."""
        self.last_n, self.last_hash = n, last_hash
        self.offset += length

    def _stand(self, segment: str, fd: int, offset: int, place: Place) -> None:
        self.close()
        self.segment, self.fd, self.offset, self._ended = segment, fd, offset, ""
        self.last_n, self.last_hash = place.n, place.hash

    def enter(self, segment: str) -> None:
        """Go on to the beginning of the next monthly file.

        Raises:
            LogDamaged: it cannot be opened.
        """
        fd = open_segment(self.folder, segment, write=True)
        self.close()
        self._ended = self._where()
        self.segment, self.fd, self.offset = segment, fd, 0

    def read_on(self) -> Iterator[dict[str, Any]]:
        """Yield every whole line after this place, oldest first, and stand after it.

        Raises:
            LogDamaged: the chain does not hold; the message names file and entry.
        """
        try:
            while self.fd >= 0 or self._enter_next():
                yield from self._read_segment()
                if not self._enter_next():
                    return
        except OSError as error:
            raise LogDamaged(
                "The control log cannot be read",
                f"{self.path}: {os.strerror(error.errno or 0)}",
                "see the disk; leave control/ as it is until it can be read",
            ) from error

    def _enter_next(self) -> bool:
        """Go on to the monthly file after this one, if there is one."""
        later = [name for name in segments(self.folder) if name > self.segment]
        if not later:
            return False
        if self.fd >= 0 and os.fstat(self.fd).st_size > self.offset:
            # Whoever began the later file had read this one to its end, and left it whole; so must we.
            if b"\n" in os.pread(self.fd, LINE_LIMIT, self.offset):
                return True
            raise self.damage("half a line stands where the next monthly file goes on")
        self.enter(later[0])
        return True

    def _read_segment(self) -> Iterator[dict[str, Any]]:
        while True:
            size = os.fstat(self.fd).st_size
            if size < self.offset:
                raise self.damage("the file is shorter than it was: lines were removed")
            if self.offset and hash_at(self.fd, self.offset) != self.last_hash:
                raise self.damage("the entry before it is not the one that was read")
            if size == self.offset:
                return
            chunk = os.pread(self.fd, min(size - self.offset, _CHUNK), self.offset)
            cut = chunk.rfind(b"\n") + 1
            if not cut:
                if len(chunk) >= _CHUNK:
                    raise self.damage("a line of over 4 MiB")
                return  # a writer is in the middle of its line
            yield from self._parse(chunk[:cut])

    def _parse(self, chunk: bytes) -> Iterator[dict[str, Any]]:
        lines = chunk.split(b"\n")[:-1]
        try:  # one parse for the whole chunk is twice as fast and shares the keys
            docs = json.loads(b"[" + b",".join(lines) + b"]")
        except (ValueError, RecursionError):
            docs = [parse_line(line) for line in lines]
        if len(docs) != len(lines):
            docs = [parse_line(line) for line in lines]
        for line, doc in zip(lines, docs, strict=True):
            if problem := line_problem(line, doc, self.last_n, self.last_hash):
                raise self.damage(problem)
            self.last_n, self.last_hash = doc["n"], doc["h"]
            self.offset += len(line) + 1
            yield doc

    def check_in_place(self) -> None:
        """Make sure that the file it stands in is still the one under its name.

        Raises:
            LogDamaged: it was replaced or removed, e.g. by a backup put back under the open desk.
        """
        if self.fd < 0:
            return
        mine = os.fstat(self.fd)
        try:
            found = os.stat(self.path, follow_symlinks=False)
        except FileNotFoundError:
            raise self.damage("the file was removed while the desk was open") from None
        if (found.st_dev, found.st_ino) != (mine.st_dev, mine.st_ino):
            raise self.damage("the file was replaced while the desk was open")

    def damage(self, what: str) -> LogDamaged:
        """Return the error for what is wrong with the line after this place.

        It may be no damage: a line that was read here before its writer's disk refused it is taken back.
        """
        return LogDamaged(
            "The control log has been altered or damaged",
            f"{self.path}, entry {self.last_n + 1}: {what}",
            "leave control/ as it is and open the desk again; if it still says so, run `corrtui verify` and"
            " restore it from the last backup",
        )
