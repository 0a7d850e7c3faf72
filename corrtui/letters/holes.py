"""Holes: the places of a draft that still want a figure or a name, written ⟦order.amount⟧.

Nothing with a hole in it is ever filed. Data put into a letter can neither make a hole nor start a template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrtui.text import one_line

HOLE_OPEN = "⟦"
HOLE_CLOSE = "⟧"

LONGEST_VALUE = 4_000
"""Characters of one value; a record that holds more is cut with an ellipsis."""

_HOLE = re.compile(rf"{HOLE_OPEN}([^{HOLE_OPEN}{HOLE_CLOSE}\n]{{1,120}}){HOLE_CLOSE}")
_MARKS = str.maketrans({HOLE_OPEN: "[", HOLE_CLOSE: "]"})
_DELIMITERS = re.compile(r"\{(?=[{%#])|(?<=[}%#])\}")


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole of a draft."""

    name: str
    """What is wanted: "order.amount"."""
    start: int
    """Offset of its opening mark in the draft text."""
    end: int
    """Offset after its closing mark."""
    line: int
    """0-based line of the draft."""


def hole(name: str) -> str:
    """Return the mark of a hole."""
    return f"{HOLE_OPEN}{name}{HOLE_CLOSE}"


def find_holes(text: str) -> tuple[Hole, ...]:
    """Return the holes of a draft from top to foot."""
    holes: list[Hole] = []
    line = place = 0
    for found in _HOLE.finditer(text):
        line += text.count("\n", place, found.start())
        place = found.start()
        holes.append(Hole(found[1], found.start(), found.end(), line))
    return tuple(holes)


def fill_hole(text: str, name: str, value: str) -> str:
    """Return the draft with every hole called `name` filled; an empty value leaves the hole open."""
    filling = neutral(value)
    return text.replace(hole(name), filling) if filling else text


def bracketed(text: str) -> str:
    """Return the draft with its holes as [name], for showing only: the marks themselves cannot be printed."""
    return text.translate(_MARKS)


def neutral(value: str) -> str:
    """Return data as it may stand in a letter: one line, no control characters, no hole, no template mark."""
    return _DELIMITERS.sub("", one_line(value, LONGEST_VALUE).translate(_MARKS))
