"""Commands that take down: a phone note, and a letter typed in; the text comes on the standard input."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corrtui.cli.common import DAY, answer, common, json_option, open_at, say
from corrtui.errors import Refused
from corrtui.text import clean, one_line

if TYPE_CHECKING:
    from corrtui.casework.note import Note
    from corrtui.desk import Desk

_MOMENT = click.DateTime(formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%H:%M"])
_NO_YEAR = 1900
"""What a time without a day is read as."""
_reason = click.option("--reason", default="", help="Why it is filed more than a business day late.")


@click.command()
@click.option("--caller", default="", metavar="NAME", help="Who called.")
@click.option("--phone", default="", metavar="NUMBER", help="The number called from.")
@click.option(
    "--at",
    type=_MOMENT,
    metavar="TIME",
    help='When, "2026-12-24 13:05" or "13:05" of today; never in the future. Now when left out.',
)
@click.option("--account", default="", metavar="NUMBER", help="Account, order or claim.")
@click.option("--call-back", default="", metavar="WORDS", help="Whether and when a call back is wanted.")
@click.option("--identity", default="", metavar="WORDS", help="How consent and identity were checked.")
@_reason
@json_option
@common
def note(
    folder: Path,
    login: str | None,
    caller: str,
    phone: str,
    at: datetime | None,
    account: str,
    call_back: str,
    identity: str,
    reason: str,
    as_json: bool,
) -> None:
    """File a phone note as an incoming letter: what was asked comes on the standard input."""
    from corrtui.casework.note import Note
    from corrtui.casework.note_form import Kind

    text = _text()
    with open_at(folder, login) as desk:
        now = desk.notes.now()
        if at is not None and at.year == _NO_YEAR:
            at = datetime.combine(now.date(), at.time())
        when = at or now
        taken = Note(
            Kind.PHONE,
            text,
            when.date(),
            when.time(),
            writer=caller,
            phone=phone,
            account=account,
            medium="phone note",
            call_back=call_back,
            identity=identity,
            by=desk.me.name,
        )
        _file(desk, taken, reason, as_json=as_json)


@click.command("type")
@click.option("--from", "writer", default="", metavar="NAME", help="Who wrote it, where the text lacks that.")
@click.option("--address", default="", metavar="LINE", help="Street, city, state and ZIP of the writer.")
@click.option("--dated", type=DAY, metavar="DATE", help="The date on the letter, 2026-12-24.")
@click.option("--received", type=DAY, metavar="DATE", help="The day it came; today when left out.")
@click.option("--medium", type=click.Choice(["letter", "fax", "e-mail", "web form"]), default="letter")
@_reason
@json_option
@common
def type_in(
    folder: Path,
    login: str | None,
    writer: str,
    address: str,
    dated: datetime | None,
    received: datetime | None,
    medium: str,
    reason: str,
    as_json: bool,
) -> None:
    """File a letter typed or pasted in: its text comes on the standard input."""
    from corrtui.casework.note import Note
    from corrtui.casework.note_form import Kind

    text = _text()
    with open_at(folder, login) as desk:
        # Where nothing is said of the letter beside its text, the text is kept as it came.
        kind = Kind.TYPED if writer or address or dated else Kind.PASTED
        if kind is Kind.TYPED and medium not in ("letter", "fax"):
            raise click.UsageError(
                f"--medium {medium}: its text says who wrote; leave --from, --address and --dated out"
            )
        taken = Note(
            kind,
            text,
            received.date() if received else desk.today,
            writer=writer,
            address=address,
            dated=dated.date() if dated else None,
            medium=medium,
            by=desk.me.name,
        )
        _file(desk, taken, reason, as_json=as_json)


def _text() -> str:
    """Return what stands on the standard input, clean.

    Raises:
        Refused: nothing stands there, or more than a letter may hold.
    """
    from corrtui.intake.readers.limits import TEXT_BYTES
    from corrtui.intake.readers.plain import decode

    data = sys.stdin.buffer.read(TEXT_BYTES + 1) if sys.stdin else b""
    if len(data) > TEXT_BYTES:
        raise Refused("The text is longer than a letter may be", hint="put it as a file into the inbox")
    text = clean(decode(data).text).strip("\n")
    if not text.strip():
        raise Refused("The text is empty", hint="give it on the standard input")
    return text


def _file(desk: Desk, taken: Note, reason: str, *, as_json: bool) -> None:
    number = desk.notes.file_at_once(taken, reason)
    letter = desk.letter(number)
    if as_json:
        answer(
            {
                "control_no": number,
                "medium": letter.medium,
                "received": letter.received.isoformat(),
                "category": letter.category,
            }
        )
    else:
        say(f"{number}  {letter.category:4} {one_line(letter.writer, 28):28} {letter.medium}")
