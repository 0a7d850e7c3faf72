"""What a writer offers to pay each month, and from which day, in his or her own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from corrtui.letters.figures import parse_date, parse_money
from corrtui.letters.told import own_words, sentences

MOST_PAYMENTS = 24
"""An offer that takes longer than two years is answered with a proposal of ours."""

_EACH_MONTH = re.compile(
    r"(?P<amount>\$\s?[0-9][0-9,]*(?:\.[0-9]{2})?)\s+"
    r"(?:(?:a|per|each|every)\s+month|monthly|on the \w+ of (?:each|every|the) month)\b"
    r"|\b(?:each|every) month[^.?!$]{0,30}(?P<after>\$\s?[0-9][0-9,]*(?:\.[0-9]{2})?)",
    re.I,
)
_FROM = re.compile(
    r"\b(?:from|starting|beginning|begin|start)\b(?: with| on| from)?\s+"
    r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>[0-9]{4}))?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer to pay off an account by the month."""

    amount: Decimal
    """US dollars of each payment."""
    first: date | None
    """Day of the first payment, a plain date; None when the writer names none that is still to come."""


def find_offer(text: str, today: date) -> Offer | None:
    """Return the one monthly offer of a letter; None when it makes none or names different sums."""
    offers: dict[Decimal, date | None] = {}
    for sentence in sentences(own_words(text)):
        for match in _EACH_MONTH.finditer(sentence):
            amount = parse_money((match["amount"] or match["after"]).replace(" ", ""))
            if amount is not None and amount > 0:
                offers[amount] = offers.get(amount) or _first_day(sentence, today)
    if len(offers) != 1:
        return None
    [(amount, first)] = offers.items()
    return Offer(amount, first)


def _first_day(sentence: str, today: date) -> date | None:
    named = _FROM.search(sentence)
    if named is None:
        return None
    years = [int(named["year"])] if named["year"] else [today.year, today.year + 1]
    days = (parse_date(f"{named['month']} {named['day']}, {year}") for year in years)
    return next((day for day in days if day and day > today), None)
