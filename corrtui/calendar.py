"""Business days, of the office and of the law, and the other steps in which clocks count.

Every date here is a plain date of the office's own place; no clock time and no zone is involved.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

_HOLIDAYS = Path(__file__).parent / "data" / "holidays.toml"
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_SATURDAY, _SUNDAY = 6, 7


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(_HOLIDAYS.read_text("utf-8"))["holiday"]
    return rows


def _named_day(row: dict[str, Any], year: int) -> date:
    """Return the day the law names, before it is moved off a weekend."""
    month: int = row["month"]
    if "day" in row:
        return date(year, month, row["day"])
    weekday: int = row["weekday"]
    nth: int = row["nth"]
    if nth > 0:
        first = date(year, month, 1)
        return first + _DAY * ((weekday - first.isoweekday()) % 7) + _WEEK * (nth - 1)
    last = date(year, month + 1, 1) - _DAY
    return last - _DAY * ((last.isoweekday() - weekday) % 7) + _WEEK * (nth + 1)


def _observed(named: date) -> date:
    if named.isoweekday() == _SATURDAY:
        return named - _DAY
    return named + _DAY if named.isoweekday() == _SUNDAY else named


@lru_cache(maxsize=64)
def _observed_in(year: int) -> dict[date, str]:
    # New Year's Day on a Saturday is observed in the December before: the year after is asked too.
    days: dict[date, str] = {}
    for named_year in (year, year + 1):
        for row in _rows():
            if named_year >= row.get("since", 1):
                day = _observed(_named_day(row, named_year))
                if day.year == year:
                    days[day] = row["name"]
    return dict(sorted(days.items()))


@lru_cache(maxsize=64)
def _named_in(year: int) -> frozenset[date]:
    """The days the law names, wherever in the week they fall."""
    return frozenset(_named_day(row, year) for row in _rows() if year >= row.get("since", 1))


def federal_holidays(year: int) -> dict[date, str]:
    """Return the days of `year` on which federal offices are closed, as observed, with their names.

    31 December is among them when the next New Year's Day is a Saturday (5 U.S.C. 6103(b)).
    """
    return dict(_observed_in(year))


def add_legal_days(day: date, count: int, *, observed: bool) -> date:
    """Return the `count`-th business day of the law after `day`, which is day 0 whatever day it is.

    Such days are all but Saturdays, Sundays and legal holidays; the office's own closed days count. What the
    law calls a holiday that falls on a weekend is in doubt (5 U.S.C. 6103(a) names the day; the commentary on
    12 CFR 1026.2(a)(6) takes the observed Friday for a business day), so both readings can be asked for.

    Args:
        day: the start.
        count: how many days, not negative.
        observed: True: the days on which holidays are observed are none either; False: only the days named.
    """
    while count:
        day += _DAY
        if day.isoweekday() < _SATURDAY and day not in _named_in(day.year):
            count -= not (observed and day in _observed_in(day.year))
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day of the month `count` months on; the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    return day_of_month(day.year + years, month + 1, day.day)


def day_of_month(year: int, month: int, day: int) -> date:
    """Return a day of a month; the month's last day where it has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def end_of_cycle(day: date, count: int, closing_day: int) -> date:
    """Return the day the `count`-th complete billing cycle after the one `day` lies in ends.

    Cycles are monthly and close on `closing_day`, 1 to 31; in shorter months on the last day. A cycle holds
    its closing day. The cycle of receipt does not count (12 CFR 1026.13(c)(2) and its commentary).
    """
    first = day_of_month(day.year, day.month, closing_day)
    ahead = count if day <= first else count + 1
    years, month = divmod(day.month - 1 + ahead, 12)
    return day_of_month(day.year + years, month + 1, closing_day)


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Which days the office works."""

    closed: frozenset[date] = frozenset()
    """Days the office keeps closed on top of weekends and federal holidays."""

    def is_business_day(self, day: date) -> bool:
        """Say whether the office works on `day`."""
        return day.isoweekday() < _SATURDAY and day not in self.closed and day not in _observed_in(day.year)

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`; a negative count goes back, 0 is `day` itself.

        `day` is day 0 whether or not the office works on it, so a letter of a Saturday starts to count
        on the next business day.
        """
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            if self.is_business_day(day):
                left -= 1
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """Return how many business days lie after `start` up to and with `end`; negative if `end` is earlier.

        It undoes add_business_days: from d to d plus n business days it is n.
        """
        if end < start:
            # Going back, the days counted are those from `end` up to the day before `start`.
            return -self.business_days_between(end - _DAY, start - _DAY)
        whole_weeks, rest = divmod((end - start).days, 7)
        count = whole_weeks * 5
        count += sum((start + _DAY * ahead).isoweekday() < _SATURDAY for ahead in range(1, rest + 1))
        shut = {day for year in range(start.year, end.year + 1) for day in _observed_in(year)} | self.closed
        return count - sum(start < day <= end and day.isoweekday() < _SATURDAY for day in shut)

    def work_by(self, due: date) -> date:
        """Return the last business day on or before `due`: deadlines on a closed day do not move forward."""
        while not self.is_business_day(due):
            due -= _DAY
        return due
