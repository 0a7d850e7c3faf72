"""The painter: draws the panes on show into cells, each line that says the same only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from rich.color import ColorSystem
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region

from screens.look import Look
from screens.passage import Piece
from screens.pen import Cell
from screens.thin import Stretch, cells_of, fitted

Line = tuple[Piece, ...]
_GROUND: Final = Color(0, 0, 0)
"""What the filters are told stands behind the text; none of ours asks."""
_KEPT = 2048
"""Lines kept as cells: many screens full."""


class Drawn(Protocol):
    """A pane as the painter sees it."""

    @property
    def region(self) -> Region:
        """Where it stands; no area while it is not on show."""

    def whole(self) -> Sequence[Line]:
        """Return what it shows now, line by line from its top."""


class Painter:
    """Turns lines into cells, cleaned by the same filters Textual applies to its own.

    Args:
        look: the styles of the roles.
        filters: the choke point for hostile characters, and what changes colours.
        system: the colours of the terminal; None for no styles at all.
    """

    def __init__(self, look: Look, filters: Sequence[LineFilter], system: ColorSystem | None) -> None:
        self._look = look
        self._filters = [each for each in filters if each.enabled]
        self._system = system
        self._kept: dict[tuple[Line, int], tuple[Cell, ...]] = {}

    def stretches(self, panes: Iterable[Drawn]) -> Iterator[Stretch]:
        """Yield the lines of the panes; a pane lies over those before it."""
        for pane in panes:
            x, y, width, height = pane.region
            if not width or not height:
                continue
            lines = pane.whole()
            for row in range(height):
                yield x, y + row, self.cells(lines[row] if row < len(lines) else (), width)

    def cells(self, line: Line, width: int) -> tuple[Cell, ...]:
        """Return a line as cells, `width` of them."""
        key = (line, width)
        found = self._kept.get(key)
        if found is None:
            segments = [self._look.segment(text, role) for text, role in line if text]
            for each in self._filters:
                segments = each.apply(segments, _GROUND)
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[key] = fitted(cells_of(segments, self._system), width)
        return found
