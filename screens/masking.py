"""Full numbers on the screen: masked as the desk says, shown of one letter until the cursor leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corrtui.text import Mask
from screens.talk import Talk

if TYPE_CHECKING:
    from corrtui.desk import Desk


class Masking(Talk):
    """What may be seen of numbers at this moment.

    Args:
        desk: the open desk; what is masked is its own rule.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._revealed = ""

    @property
    def revealed(self) -> bool:
        """True while the letter looked at is shown with its card and social-security numbers."""
        return bool(self.current) and self.desk.privacy.revealed(self.current)

    def reveal(self, no: str, reason: str) -> None:
        """Show the numbers of a letter until the cursor leaves it.

        Raises:
            Refused: no reason, or the clerk may not.
            CorrtuiError: the log cannot be written; they stay masked.
        """
        self.desk.privacy.reveal(no, reason)
        self._revealed = no

    def conceal_left(self) -> None:
        """Mask the numbers of a letter the cursor has left."""
        if self._revealed and self._revealed != self.current:
            self.conceal()

    def conceal(self) -> None:
        """Mask the numbers that were shown again."""
        self.desk.privacy.conceal(self._revealed)
        self._revealed = ""

    def hide(self, text: str) -> str:
        """Return a text about the letter looked at as it may be shown."""
        return self.desk.privacy.show_text(self.current, text)

    def hidden(self, text: str) -> tuple[Mask, ...]:
        """Return what is masked of a text about the letter looked at."""
        return self.desk.privacy.masks(self.current, text)

    def mask(self, text: str) -> str:
        """Return a text as it may be said and listed."""
        return self.desk.privacy.mask(text)
