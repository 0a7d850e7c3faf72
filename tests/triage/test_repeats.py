"""A fax or scan of an earlier letter is told from a second letter, a campaign and a forwarded one."""

from __future__ import annotations

import random
from datetime import date

import pytest

from corrtui.triage.facts import find_facts
from corrtui.triage.repeats import is_repeat
from tests.triage.test_lookalikes import scanned

LETTER = """Ana Ortiz
614 Marigold Lane
Boise, ID 83704

March 2, 2026

Dear Sir or Madam:

I was charged twice on March 1 for order 48213, $39.95 each. My account is 204417. I have looked at my bank's
statement: only one payment is mine. Please credit my account for the second charge.

Yours truly,

Ana Ortiz
"""
COVER = """FAX COVER SHEET
Date: March 4, 2026
To: Harbor & Vale, 563-555-0140
From: Ana Ortiz
Pages: 2

"""


def repeats(text: str, earlier: str = LETTER, medium_date: date | None = None) -> bool:
    return is_repeat(text, find_facts(text, written=medium_date), earlier, find_facts(earlier))


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "03/04/2026 10:14 FAX 208 555 0199   A ORTIZ   PAGE 001/001\n\n" + LETTER,
        COVER + LETTER,
        LETTER.upper(),
        LETTER.replace("\n\n", "\n"),
        LETTER + "\n\n1/1\n",
    ],
    ids=["itself", "line of the fax machine", "cover sheet", "capitals", "no empty lines", "page number"],
)
def test_a_letter_that_comes_again_another_way_is_a_repeat(text: str) -> None:
    assert repeats(text)


def test_most_scans_with_misread_letters_are_repeats_in_doubt_none_is() -> None:
    told = [repeats(scanned(LETTER, 0.02, random.Random(seed))) for seed in range(40)]

    assert sum(told) >= 30


def test_digits_read_as_letters_are_the_same_number() -> None:
    assert repeats(LETTER.replace("204417", "2O4417"))


@pytest.mark.parametrize(
    "text",
    [
        LETTER.replace("48213", "48214"),
        LETTER.replace("$39.95", "$93.95"),
        LETTER.replace("204417", "204418"),
        LETTER.replace("March 2,", "March 20,"),
        LETTER.replace("Ana Ortiz", "Beatrice Quill"),
        LETTER[: LETTER.index("I have looked")] + "Yours truly,\n\nAna Ortiz\n",
        LETTER.replace("Yours", "I also want to know why nobody answers the telephone. " * 20 + "\n\nYours"),
        "Ana Ortiz\n614 Marigold Lane\nBoise, ID 83704\n\nDear Sirs:\n\nWhere is order 48213?\n\nAna Ortiz\n",
        "",
    ],
    ids=["order", "amount", "account", "date", "writer", "half", "more", "other words", "empty"],
)
def test_what_says_something_else_is_none(text: str) -> None:
    assert not repeats(text)


def test_the_same_words_of_nobody_known_are_none() -> None:
    text = "Please do not close the office. Many of my neighbours do not drive and nothing else is near.\n"

    assert not repeats(text, text)
