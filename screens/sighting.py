"""What was before the clerk's eyes: a letter the cursor came to by itself is not looked at, nor worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.masking import Masking

if TYPE_CHECKING:
    from corrtui.desk import Desk
    from screens.overlays import Overlay


class Sighting(Masking):
    """Which letter the clerk came to by a key of their own, and what lies over it.

    Args:
        desk: the open desk; whether a look is entered is its own rule.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.editing = ""
        self.brought: tuple[str, tuple[int, int]] | None = None
        """The draft a refused finish brought the clerk into, and the place selected there."""
        self.overlay: Overlay | None = None
        self.unseen = ""
        """The letter the cursor came to by itself, or by a limit."""
        self.covered = ""
        """The letter a light overlay hides, also one that came in under it."""

    def not_yet(self) -> str:
        """Say why the letter looked at is not shown before it is asked for; empty when it is.

        A look at a restricted letter is entered in the log: only a key of the clerk may be such a look.
        """
        why = self.desk.privacy.enters(self.current) if self.unseen == self.current else ""
        shows = self.key_of("open")
        return f"{self.current} is restricted: {why}. {shows} shows it; the look is entered." if why else ""

    def unshown(self) -> bool:
        """Return True while the letter under the cursor was not before the clerk's eyes."""
        if not self.current or self.editing:
            return False
        return self.hidden_under() or bool(self.not_yet())

    def only_confirms(self, name: str, text: str, selected: tuple[int, int]) -> bool:
        """Return True, and say so, for a reply key or Enter, first in a draft a refused finish opened.

        Who presses it wants into the draft, and is there: over a hole it would be text.
        """
        brought, self.brought = self.brought, None
        if brought != (text, selected) or selected[0] == selected[1]:
            return False
        if name not in ("enter", self.key_of("reply")):
            return False
        self.say(self.in_draft)
        return True

    def cover(self) -> None:
        """A light overlay hides the letter under the cursor, which may have come in just now, and follows."""
        overlay = self.overlay
        if overlay is not None and overlay.light:
            self.covered = self.current
            if overlay.renew is not None:
                overlay.renew()

    def hidden_under(self) -> bool:
        """Return True until the letter under the cursor was shown, after a light overlay hid it."""
        return bool(self.current) and self.current == self.covered

    def shown(self) -> None:
        """The clerk came to the letter under the cursor, or asked for it."""
        self.unseen = self.covered = ""

    def too_early(self, at: float, typed: int) -> bool:
        """Drop keys typed before a stop was seen; those typed before a light overlay was take it away."""
        if self.overlay is not None and self.overlay.light and at <= self.overlay.seen:
            self.overlay, self.covered = None, ""
        return super().too_early(at, typed)
