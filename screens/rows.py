"""The letters in the queue pane: their order, the cursor among them, the tags on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_NEAR = 64
"""Letters looked at on either side of the cursor before all the others are."""


class Rows:
    """Control numbers in the order of work and a cursor that follows its letter, not its place.

    However many letters there are, nothing is kept a letter: who is looked for stands near the cursor.
    """

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.at = 0
        self.tagged: set[str] = set()

    @property
    def current(self) -> str:
        """The letter under the cursor; empty when there is none."""
        return self.numbers[self.at] if self.numbers else ""

    def __contains__(self, no: str) -> bool:
        return self._place(no) >= 0

    def load(self, numbers: Sequence[str]) -> bool:
        """Show these letters; the cursor stays on its letter.

        Returns:
            False when that letter is gone: the cursor then stands on the one that took its place.
        """
        before = self.current
        self.numbers = numbers if isinstance(numbers, list) else list(numbers)
        place = self._place(before) if before else -1
        self.at = place if place >= 0 else min(self.at, max(0, len(self.numbers) - 1))
        return not before or place >= 0

    def step(self, by: int) -> bool:
        """Move the cursor by so many letters; False when it cannot move."""
        there = min(max(0, self.at + by), max(0, len(self.numbers) - 1))
        moved, self.at = there != self.at, there
        return moved

    def go(self, no: str) -> bool:
        """Put the cursor on a letter; False when it is not here."""
        place = self._place(no)
        if place < 0:
            return False
        self.at = place
        return True

    def drop(self, no: str) -> None:
        """Take a letter out; the cursor, if on it, comes to stand on the next."""
        place = self._place(no)
        if place >= 0:
            del self.numbers[place]
            self.at = min(self.at - (place < self.at), max(0, len(self.numbers) - 1))
        self.tagged.discard(no)

    def following(self, no: str) -> list[str]:
        """Return some letters that follow one in the order of work; empty when it is the last or not here."""
        place = self._place(no)
        return self.numbers[place + 1 : place + 1 + _NEAR] if place >= 0 else []

    def shown(self, numbers: Iterable[str]) -> list[str]:
        """Return those of a few letters that are here."""
        window = set(self._window()[1])
        return [no for no in numbers if no in window or no in self]

    def turned(self, no: str) -> list[str]:
        """Return all letters in the order of work, from this one on, those before it last."""
        place = max(0, self._place(no))
        return [*self.numbers[place:], *self.numbers[:place]]

    def toggle(self, no: str) -> None:
        """Tag a letter, or untag it."""
        self.tagged.symmetric_difference_update({no})

    def tag(self, numbers: Iterable[str]) -> int:
        """Tag those of `numbers` that are shown; return how many."""
        found = set(numbers).intersection(self.numbers)
        self.tagged |= found
        return len(found)

    def tagged_in_order(self) -> list[str]:
        """Return the tagged letters that are shown, in the order of work."""
        return [no for no in self.numbers if no in self.tagged] if self.tagged else []

    def _place(self, no: str) -> int:
        """Return where a letter stands, -1 when it is not here."""
        start, near = self._window()
        if no in near:
            return start + near.index(no)
        return self.numbers.index(no) if no in self.numbers else -1

    def _window(self) -> tuple[int, list[str]]:
        """Return the letters around the cursor, and where the first of them stands."""
        start = max(0, self.at - _NEAR)
        return start, self.numbers[start : self.at + _NEAR]


def on_top(numbers: list[str], first: Sequence[str], besides: Iterable[str]) -> list[str]:
    """Return a list of letters, changed: those of `first` on top, and those of `besides` not at all."""
    for no in {*first, *besides}:
        if no in numbers:
            numbers.remove(no)
    numbers[:0] = first
    return numbers
