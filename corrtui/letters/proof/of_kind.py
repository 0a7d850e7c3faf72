"""Whether a passage of a draft is an amount of money, a date or a number, as letters write them."""

from __future__ import annotations

import re
from datetime import date

from corrtui.letters.figures import money, parse_money
from corrtui.letters.hole_kinds import DATE, MONEY, NUMBER
from corrtui.letters.proof.amounts import Amount, blank_out
from corrtui.letters.proof.lists import either, numerals, words
from corrtui.triage.dates import date_matches, read_date

# A day without a year is a day when it is one in some year.
_LEAP_YEAR_END = date(2024, 12, 31)
_MONEY_WORDS = re.compile(rf"\b{either(words('filled', 'money'))}\b", re.I)
_FOR_MONEY = re.compile(rf"\s*{either(words('filled', 'for_money'))}[\s.,]*", re.I)
_CURRENCY = either(words("filled", "currencies"))
_OTHER_MONEY = re.compile(rf"(?<!\w){_CURRENCY}\s?\d|\d\s?{_CURRENCY}(?!\w)", re.I)
_DATE_WORDS = re.compile(rf"(?<!\w){either(words('filled', 'date'))}(?!\w)", re.I)
_NUMBER_WORDS = re.compile(rf"\b(?:{'|'.join(numerals())}|{either(words('filled', 'number'))})\b", re.I)
_MARKED = re.compile(r"[$€£]|USD|dollar", re.I)
_DIGIT = re.compile(r"\d")


def is_of_kind(kind: str, text: str, start: int, end: int, amounts: tuple[Amount, ...]) -> bool:
    """Tell whether `text[start:end]` is, or has in it, what `kind` names.

    Args:
        kind: one of `hole_kinds.KINDS`; anything is text.
        text: the draft.
        start: offset of the passage.
        end: offset behind it.
        amounts: the amounts of money found in the draft.
    """
    here = [amount for amount in amounts if amount.start < end and start < amount.end]
    if kind == MONEY:
        return (
            bool(here)
            or bool(_MONEY_WORDS.search(text, start, end) or _OTHER_MONEY.search(text, start, end))
            or bool(_FOR_MONEY.fullmatch(text, start, end))
        )
    if kind == DATE:
        days = [read_date(match[0], _LEAP_YEAR_END) for match in date_matches(text, start, end)]
        return any(days) if days else bool(_DATE_WORDS.search(text, start, end))
    if kind == NUMBER:
        taken = [(each.start, each.end) for each in here if _MARKED.search(text, each.start, each.end)]
        # "10-11-26" may be an order's number; a date in words, or with strokes, is none.
        taken += [m.span() for m in date_matches(text, start, end) if m["mark"] in (None, "/")]
        rest = blank_out(text, taken)
        return bool(_DIGIT.search(rest, start, end) or _NUMBER_WORDS.search(rest, start, end))
    return True


def is_no_day(written: str) -> bool:
    """Tell whether a passage names a day that no calendar has: "February 30, 2026"."""
    days = [read_date(match[0], _LEAP_YEAR_END) for match in date_matches(written, 0, len(written))]
    return bool(days) and not any(days)


def as_money(written: str) -> str:
    """Return a bare figure as an amount of money, "40" as "$40.00"; empty where it is none."""
    amount = parse_money(written)
    return "" if amount is None else money(amount)
