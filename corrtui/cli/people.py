"""Commands on the people of the desk: pin."""

from __future__ import annotations

from pathlib import Path

import click

from corrtui.cli.common import ask_unseen, common, say
from corrtui.errors import Refused, SettingsError


@click.command()
@click.argument("who", metavar="LOGIN")
@common
def pin(folder: Path, login: str | None, who: str) -> None:
    """Make a PIN for LOGIN: asks for it twice and prints the line for desk.toml."""
    from corrtui.casework.pin import LONGEST, SHORTEST, hash_pin
    from corrtui.settings import load_settings

    settings = load_settings(folder.resolve())
    person = settings.person(who)
    if person is None:
        raise SettingsError(
            f"{who} does not work at this desk",
            f"{settings.folder / 'desk.toml'} names {', '.join(sorted(p.login for p in settings.people))}",
            "add a [[people]] table first",
        )
    say(f"A PIN has {SHORTEST} to {LONGEST} characters; letters and blanks may be among them.")
    typed = ask_unseen(f"PIN for {person.name}: ")
    line = f'pin = "{hash_pin(typed)}"'
    if ask_unseen("The same again: ") != typed:
        raise Refused("The two are not the same", hint="start again")
    say(f'Put this line under login = "{person.login}", {settings.folder / "desk.toml"} line {person.line}:')
    say(line)
