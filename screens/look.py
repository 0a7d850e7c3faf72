"""How things look: the style of each role and the signs around them, in 16 colours, in none, in ASCII.

A role never speaks by colour alone: it is bold, underlined or reversed as well, or its words say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.passage import Piece

_MONO: Final[Mapping[str, str]] = {
    "": "",
    "heading": "bold reverse",
    "heading-idle": "bold underline",
    "bar": "dim",
    "cursor": "reverse",
    "label": "dim",
    "strong": "bold",
    "quiet": "dim",
    "late": "bold",
    "soon": "bold",
    "sensitive": "bold reverse",
    "evidence": "bold underline",
    "fact": "underline",
    "issue": "bold",
    "hole": "reverse",
    "finding": "bold underline",
    "trouble": "bold",
    "key": "bold",
    "footer": "",
    "pending": "bold",
}
_COLOUR: Final[Mapping[str, str]] = {
    "label": "cyan",
    "late": "bold red",
    "soon": "bold yellow",
    "sensitive": "bold reverse magenta",
    "evidence": "bold underline yellow",
    "fact": "underline cyan",
    "hole": "reverse yellow",
    "finding": "bold underline red",
    "trouble": "bold red",
    "pending": "bold yellow",
}
# No yellow and no cyan: on a white ground they cannot be read.
_LIGHT: Final[Mapping[str, str]] = {
    "label": "blue",
    "late": "bold red",
    "soon": "bold magenta",
    "sensitive": "bold reverse magenta",
    "evidence": "bold underline magenta",
    "fact": "underline blue",
    "hole": "reverse blue",
    "finding": "bold underline red",
    "trouble": "bold red",
    "pending": "bold magenta",
}
_SOFT: Final[Mapping[str, str]] = {
    **_COLOUR,
    "label": "color(109)",
    "soon": "bold color(179)",
    "evidence": "bold underline color(179)",
    "fact": "underline color(109)",
    "hole": "reverse color(179)",
    "pending": "bold color(179)",
}
_THEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "colour": _COLOUR,
    "256": _SOFT,
    "light": _LIGHT,
    "plain": {},
    # Red and magenta are read on black and on white.
    "reverse": {role: style for role, style in _LIGHT.items() if "blue" not in style},
}


@dataclass(frozen=True, slots=True)
class Look:
    """Styles by role, and the few signs that need Unicode."""

    styles: Mapping[str, Style]
    bar: str
    """Between two panes side by side."""
    rule: str
    """A line across a pane, one cell of it."""
    more: str
    """There is more below."""
    dash: str
    """Between two parts of a line."""

    def segment(self, text: str, role: str = "") -> Segment:
        """Return one piece ready to be drawn."""
        return Segment(text, self.styles.get(role) or self.styles[""])

    def strip(self, pieces: Iterable[Piece], width: int, fill: str = "") -> Strip:
        """Return a whole line of `width` cells; what is too long is cut, the rest filled with `fill`."""
        segments = [self.segment(text, role or fill) for text, role in pieces if text]
        return Strip(segments).adjust_cell_length(width, self.styles.get(fill) or self.styles[""])


def look(*, unicode: bool, theme: str = "colour", dim: bool = True) -> Look:
    """Return the look of a terminal.

    Args:
        unicode: it can show box lines.
        theme: one of `corrtui.appearance.THEMES`.
        dim: it can show faint text.
    """
    roles = {**_MONO, **_THEMES[theme]}
    if not dim:
        roles = {role: "" if text == "dim" else text for role, text in roles.items()}
    styles = {role: Style.parse(text) if text else Style.null() for role, text in roles.items()}
    if unicode:
        return Look(styles, bar="│", rule="─", more="▼", dash="·")
    return Look(styles, bar="|", rule="-", more="v", dash="-")
