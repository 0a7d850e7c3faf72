"""Escape sequences Textual's table lacks, or takes for keys one by one, which would fire commands.

Whatever a terminal sends as one sequence is one key or nothing: never an Esc and the letters behind it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final

LATE: Final = "\x1b[0;0~"
"""Stands for the rest of a key whose Esc was taken for Esc already; no terminal sends it."""
LATE_KEY: Final = "late_key"
"""The name the key gate gets for it."""
KEYS: Final[Mapping[str, str]] = {
    LATE: LATE_KEY,
    # PuTTY's mode VT100+ (terminfo putty-vt100: kf5=\EOT … kf12=\EO[).
    **{f"\x1bO{final}": f"f{number}" for number, final in enumerate("TUVWXYZ[", 5)},
    # rxvt (terminfo rxvt: kPRV=\E[5$, kNXT=\E[6$).
    "\x1b[5$": "shift+pageup",
    "\x1b[6$": "shift+pagedown",
}
"""Sequence → key name."""

_WHOLE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[ -~]")
_ELSEWHERE = re.compile(r"\x1b\[(?:\[|M|<[0-9;]*[Mm]|[-0-9;]+M|\?[0-9;]*\$y)")
"""The head of the Linux console's F1 to F5, mouse and mode reports: not keys, or not whole yet."""
_EXTENDED = re.compile(r"\x1b\[(\d+)(?::\d*)*(?:;(\d*)(?::(\d*))?)?(?:;[\d:]*)?u")
_MODIFIED = re.compile(r"\x1b\[27;(\d+);(\d+)~")
_SHIFT, _ALT, _CTRL, _LOCKS = 1, 2, 4, 64 | 128
_CODES: Final[Mapping[int, str]] = {
    9: "tab",
    13: "enter",
    27: "escape",
    32: "space",
    127: "backspace",
    57414: "enter",
    **{57399 + digit: str(digit) for digit in range(10)},
}
_ANSWER = re.compile(
    r"\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[0-9;]*[$+>|!][^\x1b]*\x1b\\|\x1b_G[^\x1b]*\x1b\\"
)
TAIL: Final = r"(?:\[\[[A-E]|\[[0-9;]*[A-Za-z~^$@]|O[A-Za-z\[])"
"""A pattern: what stands behind the Esc of a key."""
_TAIL = re.compile(rf"{TAIL}(?=\x1b|\Z)")

Keys = tuple[tuple[str, str], ...]
"""Key names and what each types."""


def without_answers(text: str) -> str:
    """Return what was read without whole answers of the terminal to somebody's question (OSC, DCS, APC)."""
    return _ANSWER.sub("", text) if "\x1b" in text else text


def without_tail(text: str) -> str:
    """Return what was read after a lone Esc that is no Esc any more, the rest of that key named as late."""
    tail = _TAIL.match(text)
    return LATE + text[tail.end() :] if tail else text


def keys_of(sequence: str) -> Keys | None:
    """Return the keys a whole sequence stands for that Textual does not know; None when it is not whole.

    An extended sequence (kitty's CSI u, xterm's modifyOtherKeys), which some program switched on and left
    on, is the key it names; any other whole sequence is no key: an empty tuple.
    """
    if sequence in KEYS:
        return ((KEYS[sequence], ""),)
    if sequence == "\x1b\t" and os.environ.get("TERM") == "linux":
        return (("shift+tab", ""),)  # terminfo linux: kcbt=\E^I
    if _WHOLE.fullmatch(sequence) is None or _ELSEWHERE.fullmatch(sequence) is not None:
        return None
    if modified := _MODIFIED.fullmatch(sequence):
        return _key(int(modified[2]), int(modified[1]))
    if (extended := _EXTENDED.fullmatch(sequence)) and extended[3] != "3":  # 3: the key was let go
        return _key(int(extended[1]), int(extended[2] or 1))
    return ()


def _key(code: int, modifiers: int) -> Keys:
    held = (modifiers - 1) & ~_LOCKS
    character = chr(code) if 32 <= code <= 0x10FFFF and code not in _CODES else ""
    if code not in _CODES and not character.isprintable():
        return ()
    name = _CODES.get(code, character)
    typed = {"space": " "}.get(name, name if len(name) == 1 else "")
    if held & ~(_SHIFT | _ALT | _CTRL) or (len(character) == 1 and 0xE000 <= code < 0xF900):
        return ()
    if held & _SHIFT and len(name) == 1:
        name = typed = name.upper()
    elif held & _SHIFT and name != "space":
        name = f"shift+{name}"
    if held & _CTRL:
        name, typed = f"ctrl+{name.lower()}", ""
    return (("escape", ""), (name, typed)) if held & _ALT else ((name, typed),)
