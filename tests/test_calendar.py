"""The calendar of the office: observed federal holidays, closed days, counting business days."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import (
    OfficeCalendar,
    add_legal_days,
    add_months,
    end_of_cycle,
    federal_holidays,
)

CALENDAR = OfficeCalendar()
DAYS = st.dates(date(2021, 1, 1), date(2040, 12, 31))


def days(year: int, *month_days: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{month_day}") for month_day in month_days]


@pytest.mark.parametrize(
    ("year", "observed"),
    [
        (
            2026,
            days(2026, "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12")
            + days(2026, "11-11", "11-26", "12-25"),
        ),
        (
            2027,
            days(2027, "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11")
            + days(2027, "11-11", "11-25", "12-24", "12-31"),
        ),
        (
            2028,
            days(2028, "01-17", "02-21", "05-29", "06-19", "07-04", "09-04", "10-09")
            + days(2028, "11-10", "11-23", "12-25"),
        ),
    ],
)
def test_the_observed_holidays_of_a_year(year: int, observed: list[date]) -> None:
    assert list(federal_holidays(year)) == observed


def test_new_year_2028_is_kept_in_2027_and_not_again_in_2028() -> None:
    assert federal_holidays(2027)[date(2027, 12, 31)] == "New Year's Day"
    assert date(2028, 1, 1) not in federal_holidays(2028)


def test_juneteenth_is_a_holiday_from_2021_only() -> None:
    assert date(2020, 6, 19) not in federal_holidays(2020)
    assert date(2021, 6, 18) in federal_holidays(2021)


@pytest.mark.parametrize("year", range(2021, 2041))
def test_every_year_agrees_with_an_independent_calendar(year: int) -> None:
    independent = {day for day in holidays.country_holidays("US", years=year) if day.isoweekday() < 6}

    assert set(federal_holidays(year)) == independent


def test_a_caller_cannot_spoil_the_calendar() -> None:
    federal_holidays(2026).clear()

    assert not CALENDAR.is_business_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-02", 10, "2026-03-16"),
        ("2026-03-02", 20, "2026-03-30"),
        ("2026-03-02", 30, "2026-04-13"),
        ("2026-03-02", 45, "2026-05-04"),
        ("2026-06-29", 5, "2026-07-07"),
        ("2026-06-29", 10, "2026-07-14"),
        ("2026-06-29", 20, "2026-07-28"),
        ("2026-06-29", 30, "2026-08-11"),
        ("2026-06-29", 45, "2026-09-01"),
        ("2026-12-21", 5, "2026-12-29"),
        ("2026-12-21", 10, "2027-01-06"),
        ("2026-12-21", 20, "2027-01-21"),
        ("2026-12-21", 30, "2027-02-04"),
        ("2026-12-21", 45, "2027-02-26"),
        ("2027-12-27", 5, "2028-01-04"),
        ("2026-07-04", 5, "2026-07-10"),
        ("2026-07-03", 5, "2026-07-10"),
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-09", -5, "2026-03-02"),
    ],
)
def test_business_days_after_a_date(received: str, count: int, due: str) -> None:
    assert CALENDAR.add_business_days(date.fromisoformat(received), count) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("due", "work_by"),
    [
        ("2026-05-31", "2026-05-29"),
        ("2026-12-27", "2026-12-24"),
        ("2026-07-19", "2026-07-17"),
        ("2026-03-09", "2026-03-09"),
    ],
)
def test_a_deadline_on_a_closed_day_is_worked_the_business_day_before(due: str, work_by: str) -> None:
    assert CALENDAR.work_by(date.fromisoformat(due)) == date.fromisoformat(work_by)


def test_the_offices_own_closed_day_counts_as_closed() -> None:
    own = OfficeCalendar(frozenset({date(2026, 12, 24)}))

    assert not own.is_business_day(date(2026, 12, 24))
    assert CALENDAR.is_business_day(date(2026, 12, 24))
    assert own.work_by(date(2026, 12, 27)) == date(2026, 12, 23)
    assert own.add_business_days(date(2026, 12, 21), 5) == date(2026, 12, 30)


@given(day=DAYS, count=st.integers(0, 300))
def test_counting_undoes_adding(day: date, count: int) -> None:
    assert CALENDAR.business_days_between(day, CALENDAR.add_business_days(day, count)) == count


@given(start=DAYS, length=st.integers(-120, 120), closed=st.frozensets(DAYS, max_size=5))
def test_counting_agrees_with_looking_at_every_day(start: date, length: int, closed: frozenset[date]) -> None:
    own = OfficeCalendar(closed)
    end = start + timedelta(days=length)
    if length >= 0:
        expected = sum(own.is_business_day(start + timedelta(days=n)) for n in range(1, length + 1))
    else:
        expected = -sum(own.is_business_day(start - timedelta(days=n)) for n in range(1, -length + 1))

    assert own.business_days_between(start, end) == expected


@given(day=DAYS)
def test_work_by_is_a_business_day_not_after_the_due_date(day: date) -> None:
    work_by = CALENDAR.work_by(day)

    assert CALENDAR.is_business_day(work_by)
    assert work_by <= day
    assert CALENDAR.business_days_between(work_by, day) == 0


# -- days of the law, months, cycles

LEGAL = [
    ("2026-03-02", 5, "2026-03-09", "2026-03-09"),
    ("2026-06-29", 5, "2026-07-07", "2026-07-06"),
    ("2026-12-21", 5, "2026-12-29", "2026-12-29"),
    ("2026-03-02", 30, "2026-04-13", "2026-04-13"),
    ("2026-06-29", 30, "2026-08-11", "2026-08-10"),
    ("2026-12-21", 30, "2027-02-04", "2027-02-04"),
    ("2026-06-29", 45, "2026-09-01", "2026-08-31"),
    ("2027-12-27", 5, "2028-01-04", "2028-01-03"),
    ("2026-07-04", 5, "2026-07-10", "2026-07-10"),
    ("2026-07-03", 5, "2026-07-10", "2026-07-10"),
]


@pytest.mark.parametrize(("start", "count", "observed", "named"), LEGAL)
def test_both_readings_of_a_holiday_on_a_weekend(start: str, count: int, observed: str, named: str) -> None:
    day = date.fromisoformat(start)

    assert add_legal_days(day, count, observed=True) == date.fromisoformat(observed)
    assert add_legal_days(day, count, observed=False) == date.fromisoformat(named)


@given(DAYS, st.integers(0, 60))
def test_days_of_the_law_agree_with_an_independent_calendar(start: date, count: int) -> None:
    years = range(start.year, start.year + 2)
    law = holidays.country_holidays("US", years=[*years, years[-1] + 1])
    named = holidays.country_holidays("US", years=years, observed=False)
    for shut, observed in ((law, True), (named, False)):
        day, left = start, count
        while left:
            day += timedelta(days=1)
            left -= day.isoweekday() < 6 and day not in shut
        assert add_legal_days(start, count, observed=observed) == day


@given(DAYS, st.integers(1, 60))
def test_the_earlier_side_of_doubt_is_never_later(start: date, count: int) -> None:
    assert add_legal_days(start, count, observed=False) <= add_legal_days(start, count, observed=True)


@pytest.mark.parametrize("year", range(2021, 2036))
def test_the_days_the_law_names_agree_with_an_independent_calendar(year: int) -> None:
    independent = set(holidays.country_holidays("US", years=year, observed=False))
    workdays = {date(year, 1, 1) + timedelta(days=n) for n in range(366)}
    shut = {
        day
        for day in workdays
        if day.year == year and add_legal_days(day - timedelta(days=1), 1, observed=False) != day
    }

    assert {day for day in shut if day.isoweekday() < 6} == {
        day for day in independent if day.isoweekday() < 6
    }


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-05-31", 9, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-03-02", 9, "2026-12-02"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-31", 0, "2026-01-31"),
    ],
)
def test_months_end_on_the_last_day_where_there_is_no_such_day(day: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("received", "closing", "end"),
    [
        ("2026-03-02", 15, "2026-05-15"),
        ("2026-03-15", 15, "2026-05-15"),
        ("2026-03-16", 15, "2026-06-15"),
        ("2026-07-16", 15, "2026-10-15"),
        ("2026-01-31", 31, "2026-03-31"),
        ("2026-12-20", 31, "2027-02-28"),
        ("2026-02-10", 30, "2026-04-30"),
    ],
)
def test_the_cycle_of_receipt_does_not_count(received: str, closing: int, end: str) -> None:
    assert end_of_cycle(date.fromisoformat(received), 2, closing) == date.fromisoformat(end)


@given(DAYS, st.integers(1, 31))
def test_two_complete_cycles_take_59_to_93_days(received: date, closing: int) -> None:
    assert 58 < (end_of_cycle(received, 2, closing) - received).days < 94


@given(DAYS, st.integers(1, 31))
def test_an_unknown_closing_day_gives_no_later_end_than_any_known(received: date, closing: int) -> None:
    assert add_months(received, 2) <= end_of_cycle(received, 2, closing)
