"""The printed page as plain text for a terminal of 80 columns: the same lines, drawn in characters."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.outgoing.layout import PlacedPage, layout
from corrtui.outgoing.setting import COLUMNS, Line
from corrtui.outgoing.sheet import Sheet

_SAME_ROW = 6.0
"""Lines whose baselines are closer than this share a row where they do not collide, points."""


def plain_preview(sheet: Sheet) -> str:
    """Return the letter as it will print, line for line; pages are divided by a titled line, ≤ 80 columns.

    Raises:
        Refused: as `render` would.
    """
    pages = layout(sheet)
    blocks = []
    for number, page in enumerate(pages, 1):
        title = f"── page {number} of {len(pages)} "
        blocks.append("\n".join([title.ljust(COLUMNS, "─"), "", *_rows(page), ""]))
    return "\n".join(blocks)


def _rows(page: PlacedPage) -> Iterable[str]:
    rows: list[str] = []
    last: float | None = None
    ruled = page.rule is None
    for placed in sorted(page.lines, key=lambda placed: placed.baseline):
        if not ruled and page.rule is not None and placed.baseline > page.rule:
            rows.append("─" * COLUMNS)
            last, ruled = page.rule, True
        if last is not None and placed.baseline - last < _SAME_ROW and _beside(rows[-1], placed.line):
            rows[-1] = _drawn(placed.line, rows[-1])
            continue
        if last is not None:
            rows += [""] * (round((placed.baseline - last) / page.leading) - 1)
        rows.append(_drawn(placed.line))
        last = placed.baseline
    return (row.rstrip() for row in rows)


def _beside(row: str, line: Line) -> bool:
    return len(row) < line[0].column


def _drawn(line: Line, row: str = "") -> str:
    """Return `row` with the runs of a line written at their columns, or one blank on where that is taken."""
    for run in line:
        row = row.ljust(run.column)
        row += (" " if len(row) > run.column else "") + run.text
    return row
