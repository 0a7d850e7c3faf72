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
_MONTHS_ES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MONTH_ES = (
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
)
_DATE = re.compile(
    rf"""
    \b(?=[jfmasond\d])(?:  # most words are passed over by their first letter
        (?P<month>{_MONTH})\b\.?(?!\n\n)\s{{1,2}}(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?
            (?:(?:,\s{{0,2}}|\s{{1,2}})(?P<year>\d{{4}})(?!\d))?
      | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?(?!\n\n)\s{{1,2}}(?:of\s)?(?P<month_second>{_MONTH})\b\.?
            (?:,?\s{{1,2}}(?P<year_third>\d{{4}})(?!\d))?
      | (?P<day_es>\d{{1,2}})\sde\s(?P<month_es>{_MONTH_ES})\b(?:\sdel?\s(?P<year_es>\d{{4}})(?!\d))?
      | (?<![/.-])(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?![\d-])
      | (?<![/.-])(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)
            (?P<three>\d{{4}}|\d{{2}})(?![\d/-])
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ALSO_WORDS = ("may", "mar", "march")
_CENTURY = 2000
_AHEAD = re.compile(
    r"\b(?:by|starting|beginning|effective|through|until|till|before|as\sof|no\slater\sthan)\s{1,2}$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:told|said|promised|was|were|had|did|never|supposed|since|ordered|paid)\b", re.IGNORECASE
)
_AROUND = 120


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
    if match["month_es"]:
        month = _MONTHS_ES.index(match["month_es"][:3].lower().replace("set", "sep")) + 1
    else:
        month = _MONTHS.index((match["month"] or match["month_second"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"] or match["day_es"])
    if written_year := match["year"] or match["year_third"] or match["year_es"]:
        return _day(int(written_year), month, day)
    if near is None:
        return None
    this_year = _day(near.year, month, day)
    return this_year if this_year and this_year <= near else _day(near.year - 1, month, day)


def read_date_at(text: str, match: re.Match[str], near: date | None) -> date | None:
    """Return the date of `match` in `text`; without a year after "by", "starting", "through" or the like
    it is the next such day from `near` on, unless its sentence tells what was.
    """
    last = read_date(match[0], near)
    before = text[max(0, match.start() - _AROUND) : match.start()]
    if last is None or near is None or last == near or has_year(match[0]) or not _AHEAD.search(before):
        return last
    sentence = before[max(before.rfind(sign) for sign in (". ", "? ", "! ", "\n\n")) + 1 :]
    return last if _TOLD.search(sentence) else _day(last.year + 1, last.month, last.day) or last


def is_ambiguous(written: str) -> bool:
    """Say whether `written` is all figures and may be read month first or day first: "03/04/26"."""
    match = _DATE.match(written.strip())
    if match is None or not match["mark"]:
        return False
    one, two = int(match["one"]), int(match["two"])
    return one != two and max(one, two) <= len(_MONTHS)


def has_year(written: str) -> bool:
    """Say whether the date that `written` begins with names its year."""
    match = _DATE.match(written.strip())
    return match is not None and bool(
        match["iso"] or match["mark"] or match["year"] or match["year_third"] or match["year_es"]
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
