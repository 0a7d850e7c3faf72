"""A payment plan: one sum in monthly payments, equal ones or those the writer offers, on business days."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from corrtui.calendar import OfficeCalendar

MONTHS = 3
"""Payments a plan is offered in unless the office agrees on others."""

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of a plan."""

    due: date
    """A business day of the office."""
    amount: Decimal
    """US dollars and cents."""


def payment_plan(
    total: Decimal, first: date, days: OfficeCalendar, count: int = MONTHS
) -> tuple[Payment, ...]:
    """Return `count` payments that add up to `total`; the last one takes the odd cents.

    Args:
        total: positive sum in dollars and cents.
        first: earliest day of the first payment; the others follow by the month, a 31st on the last day.
        days: calendar of the office; a payment that would fall on a closed day waits for the next open one.
        count: number of payments, at least 1.
    """
    each = (total / count).quantize(_CENT, rounding=ROUND_DOWN)
    amounts = [each] * (count - 1) + [total - each * (count - 1)]
    return tuple(
        Payment(_open_day(_months_later(first, step), days), amount) for step, amount in enumerate(amounts)
    )


def offered_plan(total: Decimal, each: Decimal, first: date, days: OfficeCalendar) -> tuple[Payment, ...]:
    """Return as many payments of `each` as `total` needs; the last one is the rest.

    Args:
        total: positive sum in dollars and cents.
        each: positive sum the writer offers to pay a month.
        first: day of the first payment; the others follow as in `payment_plan`.
        days: calendar of the office.
    """
    count = int((total / each).to_integral_value(rounding=ROUND_CEILING))
    amounts = [each] * (count - 1) + [total - each * (count - 1)]
    return tuple(
        Payment(_open_day(_months_later(first, step), days), amount) for step, amount in enumerate(amounts)
    )


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _open_day(day: date, days: OfficeCalendar) -> date:
    while not days.is_business_day(day):
        day += timedelta(days=1)
    return day
