"""A payment plan foots to the cent and falls on business days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.letters.plan import offered_plan, payment_plan

DAYS = OfficeCalendar()


def test_three_payments_the_last_takes_the_odd_cents() -> None:
    plan = payment_plan(Decimal("1240.00"), date(2026, 12, 21), DAYS)

    assert [payment.amount for payment in plan] == [Decimal("413.33"), Decimal("413.33"), Decimal("413.34")]
    assert [payment.due for payment in plan] == [date(2026, 12, 21), date(2027, 1, 21), date(2027, 2, 22)]


def test_a_payment_on_a_closed_day_waits_for_the_next_open_one() -> None:
    [payment] = payment_plan(Decimal("10.00"), date(2026, 12, 25), DAYS, 1)

    assert payment.due == date(2026, 12, 28)


def test_a_plan_from_the_31st_keeps_to_the_ends_of_months() -> None:
    plan = payment_plan(Decimal("10.00"), date(2026, 8, 31), DAYS, 2)

    assert plan[1].due == date(2026, 9, 30)


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999.99"), places=2),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(1, 24),
)
def test_payments_add_up_and_come_in_order(total: Decimal, first: date, count: int) -> None:
    plan = payment_plan(total, first, DAYS, count)

    assert sum(payment.amount for payment in plan) == total
    assert all(payment.amount >= 0 and DAYS.is_business_day(payment.due) for payment in plan)
    assert [payment.due for payment in plan] == sorted(payment.due for payment in plan)
    assert plan[0].due >= first


@given(st.decimals("0.01", "900", places=2), st.decimals("20", "500", places=2))
def test_an_offered_plan_pays_what_was_offered_and_the_rest_at_last(total: Decimal, each: Decimal) -> None:
    amounts = [payment.amount for payment in offered_plan(total, each, date(2026, 12, 1), DAYS)]

    assert sum(amounts) == total
    assert set(amounts[:-1]) <= {each}
    assert 0 < amounts[-1] <= each


def test_an_offered_plan_keeps_to_the_writers_day_of_the_month() -> None:
    payments = offered_plan(Decimal("166.39"), Decimal("35"), date(2026, 12, 1), DAYS)

    assert [(payment.due.isoformat(), str(payment.amount)) for payment in payments] == [
        ("2026-12-01", "35"),
        ("2027-01-04", "35"),  # January 1 is a holiday, and a weekend follows
        ("2027-02-01", "35"),
        ("2027-03-01", "35"),
        ("2027-04-01", "26.39"),
    ]
