"""What the house adds to a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from corrtui.outgoing.sheet import Sheet

MakeSheet = Callable[..., Sheet]


@pytest.mark.parametrize(
    ("day", "written"),
    [(dt.date(2026, 3, 2), "March 2, 2026"), (dt.date(2027, 12, 31), "December 31, 2027")],
)
def test_the_dateline_abbreviates_nothing(day: dt.date, written: str, make_sheet: MakeSheet) -> None:
    assert make_sheet(date=day).dateline == written


def test_a_copy_named_in_the_draft_and_by_the_desk_prints_once(make_sheet: MakeSheet) -> None:
    sheet = make_sheet(copies=("accounts receivable", "Robin Hale"))

    assert sheet.all_copies == ("Accounts Receivable", "Robin Hale")
