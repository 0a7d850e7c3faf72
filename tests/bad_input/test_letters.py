"""Letters that are hard on whoever reads them: each becomes a letter, with its text or the reason."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.intake.accept import Stamp
from corrtui.intake.readers.several import TWO_LETTERS
from tests.intake.readers.ole import Outlook

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.desk import Desk

HEAD = b"From: Ida Brandt <ida@writer.example>\nMIME-Version: 1.0\n"
SHOUT = "I WANT MY MONEY BACK FOR ORDER 48213 AND I WANT IT NOW. "
SPANISH = (
    "Estimados señores:\n\nHace tres semanas pedí una bomba (pedido 48213) y todavía no ha llegado. Quiero"
    " que me devuelvan mi dinero.\n\nAtentamente,\nJosé Núñez\n"
)
TWO = (
    "Dear Sirs:\n\nMy bill is wrong.\n\nSincerely,\n\nIda Brandt\n\n\n"
    "Dear Sirs:\n\nSo is mine.\n\nYours truly,\n\nBea\n"
)


def nested() -> bytes:
    """1,500 parts, each within the one before."""
    mail = HEAD + b'Subject: nested\nContent-Type: multipart/mixed; boundary="b0"\n\n'
    for level in range(1500):
        mail += f'--b{level}\nContent-Type: multipart/mixed; boundary="b{level + 1}"\n\n'.encode()
    return mail


def package(*members: tuple[str, bytes]) -> bytes:
    """A zip of these members, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


def document(body: bytes, head: bytes = b"") -> bytes:
    """A Word document whose main part is `body`."""
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = b'<?xml version="1.0"?>%b<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (
        head,
        name,
        body,
    )
    return package(("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", main))


def laughs() -> bytes:
    """Entities that make a gigabyte of each other."""
    entities = b'<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%b">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
    )
    return document(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", b"<!DOCTYPE d [%b]>" % entities)


def pdf(content: bytes, resources: bytes = b"<< >>", *more: bytes, packed: bool = False) -> bytes:
    """A PDF of one page, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %b >>" % resources,
        b"<< %b/Length %d >>\nstream\n%b\nendstream"
        % (b"/Filter /FlateDecode " if packed else b"", len(content), content),
        *more,
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return bytes(out) + table + trailer


def flate_bomb() -> bytes:
    """600 MB in half a megabyte."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(600)) + packer.flush()
    return pdf(content, packed=True)


def drawing_itself() -> bytes:
    itself = b"<< /XObject << /X 5 0 R >> >>"
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %b /Length 5 >>" % itself
    return pdf(b"/X Do", itself, form + b"\nstream\n/X Do\nendstream")


def enclosing(name: str) -> bytes:
    mail = HEAD + b"Subject: enclosed\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n--x\n"
    mail += f'Content-Type: application/pdf\nContent-Disposition: attachment; filename="{name}"\n'.encode()
    return mail + b"Content-Transfer-Encoding: base64\n\n" + b64encode(b"%PDF-1.4 x") + b"\n--x--\n"


OPEN = ("mimetype", b"application/vnd.oasis.opendocument.text")
WITH_TEXT: dict[str, tuple[bytes, str]] = {
    "words.eml": (
        HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nDear Sirs, it leaks.\n",
        "it leaks",
    ),
    "parts.eml": (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nDear Sirs\n"
        + b"--x\nContent-Type: image/png\n\nx\n" * 5000,
        "Dear Sirs",
    ),
    "parentheses.eml": (HEAD + b"To: " + b"(" * 20_000 + b"\n\nDear Sirs\n", "Dear Sirs"),
    "traversal.eml": (enclosing("../../../../desk.toml"), "See below."),
    "shout.txt": (SHOUT.encode() * (25_000 // len(SHOUT) + 1), "I WANT MY MONEY BACK"),
    "no subject.eml": (HEAD + b"Subject: \n\nDear Sirs, please call me.\n", "please call me"),
    "spanish.txt": (SPANISH.encode("cp1252"), "todavía no ha llegado"),
    "two.txt": (TWO.encode(), "So is mine"),
    "bytes.txt": (bytes(range(32, 256)) * 50, "!"),
    "deep.html": (b"<div>" * 50_000 + b"Dear Sirs", "Dear Sirs"),
    "deep.msg": (Outlook({0x1000: "Dear Sirs", 0x37: "x" * 100_000}).write(), "Dear Sirs"),
}
WITH_A_REASON: dict[str, tuple[bytes, str]] = {
    "nested.eml": (nested(), "parts nested deeper than 20"),
    "bomb.docx": (
        package(("word/document.xml", bytes(150 << 20))),
        "unpacks to more than a letter may hold",
    ),
    "bomb.odt": (package(OPEN, ("content.xml", bytes(150 << 20))), "unpacks to more than a letter may hold"),
    "laughs.docx": (laughs(), "damaged"),
    "flate.pdf": (flate_bomb(), ""),
    "itself.pdf": (drawing_itself(), ""),
    "huge.gif": (b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(20), ""),
    "empty.eml": (b"", "the file is empty"),
    "ole.msg": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le") * 400,
        "damaged",
    ),
}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Worksheet]]:
    """All of them at once, as a bad morning brings them."""
    from corrtui.desk import Desk
    from corrtui.make_desk import make_desk
    from corrtui.people import system_login

    folder = tmp_path_factory.mktemp("letters") / "desk"
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    for name, (data, _) in (WITH_TEXT | WITH_A_REASON).items():
        (folder / "inbox" / name).write_bytes(data)
    desk = Desk.open(folder)
    desk.take_in(Stamp())
    sheets = (desk.sheet(number) for number in desk.queue())
    yield {sheet.letter.file: sheet for sheet in sheets}
    desk.close()


