"""Dates as writers write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.dates import date_matches, read_date

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "March 1, 2026",
        "March 1 2026",
        "MARCH 1st, 2026",
        "Mar. 1, 2026",
        "1 March 2026",
        "1st of March, 2026",
        "3/1/2026",
        "03/01/26",
        "3-1-2026",
        "2026-03-01",
    ],
)
def test_one_day_in_many_spellings(written: str) -> None:
    assert read_date(written) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "written", ["", "soon", "February 30, 2026", "13/13/2026", "2026-13-01", "March 1", "0/0/26"]
)
def test_what_is_no_full_date(written: str) -> None:
    assert read_date(written) is None


def test_a_day_above_twelve_cannot_be_a_month() -> None:
    assert read_date("31/3/2026") == date(2026, 3, 31)


def test_a_date_without_a_year_is_the_last_one_before_the_letter() -> None:
    assert read_date("March 1", near=date(2026, 3, 2)) == date(2026, 3, 1)
    assert read_date("December 20", near=date(2026, 3, 2)) == date(2025, 12, 20)


def test_dates_are_found_where_they_stand() -> None:
    text = "On March 1 and on 3/2/2026, order 48213-03-01; you may 2 times march 5 miles."

    assert [match[0] for match in date_matches(text, 0, len(text))] == ["March 1", "3/2/2026"]


@given(day=DAYS, form=st.sampled_from(["%B %d, %Y", "%d %b %Y", "%m/%d/%Y", "%Y-%m-%d", "%m.%d.%Y"]))
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    for match in date_matches(text, 0, len(text)):
        read_date(match[0], near=date(2026, 3, 2))
