"""The two faces our letters are set in, and how wide their characters are.

DejaVu Serif Condensed, regular and bold, in subsets of our own (`data/fonts/make_subsets.sh` says which
characters and why). Text is set without kerning or ligatures: a line is as wide as its characters together.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "fonts"
FILES = {False: FOLDER / "DejaVuSerifCondensed.ttf", True: FOLDER / "DejaVuSerifCondensed-Bold.ttf"}
"""Font file of the regular (False) and the bold (True) face."""

ASCENT, DESCENT = 0.76, 0.21
"""Reach of "d" above and of "p" below the baseline, in parts of the type size."""
CAP_HEIGHT = 0.729
"""Height of "H", in parts of the type size."""


@cache
def _advances(bold: bool) -> dict[str, int]:
    """Return character → advance in 1/1000 of the type size, rounded half up as the PDF's own table is."""
    from fontTools.ttLib import TTFont

    with TTFont(FILES[bold], lazy=True) as font:
        metrics = font["hmtx"].metrics
        scale = 1000 / font["head"].unitsPerEm
        return {
            chr(code): round(scale * metrics[name][0] + 0.001) for code, name in font.getBestCmap().items()
        }


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in points at type size `size` (points).

    Raises:
        KeyError: a character is not in the font; see `missing_glyphs`.
    """
    advances = _advances(bold)
    return sum(advances[char] for char in text) * size / 1000


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Return the characters of `text` our font cannot print, each once, in order.

    Newline and tab are layout, not characters to print.
    """
    known = _advances(False)
    return tuple(dict.fromkeys(char for char in text if char not in known and char not in "\n\t"))
