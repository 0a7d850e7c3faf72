"""The picture: the panes on one fixed layout, painted from the session in one frame a burst of keys."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.filter import LineFilter
from textual.geometry import Offset

from screens import clipboard, compat, terminal
from screens.actions.table import ACTIONS
from screens.filters import ControlFilter, EncodingFilter, PlainFilter
from screens.gate import Gate, Mode
from screens.glance import Glance
from screens.look import look
from screens.painter import Drawn
from screens.painting import Painting
from screens.panes.base import LinePane, TextPane
from screens.panes.draft import DraftPane
from screens.panes.editor import Editor
from screens.panes.footer import FooterLine
from screens.panes.letter import LetterPane
from screens.panes.overlay import OverlayPane
from screens.panes.prompt import ChoicesPane, PromptLine
from screens.panes.queue import QueuePane
from screens.panes.records import RecordsPane
from screens.ports import Pane, View
from screens.session import Session

if TYPE_CHECKING:
    from corrtui.desk import Desk
    from screens.autosave import Autosave

_WIDE, _NARROW, _TALL = 110, 70, 16


class Picture(Painting, compat.QuietFailure):
    """Panes, gate and session, and how they are painted.

    Every pane is mounted once; afterwards they are only shown and hidden.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS: ClassVar[str | None] = None
    TITLE = "corrtui"

    def build(self, desk: Desk, view: View, autosave: Autosave) -> None:
        """Make the panes and what they draw from."""
        self.look = signs = look(
            unicode=terminal.draws_unicode(), theme=terminal.theme(), dim=terminal.abilities().dim
        )
        registry = desk.settings.registry(desk.me)
        self.editor = Editor(signs, id="editor")
        self.session = session = Session(desk, registry, self.editor, view, autosave, ACTIONS)
        self.gate = Gate(registry, session)
        self.glance = glance = Glance(session)
        self.queue_pane = QueuePane(glance, signs, id="queue")
        self.letter_pane = LetterPane(glance, signs, id="letter")
        self.records_pane = RecordsPane(glance, signs, id="records")
        self.draft_pane = DraftPane(glance, signs, id="draft")
        self.choices_pane = ChoicesPane(glance, signs, id="choices")
        self.overlay_pane = OverlayPane(glance, signs, id="overlay")
        self.prompt_line = PromptLine(glance, signs, self.gate, id="prompt")
        self.footer_line = FooterLine(glance, signs, id="footer")
        self.panes: tuple[LinePane, ...] = (
            self.queue_pane,
            self.letter_pane,
            self.records_pane,
            self.draft_pane,
            self.prompt_line,
            self.footer_line,
            self.overlay_pane,
            self.choices_pane,
        )
        self.containers = Container(id="body"), Container(id="drafts")
        self.editor.drawn_elsewhere = self.drawn_here
        self._state: tuple[object, ...] | None = None

    def compose(self) -> ComposeResult:
        """Mount the panes."""
        body, drafts = self.containers
        with body:
            yield self.queue_pane
            yield self.letter_pane
            yield self.records_pane
            with drafts:
                yield self.draft_pane
                yield self.editor
        yield self.prompt_line
        yield self.footer_line
        yield self.overlay_pane
        yield self.choices_pane

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put the choke point for hostile characters before Textual's own filters."""
        own: list[LineFilter] = [ControlFilter()]
        if not terminal.draws_unicode():
            own.append(EncodingFilter(terminal.output_encoding()))
        if terminal.theme() == "plain":
            return [*own, PlainFilter()]
        return [*own, *super().get_line_filters()]

    def on_show(self) -> Sequence[Drawn]:
        """Return the panes in the order they lie over each other."""
        panes: list[Drawn] = [*self.panes]
        if self.session.writing:
            panes.insert(panes.index(self.draft_pane) + 1, self.editor)
        return panes

    def set_state(self) -> bool:
        """Say to the layout what is on show; True when panes take other places than before."""
        session, width = self.session, self.size.width
        lines = len(self.choices_pane.lines(width))
        height = min(lines + 1, max(2, self.size.height - 3)) if lines else 0
        noting = bool(session.noting)
        at = Pane.DRAFT if session.writing else session.pane
        opened = session.opened and not session.writing
        alone = session.alone and not noting
        state = (session.writing, session.overlay is not None, opened, alone, noting, at, height)
        if state == self._state:
            return False
        self._state, screen = state, self.screen
        for name, on in zip(("-editing", "-overlay", "-opened", "-alone", "-noting"), state, strict=False):
            screen.set_class(bool(on), name)
        for pane in Pane:
            screen.set_class(pane is at, f"-at-{pane}")
        screen.set_class(height > 0, "-choices")
        if height:
            self.choices_pane.styles.height = height
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout for the new size; the terminal shows anything after a resize."""
        self.forget_frame()
        self.set_layout(event.size.width, event.size.height)
        self.changed()

    def set_layout(self, width: int, height: int) -> None:
        """Choose one of the three layouts of `app.tcss`."""
        tiny = width < _NARROW or height < _TALL
        wide = not tiny and width >= _WIDE
        for name, on in (("-tiny", tiny), ("-wide", wide), ("-narrow", not tiny and not wide)):
            self.screen.set_class(on, name)

    def attention(self) -> Offset | None:
        """Return where the terminal's cursor belongs: prompt, editor, overlay, active pane or letter's row.

        At a text that is read it stands on the heading, and once the text has moved on its first line: a
        braille display shows the line of the cursor.
        """
        mode, session = self.session.mode, self.session
        if mode is Mode.PROMPT:
            return self.prompt_line.region.offset + Offset(self.prompt_line.cursor_column(), 0)
        if mode is Mode.OVERLAY:
            return self.overlay_pane.region.offset + Offset(0, self.overlay_pane.cursor_line)
        if mode in (Mode.DRAFT, Mode.NOTE):
            return self.editor.cursor_screen_offset
        if self.queue_pane.region.area and session.pane is Pane.QUEUE and not session.opened:
            return self.queue_pane.region.offset + Offset(0, self.queue_pane.cursor_line)
        reading = self.letter_pane if session.opened else self._text_pane(session.pane)
        return reading.region.offset + Offset(reading.margin, int(reading.top > 0))

    # what the session asks of the picture

    def scroll(self, pane: Pane, by: int) -> bool:
        """Move the text of a pane; False at its end."""
        return self._text_pane(pane).scroll(by)

    def lines(self, pane: Pane) -> int:
        """Lines or letters of one page of a pane; one less than are seen, so that the eye finds its place."""
        if pane is Pane.QUEUE:
            return max(1, self.queue_pane.page - 1)
        return max(1, self._text_pane(pane).text_height - 1)

    def _text_pane(self, pane: Pane) -> TextPane:
        panes: dict[Pane, TextPane] = {Pane.RECORDS: self.records_pane, Pane.DRAFT: self.draft_pane}
        return panes.get(pane, self.letter_pane)

    def overlay_page(self) -> int:
        """Lines of one page of the overlay."""
        return self.overlay_pane.page

    def copy(self, text: str) -> str:
        """Send a text to the terminal's clipboard, between two frames."""
        said = clipboard.hint(text, terminal.abilities(), os.environ)
        self.copy_to_clipboard(text)
        return said

    def redraw(self) -> None:
        """Draw every cell again."""
        self.forget_frame()
        if self.thin:
            self.changed()
        else:
            self.screen.refresh(layout=True)
