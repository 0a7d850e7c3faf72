"""PC-17: no word stands twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc17_doubled_word

ObjectsTo = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("body", "twice"),
    [
        ("We have read the the letter.", "the the"),
        ("The the letter came.", "The the"),
        ("We have read the\nthe letter.", "the the"),
        ("We have read the  \n  the letter.", "the the"),
        ("It is is so.", "is is"),
        ("It’s it’s so.", "It’s it’s"),
        ("(the the letter)", "the the"),
        ("We wrote to to.", "to to"),
        ("THE THE letter", "THE THE"),
        ("dear\u00a0dear friend", "dear dear"),
    ],
)
def test_a_word_that_stands_twice_warns(objects_to: ObjectsTo, body: str, twice: str) -> None:
    assert objects_to(pc17_doubled_word, body=body) == [twice]


@pytest.mark.parametrize(
    "body",
    [
        "We had had it, and we know that that is so.",
        "We moved from Walla Walla to Pago Pago.",
        "This is. Is it?",
        "Come, come.",
        "the theater; bathe the dog; a well-known known fact",
        "It is so, so it is.",
        "Order 48213 48213",
        "  paid      paid\n  open      open",
        "  blue lamp\n  Lamp shade",
        "We sent it.\n\nIt came.",
        "It ends so\n\nso it begins.",
        "re-reading reading",
    ],
)
def test_what_may_stand_twice_passes(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc17_doubled_word, body=body) == []


def test_a_name_in_the_address_is_left_alone(objects_to: ObjectsTo) -> None:
    text = "pat pat\n14 Alder Street\nBoise ID 83702\n\nDear Customer:\n\nIt is done.\n\nSincerely,\n"

    assert objects_to(pc17_doubled_word, text) == []


def test_the_cursor_goes_to_the_second_of_them_and_the_letter_may_go(
    proof: Callable[..., list[Finding]],
) -> None:
    [finding] = proof(pc17_doubled_word, body="We have read the\nthe letter.")

    assert (finding.level, finding.line, finding.column) == ("warn", 9, 0)
