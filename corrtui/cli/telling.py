"""The command on telling: told."""

from __future__ import annotations

from pathlib import Path

import click

from corrtui.cli.common import common, open_at, say


@click.command()
@click.argument("number")
@click.option(
    "--to", "who", default="", metavar="WHO", help="A login or name of those who must be told, or who else."
)
@click.option("--how", default="", metavar="TEXT", help="phone, person, hand, mail, or words of your own.")
@common
def told(folder: Path, login: str | None, number: str, who: str, how: str) -> None:
    """Enter who in the office was told of a sensitive letter; without that it cannot be closed."""
    with open_at(folder, login) as desk:
        say(desk.told.enter(number, who, how))
