"""PC-52: a hole for money holds an amount, one for a date a date; where nobody can tell, nothing is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.figures import longdate, money
from corrtui.letters.filled import words_around
from corrtui.letters.proof import Finding
from corrtui.letters.proof import pc52_hole_kind as pc52
from corrtui.letters.proof.amounts import find_amounts
from corrtui.letters.proof.of_kind import is_of_kind
from tests.letters.proof.conftest import CLOSE, HEAD

BODY = (
    "Thank you for writing. A refund of ⟦refund amount⟧ will be paid to you, and it was entered on"
    " ⟦credit.date⟧ in our books. It concerns your order numbered ⟦order.no⟧ of ours,"
    " which ⟦clerk.name⟧ keeps."
)
DRAFT = HEAD + BODY + CLOSE

Proof = Callable[..., list[Finding]]


@pytest.fixture
def typed(proof: Proof) -> Callable[..., list[Finding]]:
    """The findings when these values were typed over the holes."""

    def run(draft: str = DRAFT, **values: str) -> list[Finding]:
        text = draft
        names = {"money": "refund amount", "date": "credit.date", "no": "order.no", "who": "clerk.name"}
        for short, value in ({"money": "$39.95", "date": "March 3", "no": "48213"} | values).items():
            text = text.replace(f"⟦{names[short]}⟧", value)
        return proof(pc52, text, around=words_around(draft))

    return run


Typed = Callable[..., list[Finding]]


def test_a_letter_filled_rightly_passes(typed: Typed) -> None:
    assert typed(who="Robin Hale") == []


def test_a_date_in_a_hole_for_money_is_blocked_where_it_stands(typed: Typed) -> None:
    [finding] = typed(money="March 3")

    assert (finding.rule, finding.level, finding.excerpt) == ("PC-52", "block", "March 3")
    assert finding.message == (
        "the hole `refund amount` holds “March 3”, not an amount of money."
        " Write it as $39.95, or say it in a sentence of your own."
    )
    assert HEAD.count("\n") == finding.line
    assert finding.column == BODY.index("⟦")


def test_an_amount_in_a_hole_for_a_date_is_blocked(typed: Typed) -> None:
    [finding] = typed(date="$39.95")

    assert "the hole `credit.date` holds “$39.95”, not a date." in finding.message


@pytest.mark.parametrize(
    "value",
    [
        "$39.95", "39.95", "forty dollars", "$1,240", "USD 5", "nothing",
        "40 EUR", "EUR 40", "CA$40", "40 €", "1,240 pesos",
        "none", "nil", "half", "half the price", "the whole charge", "the full price",
        "The full amount", "waived", "paid in full",
    ],
)  # fmt: skip
def test_amounts(typed: Typed, value: str) -> None:
    assert typed(money=value) == []


@pytest.mark.parametrize(
    "value",
    [
        "March 3",
        "2026-03-03",
        "03/04/26",
        "three boxes",
        "48213",
        "Pat Ortiz",
        "40%",
        "half past four",
        "none of the boxes",
        "40 euphoniums",
    ],
)
def test_no_amounts(typed: Typed, value: str) -> None:
    assert [finding.excerpt for finding in typed(money=value)] == [value]


def test_a_bare_figure_is_shown_as_the_amount_it_would_be(typed: Typed) -> None:
    [finding] = typed(money="40")

    assert finding.message.endswith("Write $40.00.")


@pytest.mark.parametrize(
    "value",
    [
        "March 3, 2026", "March 3", "3 March 2026", "3/4/26", "2026-03-03", "today", "Monday", "March 2026",
        "the 15th", "next week", "10 business days", "3. März 2026", "3 de marzo de 2026", "Feb. 29", "2024",
        "your next statement", "the following billing cycle", "the due date", "the same day", "a few weeks",
        "twenty-one days", "within a month",
    ],
)  # fmt: skip
def test_dates(typed: Typed, value: str) -> None:
    assert typed(date=value) == []


@pytest.mark.parametrize(
    "value", ["$39.95", "39.95", "48213", "Pat Ortiz", "40%", "two boxes", "the day", "pay days", "statement"]
)
def test_no_dates(typed: Typed, value: str) -> None:
    assert [finding.excerpt for finding in typed(date=value)] == [value]


def test_a_day_no_calendar_has_is_no_date(typed: Typed) -> None:
    [finding] = typed(date="February 30, 2026")

    assert "which is no day of the calendar" in finding.message


@pytest.mark.parametrize("value", ["48213", "A-48213", "three", "12-10-26", "…4417", "48213 of March 3"])
def test_numbers(typed: Typed, value: str) -> None:
    assert typed(no=value) == []


@pytest.mark.parametrize("value", ["March 3", "3/4/26", "$39.95", "the lamp"])
def test_no_numbers(typed: Typed, value: str) -> None:
    assert [finding.excerpt for finding in typed(no=value)] == [value]


def test_a_hole_for_text_takes_anything(typed: Typed) -> None:
    assert typed(who="$39.95") == typed(who="March 3") == []


def test_where_the_sentence_was_rewritten_nothing_is_said(typed: Typed) -> None:
    rewritten = DRAFT.replace("A refund of ⟦refund amount⟧ will be paid", "We paid you on March 3")

    assert typed(rewritten) == []


def test_what_the_template_says_a_hole_is_for_counts(proof: Proof) -> None:
    text = DRAFT.replace("⟦refund amount⟧", "March 3")
    around = words_around(DRAFT)

    assert proof(pc52, text, around=around, hole_kinds={"refund amount": "date"}) == []
    assert len(proof(pc52, text, around=around, approved="{{ x }}")) == 1


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_amount_is_one_and_no_date(amount: Decimal) -> None:
    text = money(amount)
    amounts = find_amounts(text)

    assert is_of_kind("money", text, 0, len(text), amounts)
    assert not is_of_kind("date", text, 0, len(text), amounts)
    assert not is_of_kind("number", text, 0, len(text), amounts)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 4))
def test_every_date_is_one_and_no_amount(day: date, form: int) -> None:
    text = [
        longdate(day),
        longdate(day).rpartition(",")[0],
        day.isoformat(),
        f"{day:%m/%d/%y}",
        f"{day:%-d %B %Y}",
    ][form]
    amounts = find_amounts(text)

    assert is_of_kind("date", text, 0, len(text), amounts)
    assert not is_of_kind("money", text, 0, len(text), amounts)
