"""The draft editor: a TextArea without the focus, driven key by key through its public methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Self

from rich.style import Style
from rich.text import Text
from textual.geometry import Offset, Region
from textual.widgets import TextArea
from textual.widgets.text_area import Selection, TextAreaTheme

from corrtui.letters.holes import find_holes
from screens import compat
from screens.look import Look
from screens.painter import Line


class Editor(TextArea, can_focus=False):
    """Edits one draft. It never has the focus: no key reaches it but by the gate."""

    def __init__(self, look: Look, *, id: str) -> None:  # noqa: A002
        self.drawn_elsewhere: Callable[[], bool] = lambda: False
        """Called when something changed; True when Textual need not draw it."""
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
        self._centre = False
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.look = look
        self._hole = look.styles["hole"]
        self.register_theme(
            TextAreaTheme(
                name="corrtui",
                base_style=Style.null(),
                cursor_style=Style.null(),
                selection_style=Style(reverse=True),
            )
        )
        self.theme = "corrtui"
        self._keys: Mapping[str, Callable[[], object]] = {
            "left": self.action_cursor_left,
            "right": self.action_cursor_right,
            "up": self.action_cursor_up,
            "down": self.action_cursor_down,
            "home": self.action_cursor_line_start,
            "end": self.action_cursor_line_end,
            "ctrl+e": self.action_cursor_line_end,
            "ctrl+left": self.action_cursor_word_left,
            "ctrl+right": self.action_cursor_word_right,
            "ctrl+home": lambda: self.move_cursor((0, 0)),
            "ctrl+end": lambda: self.move_cursor(self.document.end),
            "pageup": lambda: self._page(-1),
            "pagedown": lambda: self._page(1),
            "shift+left": lambda: self.action_cursor_left(select=True),
            "shift+right": lambda: self.action_cursor_right(select=True),
            "shift+up": lambda: self.action_cursor_up(select=True),
            "shift+down": lambda: self.action_cursor_down(select=True),
            "shift+home": lambda: self.action_cursor_line_start(select=True),
            "shift+end": lambda: self.action_cursor_line_end(select=True),
            "backspace": self.action_delete_left,
            "delete": self.action_delete_right,
            "ctrl+d": self.action_delete_right,
            "ctrl+w": self.action_delete_word_left,
            "ctrl+u": self.action_delete_to_start_of_line,
            "ctrl+k": self.action_delete_to_end_of_line,
            "ctrl+z": self.undo,
            "ctrl+y": self.redo,
            "enter": lambda: self.put("\n"),
            "ctrl+j": lambda: self.put("\n"),
            "tab": lambda: self.put("  "),
        }

    @property
    def selected(self) -> tuple[int, int]:
        """Offsets of the selection, start before end."""
        start, end = sorted((self._offset(self.selection.start), self._offset(self.selection.end)))
        return start, end

    def _offset(self, place: tuple[int, int]) -> int:
        row, column = place
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def _place(self, offset: int) -> tuple[int, int]:
        before = self.text[:offset]
        return before.count("\n"), offset - before.rfind("\n") - 1

    def begin(self, text: str) -> None:
        """Take a draft to edit, cursor at its head; what could be undone before cannot any more."""
        self.load_text(text)

    def press(self, name: str, character: str) -> bool:
        """Edit by a key; False when the key means nothing here."""
        if name in self._keys:
            self._keys[name]()
        elif character:
            self.put(character)
        else:
            return False
        return True

    def put(self, text: str) -> None:
        """Put text in at the cursor, or in place of the selection."""
        start, end = sorted((self.selection.start, self.selection.end))
        self.replace(text, start, end, maintain_selection_offset=False)

    def replace_all(self, text: str) -> None:
        """Put another text in the place of the whole, as one change that can be undone."""
        if text != self.text:
            self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)

    def select(self, start: int, end: int) -> None:
        """Select a stretch; cursor at `start` when it is empty."""
        self.selection = Selection(self._place(start), self._place(end))
        self.scroll_cursor_visible(center=True)

    def on_resize(self) -> None:
        """Keep the cursor in sight; Textual would scroll to nothing."""
        self.scroll_cursor_visible()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Bring the cursor into sight with the next frame; at once where Textual draws the editor.

        Textual reckons by the size the editor has now and scrolls after a refresh, when it may have another
        size: on a busy machine the cursor was left out of sight.
        """
        self._centre = self._centre or center
        if not self.drawn_elsewhere():
            self.settle()
        return Offset()

    def settle(self) -> None:
        """Wrap and scroll as the size asks that the editor has now; the cursor is always in sight."""
        width, height = self.size
        if not width or not height:
            return
        compat.wrap_as_shown(self)
        top, y = self.scroll_offset.y, self.wrapped_document.location_to_offset(self.cursor_location).y
        if self._centre:
            top, self._centre = y + 1 - (height + 1) // 2, False
        top = min(max(top, y + 1 - height), y)
        top = max(0, min(top, self.wrapped_document.height - height))
        if top != self.scroll_offset.y:
            self.set_scroll(0, top)
            self.refresh()

    def _page(self, by: int) -> None:
        """Move the cursor by pages; Textual scrolls for itself, but only after a refresh."""
        lines = by * self.content_size.height
        self.move_cursor(self.navigator.get_location_at_y_offset(self.cursor_location, lines))

    def get_line(self, line_index: int) -> Text:
        """Return a line with its holes marked."""
        line = super().get_line(line_index)
        for hole in find_holes(line.plain):
            line.stylize(self._hole, hole.start, hole.end)
        return line

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Have Textual draw the editor again, unless it is drawn elsewhere."""
        if layout or recompose or not self.drawn_elsewhere():
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def whole(self) -> Sequence[Line]:
        """Return every line the editor shows; Textual's own way of it takes a millisecond for four lines."""
        self.settle()
        top, height = self.scroll_offset.y, self.size.height
        last = min(top + height, self.wrapped_document.height)
        return [self._line(y) for y in range(top, last)]

    def _line(self, y: int) -> Line:
        """Return a line as it is wrapped, holes and selection marked."""
        document = self.wrapped_document
        row, start = document.offset_to_location(Offset(0, y))
        text = self.document.get_line(row)
        end = next((at for at in document.get_offsets(row) if at > start), len(text))
        holes = [(hole.start, hole.end) for hole in find_holes(text)]
        first, last = sorted((self.selection.start, self.selection.end))
        chosen = (first[1] if first[0] == row else 0, last[1] if last[0] == row else len(text))
        if not first[0] <= row <= last[0] or first == last:
            chosen = (0, 0)
        elif not text and row != self.selection.end[0]:
            return (("\u258c", ""),)
        tabs = iter(document.get_tab_widths(row)[text.count("\t", 0, start) :] if "\t" in text else ())
        edges = sorted({start, end, *(at for span in (*holes, chosen) for at in span if start < at < end)})
        return tuple(
            (
                "".join(" " * next(tabs, 1) if char == "\t" else char for char in text[left:right])
                if "\t" in text
                else text[left:right],
                _role(left, holes, chosen),
            )
            for left, right in pairwise(edges)
        )


def _role(at: int, holes: Sequence[tuple[int, int]], chosen: tuple[int, int]) -> str:
    if any(start <= at < end for start, end in holes):
        return "hole"
    return "cursor" if chosen[0] <= at < chosen[1] else ""
