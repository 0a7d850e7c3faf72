"""Amounts, dates and account numbers: read from records, written as letters write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.figures import longdate, masked, money, parse_date, parse_money


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("39.95", "39.95"),
        ("$39.95", "39.95"),
        ("1,240.00", "1240.00"),
        (" $1,240 ", "1240.00"),
        ("USD 5", "5.00"),
        ("US$5.5", "5.50"),
        ("-39.95", "-39.95"),
        ("-$39.95", "-39.95"),
        ("$-39.95", "-39.95"),
        ("(39.95)", "-39.95"),
        ("80.07000000000001", "80.07"),
        ("0", "0.00"),
        ("-0.00", "0.00"),
        ("39.9500", "39.95"),
        ("12345678.90", "12345678.90"),
    ],
)
def test_amounts_are_read_as_offices_write_them(written: str, amount: str) -> None:
    assert parse_money(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "none",
        "12 or 15",
        "1.240,00",
        "1,24.00",
        "12,3456",
        "39.955",
        "$",
        "--5",
        "(5",
        "5)",
        "NaN",
        "1e9",
        "٣٩.٩٥",
        "5 %",
        "$5 $6",
    ],
)
def test_what_is_not_certainly_an_amount_is_none(written: str) -> None:
    assert parse_money(written) is None


def test_numbers_are_amounts_and_truth_is_not() -> None:
    assert parse_money(5) == Decimal("5.00")
    assert parse_money(Decimal("39.95")) == Decimal("39.95")
    assert parse_money(True) is None
    assert parse_money(None) is None


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1234.5", "$1,234.50"), ("0", "$0.00"), ("-39.95", "-$39.95"), ("7.485", "$7.49"), ("-0.001", "$0.00")],
)
def test_amounts_are_written_with_sign_commas_and_cents(amount: str, written: str) -> None:
    assert money(Decimal(amount)) == written


@given(st.decimals(min_value=Decimal("-999999999.99"), max_value=Decimal("999999999.99"), places=2))
def test_an_amount_survives_being_written_and_read(amount: Decimal) -> None:
    assert parse_money(money(amount)) == amount
    assert parse_money(str(amount)) == amount


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02",
        "2026-03-02 00:00:00.000",
        "2026-03-02T10:00:00Z",
        "3/2/2026",
        "03/02/2026",
        "03/02/26",
        "March 2, 2026",
        "Mar. 2, 2026",
        "2 March 2026",
        " 2 mar 2026 ",
    ],
)
def test_days_are_read_as_offices_write_them(written: str) -> None:
    assert parse_date(written) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "written", ["", "2026-02-30", "13/02/2026", "Ma 2, 2026", "soon", "2026", "02.03.2026"]
)
def test_what_is_not_certainly_a_day_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_a_moment_is_its_day() -> None:
    assert parse_date(datetime(2026, 3, 2, 23, 59)) == date(2026, 3, 2)
    assert parse_date(date(2026, 3, 2)) == date(2026, 3, 2)


def test_days_are_written_in_words() -> None:
    assert longdate(date(2026, 3, 2)) == "March 2, 2026"


@given(st.dates())
def test_a_day_survives_being_written_and_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    if day.year >= 1000:
        assert parse_date(longdate(day)) == day


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("HV-30-204417", "…4417"),
        ("20441734", "…1734"),
        ("204417", "…417"),
        ("4417", "…17"),
        ("7", "…7"),
        ("", ""),
        ("--", ""),
    ],
)
def test_an_account_shows_its_last_signs_only(number: str, shown: str) -> None:
    assert masked(number) == shown


@given(st.text(min_size=2))
def test_a_masked_account_never_shows_more_than_half(number: str) -> None:
    signs = sum(sign.isalnum() for sign in number)

    assert len(masked(number)) - 1 <= max(min(4, (signs + 1) // 2), 0)
