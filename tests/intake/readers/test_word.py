"""A Word letter is read in the order it stands in; a package that unpacks to too much is not unpacked."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def letter(text: str = "Dear Sirs") -> bytes:
    document = Document()
    document.add_paragraph(text)
    return saved(document)


def with_member(docx: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one member replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, content)
    return out.getvalue()


def with_entities(declarations: str, used: str) -> bytes:
    body = f"<w:body><w:p><w:r><w:t>Dear {used}</w:t></w:r></w:p></w:body>"
    return f"<!DOCTYPE d [{declarations}]><w:document {W}>{body}</w:document>".encode()


def test_paragraphs_tables_and_headers_come_in_order(read):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Brandt Millworks"
    document.add_paragraph("Dear Sirs:")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Order", "Price", "48213", "$20.00"], strict=True):
        cell.text = text
    document.add_paragraph("Yours,\n\tIda Brandt")
    reading = read("letter.docx", saved(document))

    assert reading.medium == "letter"
    assert reading.how == "Word document"
    assert reading.text == "Brandt Millworks\nDear Sirs:\nOrder  Price\n48213  $20.00\nYours,\n\tIda Brandt"


def test_a_table_within_a_cell_is_read_once(read):
    document = Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell.text = "outer"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "inner"

    assert read("letter.docx", saved(document)).text == "outer inner"


def test_insertions_controls_and_text_boxes_are_read_and_deletions_are_not(read):
    document = Document()
    body = document.element.body
    body.insert(0, parse_xml(
        f"<w:p {W}><w:ins><w:r><w:t>inserted </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:r><w:t>pump</w:t><w:noBreakHyphen/><w:t>house</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    ))  # fmt: skip
    body.insert(1, parse_xml(
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip

    assert read("letter.docx", saved(document)).text == "inserted pump-house\nboxed\ncontrolled"


def test_a_broken_page_header_does_not_take_the_letter_with_it(read):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Brandt Millworks"
    document.add_paragraph("Dear Sirs")
    document.sections[0]._sectPr[0].rId = "rId999"  # the reference leads nowhere
    reading = read("letter.docx", saved(document))

    assert reading.text == "Dear Sirs"
    assert reading.defects[0].startswith("a page header is damaged")


def test_a_blank_document_says_so(read):
    assert read("blank.docx", saved(Document())).unreadable.startswith(
        "there is no text in the Word document"
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_document_that_is_cut_off_says_so(read, share: float):
    docx = letter()

    assert read("letter.docx", docx[: int(share * len(docx))]).unreadable.startswith(
        "the Word document is cut off or damaged"
    )


def test_a_zip_bomb_is_not_unpacked(read):
    bomb = with_member(letter(), "word/media/image1.bmp", bytes(20_000_000))

    assert read("bomb.docx", bomb).unreadable == (
        "the Word document unpacks to more than a letter may hold; open it with care"
    )


def test_thousands_of_members_are_not_looked_through(read):
    out = BytesIO(letter())
    with ZipFile(out, "a") as package:
        for number in range(2001):
            package.writestr(f"word/media/{number}", b"")

    assert "unpacks to more than a letter may hold" in read("many.docx", out.getvalue()).unreadable


def test_an_entity_bomb_does_not_go_off(read):
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    reading = read(
        "entities.docx", with_member(letter(), "word/document.xml", with_entities(entities, "&a9;"))
    )

    assert len(reading.text) < 100


def test_a_foreign_file_is_not_pulled_in(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the vault's code")
    entity = f"<!ENTITY x SYSTEM 'file://{secret}'>"
    reading = read("entity.docx", with_member(letter(), "word/document.xml", with_entities(entity, "&x;")))

    assert "vault" not in str(reading.to_json())


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("word/document.xml", b"<torn"),
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document xmlns:w='x'>" + b"<w:x>" * 5000),
    ],
)
def test_a_damaged_document_says_so(read, member: str, content: bytes):
    assert read("letter.docx", with_member(letter(), member, content)).unreadable.startswith(
        "the Word document is damaged"
    )


def test_a_page_that_was_put_in_whole_is_read(read):
    """What some programs make of an e-mail: a Word document around the page it was."""
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    for name, media_type, data in (
        ("a.html", "text/html", b"<p>Dear Sirs,<p>it leaks."),
        ("b.mht", "message/rfc822", b"Subject: x\nContent-Type: text/html\n\n<p>Yours, Ida"),
        ("c.bin", CONTENT_TYPE.OFC_OLE_OBJECT, b"\x00\x01"),
    ):
        part = Part(PackURI(f"/word/{name}"), media_type, data, document.part.package)
        document.part.relate_to(part, kind)
    out = BytesIO()
    document.save(out)

    assert read("letter.docx", out.getvalue()).text == "Dear Sirs,\n\nit leaks.\nYours, Ida"


def test_a_scan_put_into_a_document_needs_tesseract(tmp_path):
    from PIL import Image

    from corrtui.intake.readers.reader import bring_file

    pages = []
    for size in (20, 300):
        out = BytesIO()
        Image.effect_noise((size, size), 90).save(out, "PNG")
        pages.append(out.getvalue())
    document = Document()
    for page in pages:
        document.add_picture(BytesIO(page))
    document.save(tmp_path / "letter.docx")
    brought = bring_file(bytes(tmp_path / "letter.docx"), "letter.docx")

    assert "no text in the Word document" in brought.reading.unreadable
    assert (brought.need.program, brought.need.data) == ("ocr", pages[1])
    assert brought.need.title == "the largest picture in it"
