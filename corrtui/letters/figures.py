"""How amounts, dates and account numbers are read from records and written in a letter.

Amounts are `Decimal` US dollars, dates plain office dates. What cannot be read for certain is None: a letter
shows a hole rather than a guess.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-−])?\s*(?:US)?\$?\s*(?P<inner>[-−])?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,13})(?:\.(?P<part>[0-9]{1,20}))?\s*(?P<close>\))?"
)
_CENT = Decimal("0.01")
_FLOAT_NOISE = Decimal("0.000001")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2}),?\s+([0-9]{4})")
_WORDS_DAY_FIRST = re.compile(r"([0-9]{1,2})\s+([A-Za-z]{3,9})\.?,?\s+([0-9]{4})")
_SHOWN_OF_A_NUMBER = 4


def parse_money(value: object) -> Decimal | None:
    """Return an amount in dollars and cents, or None when `value` is not certainly one.

    Reads '39.95', '$39.95', '1,240.00', '(39.95)', '-$5' and the noise of floats ('80.07000000000001'). Not
    '1.240,00', '39.955' or '12 or 15'.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        text = f"{value:f}"
    else:
        text = str(value).strip().removeprefix("USD").strip()
    found = _AMOUNT.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["inner"]):
        return None
    exact = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or '0'}")
    cents = exact.quantize(_CENT, rounding=ROUND_HALF_UP)
    if abs(exact - cents) > _FLOAT_NOISE:
        return None
    negative = bool(found["open"] or found["sign"] or found["inner"])
    return -cents if negative and cents else cents


def money(amount: Decimal) -> str:
    """Return an amount as a letter writes it: "$1,234.50", "-$39.95"; rounded half up to the cent."""
    cents = amount.quantize(_CENT, rounding=ROUND_HALF_UP)
    return f"{'-' if cents < 0 else ''}${abs(cents):,.2f}"


def parse_date(value: object) -> date | None:
    """Return the day `value` names, or None: ISO (time ignored), US month/day/year, or in words."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _US.fullmatch(text):
        year = int(found[3])
        return _day(year if year > 99 else 2000 + year, int(found[1]), int(found[2]))
    if found := _WORDS.fullmatch(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if found := _WORDS_DAY_FIRST.fullmatch(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def longdate(day: date) -> str:
    """Return a day as a letter writes it: "March 2, 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def masked(number: str) -> str:
    """Return an account number by its last signs, "…4417": at most four, never more than half of it."""
    signs = [sign for sign in number if sign.isalnum()]
    shown = min(_SHOWN_OF_A_NUMBER, (len(signs) + 1) // 2)
    return "…" + "".join(signs[len(signs) - shown :]) if signs else ""


def _month(word: str) -> int:
    matches = [n for n, name in enumerate(_MONTHS, 1) if name.casefold().startswith(word.casefold())]
    return matches[0] if len(matches) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
