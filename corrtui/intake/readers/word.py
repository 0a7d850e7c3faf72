"""Word letters (.docx): page headers, then paragraphs and tables in the order they stand in.

The package is measured before it is unpacked. python-docx opens it, refusing XML entities; the text is
taken from the XML itself, because `Paragraph.text` leaves out content controls, text boxes and tracked
insertions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn

from corrtui.intake.brought import Need
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.mail import read_mail
from corrtui.intake.readers.medium import medium_of
from corrtui.intake.readers.package import check_package
from corrtui.intake.readers.picture import refuse_picture
from corrtui.intake.readers.plain import decode, tidy
from corrtui.intake.readers.web import page_of
from corrtui.intake.reading import Reading

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _BOX = qn("w:t"), qn("w:txbxContent")
_GLYPHS: Final = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:ptab"): "\t",
}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT: Final = {qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), qn("w:del"), qn("w:moveFrom"), _FALLBACK}
"""Properties, deleted text, and the second form of a drawing whose first form is read."""


def read_word(data: bytes, name: str) -> Reading:
    """Read a Word document.

    Raises:
        CannotRead: locked, damaged, unpacking to too much, or without any text.
    """
    check_package(data, "Word document")
    try:
        document = Document(BytesIO(data))
        lines = [*_blocks(document.element.body), *_imported(document.part)]
    except MemoryError:
        raise
    except ValueError as error:
        # Its main part is of another type than a plain document's: one with macros, or a template.
        raise CannotRead(
            "a Word template, or one with macros, and LibreOffice is not here to read it; open the original",
            Need("office", ".docm"),
        ) from error
    except Exception as error:  # python-docx lets the errors of zipfile, lxml and its own parts through
        raise CannotRead(
            f"the Word document is damaged ({type(error).__name__}); open the original"
        ) from error
    heads, defects = _page_headers(document)
    try:
        text, cut = tidy("\n".join([*heads, *lines]))
    except CannotRead as error:
        raise CannotRead(
            "there is no text in the Word document: blank, or pictures only", _largest_picture(data)
        ) from error
    return Reading(medium=medium_of(text, name), text=text, how="Word document", defects=(*defects, *cut))


def _largest_picture(data: bytes) -> Need | None:
    """What tesseract may read where the document is a scan that somebody put into it."""
    with ZipFile(BytesIO(data)) as package:
        pictures = [member for member in package.infolist() if member.filename.startswith("word/media/")]
        if not pictures:
            return None
        largest = package.read(max(pictures, key=lambda member: member.file_size))
    try:
        refuse_picture(largest)
    except CannotRead as picture:
        if picture.need is None:
            return None
        return replace(picture.need, data=largest, title="the largest picture in it")


def _page_headers(document: Any) -> tuple[list[str], tuple[str, ...]]:
    """Return the lines of the page headers, each line once, and the defects."""
    heads: dict[str, None] = {}
    try:
        for section in document.sections:
            for header in (section.first_page_header, section.header):
                if not header.is_linked_to_previous:
                    heads.update(dict.fromkeys(line for line in _blocks(header.part.element) if line.strip()))
    except Exception as error:  # headers lie in parts of their own, which may be missing or broken
        return list(heads), (f"a page header is damaged ({type(error).__name__})",)
    return list(heads), ()


def _imported(part: Any) -> Iterator[str]:
    """Yield web pages and messages that a program put into the document whole (w:altChunk)."""
    for link in part.rels.values():
        if not link.reltype.endswith("/aFChunk") or link.is_external:
            continue
        chunk = link.target_part
        if "html" in chunk.content_type:
            yield page_of(decode(chunk.blob).text).text
        elif chunk.content_type == "message/rfc822":
            yield read_mail(chunk.blob).reading.text


def _blocks(container: Any) -> Iterator[str]:
    """Yield the lines of the paragraphs and table rows in `container`, in document order."""
    for element in container:
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element)
        elif element.tag == _TABLE:
            yield from _rows(element)
        elif element.tag not in _NOT_TEXT:
            yield from _blocks(element)  # content controls, tracked insertions, custom XML


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table:
            continue  # of a table within a cell, which comes with its cell
        cells = [
            " ".join(" ".join(_blocks(cell)).split())
            for cell in row.iter(_CELL)
            if next(cell.iterancestors(_ROW)) is row
        ]
        if line := "  ".join(cell for cell in cells if cell):
            yield line


def _paragraph(paragraph: Any) -> Iterator[str]:
    """Yield the paragraph's text and, after it, that of the text boxes anchored in it."""
    boxes: list[Any] = []
    yield "".join(_runs(paragraph, boxes))
    for box in boxes:
        yield from _blocks(box)


def _runs(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _GLYPHS:
            yield _GLYPHS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _NOT_TEXT:
            yield from _runs(child, boxes)
