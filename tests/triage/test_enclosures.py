"""What a letter says lies in its envelope."""

from __future__ import annotations

import pytest

from corrtui.triage.enclosures import enclosure_words, find_enclosures, says_money_enclosed
from corrtui.triage.words import split_words


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Enclosed is a copy of my receipt.", ("a copy of my receipt",)),
        ("Enclosed you will find two photos, which show the box.", ("two photos",)),
        ("I enclose a check for $80.07 and ask you to ship.", ("a check for $80.07",)),
        ("Check for $80.07 enclosed.", ("Check for $80.07",)),
        ("I paid the bill and my receipt is enclosed.", ("my receipt",)),
        ("A copy of my receipt and my statement are enclosed.", ("A copy of my receipt and my statement",)),
        ("The attached statement shows it.", ("statement",)),
        ("I have attached my bank\nstatement.", ("my bank statement",)),
        ("Encl: receipt, photo", ("receipt", "photo")),
        ("Enclosures (2):  Photo of box; Bill of lading", ("Photo of box", "Bill of lading")),
        ("A copy of the old one is enclosed.\n\nEncl.: copy of statement", ("copy of statement",)),
        ("Enclosed is my receipt.\n\nEnclosures (1)", ("my receipt",)),
        ("Encl: receipt; a receipt, copy of the Bill, copy of bill", ("receipt", "copy of the Bill")),
        ("Please see attached.", ()),
        ("a garage attached to the house", ()),
        ("Please check the enclosed form.", ()),
        ("Nothing is with it.", ()),
    ],
)
def test_the_things_named(text: str, things: tuple[str, ...]) -> None:
    assert enclosure_words(find_enclosures(text, [(0, len(text))])) == things


def test_a_thing_named_twice_is_one_thing_and_a_list_ends_at_twenty() -> None:
    text = "My receipt is enclosed. " * 3 + " ".join(f"Enclosed is a form {n}." for n in range(40))

    things = enclosure_words(find_enclosures(text, [(0, len(text))]))

    assert things[:2] == ("My receipt", "a form 0")
    assert len(things) == 20


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("I paid $296.34 by check and it is lost. I enclose the receipt for the check.", False),
        ("Check for $80.07 enclosed.", True),
        ("Enclosed is my check 1042 for $250.00.", True),
        ("I am sending you $20 in cash.", True),
        ("A money order is attached.", True),
        ("Here is my payment.", True),
        ("Enclosed is a copy of my cancelled check.", False),
        ("Please check the enclosed form.", False),
        ("Please send me a refund check; my receipt is enclosed.", False),
        ("I paid by check in May.", False),
        ("The photo is enclosed.", False),
        ("My check cleared before that, as the enclosed bank statement shows.", False),
        ("You cashed the check, so I do not see. Enclosed is the statement.", False),
        ("Enclosed is the receipt for the check I sent.", False),
        ("I received your letter; my check is enclosed.", True),
    ],
)
def test_whether_money_is_in_the_envelope(text: str, money: bool) -> None:
    assert says_money_enclosed(split_words(text)) is money
