"""An office, a letter that can be varied, and a reader that gives every printed word with its box."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, replace

import pypdf
import pytest

from corrtui.letters.parts import read_parts
from corrtui.outgoing.fonts import ASCENT, DESCENT, width
from corrtui.outgoing.geometry import PAGE_HEIGHT, Box
from corrtui.outgoing.sheet import Sheet
from corrtui.settings import Office

ORTIZ = """\
Ms. Elena Ortiz
418 Juniper Street, Apt. 6
Boise ID 83702

Dear Ms. Ortiz:

Re: Your order 48213

Thank you for your letter of February 12, 2026, about the late charge on your February statement.

We have taken the charge back and ask you to excuse the mistake.

Sincerely,

Enclosure: Corrected statement

cc: Accounts Receivable

P.S. You need not return the first statement.
"""


@dataclass(frozen=True)
class Word:
    """A printed word."""

    text: str
    box: Box
    bold: bool
    size: float


@pytest.fixture
def office() -> Office:
    return Office(
        name="Harbor & Vale Supply Company",
        address=("2200 Foundry Road", "Dubuque IA 52001"),
        phone="563-555-0140",
        email="letters@harborvale.example",
        web="harborvale.example",
        letterhead=("Mail order and household services since 1911",),
        timezone="America/Chicago",
    )


@pytest.fixture
def ortiz() -> str:
    return ORTIZ


@pytest.fixture
def make_sheet(office: Office) -> Callable[..., Sheet]:
    """Return a function that makes a sheet of a draft text; keywords change the sheet's own fields."""

    def make(draft: str = ORTIZ, **changes: object) -> Sheet:
        sheet = Sheet(
            office=office,
            parts=read_parts(draft),
            date=dt.date(2026, 3, 2),
            control_no="260302-0007",
            signer_name="Margaret R. Stern",
            signer_title="Manager, Customer Correspondence",
            reference_initials="MRS:rh",
        )
        return replace(sheet, **changes)

    return make


@pytest.fixture
def with_body(ortiz: str) -> Callable[..., str]:
    """Return a function that gives the Ortiz letter another body, paragraph by paragraph."""

    def body(*paragraphs: str) -> str:
        head, _, rest = ortiz.partition("Thank you")
        return head + "\n\n".join(paragraphs) + "\n\nSincerely," + rest.partition("Sincerely,")[2]

    return body


@pytest.fixture
def words() -> Callable[[bytes, int], list[Word]]:
    """Return a function that reads the words of page `number` (from 1) of a PDF with their boxes, points."""

    def read(pdf: bytes, number: int = 1) -> list[Word]:
        found: list[Word] = []

        def visit(
            text: str, _: object, matrix: list[float], font: dict[str, object] | None, size: float
        ) -> None:
            if not text.strip() or font is None:
                return
            bold = "Bold" in str(font["/BaseFont"])
            baseline = PAGE_HEIGHT - matrix[5]
            for start, word in _split(text):
                left = matrix[4] + width(text[:start], size, bold=bold)
                right = left + width(word, size, bold=bold)
                box = Box(left, baseline - ASCENT * size, right, baseline + DESCENT * size)
                found.append(Word(word, box, bold, size))

        pypdf.PdfReader(io.BytesIO(pdf)).pages[number - 1].extract_text(visitor_text=visit)
        return found

    return read


def _split(text: str) -> list[tuple[int, str]]:
    text = text.strip("\n")
    words, at = [], 0
    for word in text.split(" "):
        if word:
            words.append((at, word))
        at += len(word) + 1
    return words
