"""The sums of a letter, whichever way they are written."""

from __future__ import annotations

from decimal import Decimal

from corrtui.letters.proof.amounts import find_amounts
from corrtui.letters.proof.arithmetic import Sum, show, some_come_to, with_either_sign
from corrtui.letters.proof.balances import balances
from corrtui.letters.proof.equations import equations
from corrtui.letters.proof.listed import listed
from corrtui.letters.proof.sums import find_sums
from corrtui.letters.proof.tables import tables

LETTER = """Your balance before the credit was $148.20.
$39.95 and $12.00, a total of $51.95, was credited: $148.20 − $51.95 = $96.25.

Lamp    39.95
Shade   12.00
Total   51.95

Your new balance is $96.25."""


def sums(text: str) -> tuple[Sum, ...]:
    return find_sums(text, find_amounts(text))


def test_each_way_of_writing_reads_its_own() -> None:
    amounts = find_amounts(LETTER)

    assert [each.shown for each in equations(LETTER, amounts)] == ["$148.20 − $51.95"]
    assert [each.shown for each in listed(LETTER, amounts)] == ["$39.95 + $12.00"]
    assert [each.shown for each in tables(LETTER, amounts)] == ["$39.95 + $12.00"]
    assert [each.right for each in balances(LETTER, amounts)] == [True]


def test_they_come_in_order_each_result_once() -> None:
    found = sums(LETTER)

    assert [LETTER[each.result.start : each.result.end] for each in found] == [
        "$51.95",
        "$96.25",
        "51.95",
        "$96.25",
    ]
    assert all(each.right for each in found)


def test_a_result_may_open_the_next_equation() -> None:
    found = sums("3 × $24.95 = $74.85 + $8.50 = $83.35")

    assert [(each.shown, each.right) for each in found] == [("$74.85", True), ("$74.85 + $8.50", True)]


def test_a_wrong_result_says_what_it_should_be() -> None:
    [each] = sums("$10.00 − $25.00 = $15.00")

    assert (each.right, each.expected) == (False, Decimal("-15.00"))


def test_money_is_added_exactly() -> None:
    [each] = sums("$0.10 + $0.20 = $0.30")

    assert each.right


def test_arithmetic() -> None:
    one, two, five = Decimal(1), Decimal(2), Decimal(5)

    assert show([one, -two, five]) == "$1.00 − $2.00 + $5.00"
    assert some_come_to([one, two, five], Decimal(7))
    assert not some_come_to([one, two, five], Decimal(4))
    assert not some_come_to([], Decimal(0))
    assert sorted(with_either_sign([five], [one, two])) == [2, 4, 6, 8]
    assert list(with_either_sign([five], [one] * 11)) == [-6]
