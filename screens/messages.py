"""What threads tell the app: a letter is filed, a text saved or not, somebody did something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from screens.filing import Outcome


class Filed(Message):
    """The filing worker is done with a letter."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class Said(Message):
    """A thread has something to tell the clerk."""

    def __init__(self, text: str, role: str = "trouble", *, unsaved: bool = False) -> None:
        super().__init__()
        self.text = text
        self.role = role
        self.unsaved = unsaved


class Saved(Message):
    """What could not be saved is saved after all."""


class News(Message):
    """The intake or a colleague did something."""

    def can_replace(self, message: Message) -> bool:
        """Fold a burst into one."""
        return isinstance(message, News)
