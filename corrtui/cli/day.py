"""Commands on the desk and its day: what it brings, tally, check."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corrtui.cli.bar import bar
from corrtui.cli.common import DAY, answer, common, json_option, open_at, say
from corrtui.errors import Refused
from corrtui.text import count


@click.command()
@click.option("--date", "day", type=DAY, metavar="DATE", help="Day of the office; today when none is named.")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to FILE.")
@common
def tally(folder: Path, login: str | None, day: datetime | None, form: str, output: Path | None) -> None:
    """Show or export the day's tally; exit 1 when it does not balance."""
    from corrtui.reports.export import render

    with open_at(folder, login) as desk:
        with bar() as progress:
            found = desk.tally(day.date() if day else None, progress)
        if output is None:
            click.echo(render(found, form, desk.settings.office.name), nl=False)
        else:
            desk.write_tally(found, form, output)
            say(f"written: {output}")
        if not found.balances:
            raise Refused("The tally does not balance", "; ".join(found.differences))


@click.command("day")
@json_option
@common
def view(folder: Path, login: str | None, as_json: bool) -> None:
    """Show what the day brings: overdue, due, promised, brought up, and the work against the time left."""
    from corrtui.reports.day import as_text, to_json

    with open_at(folder, login) as desk:
        found = desk.ordering.day()
        if as_json:
            answer(to_json(found))
        else:
            say(desk.privacy.mask(as_text(found).rstrip("\n")))


@click.command()
@click.option("--repair", is_flag=True, help="Put right in what files and log disagree.")
@common
def check(folder: Path, login: str | None, repair: bool) -> None:
    """Check the desk: settings, folders, templates, records, files against the log; exit 1 for trouble.

    Nothing is changed without --repair.
    """
    with open_at(folder, login) as desk:
        left = list(desk.check())
        if repair:
            with bar() as progress:
                found = desk.intake.repair(progress)
            left += found.left
            for line in found.done:
                say(line)
            remarks = list(found.remarks)
        else:
            with bar() as progress:
                troubles = desk.intake.find_troubles(progress)
            left += [str(trouble) for trouble in troubles if not trouble.remark]
            remarks = [str(trouble) for trouble in troubles if trouble.remark]
        for line in remarks:
            say(f"remark: {line}")
        for line in left:
            say(line)
        if repair:
            say(f"{count(len(found.done), 'thing')} put right" if found.done else "nothing to put right")
        say("the desk is in order" if not left else count(len(left), "trouble"))
    if left:
        raise click.exceptions.Exit(1)
