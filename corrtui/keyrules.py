"""Which keys can be a command key at all: keys that reach a program over SSH and cannot fire by accident.

Knows names of keys and what terminals do with them; knows no command.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

DEAD_KEYS: Final[Mapping[str, str]] = {
    "ctrl+h": "a terminal sends it as Backspace",
    "ctrl+i": "a terminal sends it as Tab",
    "ctrl+m": "a terminal sends it as Enter",
    "ctrl+j": "a paste sends it as a line end",
    "ctrl+[": "a terminal sends it as Esc",
    "ctrl+z": "the shell suspends on it",
    "ctrl+\\": "it ends programs",
    "ctrl+]": "telnet keeps it",
    "ctrl+a": "screen keeps it",
    "ctrl+b": "tmux keeps it",
    "ctrl+c": "it interrupts",
    "ctrl+q": "it resumes a stopped terminal",
    "ctrl+s": "it stops a terminal",
    "f10": "desktop terminals keep it for their menu",
    "f11": "desktop terminals keep it for full screen",
}
"""Keys a terminal sends as another key's bytes, or that somebody on the way keeps."""
SPLIT_ESCAPE: Final = frozenset("ABCDHFPQRSMOZ[~") | frozenset("0123456789")
"""What stands behind the Esc of a function key: on a slow line it may arrive alone."""
_MOVES: Final = frozenset({"up", "down", "left", "right", "home", "end", "pageup", "pagedown"})
_FUNCTION: Final = frozenset(f"f{number}" for number in range(1, 13))
_NAMED: Final = (
    _MOVES | _FUNCTION | {"insert", "delete", "backspace", "tab", "shift+tab", "enter", "space", "escape"}
)
_EDITS: Final = _MOVES | {"delete", "backspace", "tab", "shift+tab", "enter", "space"}
"""Keys the editor of the draft needs for the text itself."""
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "esc": "escape",
    "return": "enter",
    "cr": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "backtab": "shift+tab",
    "question_mark": "?",
    "full_stop": ".",
    "semicolon": ";",
    "slash": "/",
    "colon": ":",
    "plus": "+",
    "minus": "-",
}

_ON_THE_KEYBOARD: Final[Mapping[str, str]] = {
    "escape": "Esc",
    "space": "Space",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "shift+pagedown": "Shift+PgDn",
    "shift+pageup": "Shift+PgUp",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
}


def key_word(key: str) -> str:
    """Return a key or a sequence as it stands on a keyboard: `Esc`, `F2`, `ctrl+n`, `y`, `g q`."""
    return " ".join(
        step.upper() if step in _FUNCTION else _ON_THE_KEYBOARD.get(step, step) for step in key.split(" ")
    )


def _spelled(key: str) -> str:
    """Return how a key that has no such name may have been meant; empty when nobody can tell."""
    low = key.lower()
    for mark in ("control+", "control-", "ctrl-", "c-", "^"):
        if low.startswith(mark) and len(low) == len(mark) + 1:
            return f"ctrl+{low[-1]}"
    if low in _OTHER_NAMES:
        return _OTHER_NAMES[low]
    if low in _NAMED or _modified(low) is not None:
        return low
    close = get_close_matches(low, sorted(_NAMED), n=1, cutoff=0.6)
    return close[0] if close else ""


def _modified(step: str) -> str | None:
    """Return the trouble of a key with a modifier, empty when it has none; None for no such key."""
    modifier, _, base = step.rpartition("+")
    if modifier in ("shift", "ctrl") and base in _FUNCTION:
        return f"terminals disagree on function keys with {modifier.capitalize()}"
    if modifier == "ctrl" and len(base) == 1:
        if base.isdigit():
            return "a terminal sends it as the digit, or as another key"
        if base.isascii() and base.isalpha():
            return "" if base.islower() else None
        return "most terminals send nothing for it over SSH"
    if modifier in ("shift", "ctrl") and base in _MOVES | {"delete"}:
        return ""
    if modifier in ("shift", "ctrl", "ctrl+shift", "shift+ctrl") and base in _NAMED:
        return "no terminal sends it over SSH"
    if modifier == "shift" and len(base) == 1:
        return f"a terminal sends the capital: write {base.upper()}"
    if modifier.startswith(("ctrl+shift", "shift+ctrl")):
        return "a terminal sends it without the Shift"
    if {"super", "hyper", "meta", "cmd"} & set(modifier.split("+")):
        return "no terminal sends it over SSH"
    return None


def key_trouble(key: str, context: str) -> str:
    """Return why `key` cannot be a command key over SSH, in words; empty when it can.

    Args:
        key: one key, or a sequence of keys divided by blanks (`g g`).
        context: `queue` (single keys are commands) or `draft` (every printable key is text).
    """
    steps = key.split(" ")
    for at, step in enumerate(steps):
        if trouble := _step_trouble(step, context, first=at == 0):
            return trouble
    return ""


def _step_trouble(step: str, context: str, *, first: bool) -> str:
    if step in DEAD_KEYS:
        return DEAD_KEYS[step]
    if step.startswith("alt+") and len(step) > len("alt+"):
        return "a terminal sends it as Esc and then the key"
    if len(step) == 1:
        if not step.isprintable():
            return "it types nothing that can be seen"
        if context != "queue":
            return "every printable key is text in the draft"
        # A second step is only listened to after a first, which no escape sequence holds.
        return "it may be the tail of a function key on a slow line" if first and step in SPLIT_ESCAPE else ""
    if step == "escape" and (context == "queue" or not first):
        return "every function key begins with it, and it takes back what was begun"
    if step in _NAMED:
        return "it edits the text of the draft" if context != "queue" and step in _EDITS else ""
    trouble = _modified(step)
    if trouble is None:
        meant = _spelled(step)
        return "no key is called so" + (f"; perhaps {meant} is meant" if meant and meant != step else "")
    return trouble
