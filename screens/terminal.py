"""What the terminal is, how the desk is to look on it, and what textual must know before it is imported."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Mapping, MutableMapping
from functools import cache
from typing import Final

from corrtui.appearance import THEMES, Appearance
from corrtui.errors import SettingsError
from screens.abilities import Abilities, abilities_of

# A lone Esc is told from the head of a function key by the silence after it. On a slow line the rest
# of the key comes late, so we wait longer there (milliseconds).
_ESCAPE_WAIT_OVER_SSH = "300"

_SETTINGS = {
    "TEXTUAL_SMOOTH_SCROLL": "0",
    # Kitty's protocol stays switched on in the clerk's shell when the line drops.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}
CLEAR: Final = "\x1b[m\x1b[H\x1b[J"
"""Plain style, cursor home, everything erased: known to all terminals we draw on."""
_THEME = "CORRTUI_THEME"
_FLAGS = {
    "1": True,
    "yes": True,
    "on": True,
    "true": True,
    "0": False,
    "no": False,
    "off": False,
    "false": False,
}


def prepare(environ: MutableMapping[str, str] = os.environ, said: Appearance | None = None) -> None:
    """Set what textual reads at import; a value the clerk set stays, then comes what the desk says.

    A size in the environment is what some shell once saw: the terminal itself is asked instead, or a
    resize would never be noticed.

    Raises:
        SettingsError: the environment names a theme that does not exist.
    """
    said = said or Appearance()
    for name in ("COLUMNS", "LINES"):
        environ.pop(name, None)
    for name, value in _SETTINGS.items():
        environ.setdefault(name, value)
    environ.setdefault("TEXTUAL_ANIMATIONS", "full" if said.animation else "none")
    if said.escape_wait:
        environ.setdefault("ESCDELAY", str(said.escape_wait))
    elif over_ssh(environ):
        environ.setdefault("ESCDELAY", _ESCAPE_WAIT_OVER_SSH)
    for name, flag in (("MOUSE", said.mouse), ("BLINK", said.blink)):
        environ.setdefault(f"CORRTUI_{name}", "1" if flag else "0")
    chosen = environ.get(_THEME) or ("plain" if environ.get("NO_COLOR") else said.theme)
    if chosen and chosen not in THEMES:
        raise SettingsError(f"There is no theme {chosen!r}", _THEME, f"one of {', '.join(THEMES)}")
    colours = abilities_of(environ.get("TERM", ""), environ).colours
    if chosen == "256" and colours < 256:
        chosen = "colour"
    if not colours and chosen not in ("plain", "reverse"):
        chosen = "plain"
    environ[_THEME] = chosen or "colour"
    if not colours or chosen == "plain":
        environ["NO_COLOR"] = "1"  # for textual, and for the clerk's own editor
    else:
        environ.pop("NO_COLOR", None)  # a theme asked for by name is asked for
    environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256" if chosen == "256" else "standard")


@cache
def abilities() -> Abilities:
    """Return what this process's terminal can do."""
    return abilities_of(os.environ.get("TERM", ""))


def theme(environ: Mapping[str, str] = os.environ) -> str:
    """Return one of the themes, the clerk's own or the desk's.

    See https://no-color.org.
    """
    return environ.get(_THEME) or ("plain" if environ.get("NO_COLOR") else "colour")


def switched_on(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Return what `CORRTUI_NAME` says; False when it is not set or says nothing that is yes."""
    return _FLAGS.get(environ.get(f"CORRTUI_{name}", "").lower(), False)


def allowed(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Return False when `CORRTUI_NAME` says no."""
    return _FLAGS.get(environ.get(f"CORRTUI_{name}", "").lower(), True)


def leave_screen() -> bytes:
    """Return what gives the shell its terminal back when there is no time left for the driver to do it."""
    able = abilities()
    said = "\x1b[?2004l\x1b[?7h" + ("\x1b[r" if able.scroll else "") + CLEAR
    if switched_on("MOUSE"):
        said += "\x1b[?1006l\x1b[?1015l\x1b[?1000l"
    if theme() == "reverse" and able.reverses:
        said += "\x1b[?5l"
    said += ("\x1b[?25h" if able.hides else "") + ("\x1b[?1049l" if able.alternate else "")
    return said.encode()


def over_ssh(environ: Mapping[str, str] = os.environ) -> bool:
    """Return True when the terminal is at the far end of an SSH line."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def output_encoding(environ: Mapping[str, str] = os.environ) -> str:
    """Return the alphabet of the terminal, as Python names it: what the clerk's locale says, else Python.

    In the C locale Python writes UTF-8 all the same (PEP 538 and 540); the terminal may well show two odd
    signs for each letter then. So may one whose locale this server does not have.
    """
    stream = codecs.lookup(getattr(sys.__stderr__, "encoding", None) or "ascii").name
    if environ.get("PYTHONIOENCODING") or environ.get("PYTHONUTF8") == "1":
        return stream
    said = environ.get("LC_ALL") or _own_ctype(environ) or environ.get("LANG", "")
    if said in ("C", "POSIX"):
        return "ascii"
    try:
        return codecs.lookup(said.partition(".")[2].partition("@")[0]).name
    except LookupError:
        return stream


def _own_ctype(environ: Mapping[str, str]) -> str:
    """Return LC_CTYPE, unless Python itself set it because the locale is C."""
    said = environ.get("LC_CTYPE", "")
    return "" if said in ("C.UTF-8", "C.utf8") and environ.get("LANG") in ("C", "POSIX") else said


def speak() -> None:
    """Write what is drawn in the terminal's alphabet."""
    encoding, stream = output_encoding(), sys.__stderr__
    if encoding != "ascii" and isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="replace")


def draws_unicode() -> bool:
    """Return True when the terminal shows box lines and other characters outside its own alphabet."""
    return output_encoding() == "utf-8"


def own_editor() -> str:
    """Return the command of the clerk's own editor, empty when none is set."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
