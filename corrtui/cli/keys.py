"""The command `keys`: what the keyboard sends and what it does here, or the table of all keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corrtui.cli.common import answer, common, json_option, say, wants_restricted
from corrtui.errors import SettingsError

if TYPE_CHECKING:
    from corrtui.commands import Command
    from corrtui.settings import Settings


@click.command()
@click.option("--list", "as_list", is_flag=True, help="List every command with its keys.")
@click.option("--check", is_flag=True, help="Walk the keys of this desk and name those that do not arrive.")
@json_option
@common
def keys(folder: Path, login: str | None, as_list: bool, check: bool, as_json: bool) -> None:
    """Show what each key press sends, what it does here, and what cures a key that does not arrive.

    Without a terminal, and with --list, every command is listed with its keys: preset and changes of the
    desk and of the person included.
    """
    rows, title, settings = _rows(folder, login)
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if check and not terminal:
        raise SettingsError("Keys are checked at a terminal", "this is a pipe or a file", "leave --check out")
    if as_json:
        answer(
            [
                {"id": r.id, "keys": list(r.keys), "context": r.context, "help": r.help, "ready": r.ready}
                for r in rows
            ]
        )
    elif as_list or not terminal:
        _list(rows)
    else:
        from corrtui.confinement import confine
        from screens.terminal import prepare

        restricted = _restricted(settings, login)
        if restricted:
            confine(os.environ)
        prepare(said=settings.appearance if settings else None)
        from screens.keyboard.show import look_at_keys

        raise click.exceptions.Exit(look_at_keys(rows, title, check=check, restricted=restricted))


def _rows(folder: Path, login: str | None) -> tuple[Sequence[Command], str, Settings | None]:
    """Return the commands with the keys they have here, and in words where those come from."""
    from corrtui.commands import COMMANDS
    from corrtui.people import system_login
    from corrtui.presets import OWN
    from corrtui.settings import load_settings

    if not (folder / "desk.toml").exists():
        return COMMANDS, f"preset {OWN}; there is no desk here", None
    settings = load_settings(folder.resolve())
    person = settings.person(login or system_login())
    preset = (person.preset if person else "") or settings.preset or OWN
    changed = len({**settings.keys, **(person.keys if person else {})})
    whose = f" for {person.name}" if person else ""
    title = f"preset {preset}{f', {changed} changed' if changed else ''}{whose}"
    return settings.registry(person), title, settings


def _restricted(settings: Settings | None, login: str | None) -> bool:
    """Tell whether no other program may be started; whoever does not work here may look at the keys too."""
    from corrtui.people import is_restricted, system_login

    if wants_restricted() or settings is None:
        return wants_restricted()
    person = settings.person(login or system_login())
    return settings.restricted or (person is not None and is_restricted(settings, person))


def _list(rows: Sequence[Command]) -> None:
    for row in rows:
        later = "" if row.ready else "  (not in this release)"
        say(f"{row.context:6} {', '.join(row.keys) or ':' + row.id:22} {row.id:18} {row.help}{later}")
