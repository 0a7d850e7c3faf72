"""What stands between the keyboard and the desk: TERM, locale, SSH, tmux or screen, the wait after Esc."""

from __future__ import annotations

import locale
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from corrtui.commands import Command
from screens.keyboard.line import RawLine
from screens.keyboard.troubles import Terminal, Trouble, of_identity, trouble
from screens.terminal import over_ssh

_TMUX_WAIT = 200
"""Milliseconds tmux may hold an Esc back without anybody minding."""
_TERMINFO = (
    "~/.terminfo",
    "/etc/terminfo",
    "/lib/terminfo",
    "/usr/share/terminfo",
    "/usr/local/share/terminfo",
)
_SLOW = 2.0
_NEAR = 0.7
"""Seconds a terminal has for an answer, over SSH and at the machine itself."""


def terminal_here(environ: Mapping[str, str], wait: float, erase: bytes) -> Terminal:
    """Return what the terminal goes by here.

    Args:
        environ: the environment.
        wait: seconds the desk waits after Esc.
        erase: the byte the shell takes for Backspace.
    """
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return Terminal(environ.get("TERM", ""), "", wait, erase)
    return Terminal(environ.get("TERM", ""), locale.nl_langinfo(locale.CODESET), wait, erase)


def found_around(
    line: RawLine,
    terminal: Terminal,
    rows: Sequence[Command],
    environ: Mapping[str, str] = os.environ,
    *,
    ask_tmux: bool = True,
) -> tuple[list[str], list[Trouble]]:
    """Ask the terminal and look about; tmux is asked by starting it as a client, if that may be.

    Returns:
        Lines that say where we are, and what is amiss before a key is pressed.
    """
    ssh = over_ssh(environ)
    troubles = _of_name(terminal)
    name = ""
    other: list[Trouble] = []
    if not troubles or troubles[0].id != "dumb":
        kind, version = line.identity(terminal.term, _SLOW if ssh else _NEAR)
        name, other = of_identity(terminal, kind, version)
    says = f"the terminal says it is {name}" if name else "the terminal does not say what it is"
    wait = round(terminal.wait * 1000)
    about = [
        f"Terminal  TERM={terminal.term or '(not set)'}; {says}",
        f"Line      {'over SSH' if ssh else 'at this machine'}; Esc is waited for {wait} ms",
        f"Letters   locale {_locale_name(environ) or '(not set)'}, {terminal.codeset or 'not installed'}",
    ]
    if line.stops:
        about.append("Stopping  ctrl+s stops the shell's output until ctrl+q; the desk switches that off")
    troubles += other
    if not terminal.codeset:
        troubles.append(trouble("nolocale", name=_locale_name(environ)))
    elif not terminal.utf8:
        troubles.append(trouble("locale", codeset=terminal.codeset))
    if ssh and terminal.wait < 0.2:
        troubles.append(trouble("wait", wait=wait))
    inside, more = _inside(rows, environ, ask_tmux)
    return about + inside, troubles + more


def _locale_name(environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")


def _of_name(terminal: Terminal) -> list[Trouble]:
    if terminal.term in ("", "dumb", "unknown"):
        return [trouble("dumb", term=terminal.term or "not set")]
    return [] if _in_terminfo(terminal.term, os.environ) else [trouble("terminfo", term=terminal.term)]


def _in_terminfo(term: str, environ: Mapping[str, str]) -> bool:
    """Tell whether this machine has the entry; curses itself looks one up only once in a process."""
    places = [environ.get("TERMINFO", ""), *environ.get("TERMINFO_DIRS", "").split(":"), *_TERMINFO]
    folders = [Path(place).expanduser() for place in places if place]
    return "/" not in term and any(
        (folder / first / term).exists() for folder in folders for first in (term[0], f"{ord(term[0]):x}")
    )


def _inside(
    rows: Sequence[Command], environ: Mapping[str, str], ask_tmux: bool
) -> tuple[list[str], list[Trouble]]:
    """Say what tmux and screen keep of the keys; one may run inside the other."""
    about: list[str] = []
    troubles: list[Trouble] = []
    inside = [who for who, mark in (("tmux", "TMUX"), ("screen", "STY")) if environ.get(mark)]
    for who in inside:
        prefix = _of_tmux("-gv", "prefix") if who == "tmux" and ask_tmux else ""
        key = re.sub(r"^C-(.)$", r"ctrl+\1", prefix) or ("ctrl+b" if who == "tmux" else "ctrl+a")
        ids = [row.id for row in rows if row.ready and any(key in taken.split(" ") for taken in row.keys)]
        about.append(f"Inside    {who}, which keeps {key}" + ("" if ids else "; no command here needs it"))
        if ids:
            troubles.append(trouble("prefix", who=who, key=key, ids=" and ".join(ids)))
    held = _of_tmux("-sv", "escape-time") if "tmux" in inside and ask_tmux else ""
    if held.isdigit() and int(held) > _TMUX_WAIT:
        troubles.append(trouble("tmuxwait", wait=int(held)))
    return about, troubles


def _of_tmux(scope: str, option: str) -> str:
    """Return an option of the tmux we are in; empty when it does not say so at once."""
    try:
        asked = subprocess.run(
            ["tmux", "show-options", scope, option], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.strip() if not asked.returncode else ""
