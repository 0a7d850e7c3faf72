"""Confinement: what a restricted session may not do, for `ForceCommand corrtui`; see docs/ssh.md.

`restricted = true` under [desk] or with a person in desk.toml, or `--restricted` on the command line, make a
session one from which no way leads to a shell or to a file outside the desk. Nothing in the environment
switches it off.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Final

from corrtui.errors import Refused
from corrtui.text import one_line

ORIGINAL_COMMAND: Final = "SSH_ORIGINAL_COMMAND"
"""Where sshd puts what the client asked for when a forced command is run in its place (sshd_config(5))."""
NO_EDITOR: Final = "this session is restricted: the draft is edited here, no other program is started"
_LINE_BY_LINE: Final[Mapping[str, frozenset[str]]] = {
    "queue": frozenset({"--limit", "--json"}),
    "show": frozenset({"--json"}),
    "tally": frozenset({"--date", "--format"}),
    "keys": frozenset({"--json", "--list", "--check"}),
}
"""What may be asked for over SSH, and with which options: it only reads and starts nothing."""
_FREE = ("init", "log")
"""Commands that read or write folders of the caller's choice."""
_DROPPED = frozenset(
    {"VISUAL", "EDITOR", "PAGER", "BROWSER", "CORRTUI_DESK"}
    | {"PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONBREAKPOINT"}
)
"""Variables that name a program to start, or a desk."""
_DROPPED_HEAD = "TEXTUAL"
"""Head of the variables by which textual loads a driver, writes a log or a picture, or opens a port."""


def confine(environ: MutableMapping[str, str]) -> None:
    """Take out of the environment what names a program to start, a file to write or another desk."""
    for name in [name for name in environ if name in _DROPPED or name.startswith(_DROPPED_HEAD)]:
        del environ[name]


def check_command(name: str) -> None:
    """Refuse a command that reads or writes folders of the caller's choice.

    Raises:
        Refused: it is one.
    """
    if name in _FREE:
        raise Refused(f"This session is restricted: `corrtui {name}` works on any folder")


def check_target(path: Path, folder: Path) -> None:
    """Refuse to write the file `path` anywhere but in `folder`.

    Raises:
        Refused: it would be written elsewhere.
    """
    if path.resolve().parent != folder.resolve():
        raise Refused(
            "This session is restricted: it is written nowhere else",
            one_line(str(path), 200),
            f"name a file in {folder}",
        )


def asked_for(environ: Mapping[str, str]) -> list[str]:
    """Return the command the client asked for in place of the forced one, as words; empty: it asked for none.

    Raises:
        Refused: it is none of those that only show what is at the desk.
    """
    asked = environ.get(ORIGINAL_COMMAND, "")
    try:
        words = shlex.split(asked)
    except ValueError:
        words = [asked]
    if words[:1] == ["corrtui"]:
        del words[0]
    if not words:
        return []
    options = _LINE_BY_LINE.get(words[0])
    if options is None:
        raise _not_run(words[0])
    for word in words[1:]:
        if word.startswith("-") and word.partition("=")[0] not in options:
            raise _not_run(f"{words[0]} {word}")
    return words


def _not_run(what: str) -> Refused:
    return Refused(
        f"This session is restricted: {one_line(what, 60)} is not run here",
        hint=f"log in without a command, or ask for {', '.join(_LINE_BY_LINE)}",
    )
