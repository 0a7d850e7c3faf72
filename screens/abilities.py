"""What the terminal can do, from terminfo: which sequences it has, how many colours it shows.

A sequence a terminal lacks is seen as rubbish on it, so whatever is not known is taken as missing.
"""

from __future__ import annotations

import curses
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Abilities:
    """The sequences beyond moving the cursor and clearing the screen that a terminal obeys."""

    erase: bool
    """Erase to the end of the line (EL, `ESC [ K`)."""
    blank: bool
    """Erase so many cells where the cursor stands (ECH, `ESC [ n X`)."""
    repeat: bool
    """Repeat the character before (REP, `ESC [ n b`); safe for ASCII only: xterm repeats no character
    above U+00FF and older tmux none above U+007F."""
    scroll: bool
    """Scroll a part of the screen (DECSTBM, `ESC [ top ; bottom r`)."""
    bce: bool
    """Erased cells take the background colour that is set; else they take the terminal's own."""
    colours: int
    """0, 8, 16 or 256."""
    alternate: bool = False
    """It has a second screen, so that the shell's lines come back afterwards (`ESC [ ? 1049 h`)."""
    hides: bool = False
    """It hides and shows its cursor (DECTCEM, `ESC [ ? 25 l`)."""
    dim: bool = False
    """It shows text fainter than usual (SGR 2)."""
    reverses: bool = False
    """It turns its whole screen to reverse video (DECSCNM, `ESC [ ? 5 h`)."""
    blinks: bool = False
    """Its cursor blinks or stands still as it is told (`ESC [ ? 12 h`)."""
    commands: bool = False
    """It takes operating-system commands (OSC) and does not print those it does not know."""
    ansi: bool = True
    """Its cursor is placed as ECMA-48 says; VT52, Wyse 60 and their like do it otherwise."""


_PLAIN: Final = Abilities(erase=True, blank=False, repeat=False, scroll=False, bce=False, colours=8)
"""A name nobody on this server knows: what any terminal since the VT100 obeys, and nothing else."""
_MODERN: Final = Abilities(
    erase=True,
    blank=True,
    repeat=False,
    scroll=True,
    bce=False,
    colours=256,
    alternate=True,
    hides=True,
    dim=True,
    reverses=True,
    commands=True,
)
_OF_TODAY: Final = (
    "alacritty contour foot ghostty iterm iterm2 kitty konsole mintty mlterm ms-terminal nsterm rio rxvt st"
    " tmux vte wezterm xterm"
)
_UNLISTED: Final[Mapping[str, Abilities]] = dict.fromkeys(_OF_TODAY.split(), _MODERN) | {
    "screen": replace(_MODERN, blank=False, reverses=False),
    "putty": replace(_MODERN, dim=False),
    "linux": replace(_MODERN, colours=8, alternate=False, commands=False),
    "vt220": replace(_PLAIN, blank=True, scroll=True, colours=0, hides=True),
    "vt100": replace(_PLAIN, scroll=True, colours=0),
}
"""By the first part of the name, where this server's terminfo lacks the entry; ncurses-base has some 40."""

_LIARS: Final[Mapping[str, frozenset[str]]] = {
    # Every imitation of ansi.sys goes by these names; few know more than the original.
    "ansi": frozenset({"repeat", "blank"}),
    "pcansi": frozenset({"repeat", "blank"}),
}
"""What entries promise that the terminals of that name do not keep."""
_SWITCHES: Final = frozenset(
    {
        "erase",
        "blank",
        "repeat",
        "scroll",
        "bce",
        "alternate",
        "hides",
        "dim",
        "reverses",
        "blinks",
        "commands",
    }
)
_LEVELS: Final = (256, 16, 8)


def abilities_of(term: str, environ: Mapping[str, str] = os.environ) -> Abilities:
    """Return what the terminal called `term` can do.

    Curses looks an entry up once in the life of a process: ask for one terminal only.

    Args:
        term: the name, as in `TERM`.
        environ: `CORRTUI_TERM_LACKS` takes abilities away by name, e.g. `repeat scroll`, from a terminal
            that does not keep what its entry promises.
    """
    found = _from_terminfo(term)
    if found is None:
        families = [name for name in _UNLISTED if term == name or term.startswith((f"{name}-", f"{name}+"))]
        # "xterm-kitty" is an xterm for us, "vt220-8" a VT220.
        found = _UNLISTED[max(families, key=len)] if families else _PLAIN
    lacking = set(_LIARS.get(term, ()))
    if "NCURSES_NO_UTF8_ACS" in environ and term.startswith("xterm"):
        # So mosh-server marks its sessions: it goes by xterm and prints nothing for REP (mosh issue 1064).
        lacking.add("repeat")
    lacking.update(_SWITCHES.intersection(environ.get("CORRTUI_TERM_LACKS", "").split()))
    return replace(found, **dict.fromkeys(lacking, False))


def _from_terminfo(term: str) -> Abilities | None:
    """Return what the entry says; None where this server has none."""
    try:
        curses.setupterm(term, sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (curses.error, OSError, ValueError):
        return None
    colours = curses.tigetnum("colors")
    return Abilities(
        erase=_is("el", "\x1b[K"),
        blank=_is("ech", "\x1b[%p1%dX"),
        repeat=_is("rep", "%p1%c\x1b[%p2%{1}%-%db"),
        scroll=_is("csr", "\x1b[%i%p1%d;%p2%dr") and _is("ri", "\x1bM"),
        bce=curses.tigetflag("bce") > 0,
        colours=next((level for level in _LEVELS if colours >= level), 0),
        alternate=_has("smcup", "\x1b[?1049h"),
        hides=_has("civis", "\x1b[?25l"),
        dim=_is("dim", "\x1b[2m"),
        reverses=_has("flash", "\x1b[?5h"),
        blinks=_has("cnorm", "\x1b[?12l"),
        # No entry says so, but whoever knows xterm's second screen or its titles knows its commands.
        commands=_has("smcup", "\x1b[?1049h") or term.startswith("rxvt"),
        ansi=_is("cup", "\x1b[%i%p1%d;%p2%dH"),
    )


def _string(name: str) -> str:
    """Return a capability without its padding, e.g. `$<5>`; empty when it is missing."""
    raw = curses.tigetstr(name) or b""
    return raw.decode("latin-1").partition("$<")[0]


def _is(name: str, sequence: str) -> bool:
    """The capability is this very sequence: another terminal's way of doing it is not ours."""
    return _string(name) == sequence


def _has(name: str, sequence: str) -> bool:
    return sequence in _string(name)
