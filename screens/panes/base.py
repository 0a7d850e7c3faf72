"""What every pane does alike: lines, a heading, a bar towards its left neighbour, a text that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from screens.glance import Glance
from screens.look import Look
from screens.painter import Line
from screens.passage import Flow, Passage, Piece, masked


class LinePane(Widget, can_focus=False):
    """A pane drawn line by line: all of them at once for the painter, or one by one for Textual.

    Args:
        glance: the session that is drawn, and what a frame sees of it.
        look: how it looks.
        id: name of the pane in `app.tcss`.
    """

    def __init__(self, glance: Glance, look: Look, *, id: str) -> None:  # noqa: A002 — textual calls it id
        super().__init__(id=id)
        self.glance = glance
        self.session = glance.session
        self.look = look

    def whole(self) -> Sequence[Line]:
        """Return what the pane shows now, line by line from its top."""
        width, height = self.size
        return [tuple(self.draw(y, width)) for y in range(height)]

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the pane."""
        return self.look.strip(self.draw(y, self.size.width), self.size.width)

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return the pieces of line `y`."""
        raise NotImplementedError


class TextPane(LinePane):
    """A pane with a heading and a text that scrolls under it; the text is wrapped once a letter and width."""

    def __init__(self, glance: Glance, look: Look, *, id: str) -> None:  # noqa: A002
        super().__init__(glance, look, id=id)
        self.top = 0
        self._flow = Flow(Passage(""), 1)
        self._body: tuple[tuple[object, ...], list[Line]] = ((), [])
        self._shown: tuple[object, ...] | None = None
        self._place: object = None

    # what a pane gives

    def content_key(self) -> object:
        """Return what the text depends on: a new value makes a new text."""
        raise NotImplementedError

    def place_key(self) -> object:
        """Return what the place in the text depends on: a new value goes to the top."""
        return self.session.current

    def write(self, width: int) -> Passage:
        """Return the text for so many cells."""
        raise NotImplementedError

    def heading(self) -> tuple[str, str]:
        """Return the heading: left part, right part."""
        raise NotImplementedError

    def active(self) -> bool:
        """Return True when the arrow keys work here."""
        return False

    # what they have in common

    @property
    def text_width(self) -> int:
        """Cells a line of text may take."""
        return max(1, self.size.width - self.margin)

    @property
    def margin(self) -> int:
        """Cells before the text: a bar and a blank when there is a pane to the left."""
        return 2 if self.region.x > 0 else 0

    @property
    def text_height(self) -> int:
        """Lines of text the pane shows."""
        return max(1, self.size.height - 1)

    @property
    def flow(self) -> Flow:
        """The text of this moment, wrapped; made anew when the letter or the width changed."""
        key = self._key()
        if key != self._shown:
            if self.place_key() != self._place:
                self.top, self._place = 0, self.place_key()
            self._shown = key
            passage = self.write(self.text_width)
            self._flow = Flow(masked(passage, self.session.hidden(passage.text)), self.text_width)
        return self._flow

    def _key(self) -> tuple[object, ...]:
        return (self.content_key(), self.text_width, self.session.revealed)

    def stale(self) -> bool:
        """Return True when another text is to be drawn than stands there."""
        return self._key() != self._shown

    def scroll(self, by: int) -> bool:
        """Move the text by so many lines; False when it is at its end."""
        flow = self.flow
        before = self.top
        if by < 0:
            self.top = max(0, self.top + by)
        else:
            last = flow.count(self.top + by + self.text_height) - self.text_height
            self.top = max(self.top, min(self.top + by, last))
        return self.top != before

    def whole(self) -> Sequence[Line]:
        """Return the heading and the lines of the text; only a text that moved is drawn anew."""
        flow, height, bar = self.flow, self.size.height, self._bar()
        drawn = (flow, self.top, height, *bar)
        if self._body[0] != drawn:
            lines = (flow.line(self.top + y) for y in range(height - 1))
            self._body = (drawn, [(*bar, *line) for line in lines])
        return [tuple(self._heading(flow)), *self._body[1]]

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return the heading, or a line of the text."""
        return self._heading(self.flow) if y == 0 else [*self._bar(), *self.flow.line(self.top + y - 1)]

    def _bar(self) -> Line:
        return ((self.look.bar + " ", "bar"),) if self.margin else ()

    def _heading(self, flow: Flow) -> list[Piece]:
        role = "heading" if self.active() else "heading-idle"
        left, right = self.heading()
        below = flow.has(self.top + self.text_height)
        more = f" {self.look.more}" if below else ""
        bar: list[Piece] = [(self.look.bar, "bar"), (" ", role)] if self.margin else []
        room = max(0, self.text_width - len(right) - len(more) - 1)
        text = f"{left[:room]:<{room}} {right}{more}"
        return [*bar, (text[: self.text_width], role)]
