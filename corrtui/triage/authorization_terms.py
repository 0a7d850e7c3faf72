"""What an authorization's particulars are worth: a form left blank, a day, a span of time, an event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from corrtui.calendar import add_months
from corrtui.text import one_line
from corrtui.triage.dates import date_matches, has_year, read_date

SAID = "the clerk said so"
_REACH = 110
"""Characters after a phrase in which its value stands."""
_QUOTED = 80
_LABEL = re.compile(r"[^:\n]{0,24}:[ \t]*")
_BLANK = re.compile(r"[^\w\n]*_{3,}")
_END = re.compile(r"\.(?<!\b[^\W\d]\.)(?<!\b(?:Mr|Ms|Dr|St|Co|No)\.)(?<!\bMrs\.)(?=[ \n])|\n\n")
"""Where a sentence ends."""
_OPEN = " \t_.-–—"
_COUNTS = {"one": 1, "two": 2, "three": 3, "six": 6, "twelve": 12, "a": 1, "ninety": 90, "sixty": 60,
           "thirty": 30}  # fmt: skip
_SPAN = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s(?:\(\d{{1,3}}\)\s)?(?P<unit>day|week|month|year)s?\b",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:(?:end|close|conclusion|completion|settlement|resolution|termination)\s(?:of\s)?(?:the|my|her|his|this|any|our)?"
    r"|(?:case|claim|suit|litigation|treatment|matter|study)\s(?:ends?|is\s(?:settled|closed|over|resolved)))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a letter that tell something of its authorization."""

    phrase: str
    """On one line, with what follows; SAID where the clerk's word stands for it."""
    start: int = -1
    end: int = -1
    day: date | None = None
    """The day it names."""


def read_value(kind: str, text: str, start: int, end: int, received: date) -> Told | None:
    """Return what a phrase tells with what follows on it; None where the form was left blank there."""
    if _is_blank(text, end):
        return None
    if not kind:
        return Told(one_line(text[start:end], _QUOTED), start, end)
    stop = _stop(text, end)
    match = next(date_matches(text, end, stop), None)
    if match is not None:
        day = read_date(match[0], received)
        if day is not None and kind == "term" and not has_year(match[0]) and day < received:
            day = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day
        return Told(one_line(text[start : match.end()], _QUOTED), start, match.end(), day)
    if kind == "day":
        reach = max(0, start - _REACH)
        first = max((end.end() for end in _END.finditer(text, reach, start)), default=reach)
        before = list(date_matches(text, first, start))
        if not before:
            return None
        place = before[-1].start()
        return Told(one_line(text[place:end], _QUOTED), place, end, read_date(before[-1][0], received))
    event = _SPAN.search(text, end, stop) or _EVENT.search(text, end, stop)
    return Told(one_line(text[start : event.end()], _QUOTED), start, event.end()) if event else None


def ended(told: Iterable[Told], signatures: Iterable[Told]) -> list[Told]:
    """Give a term that is a span of time ("one year") its day, counted from the signature."""
    signed = next((one.day for one in signatures if one.day), None)
    return [_counted(one, signed) for one in told]


def _counted(one: Told, signed: date | None) -> Told:
    span = _SPAN.search(one.phrase) if one.day is None and signed is not None else None
    if span is None or signed is None:
        return one
    count = int(span["count"]) if span["count"].isdecimal() else _COUNTS[span["count"].lower()]
    unit = span["unit"].lower()
    if unit in ("day", "week"):
        day = signed + timedelta(days=count * (7 if unit == "week" else 1))
    else:
        day = add_months(signed, count * (12 if unit == "year" else 1))
    return Told(one.phrase, one.start, one.end, day)


def _stop(text: str, end: int) -> int:
    """Return where what follows on a phrase ends: its line where a colon follows, else its sentence."""
    stop = min(len(text), end + _REACH)
    if _LABEL.match(text, end):
        stops = [text.find("\n", end, stop)]
    else:
        ends = _END.search(text, end, stop)
        stops = [ends.start() if ends else -1, text.find("; ", end, stop)]
    return min((place for place in stops if place >= 0), default=stop)


def _is_blank(text: str, end: int) -> bool:
    """Tell whether the form was left blank behind a phrase: a rule, or a colon and nothing."""
    if _BLANK.match(text, end):
        return True
    label = _LABEL.match(text, end)
    if label is None:
        return False
    line_end = text.find("\n", label.end())
    line_end = line_end if line_end >= 0 else len(text)
    if text[label.end() : line_end].strip(_OPEN):
        return False
    following = text[line_end + 1 :].partition("\n")[0]
    return not following.strip(_OPEN) or _LABEL.match(following) is not None
