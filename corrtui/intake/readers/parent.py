"""ReaderChild: the house's side of the pipe to the process that reads foreign files.

It starts that process at the first letter, gives it so much time, starts another when it dies, and turns
every end it can come to into what a letter brings.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.brought import PROGRAMS, Brought, Need
from corrtui.intake.readers.limits import (
    CPU_SECONDS,
    FILE_BYTES,
    MEMORY_BYTES,
    NAME_CHARACTERS,
    PICTURE_PAGES,
    WALL_SECONDS,
)
from corrtui.intake.readers.process import Died, Process, TooLong, TooMuch
from corrtui.intake.reading import UNREADABLE, Reading
from corrtui.text import one_line

_KILLED_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT)


class ReaderChild:
    """Reads letters in a child process; safe to use from several threads, which then wait for each other.

    Args:
        wall_seconds: longest time one letter may take; the child is killed then.
        cpu_seconds: processor time one letter may take.
        memory_bytes: address space the child may have.
    """

    def __init__(
        self,
        wall_seconds: float = WALL_SECONDS,
        cpu_seconds: int = CPU_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._wall_seconds = wall_seconds
        self._cpu_seconds = cpu_seconds
        self._memory_bytes = memory_bytes
        self._turn = threading.Lock()
        self._process: Process | None = None
        self._closed = False

    def __enter__(self) -> ReaderChild:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id of the child, None while there is none."""
        process = self._process
        return process.pid if process else None

    def read(self, path: Path, name: str) -> Reading:
        """Return what the file at `path` says; see `bring`."""
        return self.bring(path, name).reading

    def bring(self, path: Path, name: str) -> Brought:
        """Return what the file at `path` brings, or why it says nothing; `name` is what its sender called it.

        A broken, hostile, locked or missing file gives an unreadable Reading, never an error.

        Raises:
            CorrtuiError: the child process cannot be started at all; the letter was not judged.
            Refused: the reader is closed, or was closed while it read.
        """
        request = {"path": os.fsencode(path.absolute()).decode("latin-1"), "name": name[-NAME_CHARACTERS:]}
        line = json.dumps(request).encode("ascii") + b"\n"
        with self._turn:
            self._refuse_when_closed()
            try:
                return self._ask(line)
            except Died as death:
                return _cannot(self._cause(death.exit_code))
            except TooLong:
                return _cannot(f"reading it took longer than {self._wall_seconds:g} s")
            except TooMuch:
                return _cannot("its reader gave more than an answer may hold")

    def close(self) -> None:
        """End the child; a letter it is reading is given up. A closed reader stays closed."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            if self._process is not None:
                self._process.close()
                self._process = None

    def _ask(self, line: bytes) -> Brought:
        """Return the child's answer; a child that somebody else killed is replaced and asked once more."""
        try:
            return self._ask_once(line)
        except Died as death:
            if death.exit_code not in _KILLED_FROM_OUTSIDE:
                raise
            return self._ask_once(line)

    def _ask_once(self, line: bytes) -> Brought:
        if self._process is None:
            self._process = Process.start(self._cpu_seconds, self._memory_bytes)
        try:
            self._refuse_when_closed()
            return self._brought(self._process, self._process.ask(line, self._wall_seconds))
        except BaseException:  # Ctrl+C too: the answer still to come must not be taken for the next letter's
            self._discard()
            self._refuse_when_closed()
            raise

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise Refused(
                "The reader is closed", hint="the letter stays where it is and is read at the next start"
            )

    def _brought(self, process: Process, answer: bytes) -> Brought:
        try:
            values = json.loads(answer)
            reading = Reading.from_json(values["reading"])
            sizes, need = _sizes(values["pieces"]), values["need"]
            need_size = _sizes([need["data"]])[0] if need is not None and need["data"] is not None else None
            if len(sizes) != len(reading.enclosures) or sum(sizes) + (need_size or 0) > 2 * FILE_BYTES:
                raise ValueError("the pieces do not fit the enclosures")
            last = bool(values["last"])
            pieces = tuple(process.take(size, self._wall_seconds) for size in sizes)
            data = process.take(need_size, self._wall_seconds) if need_size is not None else None
            brought = Brought(_measured(reading, pieces), pieces, _need(need, data))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CorrtuiError):
            self._discard()
            return _cannot("its reader gave an answer that makes no sense")
        if last:
            self._discard()
        return brought

    def _discard(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def _cause(self, exit_code: int) -> str:
        if exit_code == -signal.SIGXCPU:
            return f"reading it took more than {self._cpu_seconds} s of processor time; open the original"
        try:
            return f"its reader broke down on it ({signal.Signals(-exit_code).name}); open the original"
        except ValueError:
            return f"its reader broke down on it (exit code {exit_code}); open the original"


def _sizes(values: object) -> list[int]:
    if not isinstance(values, list) or not all(isinstance(size, int) and size >= 0 for size in values):
        raise TypeError("no list of sizes")
    return values


def _measured(reading: Reading, pieces: tuple[bytes, ...]) -> Reading:
    """Give each enclosure the size and the hash of its bytes; where they lie is not for a child to say."""
    enclosures = tuple(
        replace(
            enclosure,
            size=len(piece),
            sha256=hashlib.sha256(piece).hexdigest() if piece else "",
            file="",
        )
        for enclosure, piece in zip(reading.enclosures, pieces, strict=True)
    )
    return replace(reading, enclosures=enclosures)


def _need(values: Mapping[str, Any] | None, data: bytes | None) -> Need | None:
    if values is None:
        return None
    program, suffix, pages = values["program"], values["suffix"], values["pages"]
    if program not in PROGRAMS or not re.fullmatch(r"\.[a-z]{1,5}", suffix) or not isinstance(pages, int):
        raise ValueError("no such need")
    return Need(program, suffix, data, max(1, min(pages, 10 * PICTURE_PAGES)), one_line(values["title"], 200))


def _cannot(reason: str) -> Brought:
    return Brought(Reading(medium=UNREADABLE, text="", unreadable=reason))
