"""Dates as writers write them: "March 1, 2026", "1 March", "3/1/26" (month first), "2026-03-01"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"""
    \b(?=[jfmasond\d])(?:  # most words are passed over by their first letter
        (?P<month>{_MONTH})\b\.?\s{{1,2}}(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?
            (?:(?:,\s{{0,2}}|\s{{1,2}})(?P<year>\d{{4}})(?!\d))?
      | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}(?:of\s)?(?P<month_second>{_MONTH})\b\.?
            (?:,?\s{{1,2}}(?P<year_third>\d{{4}})(?!\d))?
      | (?<![/.-])(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?![\d-])
      | (?<![/.-])(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)
            (?P<three>\d{{4}}|\d{{2}})(?![\d/-])
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ALSO_WORDS = ("may", "mar", "march")
_CENTURY = 2000


def date_matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the places of dates between `start` and `end`, with or without a year, real or not."""
    for match in _DATE.finditer(text, start, end):
        # "you may 2 times", "march 5 miles": the month is written with a capital, the word is not.
        if (match["month"] or "") not in _ALSO_WORDS:
            yield match


def read_date(written: str, near: date | None = None) -> date | None:
    """Return the date that `written` begins with; None when there is none or it is no real day.

    A date without a year is the last such day on or before `near`; without `near` it is None.
    """
    match = _DATE.match(written.strip())
    if match is None:
        return None
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _day(year, month, day)
    if match["mark"]:
        month, day, year = int(match["one"]), int(match["two"]), int(match["three"])
        if month > len(_MONTHS) >= day:
            month, day = day, month
        return _day(year + _CENTURY if year < 100 else year, month, day)
    month = _MONTHS.index((match["month"] or match["month_second"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"])
    if match["year"] or match["year_third"]:
        return _day(int(match["year"] or match["year_third"]), month, day)
    if near is None:
        return None
    this_year = _day(near.year, month, day)
    return this_year if this_year and this_year <= near else _day(near.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
