"""The last choke point before the terminal: no control, bidi or unprintable character of any data passes.

Text is cleaned where it enters the house; this catches what a later programmer forgets.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from corrtui.text import clean, is_clean


def _same_width(text: str, shown: str) -> str:
    """Keep the line as wide as it was laid out: what became visible where nothing was is left out."""
    wanted = cell_len(text)
    if cell_len(shown) == wanted:
        return shown
    kept = [new for old, new in zip(text, shown, strict=True) if cell_len(old) or old == new]
    line = "".join(kept)
    return line if cell_len(line) == wanted else line.ljust(wanted)[:wanted]


class ControlFilter(LineFilter):
    """Replaces every control, bidi and invisible character by a visible one of the same width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line, cleaned."""
        if all(segment.control or is_clean(segment.text) for segment in segments):
            return segments
        return [self._clean(segment) for segment in segments]

    @staticmethod
    def _clean(segment: Segment) -> Segment:
        text, style, control = segment
        if control or is_clean(text):
            return segment
        bare = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        return Segment(_same_width(bare, clean(bare).replace("\n", " ")), style)


class PlainFilter(LineFilter):
    """Takes every colour away; Textual's own filter for `NO_COLOR` writes black on black."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line without colours."""
        return [
            Segment(one.text, one.style.without_color, one.control) if one.style else one for one in segments
        ]


_PLAIN_SIGNS = str.maketrans("…–—−‘’‚“”„×·•", '~---\'\',"""x-*')
"""Signs that have a plain one that says the same, for terminals of another alphabet."""


class EncodingFilter(LineFilter):
    """Replaces what a terminal without Unicode cannot show by a plain sign that says the same, or by `?`.

    Args:
        encoding: the encoding of the stream textual draws on.
    """

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line, in the terminal's alphabet."""
        if all(segment.control or segment.text.isascii() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(self._narrow(segment.text), segment.style)
            for segment in segments
        ]

    def _narrow(self, text: str) -> str:
        return "".join(char if self._knows(char) else self._plain(char) for char in text)

    @staticmethod
    def _plain(char: str) -> str:
        plain = char.translate(_PLAIN_SIGNS)
        return plain if plain.isascii() else "?" * cell_len(char)

    def _knows(self, char: str) -> bool:
        try:
            char.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True