def test_every_one_is_a_letter(taken: dict[str, Worksheet]) -> None:
    assert set(taken) == set(WITH_TEXT) | set(WITH_A_REASON)
    assert not any("its reader" in sheet.reading.unreadable for sheet in taken.values())


@pytest.mark.parametrize("name", WITH_TEXT)
def test_its_text_is_read(taken: dict[str, Worksheet], name: str) -> None:
    reading = taken[name].reading

    assert WITH_TEXT[name][1] in reading.text
    assert reading.unreadable == ""


@pytest.mark.parametrize("name", WITH_A_REASON)
def test_its_reason_is_told(taken: dict[str, Worksheet], name: str) -> None:
    reading = taken[name].reading

    assert reading.text == ""
    assert WITH_A_REASON[name][1] in reading.unreadable
    assert taken[name].original.is_file()


def test_two_letters_in_one_file_are_said(taken: dict[str, Worksheet]) -> None:
    assert taken["two.txt"].reading.defects == (TWO_LETTERS,)


def test_a_path_for_a_name_is_a_name(taken: dict[str, Worksheet]) -> None:
    sheet = taken["traversal.eml"]

    [enclosure] = sheet.reading.enclosures
    assert (enclosure.name, enclosure.file) == ("desk.toml", "enclosure-01.toml")
    assert (sheet.original.parent / enclosure.file).read_bytes() == b"%PDF-1.4 x"


@pytest.mark.parametrize("moment", [0, 1, 4_102_444_800], ids=["1970", "a second later", "2100"])
def test_the_clock_of_the_scanner_dates_nothing(
    folder: Path, open_desk: Callable[..., Desk], moment: int
) -> None:
    desk = open_desk()
    path = folder / "inbox" / "scan.txt"
    path.write_text("Dear Sirs,\n\nmy bill is wrong.\n")
    os.utime(path, (moment, moment))
    [number] = desk.take_in(Stamp())

    assert desk.letter(number).received == desk.today
    assert desk.sheet(number).reading.defects == ()
