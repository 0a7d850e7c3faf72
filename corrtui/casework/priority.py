"""Priority: a clerk puts a letter before or behind where its dates put it, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from corrtui.casework.bench import Bench
from corrtui.control.acts import PriorityChanged
from corrtui.control.rank import LOWERED, RAISED
from corrtui.errors import Refused

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "raise": (RAISED, "before all letters whose statutory clock does not press"),
    "lower": (LOWERED, "behind all others, but never behind its own pressing clock"),
    "normal": ("", "where its dates put it"),
}
"""What may be asked for → (how the letter is called then, what it means)."""


def change(bench: Bench, number: str, word: str, reason: str, intent: str, seen: int | None = None) -> str:
    """Raise a letter, lower it, or put it back to its place; return what to say.

    Args:
        bench: the desk.
        number: control number.
        word: one of WORDS, or its beginning.
        reason: why; always needed.
        intent: entries of one key press share it.
        seen: version of the letter it was decided on.

    Raises:
        Refused: no such word, no reason, the letter is closed, or it is what was asked for already.
    """
    letter = bench.open_letter(number)
    asked = word.strip().lower()
    found = next((name for name in WORDS if asked and name.startswith(asked)), "")
    if not found:
        raise Refused(f"There is no priority {asked or '(none)'}", hint=f"one of {', '.join(WORDS)}")
    priority, meaning = WORDS[found]
    if letter.priority == priority:
        raise Refused(f"{number} is {priority or 'where its dates put it'} already", letter.priority_why)
    if not reason.strip():
        raise Refused("A priority without a reason", hint="say why in a few words")
    act = PriorityChanged(priority=priority, reason=reason.strip())
    bench.enter(number, act, intent, letter.version if seen is None else seen)
    return f"{number} {priority or 'is not raised or lowered any more'}: it stands {meaning}"
