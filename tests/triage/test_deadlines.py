"""Days a writer sets."""

from __future__ import annotations

from datetime import date

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.triage.deadlines import find_deadlines, first_deadline

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We want your price by 03-13.", ["2026-03-13"]),
        ("Please answer by March 13.", ["2026-03-13"]),
        ("I expect a reply no later than February 1.", ["2027-02-01"]),
        ("Please reply within 10 business days.", ["10 business days"]),
        ("You must respond within thirty (30) days.", ["30 days"]),
        ("Please call me before Friday.", ["2026-03-06"]),
        ("I need it by Friday, March 13, 2026.", ["2026-03-13"]),
        ("If I do not hear from you by 03/04/26 I will sue.", ["2026-03-04"]),
        ("By March 1, 2026 nothing had come. Please help.", []),
        ("I was told it would be fixed within 10 days.", []),
        ("They said by Friday.", []),
        ("Please send it by mail.", []),
        ("", []),
    ],
)
def test_deadlines(text: str, plain: list[str]) -> None:
    found = find_deadlines(text, [(0, len(text))], MONDAY)

    assert [item.plain for item in found] == plain
    assert all(" ".join(text[item.start : item.end].split()) == item.value for item in found)


def test_without_a_day_to_count_from_a_date_without_year_says_nothing() -> None:
    text = "Please answer by March 13."

    [found] = find_deadlines(text, [(0, len(text))], None)

    assert (found.value, found.plain) == ("by March 13", "")


def test_a_date_in_figures_that_reads_two_ways_is_flagged() -> None:
    text = "Please answer by 03/04/26."

    [found] = find_deadlines(text, [(0, len(text))], MONDAY)

    assert found.flags == ("ambiguous",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("We want your price by 03-13. Please call me before Friday.", date(2026, 3, 6)),
        ("Please reply within 10 business days.", date(2026, 3, 16)),
        ("Please reply within 10 days.", date(2026, 3, 12)),
        ("Please reply within two weeks.", date(2026, 3, 16)),
        ("You must respond within 48 hours.", date(2026, 3, 4)),
        ("You must respond within 2 months.", date(2026, 5, 2)),
        ("Please send it by mail.", None),
    ],
)
def test_the_first_of_them_is_a_day(text: str, day: date | None) -> None:
    found = find_deadlines(text, [(0, len(text))], MONDAY)

    assert first_deadline(found, MONDAY, OfficeCalendar()) == day
