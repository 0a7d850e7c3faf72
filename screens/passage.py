"""Text with marks, and its lines wrapped to a width no further than somebody looks.

A letter may be 2 MB long; only the lines above the lower edge of a pane are ever wrapped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, get_character_cell_size

from corrtui.text import Mask, moved, put_in

Piece = tuple[str, str]
"""Text and the name of its role (see `look.py`); "" is plain text."""


MARGIN = "#"
"""Role of the stretch whose lines have a margin; with a sign behind it, of one that has this sign there."""
_SEVERAL = 3
"""Cells of the signs of a line in which several begin: "1,2", of more the first and the last, "1-4"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with a role: `start` and `end` count characters of the passage."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, lines divided by newlines, and the marks on it."""

    text: str
    marks: tuple[Mark, ...] = ()


def masked(passage: Passage, hidden: Sequence[Mask]) -> Passage:
    """Return the passage with `hidden` of its text masked, its marks where they belong then."""
    if not hidden:
        return passage
    moved_marks = (
        Mark(moved(mark.start, hidden), moved(mark.end, hidden), mark.role) for mark in passage.marks
    )
    return Passage(put_in(passage.text, hidden), tuple(mark for mark in moved_marks if mark.end > mark.start))


class Writing:
    """Writes a passage piece by piece."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._length = 0

    def put(self, text: str, role: str = "") -> Writing:
        """Write `text` on."""
        if role and text:
            self._marks.append(Mark(self._length, self._length + len(text), role))
        self._parts.append(text)
        self._length += len(text)
        return self

    def line(self, text: str = "", role: str = "") -> Writing:
        """Write `text` and end the line."""
        return self.put(text, role).put("\n")

    def passage(self, text: str, marks: Iterable[Mark] = ()) -> Writing:
        """Write a text on that has its own marks."""
        self._marks.extend(Mark(self._length + m.start, self._length + m.end, m.role) for m in marks)
        return self.put(text)

    def done(self) -> Passage:
        """Return what was written."""
        return Passage("".join(self._parts), tuple(self._marks))


class _Margin:
    """The cells to the left of some lines, where signs point at what stands in them."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        mine = [mark for mark in marks if mark.role.startswith(MARGIN)]
        self._signs = [mark for mark in mine if mark.role != MARGIN]
        areas = [mark for mark in mine if mark.role == MARGIN]
        self._start = min((mark.start for mark in areas), default=0)
        self._end = max((mark.end for mark in areas), default=0)
        self._width = (_SEVERAL if len(self._signs) > 1 else len(self._signs)) + 1

    def width_at(self, place: int) -> int:
        """Return the cells the margin takes of the line that begins at `place`."""
        return self._width if self._start <= place < self._end else 0

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return the margin of a line: the signs of what begins in it, or a bar beside what goes on."""
        width = self.width_at(start)
        if not width:
            return []
        here = [mark.role[1:] for mark in self._signs if start <= mark.start < end]
        if here:
            signs = f"{here[0]}-{here[-1]}" if len(here) > 2 else ",".join(here)
            return [(f"{signs:<{width}}", "strong")]
        inside = any(mark.start < end and mark.end > start for mark in self._signs)
        return [(f"{'|' if inside else '':<{width}}", "label" if inside else "")]


class Flow:
    """A passage wrapped to `width` cells, line by line, as far as it is asked for.

    Lines break at blanks; a word wider than the pane is cut. A tab counts as one blank.
    """

    def __init__(self, passage: Passage, width: int) -> None:
        self.width = max(1, width)
        self._text = passage.text.replace("\t", " ")
        self._beside = _Margin(passage.marks)
        marks = [mark for mark in passage.marks if not mark.role.startswith(MARGIN)]
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)
        self._spans: list[tuple[int, int]] = []
        self._rest = self._wrap()

    def has(self, index: int) -> bool:
        """Return True when there is a line `index`, counted from 0."""
        while len(self._spans) <= index:
            span = next(self._rest, None)
            if span is None:
                return False
            self._spans.append(span)
        return index >= 0

    def count(self, limit: int) -> int:
        """Return the number of lines, counting no further than `limit`."""
        self.has(limit - 1)
        return min(len(self._spans), limit)

    def line(self, index: int) -> list[Piece]:
        """Return line `index` as pieces; no pieces beyond the end."""
        if not self.has(index):
            return []
        start, end = self._spans[index]
        return [*self._beside.pieces(start, end), *self._pieces(start, end)]

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        first = bisect_right(self._starts, start - self._longest - 1)
        here = [m for m in self._marks[first : bisect_right(self._starts, end)] if m.end > start]
        edges = sorted({start, end, *(min(max(e, start), end) for m in here for e in (m.start, m.end))})
        for left, right in pairwise(edges):
            role = next((m.role for m in reversed(here) if m.start <= left and m.end >= right), "")
            yield self._text[left:right], role

    def _wrap(self) -> Iterator[tuple[int, int]]:
        start, length = 0, len(self._text)
        while start < length:
            stop = self._text.find("\n", start)
            stop = length if stop < 0 else stop
            yield from self._wrap_line(start, stop)
            start = stop + 1

    def _wrap_line(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        if start == stop:
            yield start, stop
        while start < stop:
            end = self._reach(start, stop)
            if end < stop and self._text[end] != " ":
                blank = self._text.rfind(" ", start, end)
                # A break inside the indent of a line would only repeat the indent for ever.
                if blank > start and self._text[start:blank].strip():
                    end = blank
            yield start, end
            start = end
            while start < stop and self._text[start] == " ":
                start += 1

    def _reach(self, start: int, stop: int) -> int:
        """Return the end of what fits in one line from `start`; at least one character."""
        width = max(1, self.width - self._beside.width_at(start))
        end = min(stop, start + width)
        window = self._text[start:end]
        if window.isascii():
            return end
        if cell_len(window) <= width and end == stop:
            return end
        cells = 0
        for at in range(start, stop):
            cells += get_character_cell_size(self._text[at])
            if cells > width:
                return max(at, start + 1)
        return stop
