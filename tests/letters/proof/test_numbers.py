"""Numbers of records in a text, and accounts whole or masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.proof.numbers import find_accounts, find_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("order 48213", [("order", "48213")]),
        ("Order No. 48213", [("order", "48213")]),
        ("order #48213", [("order", "48213")]),
        ("order number is 48213", [("order", "48213")]),
        ("invoices 771, 772, and 773", [("invoice", "771"), ("invoice", "772"), ("invoice", "773")]),
        ("orders 771 & 772 or 3 lamps", [("order", "771"), ("order", "772")]),
        ("claim no. 5", [("claim", "5")]),
        ("PRO 778-1203", [("pro", "778-1203")]),
        ("bills of lading 4417", [("bills of lading", "4417")]),
        ("Purchase Order A-1234/B7", [("purchase order", "A-1234/B7")]),
        ("INV-771", [("", "INV-771")]),
        ("it is 48213", [("", "48213")]),
        ("pro 500 and order 12 lamps", []),
        ("order 2", []),
        ("in 2026", []),
        ("$48213 and 48,213 and 48213%", []),
        ("we order. 771 came", []),
        ("COVID-19, F-150, 24-hour, MP3", []),
        ("XXXX-4417", []),
        ("1. order\n2. invoice\n  3) claim", []),
    ],
)
def test_numbers_are_found_with_the_word_that_introduces_them(
    text: str, numbers: list[tuple[str, str]]
) -> None:
    assert [(number.cue, number.text) for number in find_numbers(text) if number.certain] == numbers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("account 1002-4417", ["1002-4417"]),
        ("acct. no. 10024417", ["10024417"]),
        ("accounts 1002-4417 and 1002-5523", ["1002-4417", "1002-5523"]),
        ("…4417", ["…4417"]),
        ("account ...4417", ["…4417"]),
        ("XXXX-XXXX-4417 and ****4417", ["…4417", "…4417"]),
        ("your account, ending in 4417", ["…4417"]),
        ("last four digits of your account are 4417", ["…4417"]),
        ("last 4 digits of the account: 4417", ["…4417"]),
        ("card ending in 1111, card ****1111", []),
        ("the year ending in 2026", []),
        ("account 417", []),
        ("into account. 48213", []),
    ],
)
def test_accounts_are_found_whole_and_masked(text: str, shown: list[str]) -> None:
    assert [mention.shown for mention in find_accounts(text, find_numbers(text))] == shown


def test_a_masked_account_is_compared_by_the_digits_that_show() -> None:
    [whole, masked] = find_accounts("account 1002-4417, …4417", find_numbers("account 1002-4417, …4417"))

    assert whole.among({"10024417"})
    assert not whole.among({"310024417"})
    assert masked.among({"10024417"})
    assert masked.among({"310024417"})
    assert not masked.among({"44170"})


@given(st.text("order #no.account…X*- \n,48213AB", max_size=80))
def test_whatever_is_found_stands_where_it_says(text: str) -> None:
    numbers = find_numbers(text)

    for found in (*numbers, *find_accounts(text, numbers)):
        assert text[found.start : found.end] == found.text
        assert any(char.isdigit() for char in found.text)
