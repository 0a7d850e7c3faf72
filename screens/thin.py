"""The thin display: a model of what stands on the terminal, so that only cells that change are written.

Textual writes whole lines of whole widgets: 12 kB for one letter typed into a draft. Over a slow line
that is felt; what really changed is some 20 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.segment import Segment

from screens.abilities import Abilities
from screens.moved import Move, moved_rows
from screens.pen import BLANK, Cell, Pen
from screens.sgr import bare, codes_of

Stretch = tuple[int, int, Sequence[Cell]]
"""Column, row and cells of a piece of the picture; what is drawn later lies over what was drawn before."""
Row = list[Cell]
"""The cells of a row."""

_BRIDGE = 8
"""Equal cells between two changes that may be cheaper to write again than to jump over."""
_TAIL = 3
"""Blanks at the end of a row that are worth erasing instead of writing: as many as the sequence has bytes."""
_MOVED = 3
"""Rows that must change before it is worth a look whether they only moved."""
_MARKS = 8
"""Combining marks a cell has at most: no script stacks more, and a hostile text would send a line of them."""


def cells_of(segments: Iterable[Segment], system: ColorSystem | None) -> list[Cell]:
    """Return the cells a line of segments fills.

    Args:
        segments: the line.
        system: the colours of the terminal; None for no styles at all.
    """
    cells: list[Cell] = []
    for text, style, control in segments:
        if control:
            continue
        codes = codes_of(style, system)
        if text.isascii():
            worn = _ascii(codes)
            cells.extend([worn[char] for char in text])
        else:
            _spread(text, codes, _blank(codes), cells)
    return cells


@lru_cache(maxsize=256)
def _ascii(codes: str) -> Mapping[str, Cell]:
    """Return the cell of every ASCII character in a style: one object for all places it stands in."""
    return {chr(code): (chr(code), codes) for code in range(128)} | {" ": _blank(codes)}


def _blank(codes: str) -> Cell:
    return BLANK if bare(codes) else (" ", codes)


def _spread(text: str, codes: str, blank: Cell, cells: list[Cell]) -> None:
    for char in text:
        width = get_character_cell_size(char)
        if width == 0:
            at = next((at for at in range(len(cells) - 1, -1, -1) if cells[at][0]), None)
            if at is not None and len(cells[at][0]) <= _MARKS:
                cells[at] = (cells[at][0] + char, cells[at][1])
            continue
        cells.append(blank if char == " " else (char, codes))
        cells.extend([("", codes)] * (width - 1))


def fitted(cells: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """Return a line cut or filled with blanks to `width` cells; no half of a wide character is left."""
    kept = list(cells[:width])
    if len(cells) > width and width and cells[width][0] == "":
        kept[width - 1] = _blank(cells[width][1])
    return (*kept, *[BLANK] * (width - len(kept)))


class Frame:
    """What stands on a terminal, as far as it is known.

    Args:
        width: columns of the terminal.
        height: its rows.
        abilities: the sequences it obeys.
    """

    def __init__(self, width: int, height: int, abilities: Abilities) -> None:
        self.width = width
        self.height = height
        self.pen = Pen(width, abilities)
        self._rows: list[Row] = [[BLANK] * width for _ in range(height)]
        self._drawn: list[list[tuple[int, Sequence[Cell]]] | None] = [None] * height
        self._begun = False

    def show(self, stretches: Iterable[Stretch]) -> str:
        """Note what is to stand on the terminal and return the bytes that bring it there.

        Args:
            stretches: the whole picture; blank where nothing is drawn.
        """
        parts: list[list[tuple[int, Sequence[Cell]]]] = [[] for _ in range(self.height)]
        for x, y, cells in stretches:
            if 0 <= y < self.height:
                parts[y].append((x, cells))
        if not self._begun:
            self._begin()
        wanted = {y: self._row(row) for y, row in enumerate(parts) if row != self._drawn[y]}
        wanted = {y: row for y, row in wanted.items() if row != self._rows[y]}
        self._drawn = [*parts]
        move = moved_rows(self._rows, wanted) if len(wanted) >= _MOVED else None
        if move is None or not self.pen.abilities.scroll:
            self._write(self.pen, self._rows, wanted)
        else:
            self._shorter(move, wanted)
        for y, row in wanted.items():
            self._rows[y] = row
        self.pen.wear("")
        return self.pen.taken()

    def lines(self) -> list[str]:
        """Return the text of the picture, row by row."""
        return ["".join(char for char, _ in row) for row in self._rows]

    def _begin(self) -> None:
        """Clear the terminal: who knows what another program left there."""
        self._begun = True
        self.pen.wear("")
        self.pen.raw("\x1b[H\x1b[J", (0, 0))

    def _row(self, parts: Iterable[tuple[int, Sequence[Cell]]]) -> Row:
        row: Row = [BLANK] * self.width
        for x, cells in parts:
            count = min(len(cells), self.width - x)
            if count <= 0:
                continue
            for edge, left in ((x, x - 1), (x + count, x + count)):
                if edge < self.width and not row[edge][0]:
                    row[left] = _blank(row[edge][1])  # the other half of a wide character is covered now
            row[x : x + count] = cells[:count]
        return row

    def _shorter(self, move: Move, wanted: dict[int, Row]) -> None:
        """Write the rows, or move those that moved and write the rest, whichever is shorter."""
        plain, moving = self.pen.fork(), self.pen.fork()
        self._write(plain, self._rows, wanted)
        rows = [*self._rows]
        moving.wear("")
        move.make(moving, rows, self.width)
        every = {y: wanted.get(y, self._rows[y]) for y in range(move.top, move.bottom + 1)}
        self._write(moving, rows, wanted | every)
        texts = plain.taken(), moving.taken()
        at = len(texts[1]) < len(texts[0])
        best = (plain, moving)[at]
        best.raw(self.pen.taken() + texts[at], best.place)
        self.pen = best

    def _write(self, pen: Pen, rows: Sequence[Row], wanted: dict[int, Row]) -> None:
        for y in sorted(wanted):
            for start, end in _runs(pen, rows[y], wanted[y]):
                pen.write(start, y, wanted[y][start:end])


def _runs(pen: Pen, old: Row, new: Row) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of what must be written of a row, gaps bridged where that is shorter."""
    width = len(new)
    changed = [at for at in range(width) if old[at] is not new[at] and old[at] != new[at]]
    start = last = -1
    for at in changed:
        if start < 0:
            start = at
        elif at > last + 1 and not _bridged(pen, new[last : at + 1]):
            yield _whole(new, start, last + 1)
            start = at
        last = at
    if start >= 0:
        tail = new[max(start, last - _TAIL + 1) :]
        to_edge = pen.abilities.erase and len(tail) > _TAIL and all(cell is BLANK for cell in tail)
        yield _whole(new, start, width if to_edge else last + 1)


def _whole(new: Row, start: int, end: int) -> tuple[int, int]:
    """Take in both halves of a wide character."""
    while start and not new[start][0]:
        start -= 1
    while end < len(new) and not new[end][0]:
        end += 1
    return start, end


def _bridged(pen: Pen, cells: Sequence[Cell]) -> bool:
    """Return True when the cells between the first and the last are better written again than jumped over."""
    if all(cell is BLANK or cell == BLANK for cell in cells):
        return pen.abilities.blank or len(cells) <= _BRIDGE
    first, *gap, after = cells
    if len(gap) > _BRIDGE:
        return False
    jump = 3 if len(gap) == 1 else 4
    return pen.price(first[1], gap, after[1]) <= jump + pen.price(first[1], (), after[1])
