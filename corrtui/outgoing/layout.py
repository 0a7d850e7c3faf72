"""The full-block letter as placed lines, page by page: the one step that PDF and preview both draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corrtui.letters.notation import enclosure_block
from corrtui.outgoing import geometry
from corrtui.outgoing.address import keep_window_clear, place_address
from corrtui.outgoing.body import set_paragraph
from corrtui.outgoing.fonts import ASCENT, DESCENT
from corrtui.outgoing.letterhead import letterhead
from corrtui.outgoing.paging import Break, FlowLine, paragraph_breaks, split_pages
from corrtui.outgoing.printable import prepare
from corrtui.outgoing.setting import SIZE, Line, PlacedLine, Run, hanging, prose
from corrtui.outgoing.sheet import Sheet

LEADINGS = (13.5, 13.0, 12.5)
"""Distance of the body's baselines, points; a closer one is taken where it saves a second sheet."""
_TO_SIGN = 3
_HEADING_LINES, _HEADING_BLANKS = 3, 2


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """One side of paper."""

    lines: tuple[PlacedLine, ...]
    """In reading order."""
    leading: float
    """Distance of the body's baselines, points."""
    rule: float | None = None
    """y of the letterhead's thin rule, points; page 1 only."""


def layout(sheet: Sheet) -> tuple[PlacedPage, ...]:
    """Return the letter's pages.

    Raises:
        Refused: the letter cannot be printed faithfully; says what, where and what to do.
    """
    sheet = prepare(sheet)
    flow = _flow(sheet)
    needed = sum(line.height for line in flow) - flow[0].before
    leading = next((leading for leading in LEADINGS if needed <= _first_room(leading)), LEADINGS[0])
    pages = split_pages(flow, _first_room(leading), _later_room(leading))
    first = (*_first_head(sheet), *_placed(pages[0], geometry.BODY_TOP, leading))
    keep_window_clear(first)
    placed = [PlacedPage(first, leading, geometry.LETTERHEAD_RULE)]
    for number, lines in enumerate(pages[1:], 2):
        body = _placed(lines, _later_top(leading), leading)
        placed.append(PlacedPage((*_later_head(sheet, number, leading), *body), leading))
    return tuple(placed)


def _first_room(leading: float) -> int:
    """Return how many lines page 1 holds from the salutation down."""
    return int((geometry.SHEET_BODY - geometry.BODY_TOP) / leading)


def _later_top(leading: float) -> float:
    return geometry.MARGIN + (_HEADING_LINES + _HEADING_BLANKS) * leading


def _later_room(leading: float) -> int:
    return int((geometry.SHEET_BODY - _later_top(leading)) / leading)


def _first_head(sheet: Sheet) -> Iterator[PlacedLine]:
    yield from letterhead(sheet.office)
    yield PlacedLine(geometry.DATELINE, (Run(0.0, sheet.dateline),), "dateline")
    reference = (Run(0.0, f"Our reference: {sheet.control_no}"),)
    yield PlacedLine(geometry.DATELINE + LEADINGS[0], reference, "reference")
    yield from place_address(sheet.parts.address, sheet.parts.lines.get("address"))


def _later_head(sheet: Sheet, number: int, leading: float) -> Iterator[PlacedLine]:
    for row, text in enumerate((sheet.parts.address[0], f"Page {number}", sheet.dateline)):
        baseline = _baseline(geometry.MARGIN + row * leading, leading)
        yield PlacedLine(baseline, (Run(0.0, text),), "heading")


def _placed(lines: Sequence[FlowLine], top: float, leading: float) -> Iterator[PlacedLine]:
    row = 0
    for number, flow in enumerate(lines):
        row += flow.before if number else 0
        yield PlacedLine(_baseline(top + row * leading, leading), flow.line, flow.part)
        row += 1


def _baseline(top: float, leading: float) -> float:
    """Return where a line stands whose place begins at `top`, the white space shared above and below it."""
    return top + (leading - (ASCENT + DESCENT) * SIZE) / 2 + ASCENT * SIZE


def _flow(sheet: Sheet) -> list[FlowLine]:
    """Return everything from the salutation down, with the places where a page may begin."""
    parts = sheet.parts
    opening = _block(prose(parts.salutation), "salutation") + _block(
        prose(_subject(parts.subject), bold=True), "subject"
    )
    body = _body(sheet)
    tail = _tail(sheet)
    if sum(flow.height for flow in tail) <= _later_room(LEADINGS[0]) - 2:
        tail = [replace(flow, page_break=Break.NEVER) for flow in tail]
    # At least two body lines go with the close.
    kept = [replace(flow, page_break=Break.NEVER) for flow in body[-1:]]
    return [*opening, *body[:-1], *kept, *tail]


def _subject(subject: str) -> str:
    return f"Re: {subject}" if subject else ""


def _body(sheet: Sheet) -> list[FlowLine]:
    parts = sheet.parts
    flow: list[FlowLine] = []
    opens = Break.NEVER
    for number, text in enumerate(parts.paragraphs, 1):
        name = f"paragraph {number}"
        lines = set_paragraph(text, name, parts.lines.get(name))
        breaks = paragraph_breaks(len(lines), first=opens)
        flow += [
            FlowLine(line, name, int(n == 0), page_break)
            for n, (line, page_break) in enumerate(zip(lines, breaks, strict=True))
        ]
        opens = Break.IF_NEEDED if text.rstrip().endswith(":") else Break.FREE
    return flow


def _tail(sheet: Sheet) -> list[FlowLine]:
    """Return close, signature and the notations under it; only a long list of copies may break."""
    parts = sheet.parts
    signature = [*prose(sheet.signer_name), *prose(sheet.signer_title)]
    notations = [
        ("reference initials", prose(sheet.reference_initials)),
        ("enclosures", set_paragraph(enclosure_block(parts.enclosures, parts.enclosure_count), "enclosures")),
        ("copies", _copies(sheet.all_copies)),
        ("postscript", prose(f"P.S. {parts.postscript}" if parts.postscript else "")),
    ]
    tail = _block(prose(parts.close), "close")
    tail += _block(signature, "signature", before=_TO_SIGN)
    for name, lines in notations:
        breaks = paragraph_breaks(len(lines), first=Break.FREE if len(lines) > 1 else Break.NEVER)
        tail += [
            replace(flow, page_break=page_break)
            for flow, page_break in zip(_block(lines, name), breaks, strict=True)
        ]
    return tail


def _copies(names: Sequence[str]) -> list[Line]:
    """Return the cc lines: the label once, further names under the first."""
    lines: list[Line] = []
    for number, name in enumerate(names):
        set_name = hanging("cc:", name)
        lines += [set_name[0][1:] if number else set_name[0], *set_name[1:]]
    return lines


def _block(lines: Sequence[Line], part: str, *, before: int = 1) -> list[FlowLine]:
    """Return lines that stay together, with `before` blank lines above the first."""
    return [FlowLine(line, part, before if n == 0 else 0, Break.NEVER) for n, line in enumerate(lines)]
