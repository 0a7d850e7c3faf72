"""What a letter says of itself: who writes, the numbers, amounts and dates named, what is enclosed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self

from corrtui.triage.dates import read_date
from corrtui.triage.enclosures import find_enclosures, says_money_enclosed
from corrtui.triage.layout import read_layout
from corrtui.triage.numbers import Found, find_numbers
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
    document_date: date | None = None
    """Date line near the top, else the date of the e-mail's header; the office's zone plays no part."""
    enclosures: tuple[str, ...] = ()
    """Things the letter says are enclosed, in its own words."""
    money: bool = False
    """The letter says a check, money order or cash is enclosed."""

    def values(self, kind: str) -> tuple[str, ...]:
        """Return the values of one `kind` (see Found.kind) in reading order, each once."""
        return tuple(dict.fromkeys(item.value for item in self.found if item.kind == kind))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self) | {
            "document_date": self.document_date.isoformat() if self.document_date else None
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave."""
        writer = {part.name: data["writer"][part.name] for part in fields(Writer)}
        written = data["document_date"]
        return cls(
            writer=Writer(**writer | {"address": tuple(writer["address"])}),
            found=tuple(Found(**item) for item in data["found"]),
            document_date=date.fromisoformat(written) if written else None,
            enclosures=tuple(data["enclosures"]),
            money=data["money"],
        )


def find_facts(
    text: str,
    subject: str = "",
    sender_name: str = "",
    sender_email: str = "",
    written: date | None = None,
) -> Facts:
    """Return what the writer's own words in `text` say; quoted earlier letters are left out.

    Only when the writer names no number at all are the numbers of quoted letters taken. What stands in the
    subject line of an e-mail only has start and end -1.

    Args:
        text: the letter as read; offsets refer to it.
        subject: subject line of an e-mail, else "".
        sender_name: display name of an e-mail's sender.
        sender_email: address of an e-mail's sender.
        written: date in an e-mail's header.
    """
    layout = read_layout(text)
    found = find_numbers(text, layout.own)
    seen = {(item.kind, item.value) for item in found}
    in_subject = find_numbers(subject, [(0, len(subject))])
    found += tuple(
        Found(item.kind, item.value, -1, -1) for item in in_subject if (item.kind, item.value) not in seen
    )
    if not any(item.kind in _NUMBERS_OF_RECORDS for item in found):
        everywhere = find_numbers(text, [(0, min(len(text), _QUOTED_WITHIN))])
        found += tuple(item for item in everywhere if item.kind in _NUMBERS_OF_RECORDS)
    return Facts(
        writer=find_writer(text, layout, sender_name, sender_email),
        found=found,
        document_date=read_date(date_line(text, layout)) or written,
        enclosures=find_enclosures(text, layout.own),
        money=says_money_enclosed(split_words(text, layout.own)),
    )
