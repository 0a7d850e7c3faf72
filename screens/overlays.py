"""What lies over the desk for a moment: a text to read, with keys of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from screens.passage import Passage

Write = Callable[[int], Passage]
"""Writes the text for a pane so many cells wide."""


@dataclass(slots=True)
class Overlay:
    """One text over the desk."""

    title: str
    write: Write
    keys: Mapping[str, tuple[str, Callable[[], None]]] = field(default_factory=dict)
    """Its own keys: key → (footer word, what it does)."""
    wrap: bool = True
    """False when the lines must stand as they are, e.g. a page as it will print."""
    top: int = 0
    """First line shown."""

    def scroll(self, name: str, page: int) -> bool:
        """Move the text by a key; False when the key does not scroll. The pane stops it at the end."""
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pagedown": page}
        steps |= {"-": -page, "pageup": -page, "home": -self.top, "g": -self.top}
        steps |= {"end": _FAR, "G": _FAR}
        if name not in steps:
            return False
        self.top = max(0, self.top + steps[name])
        return True


_FAR = 100_000
CLOSING = frozenset({"q", "escape", "enter", "ctrl+g", "i", "?", "f1"})
"""Keys that take an overlay away."""
