"""PC-01: nothing stands in the letter for a word that was never filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import pc01_placeholder

ObjectsTo = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("body", "placeholder"),
    [
        ("We credit ⟦credit.amount⟧ today.", "⟦credit.amount⟧"),
        ("We credit ⟦credit.amount today.", "⟦credit.amount today."),
        ("We credit {{ amount }} today.", "{{ amount }}"),
        ("We credit {{amount today.", "{{amount today."),
        ("{% if encl %}Enclosed.", "{% if encl %}"),
        ("We credit ${amount} today.", "${amount}"),
        ("We credit <<Amount>> today.", "<<Amount>>"),
        ("We credit «Amount» today.", "«Amount»"),
        ("We wrote to <CUSTOMER NAME> today.", "<CUSTOMER NAME>"),
        ("We wrote to [NAME] today.", "[NAME]"),
        ("We wrote to [CUSTOMER_NAME] today.", "[CUSTOMER_NAME]"),
        ("We credit [insert amount here] today.", "[insert amount here]"),
        ("[Your name]", "[Your name]"),
        ("We credit [ ] today.", "[ ]"),
        ("We credit [...] today.", "[...]"),
        ("Call XXX for it.", "XXX"),
        ("Call xxx for it.", "xxx"),
        ("It costs $XX now.", "$XX"),
        ("The date is TBD.", "TBD"),
        ("The date is TBA.", "TBA"),
        ("TODO say why", "TODO"),
        ("We ship on ____ next.", "____"),
        ("We ship on ??? next.", "???"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
    ],
)
def test_a_placeholder_blocks(objects_to: ObjectsTo, body: str, placeholder: str) -> None:
    assert objects_to(pc01_placeholder, body=body) == [placeholder]


@pytest.mark.parametrize("greeting", ["Dear ,", "Dear :", "Dear Ms.:", "Dear Mr. ,", "Dear Dr:"])
def test_a_salutation_without_its_name_blocks(objects_to: ObjectsTo, greeting: str) -> None:
    letter = f"Ms. Pat Ortiz\n14 Alder Street\nBoise ID 83702\n\n{greeting}\n\nIt is done.\n\nSincerely,\n"

    assert objects_to(pc01_placeholder, letter) == [greeting]


@pytest.mark.parametrize(
    "body",
    [
        "Your account XXXX-XXXX-4417 is in order.",
        "Your account xxxx4417 and ***-**-1234 are in order.",
        "You wrote that “teh lamp [sic] is broken”.",
        "See note [1] and list [a].",
        "He said « c'est la vie », and left.",
        "The size is XXL, or XXX-Large; Super Bowl XXXI.",
        "Write to <letters@harborvale.example> please.",
        "We paid $20 and 3 < 4 and 5 > 2.",
        "Sign here: __",
        "Item  Total\n----  -----\nLamp  39.95",
        "Dear friends of yours came by. It is dear, and dear to us.",
        "What?? Really!",
        "The Atkins and the Footballers.",
    ],
)
def test_what_only_looks_like_one_passes(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc01_placeholder, body=body) == []


def test_several_are_reported_each_once(objects_to: ObjectsTo) -> None:
    assert objects_to(pc01_placeholder, body="{{ a }} and ⟦b⟧\nand XXX") == ["⟦b⟧", "{{ a }}", "XXX"]
