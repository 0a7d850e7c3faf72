"""Word letters (.docx): page headers, then paragraphs and tables in the order they stand in.

The package is measured before it is unpacked. python-docx opens it, refusing XML entities; the text is
taken from the XML itself, because `Paragraph.text` leaves out content controls, text boxes and tracked
insertions.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.oxml.ns import qn

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import ZIP_BYTES, ZIP_MEMBERS, ZIP_RATIO
from corrtui.intake.readers.medium import medium_of
from corrtui.intake.readers.plain import tidy
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
    _check_package(data)
    try:
        document = Document(BytesIO(data))
        lines = list(_blocks(document.element.body))
    except MemoryError:
        raise
    except Exception as error:  # python-docx lets the errors of zipfile, lxml and its own parts through
        raise CannotRead(
            f"the Word document is damaged ({type(error).__name__}); open the original"
        ) from error
    heads, defects = _page_headers(document)
    try:
        text, cut = tidy("\n".join([*heads, *lines]))
    except CannotRead as error:
        raise CannotRead("there is no text in the Word document: blank, or pictures only") from error
    return Reading(medium=medium_of(text, name), text=text, how="Word document", defects=(*defects, *cut))


def _check_package(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise CannotRead("the Word document is cut off or damaged; ask for it again") from error
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > ZIP_MEMBERS or whole > ZIP_BYTES or whole > ZIP_RATIO * max(packed, 1):
        raise CannotRead("the Word document unpacks to more than a letter may hold; open it with care")
    if any(member.flag_bits & 1 for member in members):
        raise CannotRead("the Word document is locked with a password; ask the writer for it")


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
