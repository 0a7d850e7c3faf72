"""Commands on letters: intake, queue, show, draft, proof, finish, and what is decided about them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corrtui.cli.common import DAY, answer, common, json_option, open_at, say
from corrtui.errors import Refused
from corrtui.text import count, one_line


@click.command()
@click.option("--once", is_flag=True, required=True, help="Take in what is there now, then leave.")
@click.option("--received", type=DAY, metavar="DATE", help="Date received, 2026-12-24; never in the future.")
@click.option("--reason", default="", help="Why it is back-dated by more than a business day.")
@json_option
@common
def intake(
    folder: Path, login: str | None, once: bool, received: datetime | None, reason: str, as_json: bool
) -> None:
    """Take in the letters that stand in inbox/."""
    from corrtui.intake.accept import Stamp

    with open_at(folder, login) as desk:
        numbers = desk.take_in(Stamp(received.date() if received else None, reason))
        waiting = desk.arriving()
        mended = desk.intake.watch.mended
        if as_json:
            answer(
                {
                    "taken": [{"control_no": no, "file": desk.letter(no).file} for no in numbers],
                    "waiting": [
                        {"file": item.name, "size": item.size, "state": item.state} for item in waiting
                    ],
                    "mended": list(mended),
                }
            )
            return
        for line in mended:
            say(f"mended: {line}")
        for number in numbers:
            letter = desk.letter(number)
            say(f"{number}  {letter.category:4} {one_line(letter.writer, 28):28} {one_line(letter.file, 40)}")
        for item in waiting:
            say(f"waits: {item.name}: {item.state}")
        say(f"{len(numbers)} taken in, {len(waiting)} waiting")


@click.command()
@click.option("--limit", default="", metavar="EXPR", help='Only these, e.g. "cat:BIL due:<3d from:hill".')
@json_option
@common
def queue(folder: Path, login: str | None, limit: str, as_json: bool) -> None:
    """List the open letters in the order of work."""
    from corrtui.casework.forms import queue_row

    with open_at(folder, login) as desk:
        numbers = desk.queue(limit)
        if as_json:
            claims = desk.colleagues.others()
            desk.anew.catch_up()
            answer([queue_row(desk.bench, desk.privacy, number, claims, desk.anew) for number in numbers])
            return
        for number in numbers:
            letter = desk.letter(number)
            due = f"{letter.soonest:%b %d}"
            state = letter.sensitive or letter.status.replace("_", " ")
            state = f"{letter.priority}, {state}" if letter.priority else state
            state = f"{state}, bring-up {letter.bring_up:%b %d}" if letter.bring_up else state
            say(
                f"{number:12} {due} {desk.urgency(number):9} {letter.category:4} "
                f"{one_line(letter.writer, 22):22} {one_line(letter.subject, 34):34} {state}"
            )
        say(count(len(numbers), "letter"))


reveal_option = click.option(
    "--reveal", default="", metavar="REASON", help="Card and social-security numbers in full; it is logged."
)


@click.command()
@click.argument("number")
@reveal_option
@json_option
@common
def show(folder: Path, login: str | None, number: str, reveal: str, as_json: bool) -> None:
    """Show one letter: what it says, its records and its log lines."""
    from corrtui.casework.forms import letter_report
    from corrtui.casework.letter_page import letter_page

    with open_at(folder, login) as desk:
        desk.anew.catch_up()
        sheet = desk.sheet(number)
        if reveal:
            desk.privacy.reveal(number, reveal)
        if as_json:
            others = desk.colleagues.others()
            answer(letter_report(desk.bench, desk.privacy, sheet, others, desk.ordering.place(number)))
        else:
            say(letter_page(desk.bench, desk.privacy, sheet))


@click.command()
@click.argument("number")
@click.option("--template", metavar="CODE", help="Merge this template instead of the suggested one.")
@reveal_option
@json_option
@common
def draft(
    folder: Path, login: str | None, number: str, template: str | None, reveal: str, as_json: bool
) -> None:
    """Show the reply as it is merged now."""
    with open_at(folder, login) as desk:
        desk.bench.open_letter(number)
        if reveal:
            desk.privacy.reveal(number, reveal)
        sheet = desk.choose_template(number, template) if template else desk.sheet(number)
        if not sheet.template:
            raise Refused(
                f"{number} has no draft",
                sheet.trouble or "no template is offered",
                "name one with --template",
            )
        text = desk.privacy.show_text(number, sheet.text)
        if as_json:
            holes = [{"name": hole.name, "line": hole.line + 1} for hole in sheet.holes]
            answer(
                {
                    "control_no": number,
                    "template": sheet.template,
                    "text": text,
                    "holes": holes,
                    "edited": sheet.edited,
                }
            )
        else:
            say(text)


@click.command()
@click.argument("number")
@json_option
@common
def proof(folder: Path, login: str | None, number: str, as_json: bool) -> None:
    """Proof the draft; exit 1 when something blocks it."""
    with open_at(folder, login) as desk:
        if not desk.sheet(number).text.strip():
            raise Refused(
                f"{number} has no draft to proof", hint=f"`corrtui draft {number} --template CODE` makes one"
            )
        findings = desk.proof(number)
        if as_json:
            answer(
                [
                    {
                        "rule": f.rule,
                        "level": f.level,
                        "message": desk.privacy.show_text(number, f.message),
                        "line": f.line + 1,
                        "column": f.column + 1,
                    }
                    for f in findings
                ]
            )
        else:
            for f in findings:
                say(f"{f.rule} {f.level:5} line {f.line + 1}: {desk.privacy.show_text(number, f.message)}")
            say(count(len(findings), "finding") if findings else "nothing found")
        if any(f.level == "block" for f in findings):
            raise click.exceptions.Exit(1)


@click.command()
@click.argument("number")
@click.option("--template", metavar="CODE", help="Merge this template instead of the suggested one.")
@click.option("--set", "values", multiple=True, metavar="HOLE=VALUE", help="Fill a hole; may be repeated.")
@click.option("--confirm", default="", metavar="WORD", help="Finish a sensitive letter all the same.")
@click.option(
    "--issue",
    "outcomes",
    multiple=True,
    metavar="N=OUTCOME",
    help="What becomes of a thing asked: 2=answered, all=answered, or 3=why not; may be repeated.",
)
@json_option
@common
def finish(
    folder: Path,
    login: str | None,
    number: str,
    template: str | None,
    values: tuple[str, ...],
    confirm: str,
    outcomes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Finish a letter: proof it, write the PDF to outbox/, enter it in the log."""
    pairs = [value.partition("=") for value in values]
    for name, sign, _ in pairs:
        if not sign or not name:
            raise click.UsageError(f"--set {name}: write HOLE=VALUE")
    with open_at(folder, login) as desk:
        if template:
            desk.choose_template(number, template)
        if pairs:
            desk.fill(number, {name: value for name, _, value in pairs})
        filed = desk.file(desk.prepare(number, confirm, outcomes=outcomes))
        if as_json:
            answer({"control_no": number, "pdf": filed.name, "pages": filed.pages, "closed": filed.closed})
        else:
            say(filed.sentence)


