"""Which reader a file needs: told by its first bytes, and only where these are silent by its name."""

from __future__ import annotations

import os.path
import re
from typing import Final, Literal

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.plain import decode, utf_16_without_mark
from corrtui.text import one_line

Kind = Literal["text", "e-mail", "html", "pdf", "docx"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = (
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
)
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL_SUFFIXES: Final = (".eml", ".msg", ".mbox")
_HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))

_HEADER_LINE: Final = re.compile(rb"([!-9;-~]+):|[ \t]")
_MAIL_ONLY: Final = {
    b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"content-type",
    b"x-mailer",
}  # fmt: skip
_NEXT_IN_MAILBOX: Final = re.compile(rb"(?:\A|\n\r?\n)From \S[^\r\n]*\d{4}\r?\n")


def kind_of(data: bytes, name: str) -> Kind:
    """Return the reader for a file with content `data` and the file name `name`.

    Raises:
        CannotRead: no reader here takes it; the reason names what it seems to be.
    """
    suffix = one_line(os.path.splitext(name)[1], 12).lower()
    if data.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document" in data:
        return "docx"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if suffix == ".docx":
            raise CannotRead("the Word document is cut off or damaged; ask for it again or open the original")
        raise _foreign(suffix, "an archive (zip)")
    if data.startswith(_OLE):
        if _LOCKED_OFFICE in data:
            raise CannotRead("locked with a password; ask the writer for it or for another copy")
        raise _foreign(suffix if suffix != ".docx" else "", "an Office file in the form before 2007")
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        raise _foreign("", "a picture (BMP)")
    for magic, title in _FOREIGN:
        if data.startswith(magic):
            raise _foreign("", title)
    if suffix == ".pdf":
        return "pdf"
    if suffix == ".docx":
        raise CannotRead("named .docx, but it is no Word document: damaged or misnamed")
    if not _is_text(data):
        if b"%PDF-" in data[:1024]:
            return "pdf"
        if suffix in (".txt", *_MAIL_SUFFIXES, *_HTML_SUFFIXES):
            raise CannotRead(f"named {suffix}, but it holds no text; open the original")
        raise _foreign(suffix, "a file of an unknown kind")
    return _text_kind(data, suffix)


def _text_kind(data: bytes, suffix: str) -> Kind:
    if data.startswith(b"From ") and len(_NEXT_IN_MAILBOX.findall(data)) > 1:
        raise CannotRead("a mailbox with several messages in it; save each of them as a file")
    if suffix in _MAIL_SUFFIXES or _is_mail(data[:16_384]):
        return "e-mail"
    head = decode(data[:2048]).text
    if suffix in _HTML_SUFFIXES or _HTML.match(head):
        return "html"
    if head.lstrip().startswith("<?xml") or suffix == ".xml":
        raise _foreign(suffix, "an XML file")
    return "text"


def _is_text(data: bytes) -> bool:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or utf_16_without_mark(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= 0.05 * len(head)


def _is_mail(head: bytes) -> bool:
    """Headers down to the first blank line, one of them such as only mail programs write.

    A typed memorandum with To, From, Date and Subject above it is a letter, not an e-mail.
    """
    names: set[bytes] = set()
    for number, line in enumerate(head.splitlines()):
        if not line.strip():
            break
        match = _HEADER_LINE.match(line)
        if match is None:
            if number == 0 and line.startswith(b"From "):
                continue
            return False
        if match[1]:
            names.add(match[1].lower())
    return bool(names & _MAIL_ONLY)


def _foreign(suffix: str, title: str) -> CannotRead:
    return CannotRead(f"cannot be read here: {f'{suffix} file' if suffix else title}; open the original")
