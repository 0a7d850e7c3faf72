"""The overlay pane: one text over the desk."""

from __future__ import annotations

from collections.abc import Sequence

from screens.glance import Glance
from screens.look import Look
from screens.overlays import Overlay
from screens.panes.base import LinePane
from screens.passage import Flow, Passage, Piece, masked

_UNWRAPPED = 400


class OverlayPane(LinePane):
    """Card, view, proof, tally, help or refusals."""

    def __init__(self, glance: Glance, look: Look, *, id: str) -> None:  # noqa: A002
        super().__init__(glance, look, id=id)
        self._flow = Flow(Passage(""), 1)
        self._shown: tuple[Overlay, int, bool, int] | None = None

    @property
    def page(self) -> int:
        """Lines of one page: one less than are seen, so that the eye finds its place."""
        return max(1, self.size.height - 3)

    @property
    def cursor_line(self) -> int:
        """The line the eye is on: the heading until a text has moved on, the row of a list."""
        overlay = self.session.overlay
        if overlay is None or not (overlay.top or overlay.line or overlay.mark):
            return 0
        if overlay.mark:
            return overlay.mark
        return 1 + overlay.line - overlay.top

    def _text(self, width: int) -> Flow:
        overlay = self.session.overlay
        if overlay is not None and not self._is_shown(overlay, width):
            self._shown = (overlay, width, self.session.revealed, overlay.turn)
            passage = overlay.write(width)
            shown = masked(passage, self.session.hidden(passage.text))
            self._flow = Flow(shown, width if overlay.wrap else _UNWRAPPED)
        if overlay is not None:
            seen = max(1, self.size.height - 1)
            overlay.top = max(0, min(overlay.top, self._flow.count(overlay.top + seen) - seen))
        return self._flow

    def _is_shown(self, overlay: Overlay, width: int) -> bool:
        """Tell whether the text stands already. The overlay is kept: an id would be given out again."""
        shown = self._shown
        return (
            shown is not None
            and shown[0] is overlay
            and shown[1:] == (width, self.session.revealed, overlay.turn)
        )

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return the heading or a line of the text."""
        overlay = self.session.overlay
        if overlay is None:
            return []
        flow = self._text(width - 2)
        if y == 0:
            more = f"{self.look.more} Space: more" if flow.has(overlay.top + self.size.height - 1) else "end"
            room = max(0, width - len(more) - 2)
            return [(f" {self.session.mask(overlay.title)[:room]:<{room}}{more} "[:width], "heading")]
        return [(" ", ""), *flow.line(overlay.top + y - 1)]
