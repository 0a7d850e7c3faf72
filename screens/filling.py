"""What the clerk types in place of a hole, so that other holes of the same name get the same value."""

from __future__ import annotations

from corrtui.letters.holes import HOLE_OPEN, fill_hole, find_holes, hole


class Filling:
    """Watches the editor: which hole is typed over, and with what."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._around: tuple[str, str, str] | None = None

    def forget(self) -> None:
        """Another draft begins."""
        self._values, self._around = {}, None

    def before(self, text: str, selected: tuple[int, int]) -> None:
        """A key comes, this stretch of the draft is selected."""
        for found in find_holes(text):
            if (found.start, found.end) == selected:
                self._around = (found.name, text[: found.start], text[found.end :])

    def after(self, text: str) -> None:
        """The key was dealt with; the draft is now `text`."""
        if self._around is None:
            return
        name, head, tail = self._around
        if len(text) < len(head) + len(tail) or not (text.startswith(head) and text.endswith(tail)):
            self._around = None  # typed elsewhere: the value stands as it was
            return
        value = text[len(head) : len(text) - len(tail)]
        self._values[name] = "" if HOLE_OPEN in value or "\n" in value else value.strip()

    def fill(self, text: str, cursor: int) -> tuple[str, int, int]:
        """Fill the other holes of the names that were typed over.

        Returns:
            The draft, the cursor's new offset, and how many holes were filled.
        """
        count = 0
        for name, value in self._values.items():
            if value and (places := text.count(hole(name))):
                count += places
                cursor = len(fill_hole(text[:cursor], name, value))
                text = fill_hole(text, name, value)
        self.forget()
        return text, cursor, count
