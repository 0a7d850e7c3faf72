"""A terminal emulator for tests: pyte, and the few sequences it lacks."""

from __future__ import annotations

from typing import Any, ClassVar

import pyte
from pyte.screens import Char


class Terminal(pyte.Screen):
    """A screen that repeats characters (REP) and shows faint text (SGR 2) as italics."""

    _last = " "

    def draw(self, data: str) -> None:
        """Draw characters; the last one may be repeated."""
        super().draw(data)
        self._last = data[-1:] or self._last

    def repeat(self, count: int = 1) -> None:
        """Draw the character before so many times again (ECMA-48, 8.3.103)."""
        super().draw(self._last * (count or 1))

    def select_graphic_rendition(self, *attrs: int, **private: Any) -> None:
        """Set the style; what pyte has no place for is shown as italics."""
        told: list[int] = []
        for at, code in enumerate(attrs):
            colour = attrs[at - 1 : at] == (5,) and attrs[at - 2 : at - 1] in ((38,), (48,))
            told += {2: [3], 22: [22, 23]}.get(code, [code]) if not colour else [code]
        super().select_graphic_rendition(*told, **private)

    def look(self) -> list[list[Char]]:
        """Return every cell as the eye sees it: the ink of a blank is no part of it."""
        rows = []
        for y in range(self.lines):
            cells = (self.buffer[y][x] for x in range(self.columns))
            rows.append([self._seen(cell) for cell in cells])
        return rows

    @staticmethod
    def _seen(cell: Char) -> Char:
        if cell.data != " " or cell.reverse:
            return cell
        return cell._replace(fg="default", bold=False, italics=False, blink=False)


class Wire(pyte.ByteStream):
    """What feeds a `Terminal`."""

    csi: ClassVar[dict[str, str]] = {**pyte.ByteStream.csi, "b": "repeat"}
    events = frozenset({*pyte.ByteStream.events, "repeat"})
