"""Rows that only moved, e.g. a text that scrolled: the terminal moves them itself for some bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, MutableSequence, Sequence
from dataclasses import dataclass

from screens.pen import BLANK, Cell, Pen

_LEAST = 2
"""Rows that must have moved together."""


@dataclass(frozen=True, slots=True)
class Move:
    """A part of the screen, `top` to `bottom`, whose rows go up by so many, down where that is negative."""

    top: int
    bottom: int
    up: int

    def make(self, pen: Pen, rows: MutableSequence[list[Cell]], width: int) -> None:
        """Move the rows on the terminal and in the model; what comes in is blank."""
        pen.raw(f"\x1b[{self.top + 1};{self.bottom + 1}r", None)
        blank: list[list[Cell]] = [[BLANK] * width for _ in range(abs(self.up))]
        part = list(rows[self.top : self.bottom + 1])
        if self.up > 0:
            pen.move(0, self.bottom)
            pen.raw("\n" * self.up, None)
            part = part[self.up :] + blank
        else:
            pen.move(0, self.top)
            pen.raw("\x1bM" * -self.up, None)
            part = blank + part[: self.up]
        rows[self.top : self.bottom + 1] = part
        pen.raw("\x1b[r", None)


def moved_rows(rows: Sequence[list[Cell]], wanted: Mapping[int, list[Cell]]) -> Move | None:
    """Return the move that brings most of the wanted rows in their place; None when there is none.

    Args:
        rows: what stands on the terminal.
        wanted: the rows that are to change, by their number.
    """
    places: dict[tuple[Cell, ...], list[int]] = {}
    for y, row in enumerate(rows):
        if any(cell is not BLANK for cell in row):
            places.setdefault(tuple(row), []).append(y)
    votes = Counter(old - y for y, row in wanted.items() for old in places.get(tuple(row), ()))
    if not votes:
        return None
    up = votes.most_common(1)[0][0]
    blocks = list(_blocks(rows, wanted, up))
    if not blocks:
        return None
    first, last = max(blocks, key=lambda block: block[1] - block[0])
    if last - first + 1 < _LEAST:
        return None
    return Move(min(first, first + up), max(last, last + up), up)


def _blocks(rows: Sequence[list[Cell]], wanted: Mapping[int, list[Cell]], up: int) -> list[tuple[int, int]]:
    """Return (first, last) of the runs of rows that stand `up` rows away from where they shall."""
    found: list[tuple[int, int]] = []
    start = -1
    for y in range(len(rows) + 1):
        there = y + up
        fits = y < len(rows) and 0 <= there < len(rows) and wanted.get(y, rows[y]) == rows[there]
        if fits and start < 0:
            start = y
        elif not fits and start >= 0:
            found.append((start, y - 1))
            start = -1
    return found
