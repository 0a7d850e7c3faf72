"""What the session needs of the picture and of the editor, as protocols: it knows no widget."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from corrtui.casework.finish import Prepared


class Pane(StrEnum):
    """The panes Tab walks through."""

    QUEUE = "queue"
    LETTER = "letter"
    RECORDS = "records"
    DRAFT = "draft"


class DraftEditor(Protocol):
    """What the session needs of the editor: a text that changes at once."""

    @property
    def text(self) -> str:
        """The draft."""

    @property
    def selected(self) -> tuple[int, int]:
        """Offsets of the selection, start before end; equal when there is only the cursor."""

    def replace_all(self, text: str) -> None:
        """Put another text in the place of the whole, as one change that can be undone."""

    def begin(self, text: str) -> None:
        """Take a draft to edit, cursor at its head."""

    def press(self, name: str, character: str) -> bool:
        """Edit by a key; False when the key means nothing here."""

    def put(self, text: str) -> None:
        """Put text in at the cursor, or in place of the selection."""

    def select(self, start: int, end: int) -> None:
        """Select a stretch, so that typing replaces it; cursor at `start` when it is empty."""


class View(Protocol):
    """What the session needs of the picture."""

    def scroll(self, pane: Pane, by: int) -> bool:
        """Move the text of a pane by so many lines; False when it is at its end."""

    def lines(self, pane: Pane) -> int:
        """How many letters or lines one page of a pane is."""

    def overlay_page(self) -> int:
        """Lines of one page of the overlay."""

    def redraw(self) -> None:
        """Draw every cell again."""

    def copy(self, text: str) -> str:
        """Send a text to the terminal's clipboard; return what the clerk must know of the way it takes.

        Raises:
            Refused: the terminal has no such thing, or the text is too long for it.
        """

    def leave(self) -> None:
        """End the program when the current key is dealt with."""

    def edit_outside(self, text: str) -> str:
        """Let the clerk's own editor have the draft; return what came back."""

    def file(self, control_no: str, prepared: Prepared) -> None:
        """File a prepared letter in the background."""
