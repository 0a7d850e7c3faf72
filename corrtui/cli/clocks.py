"""Commands on the clocks of the law: mailed, clock."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from corrtui.cli.common import DAY, answer, common, json_option, open_at, say
from corrtui.text import count


@click.command()
@click.argument("numbers", nargs=-1, metavar="NUMBER…")
@click.option("--date", "day", type=DAY, metavar="DATE", help="Day it was mailed; today when none is named.")
@click.option("--how", default="", metavar="CLASS", help="Class of mail, e.g. first, certified.")
@click.option("--tracking", default="", metavar="NUMBER", help="Its tracking number; for one letter.")
@click.option("--pdf", default="", metavar="NAME", help="Which of its PDFs; else all that wait.")
@click.option("--counts-as", "kind", default="", metavar="KIND", help="What it counts as, e.g. extension.")
@json_option
@common
def mailed(
    folder: Path,
    login: str | None,
    numbers: tuple[str, ...],
    day: datetime | None,
    how: str,
    tracking: str,
    pdf: str,
    kind: str,
    as_json: bool,
) -> None:
    """Enter that filed letters were mailed: only mailing stops a clock of the law.

    Without a number, list what stands in outbox/ and was not entered as mailed.
    """
    if (tracking and len(numbers) != 1) or (pdf and len(numbers) != 1):
        raise click.UsageError("--tracking and --pdf go with one letter")
    with open_at(folder, login) as desk:
        from corrtui.casework.mailing import Post

        if not numbers:
            waiting = desk.clocks.waiting()
            if as_json:
                answer([{"control_no": number, "pdf": name} for number, name in waiting])
                return
            for number, name in waiting:
                say(f"{number:12} {name}")
            say(f"{count(len(waiting), 'letter')} to mail" if waiting else "nothing waits to be mailed")
            return
        post = Post(day.date() if day else None, how, tracking, pdf, kind)
        done = desk.clocks.mailed(numbers, post)
        if as_json:
            answer([asdict(one) | {"day": one.day.isoformat()} for one in done])
            return
        for one in done:
            say(str(one))


@click.command()
@click.argument("number")
@click.argument("name", metavar="CLOCK|FACT|MARK")
@click.argument("value", nargs=-1, required=True, metavar="VALUE")
@click.option("--reason", default="", help="Why; always needed.")
@common
def clock(
    folder: Path, login: str | None, number: str, name: str, value: tuple[str, ...], reason: str
) -> None:
    """Switch a clock of a letter on or off, or say what it rests on.

    Of a clock: on, off, met, met DATE (what was done without a letter), or the DATE it starts. Of a fact its
    day (statement_sent 2025-12-20), of a mark yes or no (late_notice no). The names are in docs/clocks.md.
    """
    with open_at(folder, login) as desk:
        say(desk.clocks.set(number, name, " ".join(value), reason))
