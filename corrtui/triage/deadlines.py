"""Days a writer sets for the office: "by 03-13", "within 10 days", "no later than Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from corrtui.calendar import OfficeCalendar, add_months
from corrtui.text import one_line
from corrtui.triage.dates import date_matches, has_year, is_ambiguous, read_date
from corrtui.triage.numbers import Found

_MOST = 20
_MOST_LOOKED_AT = 400
_REACH = 40
_AROUND = 220
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = {"two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "fourteen": 14, "fifteen": 15, "thirty": 30,
          "sixty": 60, "ninety": 90}  # fmt: skip
_BY = re.compile(
    r"\b(?:by|before|no\slater\sthan|not\slater\sthan|on\sor\sbefore|prior\sto|antes\sdel?)\s{1,2}"
    r"(?:the\s)?"
    r"(?:(?:close\sof\sbusiness|end\sof\s(?:the\s)?(?:business\s)?day|noon|5\sp\.?m\.?)\s{1,2}(?:on\s)?)?"
    rf"(?:(?:next\s|this\s)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b,?\s{{0,2}})?"
    r"(?P<short>\d{1,2}[-/]\d{1,2}(?![-/\d]))?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:with)?in\s(?:the\snext\s)?(?:\w{3,8}\s\()?"
    r"(?P<count>\d{1,3}|two|three|five|seven|ten|fourteen|fifteen|thirty|sixty|ninety)\)?"
    r"\s(?P<kind>business\s|working\s|calendar\s)?(?P<unit>hours?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)
# What turns a span of time into a demand on us. A story ("by March 3 nothing had come") has none of it.
_ASKS = re.compile(
    r"\b(?:please|must|demand|expect|require[sd]?|request|insist|need|want|would\slike|reply|respond|response|answer|hear"
    r"|let\sme\sknow|unless|if\s(?:i|we|this|you)\b|or\selse|otherwise|deadline|have\suntil|por\sfavor|exijo|espero)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:told|said|promised|was|were|had|did|never|would\sbe|supposed"
    r"|(?:asking|asks|telling|tells)\sme)\b",
    re.IGNORECASE,
)


def find_deadlines(text: str, spans: Iterable[tuple[int, int]], near: date | None) -> tuple[Found, ...]:
    """Return the deadlines in `spans`, in reading order, at most 20; `plain` is an ISO day or "10 days".

    A day without a year is the next such day from `near` on, the day of the letter or of its receipt; without
    `near` it has no `plain`. A day before `near` is no deadline, nor is one in a sentence that tells a story.
    """
    found: list[Found] = []
    for start, end in spans:
        found += _days(text, start, end, near)
        found += _spans_of_time(text, start, end)
    return tuple(sorted(found, key=lambda item: item.start)[:_MOST])


def _days(text: str, start: int, end: int, near: date | None) -> Iterator[Found]:
    for match in islice(_BY.finditer(text, start, end), _MOST_LOOKED_AT):
        stop = match.end()
        flags: tuple[str, ...] = ()
        if match["short"]:
            month, day = (int(part) for part in re.split("[-/]", match["short"]))
            due = _next(month, day, near)
        elif dated := next(date_matches(text, stop, min(end, stop + _REACH)), None):
            if dated.start() != stop:
                dated = None
            due = _on_or_after(dated[0], near) if dated else None
            stop = dated.end() if dated else stop
            flags = ("ambiguous",) if dated and is_ambiguous(dated[0]) else ()
        else:
            due, dated = None, None
        if due is None and match["weekday"]:
            due = _weekday(match["weekday"], near)
        told = match["short"] or match["weekday"] or stop > match.end()
        if not told or (due and near and due < near) or not _is_asked(text, match.start(), stop, start, end):
            continue
        yield Found(
            "deadline",
            one_line(text[match.start() : stop]),
            match.start(),
            stop,
            due.isoformat() if due else "",
            flags,
        )


def _spans_of_time(text: str, start: int, end: int) -> Iterator[Found]:
    for match in islice(_WITHIN.finditer(text, start, end), _MOST_LOOKED_AT):
        if _is_asked(text, *match.span(), start, end):
            yield Found("deadline", one_line(match[0]), *match.span(), _span(match))


def span_at(text: str, start: int, end: int) -> str:
    """Return the first span of time between `start` and `end`, "10 business days"; empty for none."""
    match = _WITHIN.search(text, start, end)
    return _span(match) if match else ""


def _span(match: re.Match[str]) -> str:
    word = match["count"].lower()
    number = int(word) if word.isdecimal() else _WORDS[word]
    unit = f"{match['kind'] or ''}{match['unit']}".lower()
    return f"{number} {' '.join(unit.split())}"


def _is_asked(text: str, place: int, stop: int, start: int, end: int) -> bool:
    """Say whether the sentence around `place` asks something of the office."""
    before = text[max(start, place - _AROUND) : place]
    after = text[stop : min(end, stop + _AROUND)]
    first = max(before.rfind(sign) for sign in (". ", "? ", "! ", "\n\n"))
    ends = [at for sign in (". ", "? ", "! ", ".\n", "\n\n") if (at := after.find(sign)) >= 0]
    sentence = before[first + 1 :] + " … " + after[: min(ends, default=len(after))]
    asked = [match.start() for match in _ASKS.finditer(sentence)]
    return bool(asked) and not _PAST.search(before[first + 1 :])


def _on_or_after(written: str, near: date | None) -> date | None:
    if has_year(written) or near is None:
        return read_date(written, near)
    last = read_date(written, near)
    return last if last is None or last == near else _next(last.month, last.day, near)


def _next(month: int, day: int, near: date | None) -> date | None:
    if near is None:
        return None
    for year in (near.year, near.year + 1):
        try:
            due = date(year, month, day)
        except ValueError:  # February 29, or no day at all
            continue
        if due >= near:
            return due
    return None


def _weekday(name: str, near: date | None) -> date | None:
    if near is None:
        return None
    ahead = (_WEEKDAYS.index(name.lower()) - near.weekday()) % 7
    return near + timedelta(days=ahead or 7)


def first_deadline(found: Iterable[Found], received: date, calendar: OfficeCalendar) -> date | None:
    """Return the first day of deadlines, None when none tells a day; spans of time count from `received`."""
    days = [day_of(item.plain, received, calendar) for item in found]
    return min((day for day in days if day is not None), default=None)


def day_of(plain: str, received: date, calendar: OfficeCalendar) -> date | None:
    """Return the day that `plain` means, an ISO day or "10 days" from `received`; None for none."""
    count, _, unit = plain.partition(" ")
    if not count.isdecimal():
        return date.fromisoformat(plain) if plain else None
    number = int(count)
    if unit.startswith(("business", "working")) and "day" in unit:
        return calendar.add_business_days(received, number)
    if "month" in unit:
        return add_months(received, number)
    if "hour" in unit:
        return received + timedelta(days=-(-number // 24))
    return received + timedelta(days=number * (7 if "week" in unit else 1))
