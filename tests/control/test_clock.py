"""A clock in the log: what is written is read as it was, also by a release that knows fewer words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.control.clock import (
    DUTY,
    HOLD,
    STATES,
    WINDOW,
    Clock,
    clock_from_text,
    clock_to_text,
    earliest,
)

_WORDS = st.from_regex(r"[A-Za-z0-9_.-]{1,20}", fullmatch=True)
_CLOCKS = st.builds(
    Clock,
    id=_WORDS,
    start=st.dates(),
    due=st.dates(),
    work_by=st.dates(),
    kind=st.sampled_from([DUTY, WINDOW, HOLD]),
    state=st.sampled_from(STATES),
    done=st.none() | st.dates(),
    original_due=st.none() | st.dates(),
    why=st.just("") | _WORDS,
)


@given(_CLOCKS)
def test_a_clock_survives_the_way_through_text(clock: Clock) -> None:
    assert clock_from_text(clock_to_text(clock)) == clock


def test_the_usual_clock_is_short() -> None:
    clock = Clock("FCBA-ACK", date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 1))

    assert clock_to_text(clock) == "FCBA-ACK 2026-03-02 2026-04-01 2026-04-01"


def test_a_word_of_a_newer_release_is_passed_over() -> None:
    line = "FCBA-ACK 2026-03-02 2026-04-01 2026-04-01 state=met mood=low done=2026-03-20"

    assert clock_from_text(line).done == date(2026, 3, 20)


@pytest.mark.parametrize("line", ["", "FCBA-ACK", "FCBA-ACK 2026-03-02 2026-04-01 soon"])
def test_what_is_no_clock_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="is no clock"):
        clock_from_text(line)


def test_only_running_duties_of_ours_press() -> None:
    lines = (
        "A 2026-03-02 2026-03-04 2026-03-04 state=met done=2026-03-03",
        "B 2026-03-02 2026-03-05 2026-03-05 kind=window",
        "C 2026-03-02 2026-03-07 2026-03-06",
        "D 2026-03-02 2026-03-06 2026-03-06 state=off why=clerk",
        "E 2026-03-02 2026-03-09 2026-03-09",
    )
    found = earliest(lines)

    assert found is not None
    assert found.id == "C"
    assert earliest(lines[:2]) is None
