"""The `[terminal]` table of desk.toml: how the desk shows itself, where a clerk does not say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from corrtui.toml_reader import Table

THEMES: Final[Mapping[str, str]] = {
    "colour": "the terminal's own 16 colours",
    "256": "softer colours out of 256",
    "light": "16 colours that can be read on a white ground",
    "plain": "bold, underlined and reversed only, no colour",
    "reverse": "the whole screen in reverse video",
}
"""How the desk may look, and what that is in words."""
_LONGEST_WAIT = 5000


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the desk says of terminals; a clerk's own environment says more."""

    theme: str = ""
    """One of `THEMES`; empty: 16 colours, or plain where there are none."""
    mouse: bool = False
    """Let the wheel scroll and a click choose; the terminal's own marking of text then needs Shift."""
    animation: bool = False
    """Let Textual move things gradually: many frames for one key."""
    blink: bool = False
    """Let the terminal's cursor blink."""
    escape_wait: int = 0
    """Milliseconds after which Esc is Esc and not the head of a function key; 0: 100, over SSH 300."""
    clipboard: bool = True
    """Text may be sent to the clerk's own clipboard (`:copy`)."""


def read_appearance(table: Table) -> Appearance:
    """Read the table.

    Raises:
        SettingsError: a key that is unknown, of the wrong kind or out of its bounds.
    """
    table.only("theme", "mouse", "animation", "blink", "escape_wait", "clipboard")
    theme = table.text("theme", "")
    if theme and theme not in THEMES:
        raise table.error("theme", f"there is no theme {theme!r}", f"one of {', '.join(THEMES)}")
    return Appearance(
        theme=theme,
        mouse=table.flag("mouse", False),
        animation=table.flag("animation", False),
        blink=table.flag("blink", False),
        escape_wait=int(table.number("escape_wait", 0, low=0, high=_LONGEST_WAIT)),
        clipboard=table.flag("clipboard", True),
    )
