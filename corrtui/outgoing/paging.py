"""Where a letter breaks from page to page.

Rules of business and Navy letters alike (SECNAV correspondence manual): at least two lines of a paragraph on
each side of a break, the close never alone on a page but with two body lines and more above it, a line that
announces a list or a table not parted from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from corrtui.outgoing.setting import Line


class Break(IntEnum):
    """Whether a page may begin with a line."""

    FREE = 0
    IF_NEEDED = 1
    """Only where no free place is left on the page."""
    NEVER = 2


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line on its way to a page."""

    line: Line
    part: str
    """Part of the letter it belongs to, e.g. "paragraph 2"."""
    before: int = 0
    """Blank lines above it; dropped at the top of a page."""
    page_break: Break = Break.FREE
    """Whether a page may begin here."""

    @property
    def height(self) -> int:
        """Lines it takes in the middle of a page."""
        return self.before + 1


def split_pages(lines: Sequence[FlowLine], first_room: int, later_room: int) -> list[list[FlowLine]]:
    """Return the lines page by page, each page as full as the rules allow.

    Args:
        lines: the whole letter from the salutation on.
        first_room: lines page 1 holds of them, blank ones counted.
        later_room: lines every further page holds.
    """
    pages: list[list[FlowLine]] = []
    start = 0
    while start < len(lines) or not pages:
        end = _page_end(lines, start, later_room if pages else first_room)
        pages.append(list(lines[start:end]))
        start = end
    return pages


def _page_end(lines: Sequence[FlowLine], start: int, room: int) -> int:
    """Return the index the next page begins with."""
    used = 0
    best: dict[Break, int] = {}
    for index in range(start, len(lines)):
        used += lines[index].height if index > start else 1
        if index > start:
            best[lines[index].page_break] = index
        if used > room:
            break
    else:
        return len(lines)
    for kind in (Break.FREE, Break.IF_NEEDED):
        if kind in best:
            return best[kind]
    return max(start + 1, index)


def paragraph_breaks(count: int, *, first: Break = Break.FREE) -> list[Break]:
    """Return for each of `count` lines of a paragraph whether a page may begin there; `first` for line 1."""
    inner = [Break.FREE if 2 <= n <= count - 2 else Break.NEVER for n in range(1, count)]
    return [first, *inner][:count]
