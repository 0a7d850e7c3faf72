"""A file's kind is told by its bytes first: names lie, and writers mistype them."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.kinds import kind_of

MAIL = b"Received: from gate\nFrom: ida@writer.example\nSubject: order\n\nDear Sirs"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MEMO = b"To: Claims\nFrom: Ida Brandt\nDate: May 4\nSubject: order 48213\n\nThe pump leaks."


def zipped(member: str) -> bytes:
    package = BytesIO()
    with ZipFile(package, "w") as file:
        file.writestr(ZipInfo(member), "x")  # not dated now: two runs make the same bytes
    return package.getvalue()


def opened(media_type: str) -> bytes:
    """An OpenDocument package as far as its type tells it."""
    package = BytesIO()
    with ZipFile(package, "w") as file:
        file.writestr(ZipInfo("mimetype"), media_type)
        file.writestr(ZipInfo("content.xml"), "<x/>")
    return package.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Dear Sirs", "letter.txt", "text"),
        (b"Dear Sirs", "letter", "text"),
        (b"Dear Sirs", "letter.from.ida", "text"),
        ("Dear Sirs, greetings".encode("utf-16-le"), "letter.txt", "text"),
        (b"Dear\x1b[31m Sirs", "letter.txt", "text"),
        (MEMO, "memo.txt", "text"),
        (MAIL, "letter.eml", "e-mail"),
        (MAIL, "letter.txt", "e-mail"),
        (b"From ida@writer.example Mon Jun 01 10:00:00 2026\n" + MAIL, "letter.mbox", "e-mail"),
        (MEMO, "memo.eml", "e-mail"),
        (b"<!DOCTYPE html><p>Dear", "form.txt", "html"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html><body>", "form.dat", "html"),
        (b"<p>Dear Sirs", "form.htm", "html"),
        (b"Compare <html> with <p>", "letter.txt", "text"),
        (b"%PDF-1.7\n", "letter.txt", "pdf"),
        (b"\0\0\0\0%PDF-1.7\n" + bytes(100), "letter.dat", "pdf"),
        (b"torn", "letter.pdf", "pdf"),
        (zipped("word/document.xml"), "letter.zip", "docx"),
        (b"II*\0" + bytes(20), "scan.pdf", "picture"),
        (b"BM\x10\0\0\0\0\0\0\0", "scan.bmp", "picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "scan", "picture"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "mail.doc", "outlook"),
    ],
)
def test_the_content_tells_the_kind(data: bytes, name: str, kind: str):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "list.xls",
            "cannot be read here: .xls file; open the original",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "letter",
            "an Office file in the form before 2007",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "letter.docx",
            "locked with a password",
        ),
        (zipped("xl/workbook.xml"), "list.xlsx", "cannot be read here: .xlsx file"),
        (zipped("readme"), "letters", "an archive"),
        (zipped("readme"), "letter.docx", "Word document is cut off or damaged"),
        (b"Dear Sirs", "letter.docx", "no Word document"),
        (b"{\\rtf1 Dear Sirs}", "letter.txt", "an RTF document"),
        (b"\xffWPC" + bytes(20), "letter", "a WordPerfect document"),
        (OLE + "WordDocument".encode("utf-16-le"), "letter", "a Word document in the form before 2007"),
        (opened("application/vnd.oasis.opendocument.text"), "letter", "an OpenDocument text"),
        (opened("application/vnd.oasis.opendocument.spreadsheet"), "list.ods", ".ods file"),
        (b"<?xml version='1.0'?><order/>", "order.xml", ".xml file"),
        (b"<order/>", "order.xml", ".xml file"),
        (zipped("content.xml"), "letter.odt", "an OpenDocument text"),
        (zipped("content.xml"), "letter.zip", ".zip file"),
        (bytes(range(256)) * 20, "letter.wpd", "a .wpd document of an unknown kind, and LibreOffice"),
        (
            b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w/>",
            "a.xml",
            "XML form of 2003",
        ),
        (bytes(range(256)) * 20, "noise.exe", "cannot be read here: .exe file"),
        (bytes(range(256)) * 20, "noise", "a file of an unknown kind"),
        (bytes(range(256)) * 20, "noise.txt", "named .txt, but it holds no text"),
    ],
)
def test_what_no_reader_takes_is_refused_with_what_it_seems_to_be(data: bytes, name: str, reason: str):
    with pytest.raises(CannotRead, match=reason):
        kind_of(data, name)


def test_a_hostile_extension_is_shown_harmless_and_short():
    with pytest.raises(CannotRead) as refusal:
        kind_of(b"PK\x05\x06", "letter.\x1b]0;gotcha\x07" + "x" * 300)

    assert "\x1b" not in refusal.value.reason
    assert len(refusal.value.reason) < 80


@given(st.binary(max_size=200), st.text(max_size=20))
def test_every_content_and_name_has_a_kind_or_a_reason(data: bytes, name: str):
    kind = None
    with suppress(CannotRead):
        kind = kind_of(data, name)

    assert kind in ("text", "e-mail", "outlook", "html", "pdf", "docx", "picture", None)
