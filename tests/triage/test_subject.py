"""What a letter is about, in one line, when no header says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.text import clean
from corrtui.triage.subject import field_line, matter_line

ADDRESSES = (
    "Ana Ortiz\n14 Elm Street\nBoise, ID 83702\n\nMay 5, 2026\n\nLund Oil Company\nBox 5\nBoise, ID 83702\n"
)
NOTE = "PHONE NOTE\n\nTaken by:  P. Cole   Date: May 5, 2026\nCaller:  Mrs. Ortiz\nAccount:  2044\n\n"


@pytest.mark.parametrize(
    ("letter", "matter"),
    [
        ("RE: Account 2044 / Invoice 889\n\nDear Sirs:\n\nIt is wrong.", "Account 2044 / Invoice 889"),
        (f"{ADDRESSES}\nDear Sirs:\n\nThe lamp is late. It is blue.", "The lamp is late."),
        (
            f"{ADDRESSES}A bracket, drawing 118\nDear Order Desk:\nWe build bicycles here.",
            "A bracket, drawing 118",
        ),
        (f"{ADDRESSES}\nAccount 2044, past due\n\nDear Sirs:\n\nI am late.", "Account 2044, past due"),
        (
            "RANDALL PIKE\n16 COUNTY RD 9\nBOISE ID 83702\n\nNOV 3 2026\n\nACCT 2044\n\nI REFUSE TO PAY.",
            "ACCT 2044: I REFUSE TO PAY.",
        ),
        ("DISTRICT COURT\nSUBPOENA DUCES TECUM\nTO: Keeper\nYou are told.", "SUBPOENA DUCES TECUM"),
        ("to the company\n\nI think it is\na shame. So sad.", "I think it is a shame."),
        ("Dear Dr. Lund:\n\nMr. Lang of Acme Co. came late. Bye.", "Mr. Lang of Acme Co. came late."),
        ("lamp broken", "lamp broken"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_line_or_sentence_that_names_the_matter(letter: str, matter: str) -> None:
    assert matter_line(letter) == matter


@pytest.mark.parametrize(
    ("note", "matter"),
    [
        (f'{NOTE}Caller has a card. She says:\n"The $200 is not mine. I was out."', "The $200 is not mine."),
        (f"{NOTE}Message: The lamp is still broken. Call her.", "The lamp is still broken."),
        (f"{NOTE}Message: wants a catalog", "wants a catalog"),
        (f"{NOTE}Caller wants to know when the lamp comes.", "Caller wants to know when the lamp comes."),
    ],
)
def test_the_labels_of_a_phone_note_are_not_what_it_is_about(note: str, matter: str) -> None:
    assert matter_line(note, is_note=True) == matter


def test_of_the_fields_of_a_form_the_subject_comes_before_the_topic() -> None:
    assert (
        field_line("Received  May 5\nTopic  Delivery\nSubject  YOUR DRIVER\n\nHe is late.") == "YOUR DRIVER"
    )
    assert field_line("Topic: Delivery\n\nHe is late.") == "Delivery"
    assert field_line("The subject of my letter is old.\nReturn it.") == ""


@given(st.text(max_size=400), st.booleans())
def test_any_text_is_read_without_harm(text: str, note: bool) -> None:
    assert bool(matter_line(clean(text), is_note=note)) == bool(clean(text).split())
