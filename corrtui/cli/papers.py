"""Commands on the papers that go out with a reply: attach, detach."""

from __future__ import annotations

from pathlib import Path

import click

from corrtui.cli.common import common, open_at, say


@click.command()
@click.argument("number")
@click.argument("paper")
@common
def attach(folder: Path, login: str | None, number: str, paper: str) -> None:
    """Put a PAPER into the reply's envelope: a record as SOURCE/KEY, or an enclosure that goes back.

    An enclosure is named by its number in the letter, by its file as `show` says it, or as the writer did.
    """
    with open_at(folder, login) as desk:
        say(desk.attach(number, paper, put=True))


@click.command()
@click.argument("number")
@click.argument("paper")
@common
def detach(folder: Path, login: str | None, number: str, paper: str) -> None:
    """Take a PAPER off again that `attach` put with the letter."""
    with open_at(folder, login) as desk:
        say(desk.attach(number, paper, put=False))