@click.command()
@click.argument("number")
@click.argument("codes", metavar="CODE…")
@click.option("--reason", default="", help="Needed to clear a sensitive mark.")
@common
def classify(folder: Path, login: str | None, number: str, codes: str, reason: str) -> None:
    """Give a letter another category; several codes may be given, divided by commas."""
    with open_at(folder, login) as desk:
        desk.anew.note_present(number)
        say(desk.classify(number, codes, reason))


@click.command()
@click.argument("number")
@click.argument("code")
@click.option("--reason", default="", help="Why; always needed.")
@click.option(
    "--confirm", default="", metavar="WORD", help="End a letter that wants a word more all the same."
)
@click.option(
    "--issue",
    "outcomes",
    multiple=True,
    metavar="N=OUTCOME",
    help="What becomes of a thing asked, as in finish.",
)
@common
def dispose(
    folder: Path,
    login: str | None,
    number: str,
    code: str,
    reason: str,
    confirm: str,
    outcomes: tuple[str, ...],
) -> None:
    """End or hold a letter without a reply: FILE, RETURN, MERGE, ESCALATE, …"""
    with open_at(folder, login) as desk:
        desk.anew.note_present(number)
        say(desk.dispose(number, code, reason, confirm=confirm, outcomes=outcomes))


@click.command()
@click.argument("number")
@click.argument("word", metavar="raise|lower|normal")
@click.option("--reason", default="", help="Why; always needed.")
@common
def priority(folder: Path, login: str | None, number: str, word: str, reason: str) -> None:
    """Raise a letter in the order of work, lower it, or put it back to its place."""
    with open_at(folder, login) as desk:
        say(desk.ordering.prioritise(number, word, reason))


@click.command()
@click.argument("number")
@click.argument("day", metavar="DATE")
@click.option("--reason", default="", help="Needed where it comes back later than it must be worked by.")
@common
def bringup(folder: Path, login: str | None, number: str, day: str, reason: str) -> None:
    """Put a letter away until DATE (3d, fri, 12/24, =); it comes back to the queue by itself."""
    with open_at(folder, login) as desk:
        say(desk.ordering.bring_up(number, day, reason))


@click.command()
@click.argument("number")
@click.argument("day", metavar="DATE|kept")
@click.option("--reason", default="", help="How it was kept, or why the day is another one; always needed.")
@common
def promise(folder: Path, login: str | None, number: str, day: str, reason: str) -> None:
    """Give what our letter promised another day, or note it as kept."""
    with open_at(folder, login) as desk:
        say(desk.ordering.promise(number, day, reason))


@click.command()
@common
def undo(folder: Path, login: str | None) -> None:
    """Undo what you did last, by a counter-entry."""
    with open_at(folder, login) as desk:
        say(desk.undo())
