"""PC-51: while a department has not answered, a letter names no price of ours and no day for the goods."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import ProofCase
from corrtui.letters.proof.pc51_price_promise import check

OPEN = "the workshop has not answered"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("We can make them for $4.10 each.", "a price is named"),
        ("We will ship the goods by December 18, 2026.", "a day is promised"),
        ("The brackets will be made in time. We will deliver within 20 days.", "a day is promised"),
    ],
)
def test_it_is_blocked_while_the_question_is_open(
    make_case: Callable[..., ProofCase], body: str, said: str
) -> None:
    [finding] = check(make_case(body=body, open_question=OPEN))

    assert finding.level == "block"
    assert said in finding.message
    assert OPEN in finding.message
    assert list(check(make_case(body=body))) == []


@pytest.mark.parametrize(
    "body",
    [
        "You named a price of $39.95.",
        "We will write to you again by December 4, 2026.",
        "We cannot name a price or a delivery date before the workshop has given its answer.",
        "You need the goods by December 18, 2026.",
    ],
)
def test_what_promises_nothing_passes(make_case: Callable[..., ProofCase], body: str) -> None:
    assert list(check(make_case(body=body, open_question=OPEN))) == []
