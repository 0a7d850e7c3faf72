"""When silence agrees to a delay, when it cancels, and by which day the buyer chooses."""

from __future__ import annotations

from datetime import date

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.letters.delay import delay_of

TODAY, REPLY_BY = date(2026, 11, 20), date(2026, 12, 7)


@pytest.mark.parametrize(
    ("promised", "new", "short"),
    [
        (date(2026, 11, 20), date(2026, 12, 20), True),
        (date(2026, 11, 20), date(2026, 12, 21), False),
        (None, date(2026, 12, 20), False),
        (date(2026, 11, 20), None, False),
        (None, None, False),
    ],
)
def test_silence_agrees_up_to_thirty_days(promised: date | None, new: date | None, short: bool) -> None:
    assert delay_of(promised, new, TODAY, REPLY_BY, OfficeCalendar()).short is short


@pytest.mark.parametrize(
    ("new", "choose_by"),
    [
        (date(2026, 12, 18), date(2026, 12, 7)),
        (date(2026, 12, 4), date(2026, 12, 3)),
        (date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 20), date(2026, 12, 7)),
        (None, date(2026, 12, 7)),
    ],
)
def test_the_choice_is_made_before_the_goods_leave(new: date | None, choose_by: date) -> None:
    assert delay_of(None, new, TODAY, REPLY_BY, OfficeCalendar()).choose_by == choose_by
