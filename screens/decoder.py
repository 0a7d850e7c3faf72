"""Reads what the terminal sends as text: UTF-8, or Latin-1 where it is none, and no Esc out of a paste."""

from __future__ import annotations

import codecs
import time
from typing import Any

from textual import constants

from screens import sequences

_PASTE_BEGINS = "\x1b[200~"
_PASTE_ENDS = "\x1b[201~"
_LATEST_TAIL = 3.0
"""Seconds after a lone Esc in which the rest of its key may still come."""


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as Latin-1: a ü from a terminal set to it is a ü, not a crash."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(chr(byte) if byte >= 0xA0 else "\ufffd" for byte in wrong), error.end


codecs.register_error("corrtui.latin1", _as_latin1)


class TerminalDecoder(codecs.IncrementalDecoder):
    """Decodes what the terminal sends and takes every Esc out of a paste.

    Textual ends a paste at the first Esc inside it and plays the rest as keys: a hostile text could
    type commands.
    """

    def __init__(self, errors: str = "corrtui.latin1") -> None:
        super().__init__(errors)
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="corrtui.latin1")
        self._pasting = False
        self._tail = ""
        self._held = ""
        self._lone_since: float | None = None

    def decode(self, data: Any, final: bool = False) -> str:
        """Return the text of `data`, as far as it is whole."""
        read, now = self._utf8.decode(data, final), time.monotonic()
        if self._lone_since is not None and constants.ESCAPE_DELAY < now - self._lone_since < _LATEST_TAIL:
            read = sequences.without_tail(read)
        self._lone_since = now if read.endswith("\x1b") and not self._pasting else None
        text = self._held + read
        self._held = ""
        out: list[str] = []
        while text:
            piece, text = self._in_paste(text, final) if self._pasting else self._outside(text)
            out.append(piece)
        return "".join(out)

    def _outside(self, text: str) -> tuple[str, str]:
        probe = self._tail + text
        at = probe.find(_PASTE_BEGINS)
        if at < 0:
            self._tail = probe[1 - len(_PASTE_BEGINS) :]
            return sequences.without_answers(text), ""
        self._pasting, cut = True, at + len(_PASTE_BEGINS) - len(self._tail)
        self._tail = ""
        return sequences.without_answers(text[:cut]), text[cut:]

    def _in_paste(self, text: str, final: bool) -> tuple[str, str]:
        body, end, rest = text.partition(_PASTE_ENDS)
        if end:
            self._pasting = False
            return body.replace("\x1b", "\u241b") + end, rest
        keep = 0 if final else next((n for n in range(5, 0, -1) if text.endswith(_PASTE_ENDS[:n])), 0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep].replace("\x1b", "\u241b"), ""
