"""What a letter says of itself: who writes for whom, numbers, amounts, dates, goods, money, enclosures, tone.

Each fact points at its characters in the text, so that the eye can be led to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Self

from corrtui.text import one_line
from corrtui.triage.address_block import find_email
from corrtui.triage.behalf import Behalf, find_behalf
from corrtui.triage.dates import is_ambiguous, read_date
from corrtui.triage.deadlines import find_deadlines
from corrtui.triage.enclosures import enclosure_words, find_enclosures, says_money_enclosed
from corrtui.triage.language import UNKNOWN, find_language
from corrtui.triage.layout import Layout, read_layout
from corrtui.triage.numbers import Found, find_numbers
from corrtui.triage.payments import Payment, find_full_satisfaction, find_payments
from corrtui.triage.places import place_of
from corrtui.triage.quoting import Aside
from corrtui.triage.tone import Tone, find_tone
from corrtui.triage.wanted import Wanted, find_wanted
from corrtui.triage.words import split_words
from corrtui.triage.writer import Writer, date_line, find_writer

__all__ = ["Facts", "Found", "Writer", "find_facts"]

_NUMBERS_OF_RECORDS = frozenset({"account", "order", "invoice", "claim", "pro", "item"})
_QUOTED_WITHIN = 100_000
"""Characters in which numbers of quoted letters are looked for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What find_facts found."""

    writer: Writer = field(default_factory=Writer)
    found: tuple[Found, ...] = ()
    """Numbers, amounts and dates, in reading order."""
    document_date: date | None = None
    """Date line near the top, else the date of the e-mail's header; the office's zone plays no part."""
    enclosures: tuple[str, ...] = ()
    """Things the letter says are enclosed, in its own words."""
    money: bool = False
    """The letter says a check, money order or cash is enclosed."""
    date_flags: tuple[str, ...] = ()
    """What to look at twice in the date of the letter: "undated", "future", "ambiguous"."""
    places: tuple[Found, ...] = ()
    """Where the rest stands: name, title, job, org, address (a line each), email, phone, behalf,
    relationship, dated, enclosure, deadline, full satisfaction. -1 is for what stands in a header only."""
    wanted: tuple[Wanted, ...] = ()
    """Goods asked for."""
    payments: tuple[Payment, ...] = ()
    """Money named with its number or sum, whether it is enclosed or not: see `money`."""
    full_satisfaction: bool = False
    """Money comes with words that make it settle a dispute: it is held from deposit."""
    language: str = UNKNOWN
    """ISO 639-1 code, or "unknown"."""
    tone: tuple[Tone, ...] = ()
    """Phrases that show the temper of the letter."""
    asides: tuple[Aside, ...] = ()
    """Quoted letters, disclaimers and mail signatures, which say nothing of what the letter wants."""

    def values(self, kind: str) -> tuple[str, ...]:
        """Return the values of one `kind` (see Found.kind) in reading order, each once.

        Under "account" come loans and policies too, which are kept as accounts.
        """
        return tuple(dict.fromkeys(item.value for item in self.found if kind in (item.kind, item.record)))

    def deadlines(self) -> tuple[Found, ...]:
        """Return the days the writer sets for the office."""
        return tuple(item for item in self.places if item.kind == "deadline")

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "writer": asdict(self.writer),
            "found": [item.to_json() for item in self.found],
            "document_date": self.document_date.isoformat() if self.document_date else None,
            "date_flags": list(self.date_flags),
            "enclosures": list(self.enclosures),
            "money": self.money,
            "places": [item.to_json() for item in self.places],
            "wanted": [item.to_json() for item in self.wanted],
            "payments": [item.to_json() for item in self.payments],
            "full_satisfaction": self.full_satisfaction,
            "language": self.language,
            "tone": [item.to_json() for item in self.tone],
            "asides": [asdict(item) for item in self.asides],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave; what an older release did not write is empty."""
        said = data["writer"]
        writer = {part.name: said[part.name] for part in fields(Writer) if part.name in said}
        written = data["document_date"]
        return cls(
            writer=Writer(**writer | {"address": tuple(said["address"])}),
            found=tuple(Found.from_json(item) for item in data["found"]),
            document_date=date.fromisoformat(written) if written else None,
            enclosures=tuple(data["enclosures"]),
            money=data["money"],
            date_flags=tuple(data.get("date_flags", ())),
            places=tuple(Found.from_json(item) for item in data.get("places", ())),
            wanted=tuple(Wanted.from_json(item) for item in data.get("wanted", ())),
            payments=tuple(Payment.from_json(item) for item in data.get("payments", ())),
            full_satisfaction=data.get("full_satisfaction", False),
            language=data.get("language", UNKNOWN),
            tone=tuple(Tone.from_json(item) for item in data.get("tone", ())),
            asides=tuple(Aside(**item) for item in data.get("asides", ())),
        )


