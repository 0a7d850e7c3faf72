"""A letter nobody can be answered on is kept its days; when it comes back the day says what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from corrtui.casework.bringup import ReasonNeeded
from corrtui.casework.forms import letter_report
from corrtui.casework.holding import Hold, hold_of
from corrtui.casework.letter_page import letter_page
from corrtui.desk import Desk

NOBODY = b"""Hello there,

I am writing about the thing we talked over. It is still the same as it was and I do not see what else is
to be said. You know what I mean. Let me know one way or the other when you get around to it.
"""
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
def morning() -> time_machine.travel:
    return time_machine.travel(MORNING, tick=False)


def hold(desk: Desk, number: str) -> Hold | None:
    sheet = desk.sheet(number)
    return hold_of(desk.bench, sheet.letter, sheet.suggestion)


def test_it_is_kept_thirty_days_and_then_filed(
    morning: time_machine.travel, desk: Desk, take_in: Callable[..., str]
) -> None:
    with morning as clock:
        number = take_in(desk, "thing.txt", NOBODY)
        found = hold(desk, number)
        assert found is not None
        assert (found.days, found.then, found.over) == (30, "FILE", False)
        assert found.until == desk.bench.calendar.work_by(desk.letter(number).received + timedelta(days=30))
        assert "Hold      Wed 2026-04-01, nobody can be answered: kept 30 days, then FILE" in letter_page(
            desk.bench, desk.privacy, desk.sheet(number)
        )

        with pytest.raises(ReasonNeeded):
            desk.ordering.bring_up(number, found.until.isoformat(), "")
        desk.ordering.bring_up(number, found.until.isoformat(), found.asked)
        clock.move_to(MORNING + timedelta(days=29))
        assert not any(figure.id == "back" and figure.letters for figure in desk.ordering.day().figures)

        clock.move_to(MORNING + timedelta(days=30))
        [back] = [figure for figure in desk.ordering.day().figures if figure.id == "back"]
        assert back.letters == ((number, "30 days are over: FILE is due"),)
        assert back.first[0].note == "30 days are over: FILE is due"
        desk.dispose(number, "FILE", "kept 30 days, nothing more came")
        assert not desk.letter(number).open


def test_a_letter_of_somebody_is_not_kept(desk: Desk, take_in: Callable[..., str]) -> None:
    number = take_in(desk, "hill.txt", NOBODY + b"\nAlbert Hill\n12 Main Street\nDubuque, IA 52001\n")

    assert hold(desk, number) is None
    report = letter_report(desk.bench, desk.privacy, desk.sheet(number), {}, 1)
    assert report["suggestion"]["hold_days"] is None


def test_what_a_clerk_decided_about_is_kept_no_more(desk: Desk, take_in: Callable[..., str]) -> None:
    number = take_in(desk, "thing.txt", NOBODY)

    desk.classify(number, "INF")

    assert hold(desk, number) is None
