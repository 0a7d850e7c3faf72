"""The letter as a PDF: US Letter, full block, our own embedded font, the same bytes for the same letter.

fpdf2 is loaded with the first page that is rendered; nothing else in the house imports it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from corrtui.outgoing import geometry
from corrtui.outgoing.fonts import FILES, missing_glyphs
from corrtui.outgoing.layout import layout
from corrtui.outgoing.setting import FULL_MEASURE
from corrtui.outgoing.sheet import Sheet

__all__ = ["Page", "Sheet", "missing_glyphs", "render"]

_FAMILY = "letter"
_RULE_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Page:
    """A letter as it is filed and printed."""

    pdf: bytes
    pages: int
    """Sides of paper, ≥ 1."""


def render(sheet: Sheet) -> Page:
    """Return the letter as PDF; equal sheets give equal bytes in every process (pinned fpdf2 and fonttools).

    Raises:
        Refused: the letter cannot be printed faithfully: a character our font lacks, an address the window
            does not show whole, a table wider than the sheet, a draft with a part missing.
    """
    from fpdf import FPDF

    pages = layout(sheet)
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_auto_page_break(False)
    runs = [run for page in pages for placed in page.lines for run in placed.line]
    for bold, path in FILES.items():
        # Told which characters to expect, fpdf2 reads half as long in the font.
        used = sorted({ord(char) for run in runs if run.bold is bold for char in run.text})
        pdf.add_font(_FAMILY, "B" if bold else "", path, unicode_range=used)
    pdf.set_title(f"Letter {sheet.control_no}")
    pdf.set_author(sheet.office.name)
    pdf.set_creator("corrtui")
    pdf.set_lang("en-US")
    # Noon UTC is the same day everywhere from Hawaii to Maine; the hour itself says nothing.
    pdf.set_creation_date(dt.datetime.combine(sheet.date, dt.time(12), tzinfo=dt.UTC))
    pdf.set_line_width(_RULE_WEIGHT)
    for page in pages:
        pdf.add_page()
        if page.rule is not None:
            pdf.line(geometry.MARGIN, page.rule, geometry.MARGIN + FULL_MEASURE, page.rule)
        for placed in page.lines:
            for run in placed.line:
                pdf.set_font(_FAMILY, "B" if run.bold else "", run.size)
                pdf.text(geometry.MARGIN + run.x, placed.baseline, run.text)
    return Page(bytes(pdf.output()), len(pages))
