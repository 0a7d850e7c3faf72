"""What a letter means for the desk when it comes in: facts, suggestion, sensitive class, due dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corrtui.calendar import OfficeCalendar
from corrtui.intake.accept import Description
from corrtui.intake.reading import Reading
from corrtui.settings import Office
from corrtui.text import VEIL, mask_numbers, one_line
from corrtui.triage.addressee import other_addressee
from corrtui.triage.category import Category, suggest
from corrtui.triage.facts import Facts, find_facts
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.priority import due_dates
from corrtui.triage.sensitive import find_sensitive, load_sensitive
from corrtui.triage.subject import field_line, matter_line

_SUBJECT = 80
_WRITER = 60
_NAME_OF_A_FORM = re.compile(r"\b(?:form|contact|feedback|untitled|web ?site|submission)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Describer:
    """Reads meaning into letters by the desk's categories and calendar."""

    categories: Mapping[str, Category]
    calendar: OfficeCalendar
    office: tuple[str, ...] = ()
    """Name of the office, its address lines and hosts; without them no letter is taken for another's."""

    def describe(self, reading: Reading, received: date) -> Description:
        """Return the content fields of the letter's first entry and what the case folder keeps beside it.

        Args:
            reading: what the reader child made of the file.
            received: date received, a day of the office.
        """
        facts = find_facts(
            reading.text,
            subject=reading.subject,
            sender_name=reading.sender.name,
            sender_email=reading.sender.email,
            written=reading.written,
        )
        sensitive = find_sensitive(reading.text, reading.subject, load_sensitive())
        addressee = other_addressee(reading.text, read_layout(reading.text), facts.writer, self.office)
        suggestion = suggest(
            reading.text, reading.subject, self.categories, load_lexicon(), sensitive, addressee
        )
        category = self.categories[suggestion.category]
        due = due_dates(received, category, self.calendar)
        first = sensitive[0] if sensitive else None
        restricted = next((hit.kind for hit in sensitive if hit.restricted), "")
        # The log names no illness and quotes no threat: that stands in the case folder only.
        subject = VEIL if restricted or category.restricted else _listed(subject_line(reading), _SUBJECT)
        act = {
            "writer": _listed(writer_line(facts, reading), _WRITER),
            "subject": subject,
            "document_date": facts.document_date,
            "category": category.code,
            "due": due.due,
            "work_by": due.work_by,
            "sensitive": first.kind if first else "",
            "sensitive_category": first.category if first else "",
            "restricted": restricted,
            "replies": all(hit.clerk_may_reply for hit in sensitive),
            "template": suggestion.template,
            "confidence": round(suggestion.confidence, 2),
            "money": facts.money,
        }
        kept = {
            "facts": facts.to_json(),
            "suggestion": suggestion.to_json(),
            "sensitive": [hit.to_json() for hit in sensitive],
        }
        return Description(act, kept)


def office_marks(office: Office) -> tuple[str, ...]:
    """Return what shows that a letter is meant for `office`: its name, address lines and hosts."""
    return (office.name, *office.address, office.web, office.email.rpartition("@")[2])


def _listed(text: str, limit: int) -> str:
    """One line for lists: full numbers are masked before it is cut, for a part of one cannot be told."""
    return one_line(mask_numbers(one_line(text)), limit)


def writer_line(facts: Facts, reading: Reading) -> str:
    """Who wrote, in one line for lists: name, else organisation, else the e-mail address."""
    writer = facts.writer
    return writer.name or writer.org or reading.sender.name or reading.sender.email or "writer unknown"


def subject_line(reading: Reading) -> str:
    """What it is about, in one line for lists: the subject, a Re: line or title, else the first sentence.

    The title of a web form is the form's name: what its field "Subject" says comes first.
    """
    if reading.unreadable:
        return reading.subject or f"cannot be read here: {reading.unreadable}"
    field = field_line(reading.text) if reading.medium == "web form" else ""
    title = (
        "" if reading.medium == "web form" and _NAME_OF_A_FORM.search(reading.subject) else reading.subject
    )
    note = reading.medium in ("phone note", "fax")
    return field or title or matter_line(reading.text, is_note=note) or reading.subject or "(no text)"
