"""From the bytes of the line to presses, by the very decoder and parser the desk uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.keys import Keys
from textual.message import Message

from screens.compat import EscapeParser
from screens.decoder import TerminalDecoder
from screens.gate import key_name
from screens.sequences import TAIL

_TAIL = re.compile(rf"{TAIL}\Z".encode())
_QUIET = 0.05
"""Seconds after the wait for Esc in which bytes that mean nothing are given up."""


def readable(data: bytes) -> str:
    """Return bytes as they are written in a terminal's manual: `ESC O P`, `^H`, `C3 BC`."""
    return " ".join(map(_one, data))


def _one(byte: int) -> str:
    if byte == 0x1B:
        return "ESC"
    if byte == 0x20:
        return "SP"
    if byte < 0x20:
        return f"^{chr(byte + 0x40)}"
    if byte == 0x7F:
        return "^?"
    return chr(byte) if byte < 0x7F else f"{byte:02X}"


@dataclass(frozen=True, slots=True)
class Key:
    """What the program makes of a press, or of a part of it: Alt and a key are two."""

    name: str
    """As the command registry writes it."""
    character: str
    """What it types; empty when it types nothing."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press as the line brought it."""

    raw: bytes
    keys: tuple[Key, ...]
    """Empty when the program makes nothing of it."""
    gap: float = 0.0
    """Longest silence between two pieces of it, in seconds."""
    late: bool = False
    """The rest of a key whose Esc was taken for Esc: it came after the wait was over."""

    @property
    def name(self) -> str:
        """The keys, in order."""
        return ", ".join(key.name for key in self.keys)


class Presses:
    """Takes what is read and gives presses back.

    Args:
        wait: seconds after which the desk takes a lone Esc for Esc.
    """

    def __init__(self, wait: float) -> None:
        self._wait = wait
        self._decode = TerminalDecoder().decode
        self._parser = EscapeParser()
        self._raw = b""
        self._gap = 0.0
        self._last = 0.0
        self._lone = False

    def feed(self, data: bytes, at: float) -> list[Press]:
        """Take bytes that were read together at the time `at`, in seconds of any clock."""
        if self._lone and not self._raw and _TAIL.match(data):
            self._lone = False
            self._parser = EscapeParser()
            whole = Presses(self._wait).feed(b"\x1b" + data, at)
            keys = whole[0].keys if whole else ()
            return [Press(data, keys, at - self._last, late=True)]
        if self._raw:
            self._gap = max(self._gap, at - self._last)
        found: list[Press] = []
        for byte in data:
            self._raw += bytes((byte,))
            # The parser is asked after each byte: so each press keeps its own.
            found += self._taken(self._parser.feed(text) if (text := self._decode(bytes((byte,)))) else ())
        self._last = at
        return found

    def tick(self, at: float) -> list[Press]:
        """Say that nothing was read until now: a lone Esc is Esc after the wait."""
        found = self._taken(self._parser.tick())
        if (
            not found
            and self._raw
            and at - self._last > self._wait + _QUIET
            and b"\x1b[200~" not in self._raw
        ):
            found = [Press(self._raw, (), self._gap)]
            self._raw, self._gap = b"", 0.0
        return found

    def _taken(self, messages: Iterable[Message]) -> list[Press]:
        heard = list(messages)
        if not heard:
            return []
        keys = tuple(key for message in heard for key in _keys(message))
        press = Press(self._raw, keys, self._gap)
        self._lone = self._raw == b"\x1b"
        self._raw, self._gap = b"", 0.0
        return [press]


def _keys(message: Message) -> list[Key]:
    if isinstance(message, events.Key) and message.key != Keys.Ignore:
        typed = message.character or ""
        name = key_name(message.key, message.character)
        return [Key(name, typed if typed.isprintable() else "")]
    if isinstance(message, events.Paste):
        return [Key(f"a paste of {len(message.text)} characters", "")]
    return []
