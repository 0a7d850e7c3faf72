"""Days and amounts read only to compare."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.records.figures import amount_of, day_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-04", "2026-03-04"),
        ("1996-07-04 00:00:00.000", "1996-07-04"),
        ("2009-09-27T14:12:44Z", "2009-09-27"),
        ("03/04/2026", "2026-03-04"),
        ("3/4/26", "2026-03-04"),
        ("3/4/71", "1971-03-04"),
        ("23/4/2026", "2026-04-23"),
        ("03.04.2026", "2026-04-03"),
        ("March 4, 2026", "2026-03-04"),
        ("Mar. 4th 2026", "2026-03-04"),
        ("4 March 2026", "2026-03-04"),
    ],
)
def test_a_day_is_read_as_written(written: str, day: str) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    "written", ["", "soon", "2026-02-30", "13/13/2026", "Foo 4, 2026", "20260304", "0/0/00"]
)
def test_what_is_no_day_is_none(written: str) -> None:
    assert day_of(written) == ""


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_comes_back_from_its_iso_form(day: date) -> None:
    assert day_of(day.isoformat()) == day.isoformat()


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    day_of(text)
    amount_of(text)


@pytest.mark.parametrize("written", ["$1,200.50", "1200.5", "USD 1200.50", " 1200.50 ", "€1200.50"])
def test_an_amount_is_the_same_however_written(written: str) -> None:
    assert amount_of(written) == Decimal("1200.50")


@pytest.mark.parametrize("written", ["", "twelve", "12,34,56", "2026-03-04", "1.2.3", "12 pieces"])
def test_what_is_no_amount_is_none(written: str) -> None:
    assert amount_of(written) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_amount_of_money_comes_back(amount: Decimal) -> None:
    assert amount_of(str(amount)) == amount
