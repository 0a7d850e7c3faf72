"""Days and amounts as they stand in a cell or a letter, read only to compare and to sort."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MARKED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_WORDED = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_WORDED_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AMOUNT = re.compile(r"(?:USD|US\$|[$€£])?\s?(-?\d{1,3}(?:,\d{3})+|-?\d{1,12})(\.\d{1,4})?")
_CENTURY_TURN = 70


def day_of(text: str) -> str:
    """Return the day `text` begins with as `YYYY-MM-DD`, or an empty string.

    A calendar day as written, no zone. `03/04/2026` is March 4 (month first) unless the first figure is above
    12; `03.04.2026` is April 3. Two-figure years turn at 70.
    """
    text = text.strip()
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MARKED.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if len(match[4]) == 2:
            year += 1900 if year >= _CENTURY_TURN else 2000
        day_first = match[2] == "." or first > 12
        return _day(year, second, first) if day_first else _day(year, first, second)
    if match := _WORDED.match(text):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    if match := _WORDED_DAY_FIRST.match(text):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    return ""


def _month(word: str) -> int:
    start = word[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def amount_of(text: str) -> Decimal | None:
    """Return the amount `text` is, without its currency sign, or None when it is something else.

    `$1,200.50`, `1200.5` and `USD 1200.50` are equal.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return Decimal(match[1].replace(",", "") + (match[2] or ""))
    except InvalidOperation:
        return None
