"""What a letter of ours promises by when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.letters.promise import promised_by

WRITTEN, RECEIVED = date(2026, 3, 2), date(2026, 2, 27)


def found(text: str) -> str | None:
    day = promised_by(text, WRITTEN, RECEIVED, OfficeCalendar())
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("We will write to you again by March 9, 2026.", "2026-03-09"),
        ("We intend to send it by March 9, 2026.", "2026-03-09"),
        ("We intend to write to\nyou again by March\n9, 2026.", "2026-03-09"),
        (
            "You can expect our answer no later than March 9, 2026, and it\nwill speak to each matter.",
            "2026-03-09",
        ),
        ("We expect to have the goods with you by Monday, March 9, 2026.", "2026-03-09"),
        ("I will telephone you on March 5, 2026, as you asked.", "2026-03-05"),
        ("You will have our answer by 9 March.", "2026-03-09"),
        ("Our engineers will tell you before March 20, 2026.", "2026-03-20"),
        ("You'll hear from us by 3/9/2026.", "2026-03-09"),
        ("We will answer within 10 days.", "2026-03-12"),
        ("We will answer within two weeks.", None),
        ("We will answer within 2 weeks.", "2026-03-16"),
        ("We will answer within 5 business days.", "2026-03-09"),
        (
            "You will have our answer within 30 days from the day on which we received your letter.",
            "2026-03-29",
        ),
        ("We will write by March 20, 2026. We will send the refund by March 9, 2026.", "2026-03-09"),
        # The writer's own date, a condition, a date that is past or only told.
        ("Please send us the papers by March 9, 2026.", None),
        ("We will cancel the order if you do not write by March 9, 2026.", None),
        ("Please tell us by March 9, 2026, and we will compare the two.", None),
        ("We had promised them to you by March 9, 2026.", None),
        ("We will not try to collect it before March 9, 2026.", None),
        ("We will look at your letter of March 1, 2026.", None),
        ("We will send it by February 20, 2026.", None),
        ("We received your letter on March 9, 2026.", None),
        ("", None),
    ],
)
def test_what_is_promised(text: str, day: str | None) -> None:
    assert found(f"Dear Ms. Hill:\n\nThank you for writing. {text}\n\nSincerely,\n") == day


@given(st.text(max_size=200), st.dates(date(2026, 3, 2), date(2027, 3, 1)))
def test_whatever_stands_around_it(text: str, day: date) -> None:
    said = f"{day:%B} {day.day}, {day.year}"

    got = found(f"{text}\n\nWe will write to you again by {said}.\n")

    assert got is not None
    assert got <= day.isoformat()
