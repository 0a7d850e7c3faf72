"""A monthly offer as its writer words it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from corrtui.letters.offer import Offer, find_offer

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("letter", "amount", "first"),
    [
        ("I could pay $35 on the first of every month starting December 1.", "35", date(2026, 12, 1)),
        ("I offer $35 a month from December 1, 2026.", "35", date(2026, 12, 1)),
        ("I can send $22.50 per month beginning Jan. 5.", "22.50", date(2027, 1, 5)),
        ("I can manage $40 monthly.", "40", None),
        ("Each month I can send you $40.", "40", None),
        ("I have paid $40 a month since starting March 3, 2025.", "40", None),
    ],
)
def test_an_offer_is_read_with_its_first_day(letter: str, amount: str, first: date | None) -> None:
    assert find_offer(letter, TODAY) == Offer(Decimal(amount), first)


@pytest.mark.parametrize(
    "letter",
    [
        "I cannot pay the whole $166.39 at once.",
        "I could pay $35 a month, or perhaps $40 a month.",
        "I will write again next month about the $35.",
        "I could pay $0 a month.",
        "",
    ],
)
def test_what_is_no_offer_or_more_than_one_is_none(letter: str) -> None:
    assert find_offer(letter, TODAY) is None
