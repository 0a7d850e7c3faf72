"""The terminal shows the page line for line as it prints."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest

from corrtui.errors import Refused
from corrtui.outgoing.page import render
from corrtui.outgoing.preview import plain_preview
from corrtui.outgoing.sheet import Sheet

MakeSheet = Callable[..., Sheet]
WithBody = Callable[..., str]

LONG = "Your payment reached us on the third of the month but was posted to another account by mistake. "

PAGE = """\
── page 1 of 1 ───────────────────────────────────────────────────────────────

                                          2200 Foundry Road · Dubuque IA 52001
Harbor & Vale Supply Company                                      563-555-0140
Mail order and household services since 1911
                               letters@harborvale.example · harborvale.example
──────────────────────────────────────────────────────────────────────────────

March 2, 2026
Our reference: 260302-0007


Ms. Elena Ortiz
418 Juniper Street, Apt. 6
Boise ID 83702





Dear Ms. Ortiz:

Re: Your order 48213

Your account now reads:

  Balance before       $148.20
  Late charge           ($5.00)
  Balance due        $1,143.20

- Keep this letter.

Sincerely,



Margaret R. Stern
Manager, Customer Correspondence

MRS:rh

Enclosure: Corrected statement

cc: Accounts Receivable

P.S. You need not return the first statement.
"""


def test_the_page_as_text(make_sheet: MakeSheet, with_body: WithBody) -> None:
    table = "  Balance before       $148.20\n  Late charge           ($5.00)\n  Balance due        $1,143.20"
    sheet = make_sheet(with_body("Your account now reads:", table, "- Keep this letter."))

    assert plain_preview(sheet) == PAGE


def test_preview_and_pdf_break_the_same_lines_on_the_same_pages(
    make_sheet: MakeSheet, with_body: WithBody
) -> None:
    sheet = make_sheet(with_body(*[LONG * n for n in (5, 1, 4, 2, 6, 3, 5)]))

    shown = [page.split("\n")[1:] for page in plain_preview(sheet).split("── page ")[1:]]
    printed = [
        page.extract_text().split("\n") for page in pypdf.PdfReader(io.BytesIO(render(sheet).pdf)).pages
    ]

    assert len(shown) == len(printed) == 2
    for rows, lines in zip(shown, printed, strict=True):
        body = [row for row in rows if row.startswith(("Your", "payment", "but", "account"))]
        assert body
        assert set(body) <= {line.strip() for line in lines}


def test_no_line_is_wider_than_the_terminal(make_sheet: MakeSheet, with_body: WithBody) -> None:
    shown = plain_preview(make_sheet(with_body("il" * 900, "- " + LONG * 3, "      " + LONG * 3)))

    assert max(len(row) for row in shown.split("\n")) <= 80


def test_what_cannot_be_printed_is_refused_here_too(make_sheet: MakeSheet, with_body: WithBody) -> None:
    with pytest.raises(Refused, match="cannot be printed"):
        plain_preview(make_sheet(with_body("中")))
