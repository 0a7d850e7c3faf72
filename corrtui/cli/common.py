"""What every command shares: --desk and --as, opening the desk, and saying things safely."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corrtui import garbage
from corrtui.cli.bar import bar
from corrtui.confinement import confine
from corrtui.errors import Refused, SettingsError
from corrtui.text import clean

if TYPE_CHECKING:
    from corrtui.desk import Desk

DAY = click.DateTime(formats=["%Y-%m-%d"])
desk_option = click.option(
    "--desk", "desk_dir", metavar="DIR", help="The desk's folder; else $CORRTUI_DESK, else this folder."
)
as_option = click.option(
    "--as", "login", metavar="LOGIN", help="Work as another person, where the desk allows it."
)
restricted_option = click.option(
    "--restricted", is_flag=True, help="No way out of the program; for ForceCommand, see docs/ssh.md."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command --desk and --as; they may also stand before the command's name."""

    @functools.wraps(command)
    def wrapped(desk_dir: str | None, login: str | None, **rest: Any) -> None:
        outer = click.get_current_context().find_root().params
        command(desk_folder(desk_dir or outer.get("desk_dir")), login or outer.get("login"), **rest)

    return desk_option(as_option(wrapped))


def desk_folder(named: str | None) -> Path:
    """Return the desk's folder: the one named, else $CORRTUI_DESK, else the current folder."""
    return Path(named or os.environ.get("CORRTUI_DESK") or ".")


def wants_restricted() -> bool:
    """Tell whether the command line says --restricted."""
    return bool(click.get_current_context().find_root().params.get("restricted"))


@contextmanager
def open_at(folder: Path, login: str | None, *, starting: bool = False) -> Iterator[Desk]:
    """Open the desk in `folder` for the length of a command.

    Args:
        folder: of the desk.
        login: who works, if it is not the system's user.
        starting: the desk opens on screen: the program has more to load, and keys work there.

    Raises:
        SettingsError: no desk there, or this person does not work at it.
        LogDamaged: the control log does not hold together.
    """
    from corrtui.desk import Desk

    with bar() as progress:
        desk = Desk.open(folder, login, progress, ask_unseen, wants_restricted(), typed=not starting)
    if not starting:
        garbage.begin()
    try:
        if desk.bench.restricted:
            confine(os.environ)
        yield desk
    finally:
        desk.close()


def ask_unseen(prompt: str) -> str:
    """Ask at the terminal itself, whatever stdin and stdout are, and return what is typed there, unseen.

    Raises:
        SettingsError: this process has no terminal.
        Refused: nothing was typed: the line was hung up, or ended.
    """
    import getpass

    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC))
    except OSError as error:
        raise SettingsError(
            "This desk asks for a PIN",
            f"there is no terminal to type it at: {error.strerror}",
            "start it from a terminal",
        ) from error
    try:
        return getpass.getpass(clean(prompt))
    except UnicodeDecodeError:
        return ""  # no PIN: none is made of such bytes
    except (EOFError, OSError) as error:
        raise Refused("No PIN was typed", hint="start again") from error


def say(text: str) -> None:
    """Print a line for people; nothing in it reaches the terminal as control."""
    click.echo(clean(text))


def answer(data: object) -> None:
    """Print a JSON document for programs; nothing in it reaches the terminal as control."""
    click.echo(clean(json.dumps(data, ensure_ascii=False, indent=2)))
