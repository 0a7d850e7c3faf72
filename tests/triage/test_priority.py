"""When a letter is due, and the one order of work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.triage.category import Category
from corrtui.triage.priority import Due, due_dates, order_key, urgency, why

TODAY = date(2026, 3, 10)
CALENDAR = OfficeCalendar()


def letter(**changes: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "category_code": "INF",
        "weight": 1,
        "work_by": date(2026, 3, 20),
        "received": date(2026, 3, 9),
        "control_no": "260309-0001",
        "today": TODAY,
        "calendar": CALENDAR,
        "sensitive_pinned": False,
    }
    return usual | changes


def in_order(letters: Mapping[str, dict[str, Any]]) -> list[str]:
    return sorted(letters, key=lambda name: order_key(**letters[name]))


def test_the_order_of_five_letters_on_the_tenth_of_march(categories: Mapping[str, Category]) -> None:
    def received(code: str, day: date, **more: Any) -> dict[str, Any]:
        due = due_dates(day, categories[code], CALENDAR)
        return letter(
            category_code=code, weight=categories[code].weight, work_by=due.work_by, received=day, **more
        )

    letters = {
        "A": received("SVC", date(2026, 2, 20)),
        "B": received("BIL", date(2026, 3, 4), clock_work_by=date(2026, 3, 11)),
        "C": received("INF", date(2026, 3, 9)),
        "D": received("LEG", date(2026, 3, 10)),
        "E": received("BIL", date(2026, 3, 2), clock_work_by=date(2026, 3, 9)),
    }

    assert letters["A"]["work_by"] == date(2026, 2, 27)
    assert in_order(letters) == ["D", "E", "B", "A", "C"]


def test_safety_stands_above_legal_and_a_flag_pins_any_category() -> None:
    letters = {
        "plain": letter(work_by=date(2026, 1, 5)),
        "flagged": letter(sensitive_pinned=True),
        "legal": letter(category_code="LEG", work_by=date(2026, 3, 9)),
        "safety": letter(category_code="SAF"),
    }

    assert in_order(letters) == ["safety", "legal", "flagged", "plain"]


def test_a_clock_three_business_days_away_does_not_press() -> None:
    letters = {
        "office overdue": letter(work_by=date(2026, 3, 9)),
        "clock in three": letter(clock_work_by=date(2026, 3, 13)),
        "clock in two": letter(clock_work_by=date(2026, 3, 12)),
    }

    assert in_order(letters) == ["clock in two", "office overdue", "clock in three"]


def test_weight_then_age_then_number_break_ties() -> None:
    letters = {
        "later number": letter(control_no="260309-10000"),
        "number": letter(control_no="260309-9999"),
        "older": letter(received=date(2026, 3, 6)),
        "heavier": letter(weight=3),
    }

    assert in_order(letters) == ["heavier", "older", "number", "later number"]


def test_a_waiting_letter_stands_last_until_its_clock_presses() -> None:
    letters = {
        "waits": letter(waiting=True, work_by=date(2026, 1, 5)),
        "waits with a clock": letter(waiting=True, clock_work_by=date(2026, 3, 11)),
        "plain": letter(),
    }

    assert in_order(letters) == ["waits with a clock", "plain", "waits"]


def test_raised_stands_behind_pressing_clocks_and_lowered_last() -> None:
    letters = {
        "lowered": letter(priority=2, work_by=date(2026, 1, 5), weight=3),
        "lowered with a clock": letter(priority=2, clock_work_by=date(2026, 3, 12)),
        "clock": letter(clock_work_by=date(2026, 3, 12), work_by=date(2026, 3, 12)),
        "raised": letter(priority=0, work_by=date(2026, 6, 1)),
        "raised and waiting": letter(priority=0, waiting=True, work_by=date(2026, 6, 2)),
        "plain": letter(),
        "legal": letter(category_code="LEG"),
    }

    found = in_order(letters)

    assert found[0] == "legal"
    assert set(found[1:3]) == {"clock", "lowered with a clock"}
    assert found[3:] == ["raised", "raised and waiting", "plain", "lowered"]


def test_a_letter_that_came_back_is_the_first_of_its_like_and_one_put_away_the_last_of_all() -> None:
    letters = {
        "away longer": letter(bring_up=date(2026, 3, 12), category_code="SAF"),
        "away": letter(bring_up=date(2026, 3, 11)),
        "overdue": letter(work_by=date(2026, 1, 5)),
        "back": letter(bring_up=TODAY, work_by=date(2026, 6, 1)),
        "back and waiting": letter(bring_up=date(2026, 3, 9), waiting=True, work_by=date(2026, 6, 2)),
        "waits": letter(waiting=True),
        "raised": letter(priority=0),
    }

    assert in_order(letters) == [
        "raised", "back", "back and waiting", "overdue", "waits", "away", "away longer",
    ]  # fmt: skip


@given(
    days=st.lists(st.integers(-40, 40), min_size=2, max_size=8),
    clocks=st.lists(st.integers(-40, 40) | st.none(), min_size=8, max_size=8),
)
def test_pressing_clocks_come_first_and_no_two_letters_share_a_place(
    days: list[int], clocks: list[int | None]
) -> None:
    keys = [
        order_key(
            **letter(
                control_no=f"260309-{nth:04}",
                work_by=TODAY + timedelta(days=day),
                clock_work_by=None if clock is None else TODAY + timedelta(days=clock),
            )
        )
        for nth, (day, clock) in enumerate(zip(days, clocks, strict=False))
    ]

    pressing = [clock is not None and clock <= 2 for _, clock in zip(days, clocks, strict=False)]
    ranked = [is_pressing for _, is_pressing in sorted(zip(keys, pressing, strict=True))]
    assert len(set(keys)) == len(keys)
    assert ranked == sorted(ranked, reverse=True)


@pytest.mark.parametrize(
    ("code", "received", "due"),
    [
        ("BIL", "2026-03-02", "2026-03-09"),
        ("ORD", "2026-03-02", "2026-03-05"),
        ("DMG", "2026-03-02", "2026-03-16"),
        ("BIL", "2026-06-29", "2026-07-07"),
        ("BIL", "2026-07-04", "2026-07-10"),
        ("LEG", "2026-03-02", "2026-03-02"),
        ("SAF", "2026-03-07", "2026-03-09"),
        ("SVC", "2027-12-27", "2028-01-04"),
    ],
)
def test_due_dates_count_the_offices_business_days(
    categories: Mapping[str, Category], code: str, received: str, due: str
) -> None:
    day = date.fromisoformat(due)

    assert due_dates(date.fromisoformat(received), categories[code], CALENDAR) == Due(day, day)


def test_the_offices_closed_day_moves_the_date(
    categories: Mapping[str, Category], calendar: OfficeCalendar
) -> None:
    assert due_dates(date(2026, 12, 21), categories["BIL"], calendar).due == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"category_code": "LEG"}, "pinned"),
        ({"sensitive_pinned": True}, "pinned"),
        ({"work_by": date(2026, 3, 9)}, "overdue"),
        ({"clock_work_by": date(2026, 3, 9)}, "overdue"),
        ({"work_by": date(2026, 3, 10)}, "due today"),
        ({"work_by": date(2026, 3, 12)}, "soon"),
        ({"work_by": date(2026, 3, 13)}, "normal"),
    ],
)
def test_how_pressing_a_letter_is(changes: dict[str, Any], word: str) -> None:
    full = letter(**changes)
    asked = {key: full.get(key) for key in ("category_code", "work_by", "today", "calendar")}

    got = urgency(
        **asked,
        sensitive_pinned=full["sensitive_pinned"],
        clock_work_by=full.get("clock_work_by"),
    )

    assert got == word


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"work_by": date(2026, 3, 12)},
            "2 business days left until Thu 12 Mar 2026, the office's own date; "
            "weight 1, received Mon 09 Mar 2026.",
        ),
        (
            {"clock_work_by": date(2026, 3, 9)},
            "1 business day overdue, its statutory clock was Mon 09 Mar 2026; "
            "weight 1, received Mon 09 Mar 2026.",
        ),
        (
            {"category_code": "LEG", "work_by": TODAY},
            "LEG is pinned on top; due today, by the office's own date; weight 1, received Mon 09 Mar 2026.",
        ),
        (
            {"sensitive_pinned": True, "work_by": TODAY, "waiting": True},
            "pinned on top: somebody else must see it first; due today, by the office's own date; "
            "weight 1, received Mon 09 Mar 2026; "
            "waits for somebody else, so it stands last until a statutory clock is pressing.",
        ),
        (
            {"priority": 0, "reason": "the mayor asked", "bring_up": TODAY, "waiting": True},
            "first of its like: it was to come back Tue 10 Mar 2026; raised (the mayor asked): it stands "
            "before all without a pressing clock; 8 business days left until Fri 20 Mar 2026, the office's "
            "own date; weight 1, received Mon 09 Mar 2026.",
        ),
        (
            {"priority": 2, "clock_work_by": TODAY},
            "lowered, which moves nothing while its statutory clock is pressing; due today, by its statutory "
            "clock; weight 1, received Mon 09 Mar 2026.",
        ),
    ],
)
def test_why_a_letter_stands_where_it_stands(changes: dict[str, Any], sentence: str) -> None:
    asked = letter(**changes)
    del asked["control_no"]

    assert why(**asked) == sentence
