"""What an incoming letter's own words change in the answer, and what they must not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from corrtui.letters.told import claimed_amount, disputed_amount, enclosed_money, given, header_date, told
from corrtui.triage.facts import Facts, find_facts

THREE_THINGS = """Dear Harbor & Vale,

Invoice 771 is wrong, and your agent hung up on me, and what is your return rule?

1. Invoice 771 bills me $154.40 for two socket sets. One set comes to $79.45. So I am overcharged by $74.95,
and I will pay the rest.

2. On Monday I called about it.

3. What is your return rule?
"""


@pytest.mark.parametrize(
    ("letter", "cue"),
    [
        ("My mother passed away October 29.", "deceased"),
        ("My husband, who loved your catalog, died in May.", "deceased"),
        ("The registered parcel is lost.", "lost"),
        ("They never came.", "lost"),
        ("The crate split open on the gravel.", "damage"),
        ("My hand was burned and needed stitches.", "injury"),
        ("The ATM withdrawal is not mine.", "bank"),
        ("You cashed it on October 6.", "paid"),
        ("I will not pay for it.", "unpaid"),
        ("Please note my new address.", "new_address"),
        ("1. The bill is wrong.\n2. Nobody called.\n", "several"),
    ],
)
def test_a_cue_is_heard(letter: str, cue: str) -> None:
    assert told(f"Dear Sirs:\n\n{letter}\n\nSincerely,\n\nPat Hill")[cue] is True


@pytest.mark.parametrize(
    ("letter", "cue"),
    [
        ("The battery died after a week.", "deceased"),
        ("We deal in the real estate of this town.", "deceased"),
        ("I have lost patience with you.", "lost"),
        ("Please send three roasters in blue.", "damage"),
        ("Please send three roasters in blue.", "unpaid"),
        ("Please send them to the above address.", "new_address"),
        ("Please send three roasters. Is that possible?", "several"),
    ],
)
def test_a_word_that_only_sounds_like_it_is_not(letter: str, cue: str) -> None:
    assert told(letter)[cue] is False


def test_an_earlier_letter_that_is_quoted_tells_nothing() -> None:
    text = "Hello,\n\nPlease send my order soon.\n\nPat\n\n> The parcel is lost, and my mother passed away.\n"

    assert not told(text)["lost"]
    assert not told(text)["deceased"]


def test_of_no_text_nothing_is_told() -> None:
    assert told("") == told(" \n") == {}


def test_the_disputed_amount_is_the_one_beside_the_words_of_dispute() -> None:
    assert disputed_amount(THREE_THINGS, find_facts(THREE_THINGS)) == Decimal("74.95")


@pytest.mark.parametrize(
    "letter",
    [
        "You billed me $154.40 and I paid $20.00.",
        "I was charged twice, $39.95. The $12.00 for freight is wrong.",
        "I mailed $187.40, the full amount.",
        "Something is wrong with my bill.",
    ],
)
def test_no_amount_is_disputed_when_none_or_several_could_be_meant(letter: str) -> None:
    assert disputed_amount(letter, find_facts(letter)) is None


def test_an_amount_that_is_no_fact_of_the_letter_is_not_quoted() -> None:
    assert disputed_amount("I am overcharged by $74.95.", Facts()) is None


def test_the_claimed_amount_stands_beside_the_claim() -> None:
    letter = "The set cost $500.00 new. For this loss we claim $412.00, the price of a replacement."

    assert claimed_amount(letter, find_facts(letter)) == Decimal("412.00")


def test_what_the_writer_gave_is_not_missing() -> None:
    facts = find_facts("We claim $412.00 under PRO 778-1203.\n\nA copy of the invoice is enclosed.")
    known = given("", facts)

    assert known["claim"] is known["amount"] is known["shipment"] is known["invoice"] is True
    assert known["photographs"] is known["lading"] is known["receipt"] is False
    assert given("", Facts())["claim"] is False


@pytest.mark.parametrize(
    ("enclosures", "money", "known"),
    [
        (("Check for $80.07", "check no. 3318 for $80.07"), True, ("check", Decimal("80.07"))),
        (("Check for $80.07", "check for $4.21"), True, None),
        (("my check",), True, None),
        (("Check for $80.07",), False, None),
        (("a copy of the receipt for $80.07",), True, None),
    ],
)
def test_money_enclosed_is_the_one_sum_stated(
    enclosures: tuple[str, ...], money: bool, known: tuple[str, Decimal] | None
) -> None:
    found = enclosed_money(Facts(enclosures=enclosures, money=money))

    assert (found["form"], found["amount"]) == known if known else found == {}


def test_a_phone_note_has_its_date_in_its_head() -> None:
    note = "PHONE NOTE\n\nTaken by:  P. Cole            Date: November 12, 2026      Time: 10:20 a.m.\n"

    assert header_date(note) == date(2026, 11, 12)
    assert header_date("Please call me.") is None
