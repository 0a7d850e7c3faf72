"""A desk with any number of open letters, and the same letters as a mailbox for the mail programs beside it.

The desk's entries are real, a thousand in one append.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from corrtui.calendar import OfficeCalendar
from corrtui.casework.describe import Describer
from corrtui.control.act_json import act_to_json
from corrtui.control.acts import LetterReceived
from corrtui.control.clock import Clock, clock_to_text
from corrtui.control.log import FolderLog
from corrtui.intake.reading import Reading
from corrtui.intake.recover import SIDECAR
from corrtui.make_desk import SAMPLE, make_desk
from corrtui.people import system_login
from corrtui.settings import load_settings
from corrtui.triage.category import load_categories

_BATCH = 1000
_WITH_TEXT = 700
"""Case folders are made for the letters a benchmark looks at; the queue itself comes from the log alone."""

LETTER = """\
Ana Ortiz
614 Marigold Lane
Boise, ID 83704

November 16, 2026

Dear Sir or Madam:

I was charged twice on November 2 for order 48213, $39.95 each. With both charges the balance of my account
204417 reads $148.20; by my arithmetic it ought to be $108.25. This is letter {n} that I write to you.

Please credit my account for the second charge and send me a corrected statement.

Yours truly,

Ms. Ana Ortiz
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """What is told apart in a day's mail: a text, who wrote it, and what it is about."""

    text: str
    writer: str
    subject: str
    kept: dict[str, Any]
    """Goes into the case folder beside the reading."""


def days_mail(folder: Path, day: date) -> tuple[Mail, ...]:
    """Return letters that differ as a day's mail does: those of the sample company that are plain text."""
    settings = load_settings(folder)
    describer = Describer(load_categories(settings.categories), OfficeCalendar(settings.closed_days))
    found = []
    for path in sorted((SAMPLE / "letters").glob("scan-*.txt")):
        text = path.read_text()
        made = describer.describe(Reading(medium="letter", text=text, how="text"), day)
        found.append(Mail(text, made.act["writer"], made.act["subject"], dict(made.kept)))
    return tuple(found)


def desk_of(
    folder: Path, count: int, choose: Callable[[tuple[Mail, ...]], tuple[Mail, ...]] = lambda mail: mail
) -> Path:
    """Make a sample desk with `count` open letters in `folder` and return it.

    All are due on one day, with the clocks of a billing error, so they stand in the order in which they
    came; letter `n` reads as the one at `n` of what `choose` takes of the day's mail, which begins anew when
    it is through.
    """
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("day_view = true", "day_view = false"))
    settings = load_settings(folder)
    day = datetime.now(UTC).astimezone(settings.office.zone).date() - timedelta(days=1)
    describer = Describer(load_categories(settings.categories), OfficeCalendar(settings.closed_days))
    common = describer.describe(Reading(medium="letter", text=LETTER.format(n=0), how="text"), day).act
    clocks = tuple(
        clock_to_text(Clock(row, day, day + timedelta(days=days), day + timedelta(days=days)))
        for row, days in (("FCBA-ACK", 30), ("FCBA-RES", 90))
    )
    common = {**common, "clocks": clocks, "clocked": True}
    mail = choose(days_mail(folder, day))
    log = FolderLog(folder / "control")
    for start in range(1, count + 1, _BATCH):
        acts = []
        for n in range(start, min(start + _BATCH, count + 1)):
            own = mail[n % len(mail)]
            text = _marked(own.text, n)
            fields = {**common, "writer": own.writer, "subject": own.subject}
            act = LetterReceived(
                file=f"scan {n}.txt",
                original="original.txt",
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                size=len(text.encode()),
                received=day,
                medium="letter",
                **fields,
            )
            number = f"{day:%y%m%d}-{n:04d}"
            acts.append((number, act))
            if n <= _WITH_TEXT:
                _case_folder(folder / "cabinet" / f"20{number[:2]}" / number, act, text, own.kept)
        log.append(system_login(), acts)
    log.close()
    return folder


def _marked(text: str, n: int) -> str:
    """No two letters are the same to the byte: that would be one letter come twice."""
    return f"{text.rstrip()}\n\n{n}\n"


def _case_folder(case: Path, act: LetterReceived, text: str, kept: Mapping[str, Any]) -> None:
    case.mkdir(parents=True)
    (case / "original.txt").write_text(text)
    reading = Reading(medium="letter", text=text, how="text")
    (case / SIDECAR).write_text(json.dumps({"act": act_to_json(act), "reading": reading.to_json(), **kept}))


def maildir_of(folder: Path, count: int, mail: Sequence[Mail]) -> Path:
    """Make a Maildir with the same `count` letters in the same order in `folder` and return it."""
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True)
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1, seconds=count)
    forms = [_form(own) for own in mail]
    for n in range(1, count + 1):
        head = f"Date: {format_datetime(first + timedelta(seconds=n))}\nMessage-ID: <{n}@example.com>\n"
        name = f"{int(first.timestamp()) + n}.{n}.desk:2,"
        (folder / "cur" / name).write_bytes(head.encode() + forms[n % len(mail)] + b"\n%d\n" % n)
    return folder


def _form(own: Mail) -> bytes:
    message = EmailMessage()
    message["From"] = f"{own.writer} <writer@example.com>"
    message["To"] = "letters@harborvale.example"
    message["Subject"] = own.subject
    message.set_content(own.text.rstrip(), cte="8bit")
    return bytes(message)
