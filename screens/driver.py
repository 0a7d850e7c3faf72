"""Textual's driver, taught what this terminal obeys: what it would print or answer is not sent to it.

Textual sends the same xterm sequences to every terminal. Its questions (`?2026`, `?2048`) are answered
through the keyboard, after a slow line's delay perhaps into the clerk's shell; nothing here needs them.
"""

from __future__ import annotations

import os
import termios
import tty
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual import constants
from textual.drivers.linux_driver import LinuxDriver

from screens import clipboard, terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.abilities import Abilities

_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_REVERSE, _UPRIGHT = "\x1b[?5h", "\x1b[?5l"
_POINTER = "\x1b]22;"
"""Begins the shape of the mouse pointer; a terminal without OSC prints it."""
_NEVER: Final = (
    "\x1b[?2026$p",  # asks for synchronised output; our frames are one write each
    "\x1b[?2048$p",  # asks for resizes in band; the kernel tells us of them
    "\x1b[?1004h",  # focus reports: bytes from the terminal that nobody reads
    "\x1b[?1004l",
    "\x1b[?1003h",  # every move of the mouse; clicks and the wheel come without it
    "\x1b[?1003l",
)


def replacements(
    abilities: Abilities, *, reverse: bool = False, blink: bool = False, kitty: bool = False
) -> Mapping[str, str]:
    """Return what is sent in the place of what Textual's driver says at start and end.

    Args:
        abilities: what the terminal obeys.
        reverse: show the whole screen in reverse video.
        blink: let the cursor blink.
        kitty: the clerk switched Kitty's keyboard protocol on.
    """
    enter, leave = ("\x1b[?1049h", "\x1b[?1049l") if abilities.alternate else ("", "")
    turn, back = (_REVERSE, _UPRIGHT) if reverse and abilities.reverses else ("", "")
    if blink and abilities.blinks:
        turn, back = turn + "\x1b[?12h", back + "\x1b[?12l"
    found = dict.fromkeys(_NEVER, "")
    # Where the second screen is switched off (GNU screen's own setting) the letters would stay in sight.
    found |= {"\x1b[?1049h": enter + terminal.CLEAR + turn, "\x1b[?1049l": terminal.CLEAR + back + leave}
    if not kitty:
        found["\x1b[<u"] = ""
    if not abilities.hides:
        found |= {_HIDE: "", _SHOW: ""}
    return found


class TerminalDriver(LinuxDriver):
    """Writes only what the terminal obeys."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        abilities = terminal.abilities()
        self._hides = abilities.hides
        self._instead = replacements(
            abilities,
            reverse=terminal.theme() == "reverse",
            blink=terminal.switched_on("BLINK"),
            kitty=not constants.DISABLE_KITTY_KEY,
        )

    def start_application_mode(self) -> None:
        """Take the terminal; a line feed goes out as the one byte it is."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # textual leaves it untyped
        with suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[tty.OFLAG] &= ~termios.OPOST
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def write(self, data: str) -> None:
        """Write data to the terminal, as far as it has what is asked."""
        data = self._instead.get(data, data)
        if data.startswith(_POINTER):
            return
        if data.startswith(clipboard.BEGINS):
            data = clipboard.wrapped(data, os.environ)
        if not self._hides:
            data = data.replace(_HIDE, "").replace(_SHOW, "")
        if data:
            super().write(data)
