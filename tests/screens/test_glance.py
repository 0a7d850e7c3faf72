"""A frame asks for the worksheet once, the next frame asks anew."""

from __future__ import annotations

from typing import Any, cast

from screens.glance import Glance


class Asked:
    """A session that counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def sheet(self) -> None:
        self.times += 1


def test_one_frame_asks_once_and_outside_a_frame_nothing_is_kept() -> None:
    asked = Asked()
    glance = Glance(cast(Any, asked))

    with glance.held():
        for _ in range(5):
            glance.sheet()
    assert asked.times == 1

    glance.sheet()
    glance.sheet()
    assert asked.times == 3
