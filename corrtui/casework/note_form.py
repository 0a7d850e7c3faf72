"""The plain forms of what a clerk takes down: phone note, letter typed in, letter pasted in.

A clerk writes it as text: a title, labelled lines whose open values are holes, and under the last label
what was asked. Only the lines above that label are read as fields, so the text itself may say anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from corrtui.letters.holes import find_holes, hole
from corrtui.text import clean, one_line


class Kind(StrEnum):
    """What a clerk takes down."""

    PHONE = "phone note"
    TYPED = "letter typed in"
    PASTED = "letter pasted in"


MEDIA: Final = ("letter", "fax", "e-mail", "web form")
"""The ways a letter that is typed or pasted in may have come; a fax is the last that is typed."""
NOT_GIVEN: Final = "not given"
NOT_SAID: Final[Mapping[str, str]] = {"Call back": "not said", "Identity": "not checked", "Dated": "undated"}
"""What is filed on a line that was left open."""
LONGEST_VALUE: Final = 200
_COLUMN: Final = 11

_FIELDS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.PHONE: {
        "Caller": "name of the caller",
        "Phone": "number called from",
        "Account": "account, order or claim number",
        "Date": "day of the call",
        "Time": "time of the call",
        "Call back": "yes or no, and when",
        "Identity": "consent and identity: how checked, or no",
        "Taken by": "who took the call",
    },
    Kind.TYPED: {
        "Writer": "name of the writer",
        "Address": "street, city, state, ZIP on one line",
        "Dated": "date on the letter, or undated",
        "Received": "day it came",
        "Medium": "letter or fax",
        "Typed by": "who typed it in",
    },
    Kind.PASTED: {"Received": "day it came", "Medium": ", ".join(MEDIA)},
}
"""Labels of each form in their order, and what stands in the hole of a value that is wanted."""
TEXT_LABEL: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.PHONE: ("Asked", "what was asked"),
    Kind.TYPED: ("Text", "the letter, word for word"),
    Kind.PASTED: ("Text", "paste the letter here"),
}
"""The label over the text, and its hole."""

_LABELLED = re.compile(r"[ \t]*(?P<label>[A-Z][a-z]+(?: [a-z]+)?)[ \t]*:[ \t]*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Field:
    """Where a value stands in the form.

    Attributes:
        label: the words before its colon.
        start: offset of the value in the form.
        end: offset after it.
    """

    label: str
    start: int
    end: int


def long_date(day: date) -> str:
    """Return a date as the form writes it: `March 2, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def clock(at: time) -> str:
    """Return a time as the form writes it: `1:05 p.m.`."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'p' if at.hour >= 12 else 'a'}.m."


def blank_form(kind: Kind, now: datetime, by: str) -> str:
    """Return the form a clerk begins with: what is known is filled in, the rest are holes.

    Args:
        kind: what is taken down.
        now: day and time of the office.
        by: name of the clerk.
    """
    known = {
        "Date": long_date(now.date()),
        "Time": clock(now.time()),
        "Received": long_date(now.date()),
        "Medium": "letter",
        "Taken by": one_line(by, LONGEST_VALUE),
        "Typed by": one_line(by, LONGEST_VALUE),
    }
    values = {label: known.get(label) or hole(wanted) for label, wanted in _FIELDS[kind].items()}
    label, wanted = TEXT_LABEL[kind]
    return laid_out(kind.upper(), values, label, hole(wanted))


def laid_out(title: str, values: Mapping[str, str], label: str, text: str) -> str:
    """Return a form: its title, its labelled lines, and under the label of the text the text."""
    lines = [f"{name + ':':<{_COLUMN}}{value}".rstrip() for name, value in values.items()]
    return "\n".join([title, "", *lines, "", f"{label}:", text])


def fields(kind: Kind, form: str) -> tuple[Field, ...]:
    """Return the values of the form from top to foot, the text last; labels that are gone are left out."""
    found: dict[str, Field] = {}
    start = 0
    for line in form.split("\n"):
        match = _LABELLED.fullmatch(line)
        if match and match["label"] == TEXT_LABEL[kind][0]:
            first = min(start + len(line) + 1, len(form))
            return (*found.values(), Field(match["label"], first, len(form)))
        if match and match["label"] in _FIELDS[kind]:
            end = start + match.start("value") + len(match["value"].rstrip())
            found.setdefault(match["label"], Field(match["label"], start + match.start("value"), end))
        start += len(line) + 1
    return tuple(found.values())


def is_untouched(kind: Kind, form: str) -> bool:
    """Tell whether the clerk wrote nothing yet but what the form had."""
    given = ("Date", "Time", "Received", "Medium", "Taken by", "Typed by")
    values = values_of(kind, form)
    if TEXT_LABEL[kind][0] not in values:  # its label was taken away: what stands there may be the text
        return not form.strip()
    return not any(value for label, value in values.items() if label not in given)


def gist(kind: Kind, form: str) -> str:
    """Return in one line whose note it is and how it begins, for a list of kept ones."""
    values = values_of(kind, form)
    words = (values.get("Caller") or values.get("Writer") or "", values.get(TEXT_LABEL[kind][0], ""))
    return one_line(": ".join(word for word in words if word) or "nothing said yet", 60)


def values_of(kind: Kind, form: str) -> dict[str, str]:
    """Return what stands in the form by label: empty where left open, missing where the line is gone."""
    text, wanted = TEXT_LABEL[kind]
    values = {}
    for field in fields(kind, form):
        value = form[field.start : field.end]
        if field.label == text:
            values[text] = _without_edges(value.replace(hole(wanted), ""))
        else:
            for found in reversed(find_holes(value)):
                value = value[: found.start] + value[found.end :]
            value = one_line(value, LONGEST_VALUE)
            open_word = NOT_SAID.get(field.label, NOT_GIVEN)
            values[field.label] = "" if value.lower().rstrip(".") == open_word else value
    return values


def _without_edges(text: str) -> str:
    """Return a text without the blank lines around it and the blanks at its line ends."""
    return "\n".join(line.rstrip() for line in clean(text).split("\n")).strip("\n")
