"""PC-51: while a department has not answered, a letter names no price of ours and no day for the goods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.letters.proof import ProofCase
from corrtui.letters.proof.pc51_price_promise import check
from corrtui.triage.facts import Facts

OPEN = "the workshop has not answered"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("We can make them for $4.10 each.", "a price is named"),
        ("We will ship the goods by December 18, 2026.", "a day is promised"),
        ("Our price is $40.00 a piece.", "a price is named"),
        ("Our price is $39.95 a piece.", "a price is named"),
        ("We can name you the price forty dollars a piece.", "a price is named"),
        ("The price is $40.00 each, and copies of the drawing are enclosed.", "a price is named"),
        ("They would cost one hundred and ten dollars each.", "a price is named"),
        ("The lead time is six weeks.", "a day is promised"),
        ("Delivery is six weeks after your order.", "a day is promised"),
        ("We deliver on January 4, 2027.", "a day is promised"),
        ("Delivery: January 4, 2027.", "a day is promised"),
        ("Delivery within two to three weeks.", "a day is promised"),
        ("You will get the pieces by January 4, 2027.", "a day is promised"),
        ("You will get the\npieces by January 4.", "a day is promised"),
        ("The goods leave our house on January 4, 2027.", "a day is promised"),
        ("The brackets will be ready by January 4, 2027.", "a day is promised"),
        ("We will ship before January 4, 2027.", "a day is promised"),
        ("We have your drawing. We'll make the part and ship it within 30 days.", "a day is promised"),
        ("Your brackets ship on January 4, 2027.", "a day is promised"),
        ("Your order will be on its way by January 4, 2027.", "a day is promised"),
        ("The parts will reach you by January 4, 2027.", "a day is promised"),
        ("You may expect the goods by January 4, 2027.", "a day is promised"),
        ("We promise delivery by January 4, 2027.", "a day is promised"),
        ("If you order now, we will finish them by January 4, 2027.", "a day is promised"),
        ("You have our answer, and we will ship the goods by January 4, 2027.", "a day is promised"),
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
        "You asked whether we deliver by January 4, 2027.",
        "The delivery date you name is January 4, 2027.",
        "We cannot say yet whether we will make them at the $39.95 you name.",
        "The fee for copies of the drawing is $5.00.",
        "The charge for copies is $0.25 each.",
        "You wrote that our price is $39.95.",
        "If the goods have not come within two weeks of that day, please write to us.",
        "The total of your earlier order was $39.95, and its balance is $148.20.",
        "We shipped your order on November 3, 2026.",
        "We will send you our answer about this special product by December 15, 2026.",
        "You will have our complete answer by December 15, 2026.",
        "You will have our answer within two complete billing cycles, not later than 90 days from now.",
        "We will make you an offer by December 15, 2026.",
        "Our quotation will be ready by December 15, 2026.",
        "You have ordered 200 pieces for January 4, 2027.",
        "It would help us if you send us the pieces by December 15, 2026.",
        "We will write to you again when the goods are ready, by December 15, 2026.",
        "Our answer will reach you by December 15, 2026.",
        "Our workshop will have finished looking at the drawing by December 15, 2026.",
        "Payment is made within 30 days.",
        "Please send us the pieces by December 15, 2026, so that we can make others.",
    ],
)
def test_what_promises_nothing_passes(make_case: Callable[..., ProofCase], body: str) -> None:
    assert list(check(make_case(body=body, open_question=OPEN))) == []


TEMPLATES = Path(__file__).parents[3] / "templates"


@pytest.mark.parametrize("code", sorted(path.stem for path in TEMPLATES.glob("*.j2")))
def test_the_approved_words_of_a_template_promise_what_the_office_promises(
    make_case: Callable[..., ProofCase], code: str
) -> None:
    approved = (TEMPLATES / f"{code}.j2").read_text(encoding="utf-8").split("+++")[2]
    body = "\n".join(line for line in approved.splitlines() if not line.startswith("{%"))

    assert list(check(make_case(body=body, approved=approved, open_question=OPEN))) == []


def test_what_fills_a_hole_of_the_template_is_no_approved_word(make_case: Callable[..., ProofCase]) -> None:
    approved = (
        "We will enter your order and ship within 30 days. We will ship the goods by {{ day }} as agreed."
    )
    body = approved.replace("{{ day }}", "January 4, 2027")

    [finding] = check(make_case(body=body, approved=approved, open_question=OPEN))
    assert finding.excerpt.startswith("We will ship the goods by January 4")
    assert len(list(check(make_case(body=body, open_question=OPEN)))) == 2


@pytest.mark.parametrize("named", ["$40", "$42", "$1,240", "$0.90"])
def test_an_amount_of_the_writers_may_be_said_in_words(
    make_case: Callable[..., ProofCase], make_facts: Callable[..., Facts], named: str
) -> None:
    spelled = {
        "$40": "forty dollars",
        "$42": "forty-two dollars",
        "$1,240": "one thousand two hundred and forty dollars",
        "$0.90": "ninety cents",
    }[named]
    body = f"You named {spelled} a piece."

    assert list(check(make_case(body=body, open_question=OPEN, facts=make_facts(amount=[named])))) == []
    [finding] = check(make_case(body=body, open_question=OPEN))
    assert finding.excerpt == spelled
