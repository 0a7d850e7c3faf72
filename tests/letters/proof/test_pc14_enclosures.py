"""PC-14: what the text calls enclosed, what the enclosure line counts and what goes out agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc14_enclosures

ObjectsTo = Callable[..., list[str]]

OURS = [
    "A copy of your statement is enclosed.",
    "Enclosed is a copy of your statement.",
    "Enclosed you will find a copy.",
    "You will find enclosed a copy of your statement.",
    "Please find your account statement attached.",
    "The papers named below are attached.",
    "Please sign the attached form and return it.",
    "Please return the enclosed card with your payment.",
    "We enclose a copy of your statement.",
    "We are enclosing a copy of your statement.",
    "We have attached a copy.",
    "I am attaching a copy.",
    "See the attachment.",
    "See enclosures.",
    "Thank you for your letter; a copy is enclosed.",
    "We received your letter and enclosed is a copy.",
    "We received your letter. The enclosed copy shows it.",
    "A check is attached to this letter.",
    "A copy is attached hereto.",
    "Your statement is\nenclosed.",
    "The form will be enclosed.",
    "Use the enclosed form and the envelope.",
]
NOT_OURS = [
    "Thank you for the receipt you enclosed.",
    "Thank you for the receipt you have enclosed, and you also attached a photo.",
    "The check you said you enclosed did not come.",
    "You’ve enclosed a check.",
    "Your enclosed check has been credited.",
    "We have your letter and the receipt enclosed with your letter.",
    "The photographs attached to your claim show it.",
    "We received your letter with the enclosed receipt.",
    "Thank you for your letter of March 2 and the enclosed photographs.",
    "Your letter and the enclosed papers were read.",
    "No check was enclosed.",
    "The check was not enclosed.",
    "Nothing was enclosed with it.",
    "The receipt was enclosed.",
    "Please enclose a copy of this letter with your payment.",
    "Please attach the receipt.",
    "You may enclose a note.",
    "The receipt should be enclosed.",
    "Please use the enclosed envelope.",
    "Please use the enclosed postage-paid reply envelope.",
    "A return envelope is enclosed.",
    "The tag attached to the crate is torn.",
    "Nothing else has changed.",
]


@pytest.mark.parametrize("body", OURS)
def test_an_enclosure_of_ours_needs_its_line(objects_to: ObjectsTo, body: str) -> None:
    assert len(objects_to(pc14_enclosures, body=body)) == 1
    agreed = {"foot": "Enclosure: Statement", "attached": ("Statement",)}
    assert objects_to(pc14_enclosures, body=body, **agreed) == []


@pytest.mark.parametrize("body", NOT_OURS)
def test_what_the_writer_enclosed_is_not_ours(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc14_enclosures, body=body) == []


@pytest.mark.parametrize(
    ("foot", "attached"),
    [
        ("Enclosure", ("Statement",)),
        ("Enclosure: Statement", ("Statement",)),
        ("Enclosures (2)", ("Statement", "Receipt")),
        ("Enc. 2", ("Statement", "Receipt")),
        ("Enclosures (2)\n  Statement\n  Receipt", ("Statement", "Receipt")),
        ("Enclosures:\n  Statement\n  Receipt", ("Statement", "Receipt")),
    ],
)
def test_a_count_that_agrees_passes(objects_to: ObjectsTo, foot: str, attached: tuple[str, ...]) -> None:
    body = "The papers named below are enclosed."

    assert objects_to(pc14_enclosures, body=body, foot=foot, attached=attached) == []


@pytest.mark.parametrize(
    ("foot", "attached", "says"),
    [
        ("Enclosure", (), "counts 1, nothing goes out"),
        ("Enclosures (2)", ("Statement",), "counts 2, one paper goes out"),
        ("Enclosure: Statement", ("Statement", "Receipt"), "counts 1, 2 papers go out"),
        ("Enclosures:\n  Statement\n  Receipt", ("A", "B", "C"), "counts 2, 3 papers go out"),
    ],
)
def test_a_count_that_does_not_blocks_at_the_line(
    proof: Callable[..., list[Finding]], foot: str, attached: tuple[str, ...], says: str
) -> None:
    [finding] = proof(pc14_enclosures, body="The papers are enclosed.", foot=foot, attached=attached)

    assert says in finding.message
    assert (finding.level, finding.line, finding.column) == ("block", 12, 0)


def test_a_paper_the_letter_never_mentions_blocks(proof: Callable[..., list[Finding]]) -> None:
    [finding] = proof(pc14_enclosures, body="It is done.", attached=("order 48213",))

    assert finding.excerpt == "order 48213"
    assert "mentions none" in finding.message


def test_the_cursor_goes_to_the_word(proof: Callable[..., list[Finding]]) -> None:
    [finding] = proof(pc14_enclosures, body="It is done.\n\nA copy is enclosed.")

    assert (finding.line, finding.column, finding.excerpt) == (10, 10, "enclosed")
    assert "no enclosure line" in finding.message


def test_a_postscript_counts_as_text(objects_to: ObjectsTo) -> None:
    assert objects_to(pc14_enclosures, body="It is done.", foot="P.S. A copy is enclosed.") == ["enclosed"]


def test_a_draft_without_parts_is_pc_00s(objects_to: ObjectsTo) -> None:
    assert objects_to(pc14_enclosures, body="A copy is enclosed.", parts=None) == []
