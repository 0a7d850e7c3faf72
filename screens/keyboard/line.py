"""The terminal byte for byte: raw while it is looked at, put back however that ends, never waited on."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
import tty
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Final

from corrtui.text import clean

_ENDS: Final = (signal.SIGHUP, signal.SIGTERM)
_IDENTITY = re.compile(rb"\x1b\[\?[0-9;]*c")
"""The answer to "what are you" (DA1), which every terminal since the VT100 gives."""
_KIND = re.compile(rb"\x1b\[>([0-9;]*)c")
_VERSION = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b\\")
_MUTE: Final = ("", "dumb", "unknown")
_OLD: Final = ("linux", "vt52", "vt100", "vt102", "cons25", "sun")
"""Terminals by the first part of their name that show `>` questions as text."""


class Ended(Exception):
    """The line is gone, or somebody ended the program; the code is the program's exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class RawLine:
    """Standard input without line editing, echo, signals and flow control.

    Raises:
        Ended: from any call, once the terminal hangs up or the process is told to end.
    """

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno()
        self._typed = b""
        self.erase = b""
        """The byte the shell takes for Backspace."""
        self.stops = False
        """ctrl+s stops the terminal while a shell has it."""

    def __enter__(self) -> RawLine:
        self._before = termios.tcgetattr(self._fd)
        self.erase = self._before[6][termios.VERASE]
        self.stops = bool(self._before[0] & termios.IXON)
        self._handlers = {name: signal.signal(name, self._end) for name in _ENDS}
        tty.setraw(self._fd, termios.TCSADRAIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, handler in self._handlers.items():
            signal.signal(name, handler)
        try:
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
        except termios.error:
            return  # it hung up: nothing is left to put back

    @staticmethod
    def _end(number: int, frame: FrameType | None) -> None:
        raise Ended(128 + number)

    def read(self, wait: float) -> bytes:
        """Return what was typed within so many seconds, as it came in one piece; empty when nothing was."""
        if self._typed:
            typed, self._typed = self._typed, b""
            return typed
        try:
            if not select.select([self._fd], [], [], wait)[0]:
                return b""
            data = os.read(self._fd, 4096)
        except OSError:
            data = b""
        if not data:
            raise Ended(128 + signal.SIGHUP)
        return data

    def say(self, text: str = "") -> None:
        """Print a line; nothing in it reaches the terminal as control."""
        self._send(clean(text).replace("\n", "\r\n").encode(sys.stdout.encoding, "replace") + b"\r\n")

    def _send(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(sys.stdout.fileno(), data) :]
        except OSError:
            raise Ended(128 + signal.SIGHUP) from None

    def identity(self, term: str, patience: float) -> tuple[str, str]:
        """Ask the terminal what it is; what was typed meanwhile is read afterwards.

        Args:
            term: the name it goes by.
            patience: seconds to wait for each answer; a terminal that says nothing costs this once.

        Returns:
            Its number and versions (DA2, `41;390;0`) and its name and version (XTVERSION, `XTerm(390)`);
            empty where it does not say.
        """
        if term in _MUTE:
            return "", ""
        answer = self._ask(b"\x1b[c", patience)
        if _IDENTITY.search(answer) is None or term.split("-")[0] in _OLD:
            return "", ""
        answer = self._ask(b"\x1b[>c\x1b[>0q\x1b[c", patience)
        self._send(b"\r\x1b[K")  # a terminal that took a question for text
        kind, version = _KIND.search(answer), _VERSION.search(answer)
        return (
            kind[1].decode("ascii") if kind else "",
            clean(version[1].decode("utf-8", "replace")) if version else "",
        )

    def _ask(self, question: bytes, patience: float) -> bytes:
        self._send(question)
        heard, end = b"", time.monotonic() + patience
        while _IDENTITY.search(heard) is None and (left := end - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                data = os.read(self._fd, 4096)
                if not data:
                    raise Ended(128 + signal.SIGHUP)
                heard += data
        typed = heard
        for answer in _answers():
            typed = answer.sub(b"", typed)
        self._typed += typed
        return heard


def _answers() -> Iterator[re.Pattern[bytes]]:
    yield from (_IDENTITY, _KIND, _VERSION)
