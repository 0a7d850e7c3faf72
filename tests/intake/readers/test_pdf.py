"""A PDF gives the text of its pages; one that is locked, torn, hostile or a scan gives the reason."""

from __future__ import annotations

from io import BytesIO

import pytest
from fpdf import FPDF
from pypdf import PdfWriter


def letter(*pages: str) -> bytes:
    pdf = FPDF(format="letter")
    pdf.set_font("Helvetica", size=11)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(0, 6, text)
    return bytes(pdf.output())


def locked(pdf: bytes, password: str, algorithm: str) -> bytes:
    writer = PdfWriter(BytesIO(pdf))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_letter_is_read_page_by_page(read):
    reading = read("letter.pdf", letter("Dear Sirs:\nOrder 48213 has not come.", "Yours,\nIda Brandt"))

    assert reading.medium == "letter"
    assert reading.text == "Dear Sirs:\nOrder 48213 has not come.\n\nYours,\nIda Brandt"
    assert (reading.how, reading.defects) == ("PDF, 2 pages", ())


def test_a_page_without_text_is_told(read):
    assert read("letter.pdf", letter("Dear Sirs", "")).defects == ("no text on page 2: a scan or blank",)


def test_a_scan_is_called_a_scan(read):
    reading = read("scan.pdf", letter("", ""))

    assert (reading.medium, reading.text) == ("unreadable", "")
    assert (
        reading.unreadable
        == "no text in it: a scan, or pictures only, and tesseract is not here to read it; open the original"
    )


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_pdf_that_is_cut_off_is_not_read_as_if_it_were_whole(read, share: float):
    pdf = letter(*(f"Page {number}" for number in range(5)))

    assert read("letter.pdf", pdf[: int(share * len(pdf))]).unreadable.startswith("the PDF is cut off")


def test_padding_behind_the_end_does_no_harm(read):
    assert read("letter.pdf", letter("Dear Sirs") + bytes(20_000)).text == "Dear Sirs"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_locked_pdf_says_that_it_is_locked(read, algorithm: str):
    reading = read("letter.pdf", locked(letter("Dear Sirs"), "secret", algorithm))

    assert (
        reading.unreadable == "the PDF is locked with a password; ask the writer for it or for another copy"
    )


def test_a_pdf_locked_only_against_changes_is_read(read):
    assert read("letter.pdf", locked(letter("Dear Sirs"), "", "AES-256")).text == "Dear Sirs"


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n%%EOF", b"not one\n%%EOF", b"%PDF-1.4\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF"],
)
def test_a_damaged_pdf_says_so(read, content: bytes):
    assert read("letter.pdf", content).unreadable.startswith("the PDF is damaged")


def test_a_form_that_draws_itself_ends(read, raw_pdf):
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    form += b" /Resources << /XObject << /X 6 0 R >> >> /Length 9 >>"
    content = b"BT /F1 12 Tf (Dear Sirs) Tj ET q /X Do Q"
    resources = b"<< /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>"
    reading = read("self.pdf", raw_pdf(content, resources, form + b"\nstream\nq /X Do Q\nendstream"))

    assert reading.text == "Dear Sirs"


def test_a_pdf_that_unpacks_to_a_hundred_megabytes_is_refused(read, raw_pdf):
    reading = read("bomb.pdf", raw_pdf(bytes(100_000_000), packed=True))

    assert reading.unreadable == "no text in it could be read: page 1 is damaged (LimitReachedError)"


def test_a_page_tree_that_contains_itself_ends(read, raw_pdf):
    pdf = raw_pdf(b"BT /F1 12 Tf (Dear) Tj ET").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")

    assert read("loop.pdf", pdf).medium == "unreadable"


def test_codes_without_letters_are_not_shown_as_text(read, raw_pdf):
    reading = read("codes.pdf", raw_pdf(b"BT /F1 12 Tf <0102030405060708> Tj ET"))

    assert reading.unreadable == (
        "its fonts do not tell which letters they show, and tesseract is not here to read it;"
        " open the original"
    )


def test_what_was_typed_into_a_form_is_read(read):
    writer = PdfWriter(BytesIO(letter("Claim form")))
    writer._root_object.update(_fields(writer))
    out = BytesIO()
    writer.write(out)

    assert read("claim.pdf", out.getvalue()).text == "Claim form\n\nconsignee: Ida Brandt"


def _fields(writer: PdfWriter):
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    field = DictionaryObject({
        NameObject("/FT"): NameObject("/Tx"),
        NameObject("/T"): TextStringObject("consignee"),
        NameObject("/V"): TextStringObject("Ida Brandt"),
    })  # fmt: skip
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    return {NameObject("/AcroForm"): form}


def test_of_a_book_of_600_pages_500_are_read(read):
    writer = PdfWriter(BytesIO(letter("Dear Sirs")))
    for _ in range(599):
        writer.add_page(writer.pages[0])
    out = BytesIO()
    writer.write(out)
    reading = read("book.pdf", out.getvalue())

    assert reading.how == "PDF, 600 pages"
    assert reading.text.count("Dear Sirs") == 500
    assert reading.defects == ("only the first 500 of 600 pages were read: see the original",)


def test_escapes_come_out_harmless(read, raw_pdf):
    text = read("hostile.pdf", raw_pdf(rb"BT /F1 12 Tf (Dear Sirs, pay \033[31m now) Tj ET")).text

    assert "\x1b" not in text
    assert text.startswith("Dear Sirs, pay")
