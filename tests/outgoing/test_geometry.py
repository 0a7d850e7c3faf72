"""The zones of a #10 window envelope, worked out from its measures, against the figures in print."""

from __future__ import annotations

import pytest

from corrtui.outgoing.geometry import ADDRESS_ZONE, BODY_TOP, DATELINE, INCH, LEAK_ZONE, WINDOW, Box
from corrtui.outgoing.layout import LEADINGS


def inches(box: Box) -> tuple[float, ...]:
    return tuple(round(side / INCH, 3) for side in (box.left, box.top, box.right, box.bottom))


def test_the_window_shows_what_a_mailing_firm_publishes() -> None:
    # Published address box: top 2.042 in, width 3.5 in (postalmethods.com, guide 127).
    assert inches(WINDOW) == (0.875, 2.042, 4.375, 3.167)


def test_the_address_keeps_an_eighth_of_an_inch_above_and_below() -> None:
    assert inches(ADDRESS_ZONE) == (0.875, 2.167, 4.375, 3.042)


def test_the_leak_zone_is_what_shows_when_the_sheet_slips() -> None:
    assert inches(LEAK_ZONE) == (0.0, 2.042, 5.375, 3.625)


def test_dateline_and_body_keep_clear_of_the_leak_zone() -> None:
    assert DATELINE + LEADINGS[0] < LEAK_ZONE.top < LEAK_ZONE.bottom < BODY_TOP


@pytest.mark.parametrize(
    ("other", "holds", "touches"),
    [
        (Box(2, 2, 3, 3), True, True),
        (Box(1, 1, 5, 5), True, True),
        (Box(4, 4, 6, 6), False, True),
        (Box(5, 1, 6, 5), False, False),
        (Box(2, 5, 3, 6), False, False),
        (Box(0, 0, 9, 9), False, True),
    ],
)
def test_boxes(other: Box, holds: bool, touches: bool) -> None:
    box = Box(1, 1, 5, 5)

    assert (box.holds(other), box.touches(other)) == (holds, touches)