def find_facts(
    text: str,
    subject: str = "",
    sender_name: str = "",
    sender_email: str = "",
    written: date | None = None,
    received: date | None = None,
) -> Facts:
    """Return what the writer's own words in `text` say; quoted earlier letters are left out.

    Only when the writer names no number at all are the numbers of quoted letters taken. What stands in the
    subject line or the header of an e-mail only has start and end -1. Of a letter that was only passed on the
    writer is who wrote it, not the e-mail's sender.

    Args:
        text: the letter as read; offsets refer to it.
        subject: subject line of an e-mail, else "".
        sender_name: display name of an e-mail's sender.
        sender_email: address of an e-mail's sender.
        written: date in an e-mail's header.
        received: date received, a day of the office: a letter dated later is flagged.
    """
    layout = read_layout(text)
    if layout.passed_on_from:
        sender_email = find_email(layout.passed_on_from)
        sender_name = re.split(r"[<\[(]", layout.passed_on_from)[0].strip(" \"'")
    line = date_line(text, layout)
    document_date = read_date(line) or written
    near = document_date if document_date and not (received and document_date > received) else received
    words = split_words(text, layout.own)
    behalf = find_behalf(text, layout.own)
    writer = find_writer(text, layout, sender_name, sender_email)
    writer = replace(writer, behalf=behalf.whom, relationship=behalf.relationship)
    enclosures = find_enclosures(text, layout.own)
    payments = find_payments(text, layout.own)
    money = says_money_enclosed(words)
    settles = find_full_satisfaction(text, words) if money or any(pay.number for pay in payments) else None
    places = [*_places(writer, behalf, text, layout), *_dated(line, text, layout), *enclosures]
    places += find_deadlines(text, layout.own, near)
    places += [settles] if settles else []
    return Facts(
        writer=writer,
        found=_numbers(text, layout, subject, near),
        document_date=document_date,
        enclosures=enclosure_words(enclosures),
        money=money,
        date_flags=_date_flags(line, document_date, received),
        places=tuple(places),
        wanted=find_wanted(text, layout.own),
        payments=payments,
        full_satisfaction=settles is not None,
        language=find_language(text, layout.body),
        tone=find_tone(text, words),
        asides=layout.asides,
    )


def _numbers(text: str, layout: Layout, subject: str, near: date | None) -> tuple[Found, ...]:
    found = find_numbers(text, layout.own, near)
    seen = {(item.kind, item.value) for item in found}
    in_subject = find_numbers(subject, [(0, len(subject))], near)
    found += tuple(
        replace(item, start=-1, end=-1) for item in in_subject if (item.kind, item.value) not in seen
    )
    if layout.asides and not any(item.record in _NUMBERS_OF_RECORDS for item in found):
        everywhere = find_numbers(text, [(0, min(len(text), _QUOTED_WITHIN))], near)
        found += tuple(item for item in everywhere if item.record in _NUMBERS_OF_RECORDS)
    return found


def _places(writer: Writer, behalf: Behalf, text: str, layout: Layout) -> list[Found]:
    """Return where what is known of the writer stands: in the sign-off, else at the top, else anywhere."""
    ends = [
        (lines[0].start, lines[-1].start + len(lines[-1].text))
        for lines in (layout.signoff, layout.heading)
        if lines
    ]
    parts = [
        ("name", writer.name), ("title", writer.title), ("job", writer.job), ("org", writer.org),
        *(("address", line) for line in writer.address), ("email", writer.email), ("phone", writer.phone),
    ]  # fmt: skip
    found = [place_of(kind, value, text, [*ends, *layout.own]) for kind, value in parts]
    if behalf.start >= 0:
        said = one_line(text[behalf.start : behalf.end])
        found.append(Found("relationship", said, behalf.start, behalf.end, behalf.relationship))
    if behalf.whom:
        found.append(Found("behalf", behalf.whom, behalf.whom_start, behalf.whom_end))
    return [place for place in found if place]


def _dated(line: str, text: str, layout: Layout) -> list[Found]:
    place = place_of("dated", line, text, layout.own)
    day = read_date(line)
    return [replace(place, plain=day.isoformat())] if place and day else []


def _date_flags(line: str, document_date: date | None, received: date | None) -> tuple[str, ...]:
    if document_date is None:
        return ("undated",)
    future = ("future",) if received and document_date > received else ()
    return future + (("ambiguous",) if is_ambiguous(line) else ())
