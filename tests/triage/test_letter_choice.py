"""Which letter of a category is suggested first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.errors import SettingsError
from corrtui.triage.category import Suggestion
from corrtui.triage.letter_choice import Choice, LetterChoices


@pytest.mark.parametrize(
    ("letter", "category", "template", "disposition"),
    [
        ("I am past due and cannot pay it all. May I have a payment plan?", "DLQ", "dlq-plan", "REPLY"),
        ("Your final notice says I am past due and delinquent.", "DLQ", "dlq-reminder", "FORM"),
        ("Please ship 3 of item 5521 in blue.", "ORD", "ord-confirm", "ORDER"),
        ("Where is my order 48213? It has not arrived.", "ORD", "ord-delay", "FORM"),
        ("Please ship the blue lamp from your catalog.", "ORD", "ord-need-info", "ASK"),
        ("It arrived broken and crushed. Claim no. 26-1182.", "DMG", "dmg-ack", "ACK"),
        ("It arrived broken and crushed.", "DMG", "dmg-need-docs", "ASK"),
        ("Your man was rude and nobody called me back.", "SVC", "svc-apology", "REPLY"),
        ("I want to commend Pat for excellent service.", "SVC", "svc-thanks", "FORM"),
        ("I want to commend Pat, but the rest was poor service and rude.", "SVC", "svc-apology", "REPLY"),
        (
            "He gave you as a credit reference on his rental application for an apartment.",
            "CRI",
            "cri-need-consent",
            "ASK",
        ),
        ("We moved; please note our new address.", "ADM", "adm-addr-confirm", "FORM"),
        ("Please stop calling me and remove me from your mailing list.", "ADM", "", "FILE"),
    ],
)
def test_the_letter_a_clerk_would_send_first(
    suggested: Callable[..., Suggestion], letter: str, category: str, template: str, disposition: str
) -> None:
    suggestion = suggested(letter)

    assert (suggestion.category, suggestion.template, suggestion.disposition) == (
        category,
        template,
        disposition,
    )


ROWS = LetterChoices(
    [
        {
            "category": "BIL",
            "phrases": ["again"],
            "absent": ["first"],
            "template": "two",
            "disposition": "REPLY",
        },
        {"category": "BIL", "absent": ["#"], "template": "one", "disposition": "ASK"},
    ]
)


def test_the_first_row_that_fits_wins_and_says_for_which_phrase() -> None:
    assert ROWS.choose("BIL", "and again", ((0, 9),)) == Choice("two", "REPLY", "again")


def test_a_row_does_not_fit_when_an_absent_phrase_stands_there() -> None:
    assert ROWS.choose("BIL", "first again", ((0, 11),)) == Choice("one", "ASK", "")


def test_no_row_fits() -> None:
    assert ROWS.choose("BIL", "order 5", ((0, 7),)) is None
    assert ROWS.choose("SVC", "again", ((0, 5),)) is None


def test_the_subject_line_counts() -> None:
    assert ROWS.choose("BIL", "", (), "again") == Choice("two", "REPLY", "again")


def test_a_damaged_row_is_named() -> None:
    with pytest.raises(SettingsError, match=r"categories\.toml"):
        LetterChoices([{"category": "BIL", "phrases": ["(x"], "template": "", "disposition": "ASK"}])


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ("Your driver broke my crate and nobody ever called back. This is unacceptable.", "dmg-need-docs"),
        ("The installer scratched the floor, was rude and hung up on me. Terrible service.", "dmg-need-docs"),
        ("You broke my trust and nobody ever called back. This is unacceptable service.", "svc-apology"),
        ("Your clerk hung up on me, nobody ever called back. This is unacceptable service.", "svc-apology"),
    ],
)
def test_a_complaint_that_tells_of_damage_asks_for_the_papers_of_a_claim(
    suggested: Callable[..., Suggestion], said: str, template: str
) -> None:
    assert (suggested(said).category, suggested(said).template) == ("SVC", template)
