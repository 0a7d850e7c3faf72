"""A control log in a folder as an end of a copy: held while it is read, written month by month."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corrtui.control.claims import FolderClaims
from corrtui.control.segments import Line, log_size, read_lines, segments
from corrtui.errors import CorrtuiError, LogDamaged, Refused
from corrtui.files import exclusive, fsync_folder

_MONTH = re.compile(r"\d{4}-\d\d(?=-)", re.ASCII)
_UNFINISHED = ".copy-"


class FolderPlace:
    """The log in `control/` of a desk.

    Args:
        folder: that folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.shown = str(folder)

    def size(self) -> int:
        """See `LogPlace.size`."""
        return log_size(self._folder)

    @contextmanager
    def held(self) -> Iterator[Callable[[], Iterator[Line]]]:
        """See `LogPlace.held`."""
        if not segments(self._folder):
            raise Refused("There is no control log", self.shown, "name a desk's folder, or its control/")
        with self._alone():
            if seats := FolderClaims(self._folder, "", "").others():
                who = ", ".join(sorted({seat.name for seat in seats.values()}))
                raise Refused("The control log is in use", f"{self.shown}: {who}", "copy when all have left")
            yield lambda: read_lines(self._folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with exclusive(self._folder / "log.lock", 0) as alone:
                if not alone:
                    raise Refused(
                        "The control log is in use",
                        f"{self.shown}: somebody enters something",
                        "copy when all have left",
                    )
                yield
        except OSError as error:
            raise _refusal(error) from error

    def fill(self, lines: Iterable[Line], check: Callable[[Iterable[Line]], None]) -> None:
        """See `LogPlace.fill`; monthly files by the entries' own time, which never goes back."""
        try:
            self._folder.mkdir(mode=0o770, parents=True, exist_ok=True)
        except OSError as error:
            raise _refusal(error) from error
        with self._alone():
            if found := segments(self._folder):
                raise Refused(
                    "There is a control log already",
                    f"{self.shown}: {found[0]}",
                    "copy into an empty folder; what an interrupted copy left must be removed first",
                )
            for left in self._folder.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left)
            aside = self._folder / f"{_UNFINISHED}{secrets.token_hex(4)}"
            aside.mkdir(mode=0o770)
            try:
                _write_months(aside, lines)
                check(read_lines(aside))
                for name in reversed(segments(aside)):  # without its first month no chain begins
                    os.rename(aside / name, self._folder / name)
                    fsync_folder(self._folder)
            finally:
                shutil.rmtree(aside, ignore_errors=True)


def _write_months(folder: Path, lines: Iterable[Line]) -> None:
    name, fd, waiting = "", -1, bytearray()

    def flush() -> None:
        view = memoryview(bytes(waiting))
        while view:
            view = view[os.write(fd, view) :]
        waiting.clear()

    try:
        for _, _, line in lines:
            month = max(name, f"{_month(line)}.jsonl")
            if month != name:
                if fd >= 0:
                    flush()
                    os.fsync(fd)
                    os.close(fd)
                name, fd = month, -1
                fd = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o660)
            waiting += line + b"\n"
            if len(waiting) > 1 << 20:
                flush()
        if fd >= 0:
            flush()
            os.fsync(fd)
    finally:
        if fd >= 0:
            os.close(fd)
    fsync_folder(folder)


def _month(line: bytes) -> str:
    found = _MONTH.match(str(json.loads(line).get("at", "")))
    if not found:
        raise LogDamaged("An entry has no time: nothing was copied", line[:80].decode("utf-8", "replace"))
    return found[0]


def _refusal(error: OSError) -> CorrtuiError:
    return CorrtuiError(
        "The control log cannot be copied",
        f"{error.filename or 'disk'}: {error.strerror}",
        "see rights and room on the disk; nothing was copied",
    )
