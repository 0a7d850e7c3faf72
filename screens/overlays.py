"""What lies over the desk for a moment: a text to read, with keys of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
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
    mark: int = 0
    """Row of the overlay where something is marked, and the terminal's cursor stands; 0 for the heading."""
    light: bool = False
    """True when a key that means nothing to it takes it away and is for what lies under it."""
    seen: float = -math.inf
    """When its frame had gone to the terminal, monotonic seconds; `math.inf` while it has not. A key read
    before that was not meant for a light overlay that came by itself."""
    renew: Callable[[], None] | None = None
    """Lays it over the desk anew when the queue is another one; None where its text stays true."""
    back: Overlay | None = None
    """What lay here before, and does again when this is taken away."""
    turn: int = 0
    """Another number for another text of the same overlay."""

    @property
    def line(self) -> int:
        """The line the eye is on."""
        return self.top

    def scroll(self, name: str, page: int) -> bool:
        """Move the text by a key; False when the key does not scroll. The pane stops it at the end."""
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pagedown": page}
        steps |= {"-": -page, "pageup": -page, "home": -self.top, "g": -self.top}
        steps |= {"end": _FAR, "G": _FAR}
        if name not in steps:
            return False
        self.top = max(0, self.top + steps[name])
        return True


@dataclass(slots=True)
class Listing(Overlay):
    """A list over the desk: the keys that scroll a text move a cursor in it."""

    lines: Sequence[int] = ()
    """On which line of the text each of its rows begins; the text is written for the cursor as it is."""
    at: int = 0
    """The row the cursor is on."""

    @property
    def line(self) -> int:
        """The line the cursor is on."""
        return self.lines[self.at] if self.lines else 0

    def scroll(self, name: str, page: int) -> bool:
        """Move the cursor by a key; the text follows it."""
        rows = max(1, page // ROW)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "space": rows, "pagedown": rows}
        steps |= {"-": -rows, "pageup": -rows, "home": -_FAR, "g": -_FAR, "end": _FAR, "G": _FAR}
        if name not in steps:
            return False
        self.at = max(0, min(self.at + steps[name], len(self.lines) - 1))
        self.turn += 1
        first = 0 if self.at == 0 else self.line
        self.top = min(self.top, first)
        self.top = max(self.top, self.line + ROW - page)
        return True


ROW = 2
"""Lines a row of a listing takes."""
_FAR = 100_000
CLOSING = frozenset({"q", "escape", "enter", "ctrl+g", "i", "?", "f1"})
"""Keys that take an overlay away."""
