"""Rows of columns in a letter: set in the proportional face, amounts flush right on their last figure.

A clerk lines columns up with blanks or tabs. Every cell keeps the column it was typed in, or the edge it
shares with the cells above and below; what a typed column measures on paper is chosen so that no cells meet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corrtui.errors import Refused
from corrtui.outgoing.fonts import width
from corrtui.outgoing.setting import COLUMN, COLUMNS, FULL_MEASURE, SIZE, Line, Run

_TAB_STOPS = 8
# Two blanks after a full stop are a typist's habit and divide nothing.
_CELL = re.compile(r"[^\t ]+(?:(?: |(?<=[.!?]) {2})[^\t ]+)*")
_MONEY = re.compile(
    r"[-−–+(]*\s?[$€£¥]?\s?[-−–]?\d{1,3}(?:,?\d{3})*(?P<cents>\.\d+)?(?P<tail>\)?\s?(?:%|CR|DR|-)?)$"
)
_GAP = 6.0
_SIZES = (SIZE, SIZE - 1, SIZE - 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a row, in typed columns."""

    text: str
    start: int
    end: int
    flush_right: bool = False
    tail: str = ""
    """What stands right of the last figure and hangs over the edge: ")", " CR", "%"."""

    @property
    def is_amount(self) -> bool:
        """Return whether this is a sum of money or another figure with decimals."""
        found = _MONEY.match(self.text)
        return bool(found and (found["cents"] or "," in self.text or re.search("[$€£¥]", self.text)))


def cells(row: str) -> tuple[Cell, ...]:
    """Return the cells of a typed row, divided by a tab or two blanks and more; tab stops every 8 columns."""
    found = []
    for match in _CELL.finditer(row):
        start = len(row[: match.start()].expandtabs(_TAB_STOPS))
        figures = _MONEY.match(match[0])
        found.append(
            Cell(match[0], start, start + len(match[0]), tail=(figures["tail"] or "") if figures else "")
        )
    return tuple(found)


def table(rows: Sequence[str], place: str) -> list[Line]:
    """Return typed rows as set lines.

    Args:
        rows: consecutive rows of the table, as typed.
        place: where the table stands, for a refusal: "paragraph 3, line 17 of the draft".

    Raises:
        Refused: a row is wider than the sheet even in smaller type.
    """
    typed = [cells(row) for row in _by_tabs(rows)]
    if max((cell.end for row in typed for cell in row), default=0) <= COLUMNS:
        # Where a common edge would push an amount into its neighbour, amounts stay as they were typed.
        for edges in (_amount_edges(typed), {}):
            hung = _hang(typed, edges)
            for size in _SIZES:
                column = _column_width(hung, size)
                if column:
                    return [tuple(_set(cell, column, size) for cell in row) for row in hung]
    raise Refused(
        "A table is too wide for the sheet",
        place,
        f"the sheet holds {COLUMNS} characters a line; narrow the columns or shorten their text",
    )


def _by_tabs(rows: Sequence[str]) -> Sequence[str]:
    """Return rows with equally many tabs each, as a spreadsheet pastes them, lined up field under field.

    The first row may be a heading, so the others decide whether a field holds figures.
    """
    fields = [[field.strip() for field in row.split("\t")] for row in rows]
    if len(rows) < 2 or len(fields[0]) < 2 or len({len(row) for row in fields}) > 1:
        return rows
    columns = []
    for column in zip(*fields, strict=True):
        widest = max(len(field) for field in column)
        if widest > COLUMNS:
            return rows
        entries = [field for field in column[1:] if field]
        right = 2 * sum(_is_figure(field) for field in entries) > len(entries)
        columns.append([field.rjust(widest) if right else field.ljust(widest) for field in column])
    return ["   ".join(row).rstrip() for row in zip(*columns, strict=True)]


def _is_figure(text: str) -> bool:
    return bool(_MONEY.match(text))


def _hang(rows: list[tuple[Cell, ...]], edges: Mapping[Cell, int]) -> list[tuple[Cell, ...]]:
    """Decide for every cell whether it hangs on its left or its right edge, and bring amounts to `edges`."""
    starts = Counter(cell.start for row in rows for cell in row)
    ends = Counter(cell.end for row in rows for cell in row)

    def hung(cell: Cell) -> Cell:
        if cell in edges:
            return replace(cell, end=edges[cell] + len(cell.tail), flush_right=True)
        leads = ends[cell.end] - starts[cell.start]
        right = leads > 0 or (leads == 0 and _is_figure(cell.text))
        return replace(cell, flush_right=right)

    return [tuple(hung(cell) for cell in row) for row in rows]


def _amount_edges(rows: list[tuple[Cell, ...]]) -> dict[Cell, int]:
    """Return the typed column where an amount's last figure ends, one for amounts above one another."""
    groups: list[list[tuple[int, Cell]]] = []
    reach = -1
    amounts = [(number, cell) for number, row in enumerate(rows) for cell in row if cell.is_amount]
    for number, cell in sorted(amounts, key=lambda item: (item[1].start, item[1].end)):
        if not groups or cell.start >= reach:
            groups.append([])
        groups[-1].append((number, cell))
        reach = max(reach, cell.end)
    edges = {}
    for group in groups:
        edge = max(cell.end - len(cell.tail) for _, cell in group)
        if len({number for number, _ in group}) == len(group):
            edges.update({cell: edge for _, cell in group})
    return edges


def _column_width(rows: list[tuple[Cell, ...]], size: float) -> float:
    """Return points a typed column, so that cells neither meet nor leave the sheet; 0 when there is none."""
    least, most = 0.0, FULL_MEASURE
    for row in rows:
        before: tuple[int, float] | None = None
        for cell in row:
            # A cell spans [typed * column + offset, … + wide]; each rule below bounds `column`.
            typed, offset, wide = _span(cell, size)
            if typed:
                least = max(least, -offset / typed)
                most = min(most, (FULL_MEASURE - offset - wide) / typed)
            elif offset + wide > FULL_MEASURE:
                return 0.0
            if before is not None:
                if typed <= before[0]:
                    return 0.0
                least = max(least, (before[1] + _GAP - offset) / (typed - before[0]))
            before = typed, offset + wide
    if least > most:
        return 0.0
    return min(max(COLUMN, least), most)


def _span(cell: Cell, size: float) -> tuple[int, float, float]:
    wide = width(cell.text, size)
    if not cell.flush_right:
        return cell.start, 0.0, wide
    return cell.end - len(cell.tail), -_body(cell, size), wide


def _body(cell: Cell, size: float) -> float:
    """Return the width of a cell up to its last figure, points."""
    return width(cell.text[: len(cell.text) - len(cell.tail)], size)


def _set(cell: Cell, column: float, size: float) -> Run:
    typed, offset, _ = _span(cell, size)
    shown = cell.end - len(cell.text) if cell.flush_right else cell.start
    return Run(typed * column + offset, cell.text, size, column=max(0, shown))
