"""A Reading crosses the pipe and lies in the cabinet as JSON; what comes back is the same, and clean."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.errors import CorrtuiError
from corrtui.intake.reading import MEDIA, Enclosure, Reading, Sender
from corrtui.text import clean, one_line

LETTER = Reading(
    medium="e-mail",
    text="Dear Sirs:\nOrder 48213 has not come.",
    subject="Order 48213",
    sender=Sender("Ida Brandt", "ida@writer.example"),
    reply_to="office@writer.example",
    message_id="<1@writer.example>",
    written=date(2026, 11, 20),
    enclosures=(Enclosure("receipt.pdf", "application/pdf", 4, "9f" * 32, "enclosure-01.pdf"),),
    confidence=88,
    how="e-mail: plain text, utf-8",
    defects=("page 2 is damaged",),
)
LINES = st.text(max_size=40).map(one_line)


def test_a_reading_comes_back_from_json_as_it_was():
    assert Reading.from_json(json.loads(json.dumps(LETTER.to_json()))) == LETTER


@given(
    st.builds(
        Reading,
        medium=st.sampled_from(MEDIA[:-1]),
        text=st.text(max_size=200).map(clean),
        subject=LINES,
        sender=st.builds(Sender, LINES, LINES),
        written=st.none() | st.dates(),
        enclosures=st.lists(
            st.builds(Enclosure, LINES, LINES, st.integers(0), LINES, st.sampled_from(["", "enclosure-01"])),
            max_size=3,
        ).map(tuple),
        confidence=st.none() | st.integers(0, 100),
        defects=st.lists(LINES, max_size=3).map(tuple),
    )
)
def test_every_clean_reading_survives_json(reading: Reading):
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


def test_what_comes_from_json_is_cleaned_whoever_wrote_it():
    values = LETTER.to_json() | {
        "text": "pay \x1b]52;c;aGk=\x07 now\u202e",
        "subject": "two\nlines \x9b31m",
        "enclosures": [LETTER.enclosures[0].to_json() | {"name": "a\x1b[2Jb.pdf"}],
        "sender": {"name": "Ida\u200bBrandt", "email": "ida@writer.example\r\nBcc: all@writer.example"},
    }
    reading = Reading.from_json(values)

    assert reading.text == "pay ␛]52;c;aGk=␇ now\ufffd"
    assert reading.subject == "two lines \ufffd31m"
    assert reading.enclosures[0].name == "a␛[2Jb.pdf"
    assert reading.sender == Sender("Ida\ufffdBrandt", "ida@writer.example Bcc: all@writer.example")


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": 5},
        {"medium": "telegram"},
        {"medium": "unreadable"},
        {"unreadable": "locked"},
        {"written": "yesterday"},
        {"enclosures": "receipt.pdf"},
        {"enclosures": [{"name": "receipt.pdf"}]},
        {"enclosures": [LETTER.enclosures[0].to_json() | {"file": "../../desk.toml"}]},
        {"enclosures": [LETTER.enclosures[0].to_json() | {"file": ".."}]},
        {"enclosures": [LETTER.enclosures[0].to_json() | {"size": "4"}]},
        {"confidence": 101},
        {"confidence": "88"},
        {"sender": "Ida"},
        {"sender": {"name": "Ida"}},
    ],
)
def test_a_damaged_reading_is_named_as_such(change: dict[str, object]):
    with pytest.raises(CorrtuiError, match="stored reading of a letter is damaged"):
        Reading.from_json(LETTER.to_json() | change)


def test_a_field_that_is_missing_is_damage_too():
    values = LETTER.to_json()
    del values["defects"]

    with pytest.raises(CorrtuiError, match="defects"):
        Reading.from_json(values)


@pytest.mark.parametrize(
    ("medium", "text", "unreadable"),
    [
        ("unreadable", "", ""),
        ("letter", "", "locked"),
        ("unreadable", "text", "locked"),
        ("telegram", "", ""),
    ],
)
def test_a_reading_has_a_text_or_a_reason(medium: str, text: str, unreadable: str):
    with pytest.raises(ValueError, match="medium"):
        Reading(medium=medium, text=text, unreadable=unreadable)


def test_a_reason_alone_is_a_reading():
    assert Reading(medium="unreadable", text="", unreadable="the file is empty").text == ""


def test_a_reading_of_an_older_release_knows_only_the_names_of_enclosures():
    values = LETTER.to_json() | {"enclosures": ["receipt.pdf"]}
    del values["confidence"]
    reading = Reading.from_json(values)

    assert (reading.enclosures, reading.confidence) == ((Enclosure("receipt.pdf"),), None)
