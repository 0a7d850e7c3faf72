"""A budget counts rounds and processor time and says which limit was passed."""

from __future__ import annotations

import time

import pytest

from corrtui.letters.budget import MOST_ROUNDS, Budget, OutOfBounds


def test_the_last_round_is_allowed_and_the_next_is_not() -> None:
    budget = Budget()
    for _ in range(MOST_ROUNDS):
        budget.round()

    with pytest.raises(OutOfBounds, match="5,000 times"):
        budget.round()


def test_waiting_costs_nothing_and_working_does() -> None:
    budget = Budget(until=time.thread_time() + 0.02)
    time.sleep(0.05)
    budget.check_time()

    end = time.thread_time() + 0.03
    while time.thread_time() < end:
        pass

    with pytest.raises(OutOfBounds, match="without coming to an end"):
        budget.check_time()
