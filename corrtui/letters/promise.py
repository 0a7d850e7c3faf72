"""What a letter of ours promises by when: "We intend to write to you again by March 9, 2026."

Every promise made to a writer is kept in sight (interim letters name a new date, and it is stored).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from corrtui.calendar import OfficeCalendar
from corrtui.triage.dates import date_matches, read_date

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n")
_PROMISES = re.compile(
    r"""
    \b(?:we|i|you)\s(?:\w+\s)?(?:will|shall)\b(?!\snot\b)
      | \b(?:we|i)\s(?:now\s)?(?:intend|expect|plan|hope|promise|undertake|aim)\b
      | \byou\s(?:can|may|should)\s(?:\w+\s)?(?:expect|have|hear|receive)\b
      | \b(?:our|my)\s\w+\s(?:will|shall)\b
      | \b(?:we|you)'ll\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = re.compile(r"\b(?:if|unless|until|when|once|after|please|provided|as soon as)\b", re.IGNORECASE)
"""Words after which a date is the writer's own, or a condition."""
_BY = re.compile(
    r"\b(?:by|before|no later than|not later than|on or before|until|on)\s(?:\w+day,?\s)?$", re.IGNORECASE
)
_WITHIN = re.compile(
    r"\b(?:within|later\sthan)\s(?:the\snext\s)?(\d{1,3})\s(?:(business|working)\s|calendar\s)?(day|week)s?\b",
    re.IGNORECASE,
)
_FROM_RECEIPT = re.compile(r"\s(?:from|of|after)\s[^.]*\breceiv", re.IGNORECASE)


def promised_by(text: str, written: date, received: date, calendar: OfficeCalendar) -> date | None:
    """Return the first day a letter of ours promises something by; None when it promises nothing dated.

    Args:
        text: the letter as it leaves.
        written: date of the letter.
        received: when the writer's letter came: "within 30 days from the day we received it".
        calendar: the office's, for business days.
    """
    days = [day for sentence in _sentences(text) for day in _days(sentence, written, received, calendar)]
    return min((day for day in days if day >= written), default=None)


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE.split(text):
        yield " ".join(part.split())


def _days(sentence: str, written: date, received: date, calendar: OfficeCalendar) -> Iterator[date]:
    promise = _PROMISES.search(sentence)
    if promise is None:
        return
    asked = _ASKS.search(sentence, promise.end())
    end = asked.start() if asked else len(sentence)
    for match in date_matches(sentence, promise.end(), end):
        if _BY.search(sentence, promise.start(), match.start()):
            day = read_date(match[0]) or _year_after(match[0], written)
            if day is not None:
                yield day
    for match in _WITHIN.finditer(sentence, promise.end(), end):
        start = received if _FROM_RECEIPT.match(sentence, match.end()) else written
        count = int(match[1]) * (7 if match[3].lower() == "week" else 1)
        yield calendar.add_business_days(start, count) if match[2] else start + timedelta(days=count)


def _year_after(said: str, written: date) -> date | None:
    """A date without a year is the first such day from the letter's date on."""
    return read_date(said, written + timedelta(days=364))
