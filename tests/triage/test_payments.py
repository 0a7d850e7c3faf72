"""Money named in a letter, and wording that would settle a dispute."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corrtui.triage.facts import find_facts
from corrtui.triage.payments import find_payments


@pytest.mark.parametrize(
    ("text", "payments"),
    [
        ("Check 1042 $250.00 is enclosed.", [("check", "1042", "250.00")]),
        ("my check no. 3318 for $80.07", [("check", "3318", "80.07")]),
        ("a $25 money order", [("money order", "", "25.00")]),
        ("Enclosed is $1,200.50 cash", [("cash", "", "1200.50")]),
        ("cashier's check #778811 in the amount of $9", [("check", "778811", "9.00")]),
        ("Please check my account.", []),
        ("I will check 2 things.", []),
    ],
)
def test_payments(text: str, payments: list[tuple[str, str, str]]) -> None:
    found = find_payments(text, [(0, len(text))])

    assert [(item.form, item.number, item.sum) for item in found] == payments
    assert all(item.amount == (Decimal(item.sum) if item.sum else None) for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "Check 1042 $250.00 is tendered as payment in full of disputed invoice 889 ($310).",
        "Enclosed is my check, in full and final settlement.",
        "My check is enclosed. Cashing it is an accord and satisfaction.",
        "Enclosed is check 77 marked paid in full.",
    ],
)
def test_money_with_such_words_is_held(text: str) -> None:
    facts = find_facts(text)

    assert facts.full_satisfaction
    [place] = [place for place in facts.places if place.kind == "full satisfaction"]
    assert text[place.start : place.end] == place.value


@pytest.mark.parametrize(
    "text",
    [
        "The account was paid in full in 2019, remove it from my report.",  # no money comes with it
        "Enclosed is my check for $20. The old one I have already paid in full.",
        "Enclosed is my check for $20 for order 48213.",
        "I will not rest until I am paid in full. My check is enclosed.",
    ],
)
def test_other_money_is_not(text: str) -> None:
    assert not find_facts(text).full_satisfaction
