"""Two letters in one file are said to be two; a quoted one is none."""

from __future__ import annotations

import pytest

from corrtui.intake.readers.several import TWO_LETTERS, told_apart
from corrtui.intake.reading import Reading

FIRST = "Dear Sirs:\n\nThe pump of order 48213 leaks.\n\nSincerely,\n\nIda Brandt\n\n"
SECOND = "Dear Mr. Hale,\n\nmy bill is wrong.\n\nYours truly,\n\nBea Howe\n"


def said(text: str) -> bool:
    return TWO_LETTERS in told_apart(Reading("letter", text)).defects


@pytest.mark.parametrize(
    "text",
    [
        FIRST + SECOND,
        FIRST + "12 Elm Street\n\n" + SECOND,
        FIRST + "TO WHOM IT MAY CONCERN\n\nsend me my records.\n\nRESPECTFULLY SUBMITTED,\nB. HOWE",
    ],
)
def test_a_second_salutation_and_close_are_a_second_letter(text: str):
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        SECOND,
        FIRST + "P.S. Dear Sirs, I mean it.\n",
        "Dear Sirs:\n\nDear Mr. Hale told me to write.\n\nDear me.\n\nSincerely,\nIda",
        FIRST + "> Dear Ida,\n> we regret.\n> Sincerely,\n> Robin",
        FIRST + "-----Original Message-----\n" + SECOND,
        FIRST + "On May 4 Robin Hale wrote:\n" + SECOND,
        FIRST + "Copy of your answer:\n" + SECOND,
    ],
)
def test_one_letter_is_one(text: str):
    assert not said(text)


def test_it_is_told_of_a_typed_file(read):
    reading = read("scan.txt", FIRST + SECOND)

    assert reading.defects == (TWO_LETTERS,)
    assert "pump" in reading.text
    assert "bill" in reading.text
