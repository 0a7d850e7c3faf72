"""Work against time."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.reports.capacity import (
    Capacity,
    Load,
    Pace,
    day_minutes,
    first_free_day,
    loads_of,
    minutes_left,
    total,
)

CALENDAR = OfficeCalendar()
TUESDAY = date(2026, 3, 10)
OPENS, CLOSES = time(8, 30), time(16, 30)


def capacity(letters: int, minutes: float, left: int, per_day: int = 480) -> Capacity:
    loads = loads_of({"BIL": letters}, {"BIL": Pace(minutes, 12)})
    by = first_free_day(total(loads), left, per_day, TUESDAY, CALENDAR)
    return Capacity(loads, (), left, 1, per_day, by)


def test_sixty_letters_of_nine_minutes_in_six_hours_are_180_minutes_over() -> None:
    found = capacity(60, 9, 360)

    assert found.over == 180
    assert found.sentence == "60 letters × 9 min = 540 min against 360 left: 180 over"
    assert found.reply_by == date(2026, 3, 11)


def test_what_fits_into_the_day_is_said_too() -> None:
    found = capacity(1, 7.5, 360)

    assert found.over == -352
    assert found.sentence == "1 letter × 8 min = 8 min against 360 left: 352 to spare"
    assert found.reply_by == TUESDAY
    assert capacity(0, 9, 360).sentence == "0 letters × 0 min = 0 min against 360 left: 360 to spare"


def test_the_most_work_comes_first() -> None:
    paces = {"BIL": Pace(9, 0), "SVC": Pace(30, 7), "INF": Pace(5, 0)}

    assert loads_of({"BIL": 3, "SVC": 1, "INF": 0}, paces) == (
        Load("SVC", 1, paces["SVC"]),
        Load("BIL", 3, paces["BIL"]),
    )


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-03-10 07:00", 480),
        ("2026-03-10 08:30", 480),
        ("2026-03-10 10:30", 360),
        ("2026-03-10 16:30", 0),
        ("2026-03-10 23:00", 0),
        ("2026-03-14 09:00", 0),  # Saturday
        ("2026-12-25 09:00", 0),
    ],
)
def test_minutes_left_of_a_day(now: str, left: int) -> None:
    assert minutes_left(datetime.fromisoformat(now), OPENS, CLOSES, CALENDAR) == left
    assert day_minutes(OPENS, CLOSES) == 480


@pytest.mark.parametrize(
    ("minutes", "left", "day"),
    [
        (359, 360, "2026-03-10"),
        (360, 360, "2026-03-11"),
        (839, 360, "2026-03-11"),
        (840, 360, "2026-03-12"),
        (0, 0, "2026-03-11"),
        (480 * 4, 0, "2026-03-17"),  # over the weekend
    ],
)
def test_the_first_day_with_time(minutes: int, left: int, day: str) -> None:
    assert first_free_day(minutes, left, 480, TUESDAY, CALENDAR) == date.fromisoformat(day)


@given(st.integers(0, 50_000), st.integers(0, 5_000), st.integers(1, 5_000))
def test_all_work_is_done_by_the_day_named(minutes: int, left: int, per_day: int) -> None:
    day = first_free_day(minutes, left, per_day, TUESDAY, CALENDAR)

    days = CALENDAR.business_days_between(TUESDAY, day)
    assert minutes < left + days * per_day
    assert days == 0 or minutes >= left + (days - 1) * per_day
