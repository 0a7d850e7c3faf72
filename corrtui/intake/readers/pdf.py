"""PDF letters: the text layer of each page. A scan has none: what stands on it is for tesseract to read."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError

from corrtui.intake.brought import Brought, Need
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import PDF_PAGES, PDF_SECONDS, TEXT_BYTES
from corrtui.intake.readers.medium import medium_of
from corrtui.intake.readers.picture import NO_OCR
from corrtui.intake.readers.plain import garbled, tidy
from corrtui.intake.readers.several import told_apart
from corrtui.intake.reading import Reading

_TAIL: Final = 4096
"""Where the end mark must stand; viewers look at the last 1,024 bytes, scanners pad more than that."""
_SPARSE: Final = 60
"""Letters and digits a page; with fewer beside a picture it is a scan with a line of the fax machine."""


def read_pdf(data: bytes, name: str) -> Brought:
    """Read a PDF; a scan with a few typed words comes with the need to be read as a picture.

    Raises:
        CannotRead: locked, cut off, damaged, or without any text.
    """
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise CannotRead("the PDF is cut off: its end is missing; ask for it again or open the original")
    try:
        document = PdfReader(BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise CannotRead("the PDF is locked with a password; ask the writer for it or for another copy")
        count = len(document.pages)
        pages, defects = _pages(document, count)
    except DependencyError as error:
        raise CannotRead("the PDF is encrypted in a way not known here; open the original") from error
    except LimitReachedError as error:
        raise CannotRead("the PDF unpacks to more than a letter may hold; open it with care") from error
    except (CannotRead, MemoryError):
        raise
    except Exception as error:  # besides its own errors pypdf lets those of any misplaced object through
        raise CannotRead("the PDF is damaged; ask for it again or open the original") from error
    texts = [text.strip("\n") for text in (*pages.values(), _filled_in(document)) if text.strip()]
    need = Need("ocr", ".pdf", pages=count)
    if not texts:
        if defects:
            bomb = any(
                LimitReachedError.__name__ in defect for defect in defects
            )  # it would go off elsewhere
            raise CannotRead(f"no text in it could be read: {defects[0]}", None if bomb else need)
        raise CannotRead(f"no text in it: a scan, or pictures only, {NO_OCR}", need)
    if blank := [str(number) for number, text in pages.items() if not text.strip()]:
        numbers = ", ".join(blank[:10]) + " and others" * (len(blank) > 10)
        defects.append(f"no text on page {numbers}: a scan or blank")
    text, cut = tidy("\n\n".join(texts))
    if garbled(text):
        raise CannotRead(f"its fonts do not tell which letters they show, {NO_OCR}", need)
    reading = Reading(
        medium=medium_of(text, name),
        text=text,
        how=f"PDF, {count} page{'s' * (count != 1)}",
        defects=(*defects, *cut),
    )
    if sum(map(str.isalnum, text)) < _SPARSE * count and _is_scan(document, pages):
        return Brought(reading, need=need)
    return Brought(told_apart(reading))


def _is_scan(document: PdfReader, pages: dict[int, str]) -> bool:
    """Tell whether a picture stands on every page with few words."""
    try:
        return all(
            _has_picture(document.pages[number - 1])
            for number, text in pages.items()
            if sum(map(str.isalnum, text)) < _SPARSE
        )
    except Exception:  # resources may be broken in any way while the text is not
        return False


def _has_picture(page: Any) -> bool:
    drawn = page["/Resources"].get_object().get("/XObject", {}).get_object()
    return any(each.get_object().get("/Subtype") == "/Image" for each in drawn.values())


def _pages(document: PdfReader, count: int) -> tuple[dict[int, str], list[str]]:
    """Return the text of each page that could be read, by its number, and what went wrong with others."""
    started = time.process_time()
    texts: dict[int, str] = {}
    defects: list[str] = []
    length = 0
    for number in range(1, count + 1):
        if number > PDF_PAGES or length > TEXT_BYTES or time.process_time() - started > PDF_SECONDS:
            defects.append(f"only the first {number - 1} of {count} pages were read: see the original")
            break
        try:
            text = document.pages[number - 1].extract_text()
        except Exception as error:  # a page can be broken in any way; the others still count
            defects.append(f"page {number} is damaged ({type(error).__name__})")
            continue
        texts[number] = text.replace("\0", "")  # half of each character where a composite font lacks its map
        length += len(text)
    return texts, defects


def _filled_in(document: PdfReader) -> str:
    """Return what was typed into the fields of a form, a line each: it is not in the text of the pages."""
    try:
        fields = document.get_form_text_fields()
    except Exception:  # the form may be broken while the pages are not
        return ""
    return "\n".join(f"{name}: {value}" for name, value in fields.items() if value and str(value).strip())
