"""Which reader a file needs: told by its first bytes, and only where these are silent by its name."""

from __future__ import annotations

import os.path
import re
from typing import Final, Literal

from corrtui.intake.brought import Need
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.package import check_package
from corrtui.intake.readers.plain import decode, utf_16_without_mark
from corrtui.text import one_line

Kind = Literal["text", "e-mail", "outlook", "html", "pdf", "docx", "picture"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_OUTLOOK: Final = "__properties_version1.0".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_PICTURES: Final = (b"II*\0", b"MM\0*", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_OFFICE: Final = (
    (b"{\\rtf", ".rtf", "an RTF document"),
    (b"\xffWPC", ".wpd", "a WordPerfect document"),
    (b"\xdb\xa5", ".doc", "an old Word document"),
)
"""First bytes, ending and title of what LibreOffice reads and nothing here does."""
_OPEN: Final = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.(?:oasis\.opendocument\.text(?:-template)?(?=PK|\W|$)"
    rb"|sun\.xml\.writer)",
    re.S,
)
"""OpenDocument text, or its forerunner: the type stands first and unpacked (OpenDocument 1.2 part 3, 3.3)."""
_OPEN_SUFFIXES: Final = (".odt", ".ott", ".sxw", ".stw")
_OLD_SUFFIXES: Final = (".doc", ".wpd", ".wps", ".wri", ".sdw")
"""Of documents that may have no first bytes of their own: WordPerfect 4, Works, Write, StarWriter."""
_FLAT_OPEN: Final = re.compile(
    r"<office:document\b[^>]{0,8000}application/vnd\.oasis\.opendocument\.text", re.S
)
_FOREIGN: Final = (
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
)
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL_SUFFIXES: Final = (".eml", ".msg", ".mbox", ".mbx")
_HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))

_HEADER_LINE: Final = re.compile(rb"([!-9;-~]+):|[ \t]")
_MAIL_ONLY: Final = {
    b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"content-type",
    b"x-mailer",
}  # fmt: skip


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
    open_text = suffix in _OPEN_SUFFIXES and data.startswith(b"PK\x03\x04") and b"content.xml" in data
    if open_text or _OPEN.match(data):
        check_package(data)
        raise _office(
            suffix if suffix in (".odt", ".ott", ".sxw", ".stw") else ".odt", "an OpenDocument text"
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if suffix == ".docx":
            raise CannotRead("the Word document is cut off or damaged; ask for it again or open the original")
        raise _foreign(suffix, "an archive (zip)")
    if data.startswith(_OLE):
        if _LOCKED_OFFICE in data:
            raise CannotRead("locked with a password; ask the writer for it or for another copy")
        if _OUTLOOK in data:
            return "outlook"
        if _WORD in data:
            raise _office(".doc", "a Word document in the form before 2007")
        raise _foreign(suffix if suffix != ".docx" else "", "an Office file in the form before 2007")
    if data.startswith(_PICTURES) or (data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"):
        return "picture"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "picture"
    for magic, ending, title in _OFFICE:
        if data.startswith(magic):
            raise _office(ending, title)
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
        if suffix in _OLD_SUFFIXES:
            raise _office(suffix, f"a {suffix} document of an unknown kind")
        raise _foreign(suffix, "a file of an unknown kind")
    return _text_kind(data, suffix)


def _text_kind(data: bytes, suffix: str) -> Kind:
    if suffix in _MAIL_SUFFIXES or _is_mail(data[:16_384]):
        return "e-mail"
    head = decode(data[:2048]).text
    if suffix in _HTML_SUFFIXES or _HTML.match(head):
        return "html"
    if '<?mso-application progid="Word.Document"?>' in head:
        raise _office(".doc", "a Word document in the XML form of 2003")
    if _FLAT_OPEN.search(decode(data[:16_384]).text):
        raise _office(".fodt", "an OpenDocument text")
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


def _office(ending: str, title: str) -> CannotRead:
    """What LibreOffice could read; where it is not there, the clerk opens the original."""
    return CannotRead(
        f"{title}, and LibreOffice is not here to read it; open the original", Need("office", ending)
    )


def _foreign(suffix: str, title: str) -> CannotRead:
    return CannotRead(f"cannot be read here: {f'{suffix} file' if suffix else title}; open the original")
