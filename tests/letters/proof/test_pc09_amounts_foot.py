"""PC-09: amounts that are added up come to what the letter says they come to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrtui.letters.proof import Finding, ProofCase, pc09_amounts_foot

ObjectsTo = Callable[..., list[str]]
Proof = Callable[..., list[Finding]]

CENTS = st.integers(1, 10_000_000)
any_case = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)

ORDER = """  Blue lamp, 3 at 24.95      74.85
  Less 10 % discount          7.49
  Freight                     8.50
  Tax                         4.21
  ------------------------  ------
  Total                     ${}"""
BUCKETS = """Current: $200.00
31 to 60 days: $340.00
61 to 90 days: $450.00
Over 90 days: $250.00

Total past due: ${}"""
ITEMISED = """Amount on March 2:  $412.50
Interest:  $6.10
Fees:  $25.00
Less payments:  $50.00
Amount due:  ${}"""


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("$148.20 − $39.95 = ${}", "108.25", "108.35"),
        ("$148.20 - $39.95 = ${}", "108.25", "108.35"),
        ("$148.20 – $39.95 = ${}", "108.25", "108.35"),
        ("148.20 - 39.95\n= {}", "108.25", "108.35"),
        ("$148.20 minus $39.95 equals ${}", "108.25", "108.35"),
        ("$148.20 less the credit of $39.95 leaves ${}", "108.25", "108.35"),
        ("$148.20 (old balance) − $39.95 (credit) = ${} (new balance)", "108.25", "108.35"),
        ("Old balance $148.20 − credit $39.95 = new balance ${}", "108.25", "108.35"),
        ("$74.85 + $8.50 + $4.21 = ${}", "87.56", "87.65"),
        ("$74.85 plus $8.50 makes ${}", "83.35", "83.53"),
        ("3 × $24.95 = ${}", "74.85", "74.95"),
        ("$24.95 x 3 = ${}", "74.85", "74.95"),
        ("3 × 24.95 + 8.50 = {}", "83.35", "83.53"),
        ("We took off $39.95 and $12.00, a total of ${}.", "51.95", "51.59"),
        ("charges of $39.95 and $12.00 totaling ${}", "51.95", "51.59"),
        ("$39.95 for the lamp, $12.00 for freight, for a total of ${}", "51.95", "51.59"),
        ("$200.00 now, $340.00 at 30 days, $450.00 and $250.00, in all ${}", "1,240.00", "1,420.00"),
        ("$200.00 now, $340.00, $450.00 and $250.00, which adds up to ${}", "1,240.00", "1,420.00"),
        ("Your prior balance was $148.20. $39.95 was credited. The new balance is ${}.", "108.25", "108.35"),
        ("Previous balance: $148.20\nCredit: $39.95\nNew balance: ${}", "108.25", "108.35"),
        ("The prior balance of $148.20 was adjusted by $39.95; the new balance is ${}.", "108.25", "108.35"),
        ("A credit of $39.95 brings your balance from $148.20 to ${}.", "108.25", "108.35"),
        ("The old balance was $148.20; with a fee of $5.00 the new balance is ${}.", "153.20", "143.20"),
        (ORDER, "80.07", "80.70"),
        (BUCKETS, "1,240.00", "1,420.00"),
        (ITEMISED, "393.60", "396.30"),
        ("- Invoice 771: $310.00\n- Invoice 772: $45.50\nTotal: ${}", "355.50", "355.05"),
        ("Lamp .... 39.95\nFreight .... 8.50\nTotal .... {}", "48.45", "48.54"),
        ("Lamp | 39.95\nShade | 8.50\nTotal | {}", "48.45", "48.54"),
        ("Lamp\t39.95\nShade\t8.50\nTotal\t{}", "48.45", "48.54"),
        ("Goods  74.85\nShade  8.50\nSubtotal  83.35\nTax  4.21\nTotal  {}", "87.56", "87.65"),
        ("Goods  74.85\nShade  8.50\nSubtotal  {}", "83.35", "83.53"),
        ("Charge  50.00\nReversed  (12.00)\nTotal  {}", "38.00", "62.01"),
        ("  Current   30 days   60 days     Total\n   200.00    340.00    450.00    {}", "990.00", "909.00"),
        ("Bill  Billed  Paid\n771  200.00  50.00\n772  100.00  25.00\nTotal  {}  75.00", "300.00", "330.00"),
    ],
)  # fmt: skip
def test_a_sum_that_foots_passes_and_one_that_does_not_blocks(
    objects_to: ObjectsTo, form: str, right: str, wrong: str
) -> None:
    assert objects_to(pc09_amounts_foot, body=form.format(right)) == []
    [excerpt] = objects_to(pc09_amounts_foot, body=form.format(wrong))
    assert excerpt.lstrip("$") == wrong


@pytest.mark.parametrize(
    "body",
    [
        "You paid $50.00 and $75.00 and still owe a total of $300.00.",
        "You paid $50.00 and $75.00. As agreed, a total of $300.00 is due.",
        "Your check for $80.07 pays three lamps at $24.95, for a total of $74.85.",
        "Two lamps at $24.95 each and freight of $8.50, for a total of $58.40.",
        "Fees run from $20 – $40; $148.20 is yours.",
        "$39.95 less than $50.00 leaves room.",
        "The refund of $39.95 leaves your balance at $108.25.",
        "The refund of $39.95 plus $5.00 freight leaves your balance at $108.25.",
        "Your old balance was $148.20. With $39.95 credited and new purchases, your new balance is $612.40.",
        "Your previous balance was $148.20. We credited $39.95. The new balance of $612.40 includes more.",
        "You were charged $39.95 twice. We credited $39.95. Your balance before the credit was $148.20; your "
        "new balance is $108.25.",
        "The previous balance was $10.00, the old balance $20.00, a credit $5.00, the new balance $1.00.",
        "High credit:  $5,000.00\nPast due:  $0.00\nBalance:  $148.20",
        "High credit:  $5,000.00\nAmount past due:  $39.95\nBalance due:  $148.20",
        "Balance:  $148.20\nMinimum payment:  $25.00\nTotal credit line:  $5,000.00",
        "Unit price:  $24.95\nFreight:  $8.50\nTotal (3 lamps):  $83.35",
        "Lamp  24.95\nQuantity: 3\nTotal  74.85",
        "Article    Quantity   Price   Discount    Total\nLamp              3   24.95       5.00   69.85",
        "Lamp  39.95\nThese are the goods.\nTotal  12.00",
        "Order 1\nLamp  39.95\nShade  8.50\nTotal  48.45\nBulb  1.00\nPlug  2.00\nTotal  3.00",
        "Order total:  $80.07\nAmount paid:  $80.00\nBalance due:  $0.07",
        "Your old balance was $148.20. We credited: $148.20 and $51.95 are paid. The new balance is $96.25.",
        "Your old balance was $39.95, the credit was $39.95, the new balance is $0.00.",
        "We owe you $5.00.",
        "Nothing is due.",
    ],
)  # fmt: skip
def test_amounts_that_are_no_sum_pass(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc09_amounts_foot, body=body) == []


def test_the_finding_says_what_it_should_come_to(proof: Proof) -> None:
    [finding] = proof(pc09_amounts_foot, body="It is\n$148.20 − $39.95 = $108.35 now.")

    assert finding.message == "$148.20 − $39.95 comes to $108.25, not $108.35."
    assert (finding.rule, finding.level, finding.line, finding.column) == ("PC-09", "block", 9, 19)


def dollars(cents: int) -> str:
    return f"{'−' if cents < 0 else ''}${Decimal(abs(cents)) / 100:,.2f}"


@any_case
@given(CENTS, CENTS, st.integers(-5_000, 5_000))
def test_a_difference_foots_exactly_when_it_is_right(
    make_case: Callable[..., ProofCase], before: int, credit: int, off: int
) -> None:
    after = dollars(before - credit + off)

    for body in (
        f"{dollars(before)} − {dollars(credit)} = {after}",
        f"Previous balance: {dollars(before)}\nLess credit: {dollars(credit)}\nNew balance: {after}",
    ):
        blocked = [each for each in make_case(body=body).reading.sums if not each.right]
        assert bool(blocked) == (off not in (0, 2 * credit) if "\n" in body else off != 0)


@any_case
@given(st.lists(CENTS, min_size=2, max_size=9), st.integers(1, 50_000), st.sampled_from([-1, 1]))
def test_a_total_foots_exactly_when_it_is_right(
    make_case: Callable[..., ProofCase], items: list[int], off: int, sign: int
) -> None:
    def blocked(total: int) -> list[Decimal]:
        rows = "".join(f"  Item {chr(97 + nth)}  {dollars(cents)}\n" for nth, cents in enumerate(items))
        case = make_case(body=f"{rows}  Total  {dollars(total)}")
        return [each.expected for each in case.reading.sums if not each.right]

    assert blocked(sum(items)) == []
    assert blocked(sum(items) + sign * off) == [Decimal(sum(items)) / 100]


@any_case
@given(st.lists(CENTS, min_size=2, max_size=6))
def test_a_list_with_its_total_foots(make_case: Callable[..., ProofCase], items: list[int]) -> None:
    text = ", ".join(dollars(cents) for cents in items[:-1]) + f" and {dollars(items[-1])}"

    right = make_case(body=f"We credit {text}, a total of {dollars(sum(items))}.")
    wrong = make_case(body=f"We credit {text}, a total of {dollars(sum(items) + 1)}.")

    assert [each.right for each in right.reading.sums] == [True]
    assert [each.right for each in wrong.reading.sums] == [False]
