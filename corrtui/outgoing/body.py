"""The body of a letter as set lines: what flows, what is a list, and what is a table.

A line break the clerk could not avoid (an editor wrapping at the edge) flows on; one the clerk chose stays:
where the next word would still have fitted, before a list item, and around rows with columns or an indent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrtui.outgoing.setting import COLUMN, COLUMNS, Line, hanging, prose
from corrtui.outgoing.tables import cells, table

_LABEL = re.compile(r"(?P<indent>[ \t]*)(?P<label>[-*•·]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_CLEAR_GAP = re.compile(r"\S(?: *\t| {3})\s*\S")
_SMALL_GAP = re.compile(r"\S {2,}\S")
_SHORTEST_WRAP = 50
"""No editor wraps narrower than this, so shorter lines were broken on purpose."""
_DEEPEST_INDENT = 40


@dataclass(slots=True)
class _Piece:
    """Rows of a paragraph that are set alike."""

    kind: str
    """One of "prose", "item", "table"."""
    rows: list[str]
    first: int
    """Row of the paragraph it begins with."""


def set_paragraph(text: str, place: str, line: int | None = None) -> list[Line]:
    """Return one paragraph of the draft as set lines.

    Args:
        text: the paragraph; its lines divided by newlines.
        place: what to call it in a refusal: "paragraph 3".
        line: 0-based line of the draft it begins on, if known.

    Raises:
        Refused: a table in it is wider than the sheet.
    """
    lines: list[Line] = []
    for piece in _pieces(text.split("\n")):
        if piece.kind == "table":
            where = place if line is None else f"{place}, line {line + piece.first + 1} of the draft"
            lines += _columns(piece.rows, where)
        elif piece.kind == "item":
            lines += _item(piece.rows)
        else:
            lines += prose(" ".join(piece.rows).replace("\t", " "))
    return lines


def _pieces(rows: list[str]) -> list[_Piece]:
    kinds = _kinds(rows)
    widest = max((len(row) for row, kind in zip(rows, kinds, strict=True) if kind != "table"), default=0)
    pieces: list[_Piece] = []
    for number, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        if pieces and _goes_on(pieces[-1], row, kind, widest):
            pieces[-1].rows.append(row)
        else:
            pieces.append(_Piece(kind, [row], number))
    return pieces


def _kinds(rows: list[str]) -> list[str]:
    kinds = [_kind(row) for row in rows]
    # Columns that stand only two blanks apart are meant as such next to a row where they are clear.
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        before = ""
        for number in order:
            if kinds[number] == "prose" and before == "table" and _SMALL_GAP.search(rows[number]):
                kinds[number] = "table"
            before = kinds[number]
    return kinds


def _kind(row: str) -> str:
    label = _LABEL.match(row)
    text = row[label.end() :] if label else row
    if _CLEAR_GAP.search(text) and ("\t" in text or len(row) <= COLUMNS):
        return "table"
    if label:
        return "item"
    return "table" if row[:1] in (" ", "\t") else "prose"


def _goes_on(last: _Piece, row: str, kind: str, widest: int) -> bool:
    """Return whether a row continues the piece before it."""
    if kind == "item":
        return False
    if kind == "table":
        label = _LABEL.match(last.rows[0]) if last.kind == "item" else None
        under_label = label is not None and len(row) - len(row.lstrip(" ")) >= label.end()
        return last.kind == "table" or (under_label and len(cells(row)) == 1)
    unavoidable = len(last.rows[-1]) + 1 + len(row.split(" ", 1)[0]) > max(widest, _SHORTEST_WRAP)
    return last.kind != "table" and unavoidable


def _item(rows: list[str]) -> list[Line]:
    label, _, text = " ".join(row.strip() for row in rows).replace("\t", " ").partition(" ")
    column = _typed_indent(rows[0])
    return hanging(label, text, indent=column * COLUMN, column=column)


def _columns(rows: list[str], place: str) -> list[Line]:
    """Set rows with columns as a table, rows that are only indented as indented text."""
    if any(len(cells(row)) > 1 and (len(row) <= COLUMNS or "\t" in row.strip()) for row in rows):
        return table(rows, place)
    lines: list[Line] = []
    for row in rows:
        column = _typed_indent(row)
        lines += prose(row.strip(), indent=column * COLUMN, column=column)
    return lines


def _typed_indent(row: str) -> int:
    indent = row[: len(row) - len(row.lstrip())]
    return min(len(indent.expandtabs()), _DEEPEST_INDENT)
