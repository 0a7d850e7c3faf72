"""The inside address fits the window of a #10 envelope or the letter is refused."""

from __future__ import annotations

import pytest

from corrtui.errors import Refused
from corrtui.outgoing.address import keep_window_clear, place_address
from corrtui.outgoing.fonts import CAP_HEIGHT
from corrtui.outgoing.geometry import ADDRESS_ZONE, INCH
from corrtui.outgoing.setting import PlacedLine, Run

ORTIZ = ("Ms. Elena Ortiz", "Customer Relations", "Suite 4", "418 Juniper Street", "Boise ID 83702")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_up_to_six_lines_lie_in_the_window(count: int) -> None:
    assert all(ADDRESS_ZONE.holds(line.box) for line in place_address((*ORTIZ, "USA")[:count]))


@pytest.mark.parametrize(("count", "size", "leading"), [(5, 10.0, 12.0), (6, 8.0, 10.0)])
def test_five_lines_at_12_point_leading_six_at_10(count: int, size: float, leading: float) -> None:
    first, second, *_ = place_address((*ORTIZ, "USA")[:count])

    assert first.line[0].size == size
    assert second.baseline - first.baseline == pytest.approx(leading)


def test_both_settings_are_fit_for_the_postal_reader() -> None:
    """Publication 28: characters 0.08 to 0.2 in high, at least 2 pt between lines."""
    for lines in (ORTIZ, (*ORTIZ, "USA")):
        first, second, *_ = place_address(lines)
        size = first.line[0].size
        assert 0.08 <= CAP_HEIGHT * size / INCH <= 0.2
        assert second.baseline - first.baseline - size >= 2.0


def test_seven_lines_are_refused_and_the_line_too_many_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        place_address((*ORTIZ, "Attention: Claims", "USA"), 0)

    assert refusal.value.detail == "“USA”, line 7 of the draft"


def test_a_wide_line_is_set_smaller_before_it_is_refused() -> None:
    wide = "Northern Plains Co-operative Grain Elevator Association"

    placed = place_address(("Mr. Chen", wide, "Minot ND 58701"))

    assert {line.line[0].size for line in placed} == {8.0}


def test_a_line_wider_than_the_window_is_refused_and_named() -> None:
    wide = "The Northern Plains Co-operative Grain Elevator and Storage Association"

    with pytest.raises(Refused) as refusal:
        place_address(("Mr. Chen", wide, "Minot ND 58701"), 0)

    assert refusal.value.detail == f"“{wide}”, line 2 of the draft"


@pytest.mark.parametrize("inches", [2.1, 2.5, 3.6])
def test_any_other_line_that_could_show_in_the_window_is_refused(inches: float) -> None:
    past_due = PlacedLine(inches * INCH, (Run(200.0, "PAST DUE"),), "reference")

    with pytest.raises(Refused, match="reference: “PAST DUE”"):
        keep_window_clear([*place_address(ORTIZ), past_due])


@pytest.mark.parametrize(("x", "inches"), [(200.0, 1.9), (200.0, 3.75), (320.0, 2.5)])
def test_lines_above_below_and_right_of_what_can_show_are_allowed(x: float, inches: float) -> None:
    keep_window_clear([*place_address(ORTIZ), PlacedLine(inches * INCH, (Run(x, "PAST DUE"),), "reference")])
