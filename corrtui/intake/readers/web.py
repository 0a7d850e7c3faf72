"""Web pages, saved forms and HTML mail as plain text, in reading order: what the page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import HTML_BYTES, NAME_CHARACTERS
from corrtui.intake.readers.plain import decode, tidy
from corrtui.intake.readers.tags import Tag, pieces
from corrtui.intake.reading import Reading
from corrtui.text import one_line

_PARAGRAPHS: Final = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "hr"}
)
_LINES: Final = frozenset({
    "div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "main", "nav", "aside", "body",
    "address", "form", "fieldset", "legend", "figure", "figcaption", "details", "summary", "center",
    "caption", "option", "textarea",
})  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_EMPTY: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_NEVER_SHOWN: Final = frozenset({"title", "template", "svg", "math"})
_ENDED_BY_ANY_BLOCK: Final = frozenset({"p", "option", "title"})
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NOT_WRITTEN_IN: Final = frozenset({"hidden", "submit", "button", "image", "reset", "password", "file"})
_CHOICES: Final = frozenset({"checkbox", "radio"})
_BLANKS: Final = re.compile(r"[\s\u00a0]+")
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)

_WORD_GAP, _CELL_GAP, _LINE_GAP, _PARAGRAPH_GAP = " ", "  ", "\n", "\n\n"
_STRENGTH: Final = {"": 0, _WORD_GAP: 1, _CELL_GAP: 2, _LINE_GAP: 3, _PARAGRAPH_GAP: 4}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its title and its text, not yet cleaned."""

    title: str
    text: str
    defects: tuple[str, ...] = ()


def read_web(data: bytes) -> Reading:
    """Read an HTML file.

    Raises:
        CannotRead: the page shows no text.
    """
    declared = _DECLARED.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else "")
    page = page_of(decoded.text)
    if not page.text.strip():
        raise CannotRead("the page shows no text: pictures only, or made by a script")
    text, cut = tidy(page.text)
    return Reading(
        medium="web form",
        text=text,
        subject=one_line(page.title, NAME_CHARACTERS),
        how=f"HTML, {decoded.encoding}",
        defects=page.defects + cut,
    )


def page_of(source: str) -> Page:
    """Return what the HTML `source` shows; of a source above 2 MB only the beginning is looked at."""
    defects: list[str] = []
    if len(source) > HTML_BYTES:
        defects.append("only the first 2 MB of the page were read: open the original for the rest")
        source = source[:HTML_BYTES]
    layout = _Layout()
    for piece in pieces(source):
        if isinstance(piece, str):
            layout.text(piece)
        elif piece.closing:
            layout.close(piece.name)
        else:
            layout.open(piece)
    text = "".join(layout.shown)
    if len(source) > 20_000 and len(text) < len(source) / 100:
        defects.append(
            f"only {len(text)} characters of text in {len(source) // 1000} kB of HTML: see the original"
        )
    return Page("".join(layout.title), text, tuple(defects))


class _Layout:
    """Turns texts and tags, as they come, into lines; keeps the gap that is due before the next text."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.title: list[str] = []
        self._gap = ""
        self._bullet = ""
        self._preformatted = 0
        self._hidden = ""
        """Name of the hidden element we are in, "" outside; its depth counts elements of the same name."""
        self._hidden_depth = 0
        self._cell_empty = True
        self._cell_broken = True
        """Whether the cell before took several lines: then the next cell begins a line of its own."""

    def text(self, text: str) -> None:
        if self._hidden:
            if self._hidden == "title":
                self.title.append(text)
            return
        if self._preformatted:
            self._say(text)
            return
        words = _BLANKS.sub(" ", text)
        if words.startswith(" "):
            self._want(_WORD_GAP)
        if core := words.strip(" "):
            self._say(core)
            if words.endswith(" "):
                self._want(_WORD_GAP)

    def open(self, tag: Tag) -> None:
        name = tag.name
        if self._hidden:
            if self._hidden in _ENDED_BY_ANY_BLOCK and (name in _PARAGRAPHS or name in _LINES):
                self._hidden = ""
            else:
                self._hidden_depth += name == self._hidden
                return
        if name not in _EMPTY and self._is_hidden(tag):
            self._hidden, self._hidden_depth = name, 1
        elif name == "br":
            self._gap = _LINE_GAP if _STRENGTH[self._gap] < _STRENGTH[_LINE_GAP] else _PARAGRAPH_GAP
        elif name == "input":
            self._written_in(tag.attributes())
        elif name in _CELLS:
            if self._cell_broken:
                self._want(_LINE_GAP)
            else:
                self._gap = _CELL_GAP
            self._cell_empty, self._cell_broken = True, False
        else:
            self._block(name)
            if name == "tr":
                self._cell_broken = True
            elif name == "li":
                self._bullet = "- "
            elif name == "pre":
                self._preformatted += 1

    def close(self, name: str) -> None:
        if self._hidden:
            self._hidden_depth -= name == self._hidden
            if self._hidden_depth == 0:
                self._hidden = ""
        elif name in ("tr", "table"):
            self._gap = _LINE_GAP if name == "tr" else _PARAGRAPH_GAP
            self._cell_broken = True
        else:
            self._block(name)
            if name == "pre":
                self._preformatted = max(0, self._preformatted - 1)

    def _block(self, name: str) -> None:
        if name == "tr":
            self._gap = max(self._gap, _LINE_GAP, key=_STRENGTH.__getitem__)
        elif not self._cell_empty and name in _PARAGRAPHS:
            self._want(_PARAGRAPH_GAP)
        elif not self._cell_empty and name in _LINES:
            self._want(_LINE_GAP)

    def _want(self, gap: str) -> None:
        if _STRENGTH[gap] > _STRENGTH[self._gap]:
            self._gap = gap

    def _say(self, text: str) -> None:
        if self.shown:
            self.shown.append(self._gap)
            self._cell_broken = self._cell_broken or (not self._cell_empty and "\n" in self._gap)
        self.shown.append(self._bullet + text)
        self._gap = self._bullet = ""
        self._cell_empty = False

    def _is_hidden(self, tag: Tag) -> bool:
        if tag.name in _NEVER_SHOWN:
            return True
        if tag.name != "option" and not tag.inside:
            return False
        attributes = tag.attributes()
        if tag.name == "option" and "selected" not in attributes:
            return True
        return "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))

    def _written_in(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("type", "text").lower()
        if kind in _NOT_WRITTEN_IN or (kind in _CHOICES and "checked" not in attributes):
            return
        self._want(_WORD_GAP)
        self.text(attributes.get("value", ""))
        self._want(_WORD_GAP)
