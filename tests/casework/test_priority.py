"""Priority: a clerk raises or lowers a letter, with a reason; pinned letters and pressing clocks stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.control.acts import PriorityChanged
from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"
SUBPOENA = "Subpoena served 11-17.pdf"


@pytest.fixture
def three(desk: Desk, take_in: Take) -> tuple[str, str, str]:
    """A pinned letter, a billing error and a note of thanks, in the order of work."""
    numbers = tuple(take_in(desk, name) for name in (SUBPOENA, BILLING, THANKS))
    assert tuple(desk.queue()) == numbers
    return numbers[0], numbers[1], numbers[2]


def test_a_raised_letter_stands_behind_the_pinned_and_before_the_others(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    pinned, billing, thanks = three

    said = desk.ordering.prioritise(thanks, "raise", "the mayor asked")

    assert "raised" in said
    assert desk.queue() == [pinned, thanks, billing]
    assert "raised (the mayor asked): it stands before all without a pressing clock" in desk.why_order(thanks)
    assert desk.queue("is:raised") == [thanks]
    assert desk.history(thanks)[-1].act == PriorityChanged(priority="raised", reason="the mayor asked")


def test_a_lowered_letter_stands_behind_the_others_and_normal_puts_it_back(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    pinned, billing, thanks = three

    desk.ordering.prioritise(billing, "lower", "paid meanwhile")
    assert desk.queue() == [pinned, thanks, billing]
    assert desk.queue("is:lowered") == [billing]

    desk.ordering.prioritise(billing, "normal", "was not paid")
    assert desk.queue() == [pinned, billing, thanks]


def test_a_pinned_letter_stays_on_top_when_it_is_lowered(desk: Desk, three: tuple[str, str, str]) -> None:
    desk.ordering.prioritise(three[0], "l", "seen")

    assert desk.queue()[0] == three[0]


def test_undo_takes_it_back(desk: Desk, three: tuple[str, str, str]) -> None:
    desk.ordering.prioritise(three[2], "raise", "asked")

    assert desk.undo() == f"undone: {three[2]} raised: asked"
    assert tuple(desk.queue()) == three


@pytest.mark.parametrize(
    ("word", "reason", "words"),
    [
        ("raise", " ", "without a reason"),
        ("", "x", r"There is no priority \(none\)"),
        ("higher", "x", "There is no priority higher"),
        ("normal", "x", "is where its dates put it already"),
    ],
)
def test_what_is_refused(desk: Desk, three: tuple[str, str, str], word: str, reason: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        desk.ordering.prioritise(three[1], word, reason)

    assert tuple(desk.queue()) == three


def test_it_is_refused_twice_and_for_a_closed_letter(desk: Desk, three: tuple[str, str, str]) -> None:
    desk.ordering.prioritise(three[1], "raise", "asked")
    with pytest.raises(Refused, match="is raised already"):
        desk.ordering.prioritise(three[1], "raise", "again")

    desk.dispose(three[2], "FILE", "thanks")
    with pytest.raises(Refused, match="is closed"):
        desk.ordering.prioritise(three[2], "raise", "asked")


def test_a_card_number_in_a_reason_is_masked_in_the_log(desk: Desk, three: tuple[str, str, str]) -> None:
    desk.ordering.prioritise(three[1], "raise", "card 4111 1111 1111 1111 again")

    assert "4111 1111" not in str(desk.history(three[1])[-1].act)
