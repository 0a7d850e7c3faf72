"""What a clerk took down, complete: read from its form, checked, written as it lies in the case folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from corrtui.casework.note_form import (
    LONGEST_VALUE,
    MEDIA,
    NOT_GIVEN,
    NOT_SAID,
    TEXT_LABEL,
    Kind,
    clock,
    laid_out,
    long_date,
    values_of,
)
from corrtui.errors import Refused
from corrtui.intake.readers.limits import TEXT_BYTES
from corrtui.intake.reading import Reading, Sender
from corrtui.text import clean, count, one_line
from corrtui.triage.dates import read_date

_FAX_TITLE: Final = "RECEIVED BY FAX, TYPED IN"

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?\s*(?:m\.?)?", re.IGNORECASE
)


class FormTrouble(Refused):
    """A line of the form will not do.

    Attributes:
        label: its label.
    """

    def __init__(self, label: str, title: str, detail: str = "", hint: str = "") -> None:
        self.label = label
        super().__init__(title, detail, hint)


@dataclass(frozen=True, slots=True)
class Note:
    """What a clerk took down, complete.

    Attributes:
        kind: phone note, letter typed in or pasted in.
        text: what was asked, or the letter; lines divided by a newline.
        received: day of the call, or the day the letter came; never in the future.
        at: time of the call on that day; midnight for letters.
        writer: caller or writer; empty when not given.
        phone: number called from.
        account: number of an account, order or claim.
        address: of the writer, on one line.
        dated: date the letter bears; None for an undated one.
        medium: one of `intake.reading.MEDIA`.
        call_back: whether and when a call back is wanted, in words.
        identity: how consent and identity were checked, in words.
        by: name of the clerk.
    """

    kind: Kind
    text: str
    received: date
    at: time = time()
    writer: str = ""
    phone: str = ""
    account: str = ""
    address: str = ""
    dated: date | None = None
    medium: str = "letter"
    call_back: str = ""
    identity: str = ""
    by: str = ""


def read_form(kind: Kind, form: str, now: datetime) -> Note:
    """Return what the form says.

    Args:
        kind: which form it is.
        form: as the clerk left it.
        now: day and time of the office.

    Raises:
        FormTrouble: a line is missing or will not do; nothing was done.
    """
    values = values_of(kind, form)
    label, wanted = TEXT_LABEL[kind]
    needed = {Kind.PHONE: ("Date", "Time")}.get(kind, ("Received", "Medium"))
    for name in (label, *needed):
        if name not in values:
            raise FormTrouble(
                name, f"The line {name}: is gone from the form", hint=f"write it again: {name}:"
            )
    if kind is Kind.PHONE:
        note = Note(
            kind,
            values[label],
            _day("Date", values["Date"], now.date()),
            writer=values.get("Caller", ""),
            by=values.get("Taken by", ""),
            at=_time(values["Time"]),
            phone=values.get("Phone", ""),
            account=values.get("Account", ""),
            medium="phone note",
            call_back=values.get("Call back", ""),
            identity=values.get("Identity", ""),
        )
    else:
        dated = values.get("Dated", "")
        note = Note(
            kind,
            values[label],
            _day("Received", values["Received"], now.date()),
            writer=values.get("Writer", ""),
            by=values.get("Typed by", ""),
            address=values.get("Address", ""),
            dated=None if dated.lower() in ("", "none") else _day("Dated", dated, None),
            medium=_medium(kind, values["Medium"]),
        )
    check(note, now)
    if not note.text:
        raise FormTrouble(label, f"Nothing is written yet under {label}:", hint=f"write {wanted}")
    return note


def check(note: Note, now: datetime) -> None:
    """Refuse a note from the future, or one too long.

    Source: control record rules, "received > today refused"; a phone note bears the time of the call.

    Raises:
        FormTrouble: it cannot stand.
    """
    today = now.date()
    if note.kind is Kind.PHONE and datetime.combine(note.received, note.at) > now:
        label = "Date" if note.received > today else "Time"
        when = f"{long_date(note.received)}, {clock(note.at)}"
        said = f"it is {long_date(today)}, {clock(now.time())}"
        raise FormTrouble(label, f"The call cannot have been on {when}", said, "give the time of the call")
    if note.received > today:
        raise FormTrouble(
            "Received",
            f"A letter cannot be received on {long_date(note.received)}",
            f"today is {long_date(today)}",
            "give the day it came",
        )
    if len(note.text.encode()) > TEXT_BYTES:
        raise FormTrouble(
            TEXT_LABEL[note.kind][0],
            "The text is longer than a letter may be",
            f"{count(len(note.text), 'character')}",
            "save it as a file and put that into the inbox",
        )


def _day(label: str, written: str, near: date | None) -> date:
    if near is not None and written.lower() in ("today", ""):
        return near
    day = read_date(written, near)
    if day is None:
        raise FormTrouble(
            label,
            f"{label}: {one_line(written, 40)} is no day",
            hint="write it as March 2, 2026 or 2026-03-02",
        )
    return day


def _time(written: str) -> time:
    match = _CLOCK.fullmatch(written.strip())
    half = (match["half"] or "").lower() if match else ""
    hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (99, 0)
    if half and not 1 <= hour <= 12:
        hour = 99
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if match is None or hour > 23 or minute > 59 or not (half or match["minute"]):
        raise FormTrouble(
            "Time", f"Time: {one_line(written, 40)} is no time", hint="write it as 1:05 p.m. or 13:05"
        )
    return time(hour, minute)


def _medium(kind: Kind, written: str) -> str:
    media = MEDIA if kind is Kind.PASTED else MEDIA[:2]
    fits = [medium for medium in media if medium.startswith(written.lower())]
    if len(fits) != 1 or not written:
        raise FormTrouble(
            "Medium", f"Medium: {one_line(written, 40)} is none", hint=f"write {' or '.join(media)}"
        )
    return fits[0]


def filed_text(note: Note) -> str:
    """Return the note as it lies in the case folder; a letter pasted in lies there as it was pasted."""
    if note.kind is Kind.PASTED:
        return note.text + "\n"
    if note.kind is Kind.PHONE:
        title = note.kind.upper()
        values = {
            "Caller": note.writer,
            "Phone": note.phone,
            "Account": note.account,
            "Date": long_date(note.received),
            "Time": clock(note.at),
            "Call back": note.call_back,
            "Identity": note.identity,
            "Taken by": note.by,
        }
    else:
        title = _FAX_TITLE if note.medium == "fax" else note.kind.upper()
        values = {
            "Writer": note.writer,
            "Address": note.address,
            "Dated": long_date(note.dated) if note.dated else "",
            "Received": long_date(note.received),
            "Medium": note.medium,
            "Typed by": note.by,
        }
    filled = {
        label: one_line(value, LONGEST_VALUE) or NOT_SAID.get(label, NOT_GIVEN)
        for label, value in values.items()
    }
    return laid_out(title, filled, TEXT_LABEL[note.kind][0], note.text) + "\n"


def reading_of(note: Note) -> Reading:
    """Return the note as the house reads any letter; no foreign format has to be parsed for it."""
    return Reading(
        medium=note.medium,
        text=clean(filed_text(note)),
        sender=Sender(name=note.writer) if note.kind is Kind.TYPED else Sender(),
        written=note.dated,
        how=f"{note.kind} at the desk",
    )
