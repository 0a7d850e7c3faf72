"""The pen: moves over the terminal and writes cells with as few bytes as its abilities allow.

A sequence is used only where the terminal has it (`Abilities`) and where it is shorter than the plain way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size

from screens.abilities import Abilities
from screens.sgr import bare, transition

Cell = tuple[str, str]
"""A character (with its combining ones) and its SGR parameters; "" is the right half of a wide character."""

BLANK: Final[Cell] = (" ", "")
"""A blank in any style that does not show on blanks."""
_SIGNS: Final = range(0x2500, 0x2600)
"""Lines, blocks and triangles: one cell wide in every terminal but the East Asian ones of old."""


@lru_cache(maxsize=4096)
def doubtful(char: str) -> bool:
    """Return True when terminals disagree on the width of a character: after it, jump, do not count."""
    if char.isascii():
        return False
    if len(char) > 1 or get_character_cell_size(char) != 1:
        return True
    return ord(char) >= 0x2000 and ord(char) not in _SIGNS and unicodedata.category(char)[:2] in ("So", "Cn")


class Pen:
    """Writes on one terminal and knows where its cursor stands and what style is set.

    Args:
        width: columns of the terminal.
        abilities: the sequences it obeys.
    """

    def __init__(self, width: int, abilities: Abilities) -> None:
        self.width = width
        self.abilities = abilities
        self.place: tuple[int, int] | None = None
        """Column and row of the cursor, counted from 0; None: anywhere."""
        self.style: str | None = None
        """SGR parameters that are set; None: any."""
        self._out: list[str] = []

    def fork(self) -> Pen:
        """Return a pen in the same place and style that has written nothing: to try which way is shorter."""
        pen = Pen(self.width, self.abilities)
        pen.place, pen.style = self.place, self.style
        return pen

    def taken(self) -> str:
        """Return what was written since the last time."""
        out = "".join(self._out)
        self._out.clear()
        return out

    def raw(self, sequence: str, place: tuple[int, int] | None) -> None:
        """Write a sequence that leaves the cursor at `place`."""
        self._out.append(sequence)
        self.place = place

    def wear(self, codes: str) -> None:
        """Set a style."""
        self._out.append(self._turn(self.style, codes))
        self.style = codes

    def _turn(self, before: str | None, codes: str) -> str:
        return transition(before, codes, single=self.abilities.colours > 0)

    def move(self, x: int, y: int) -> None:
        """Go to a cell."""
        if self.place != (x, y):
            self._out.append(self.way(x, y))
            self.place = (x, y)

    def way(self, x: int, y: int) -> str:
        """Return the shortest sequence to a cell."""
        row = str(y + 1) if y else ""
        ways = [f"\x1b[{row}H" if x == 0 else f"\x1b[{row};{x + 1}H"]
        if self.place is not None:
            column, line = self.place
            if line == y:
                ways += [_along(x - column), "\r" + _along(x)]
            elif column == x:
                ways.append(_down(y - line))
            elif y == line + 1:
                # With or without ONLCR, after a return the line feed goes to the head of the next line.
                ways.append("\r\n" + _along(x))
        return min(ways, key=len)

    def price(self, before: str, cells: Sequence[Cell], after: str) -> int:
        """Return the bytes of writing `cells` between a cell in style `before` and one in style `after`."""
        total = 0
        for char, codes in cells:
            if (char, codes) == BLANK and bare(before):
                total += 1
                continue
            total += len(self._turn(before, codes)) + (1 if char.isascii() else len(char.encode()))
            before = codes
        return total + len(self._turn(before, after))

    def write(self, x: int, y: int, cells: Sequence[Cell]) -> None:
        """Write a run of cells from a place on."""
        out, at, count = self._out, 0, len(cells)
        while at < count:
            cell = cells[at]
            char, codes = cell
            end = at + 1
            if not char:
                at = end
                continue
            if self.place != (x + at, y):
                self.move(x + at, y)
            sure = char.isascii() or not doubtful(char)
            while sure and end < count and cells[end] == cell:
                end += 1
            if end > at + 1:
                self._stretch(cell, end - at, y, last=end == count)
            else:
                if codes != self.style and not self._unseen(cell):
                    self.wear(codes)
                out.append(char)
                # Behind the last column terminals differ: some stand on it, some after it.
                self.place = (x + end, y) if sure and x + end < self.width else None
            at = end

    def _unseen(self, cell: Cell) -> bool:
        """Return True when a cell looks the same in the style that is set: a blank mostly does."""
        return cell == BLANK and self.style is not None and bare(self.style)

    def _stretch(self, cell: Cell, count: int, y: int, *, last: bool) -> None:
        """Write the same cell so many times; the last stretch of a run may leave the cursor anywhere."""
        char, codes = cell
        if not self._unseen(cell):
            self.wear(codes)
        x = self.place[0] if self.place is not None else 0
        # way, and where it leaves the cursor
        ways: list[tuple[str, int]] = [(char * count, x + count)]
        able = self.abilities
        if cell == BLANK:
            if able.erase and last and x + count == self.width:
                ways.append(("\x1b[K", x))
            if able.blank:
                gone = f"\x1b[{count}X" if count > 1 else "\x1b[X"
                ways.append((gone, x) if last else (gone + _along(count), x + count))
        if able.repeat and char.isascii() and count > 1:
            ways.append((f"{char}\x1b[{count - 1}b", x + count))
        text, there = min(ways, key=lambda way: len(way[0]))
        self._out.append(text)
        self.place = (there, y) if there < self.width else None


def _along(by: int) -> str:
    """Return the shortest way to the right, or left where it is negative."""
    if by > 0:
        return f"\x1b[{by}C" if by > 1 else "\x1b[C"
    return min("\b" * -by, f"\x1b[{-by}D", key=len) if by else ""


def _down(by: int) -> str:
    letter, count = ("B", by) if by > 0 else ("A", -by)
    return f"\x1b[{count}{letter}" if count > 1 else f"\x1b[{letter}"
