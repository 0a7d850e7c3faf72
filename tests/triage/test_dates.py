"""Dates as writers write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.dates import date_matches, has_year, is_ambiguous, read_date, read_date_at

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


def test_a_month_and_a_number_of_two_paragraphs_are_no_date() -> None:
    text = "I said so in May.\n\n2. On Monday I called. It was 3\n\nMarch for him. On May\n4 it came."

    assert [match[0] for match in date_matches(text, 0, len(text))] == ["May\n4"]


@pytest.mark.parametrize(
    ("written", "two_ways", "year"),
    [
        ("03/04/26", True, True), ("03/03/26", False, True), ("13/04/26", False, True),
        ("March 4", False, False), ("4 de marzo", False, False), ("4 de marzo de 2026", False, True),
        ("2026-03-04", False, True), ("soon", False, False),
    ],
)  # fmt: skip
def test_dates_that_read_two_ways_and_dates_with_a_year(written: str, two_ways: bool, year: bool) -> None:
    assert (is_ambiguous(written), has_year(written)) == (two_ways, year)


def test_a_spanish_date() -> None:
    assert read_date("4 de marzo de 2026") == date(2026, 3, 4)
    assert read_date("1 de setiembre", date(2026, 10, 1)) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Please answer by January 15.", date(2027, 1, 15)),
        ("My new address from here on, starting April 1.", date(2027, 4, 1)),
        ("Good through March 31.", date(2027, 3, 31)),
        ("I called on January 15.", date(2026, 1, 15)),
        ("It was promised by February 20.", date(2026, 2, 20)),
        ("Answer by January 15, 2026.", date(2026, 1, 15)),
    ],
)
def test_a_day_set_for_something_is_the_coming_one(text: str, day: date) -> None:
    match = next(date_matches(text, 0, len(text)))

    assert read_date_at(text, match, date(2026, 12, 1)) == day
