"""What a clerk takes down: the form that is filled, what it says, what is filed of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.casework.note import FormTrouble, Note, filed_text, read_form, reading_of
from corrtui.casework.note_form import Kind, blank_form, fields, gist, is_untouched
from corrtui.letters.holes import find_holes
from corrtui.text import clean, one_line
from corrtui.triage.facts import find_facts
from corrtui.triage.layout import read_layout
from corrtui.triage.subject import matter_line

NOW = datetime(2026, 3, 2, 13, 5)


def filled(kind: Kind, **values: str) -> str:
    """The blank form with the holes or values of some labels written over, underlines standing for blanks."""
    form = blank_form(kind, NOW, "Robin Hale")
    for name, value in values.items():
        label = name.replace("_", " ").capitalize()
        place = next(place for place in fields(kind, form) if place.label == label)
        form = form[: place.start] + value + form[place.end :]
    return form


def trouble(kind: Kind, form: str) -> tuple[str, str]:
    with pytest.raises(FormTrouble) as refused:
        read_form(kind, form, NOW)
    return refused.value.label, str(refused.value)


def test_a_phone_note_says_all_that_was_asked() -> None:
    form = filled(
        Kind.PHONE,
        caller="Mrs. Doreen Pasquale",
        phone="563-555-0182",
        account="204409",
        date="yesterday is no date",
        asked="The $200 is not mine.\n\nCaller: she said that again.",
    ).replace("yesterday is no date", "3/1/2026")

    note = read_form(Kind.PHONE, form, NOW)

    assert note == Note(
        Kind.PHONE,
        "The $200 is not mine.\n\nCaller: she said that again.",
        date(2026, 3, 1),
        at=time(13, 5),
        writer="Mrs. Doreen Pasquale",
        phone="563-555-0182",
        account="204409",
        medium="phone note",
        by="Robin Hale",
    )


def test_what_triage_reads_of_a_filed_phone_note_is_the_caller_and_the_matter() -> None:
    form = filled(
        Kind.PHONE,
        caller="Mrs. Doreen Pasquale",
        phone="563-555-0182",
        account="204409",
        asked="Please send the money back to me.\nRobin Hale",
    )
    reading = reading_of(read_form(Kind.PHONE, form, NOW))

    facts = find_facts(reading.text)

    assert (facts.writer.name, facts.writer.title) == ("Doreen Pasquale", "Mrs.")
    assert facts.writer.phone == "563-555-0182"
    assert facts.document_date == date(2026, 3, 2)
    assert facts.values("account") == ("204409",)
    assert matter_line(reading.text, is_note=True) == "Please send the money back to me."
    assert reading.medium == "phone note"


def test_a_caller_who_gives_no_name_is_nobody() -> None:
    reading = reading_of(read_form(Kind.PHONE, filled(Kind.PHONE, asked="Where is my order?"), NOW))

    assert find_facts(reading.text).writer.name == ""
    assert "Caller:    not given" in reading.text
    assert "Identity:  not checked" in reading.text


def test_a_letter_typed_in_without_a_writer_is_signed_by_whoever_signed_it() -> None:
    signed = reading_of(read_form(Kind.TYPED, filled(Kind.TYPED, text="Send it.\n\nAna Ortiz\nBoise"), NOW))
    unsigned = reading_of(read_form(Kind.TYPED, filled(Kind.TYPED, text="Send it."), NOW))

    assert find_facts(signed.text).writer.name == "Ana Ortiz"
    assert find_facts(unsigned.text).writer.name == ""


def test_a_letter_typed_in_has_its_writer_address_and_date() -> None:
    form = filled(
        Kind.TYPED,
        writer="Ana Ortiz",
        address="614 Marigold Lane, Boise, ID 83704",
        dated="Feb 27, 2026",
        medium="fax",
        text="Dear Sirs:\n\nYou charged me twice.",
    )

    note = read_form(Kind.TYPED, form, NOW)
    facts = find_facts(reading_of(note).text)

    assert (note.dated, note.received, note.medium) == (date(2026, 2, 27), date(2026, 3, 2), "fax")
    assert (facts.writer.name, facts.document_date) == ("Ana Ortiz", date(2026, 2, 27))
    assert facts.writer.address == ("614 Marigold Lane", "Boise, ID 83704")


def test_a_pasted_letter_lies_in_the_case_folder_as_it_was_pasted() -> None:
    letter = "Ana Ortiz\n614 Marigold Lane\n\nText: no label\n\nYou charged me twice."

    note = read_form(Kind.PASTED, filled(Kind.PASTED, text=letter, medium="e"), NOW)

    assert filed_text(note) == letter + "\n"
    assert note.medium == "e-mail"


@pytest.mark.parametrize(
    ("kind", "values", "label", "words"),
    [
        (Kind.PHONE, {"asked": ""}, "Asked", "Nothing is written yet"),
        (Kind.PHONE, {"asked": "x", "date": "March 3, 2026"}, "Date", "cannot have been on March 3"),
        (Kind.PHONE, {"asked": "x", "time": "1:06 p.m."}, "Time", "it is March 2, 2026, 1:05 p.m."),
        (Kind.PHONE, {"asked": "x", "date": "Feb 30, 2026"}, "Date", "no day"),
        (Kind.PHONE, {"asked": "x", "time": "25:00"}, "Time", "no time"),
        (Kind.PHONE, {"asked": "x", "time": "13:05 p.m."}, "Time", "no time"),
        (Kind.PHONE, {"asked": "x", "time": "7"}, "Time", "no time"),
        (Kind.TYPED, {"text": "x", "received": "3/3/2026"}, "Received", "cannot be received"),
        (Kind.TYPED, {"text": "x", "dated": "soon"}, "Dated", "no day"),
        (Kind.TYPED, {"text": "x", "medium": "e-mail"}, "Medium", "letter or fax"),
        (Kind.PASTED, {"text": "x", "medium": "pigeon"}, "Medium", "none"),
        (Kind.PASTED, {"text": "é" * 1_500_000}, "Text", "longer than a letter"),
    ],
)
def test_a_line_that_will_not_do_is_named(kind: Kind, values: Any, label: str, words: str) -> None:
    named, said = trouble(kind, filled(kind, **values))

    assert named == label
    assert words in said


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("9am", time(9)),
        ("9 a.m.", time(9)),
        ("12:30 a.m.", time(0, 30)),
        ("12:30 p.m.", time(12, 30)),
        ("13:05", time(13, 5)),
        ("0:00", time(0)),
        ("7.45", time(7, 45)),
    ],
)
def test_times_as_clerks_write_them(written: str, at: time) -> None:
    assert read_form(Kind.PHONE, filled(Kind.PHONE, asked="x", time=written), NOW).at == at


@pytest.mark.parametrize("label", ["Asked", "Date", "Time"])
def test_a_line_that_is_gone_is_asked_for(label: str) -> None:
    form = filled(Kind.PHONE, asked="x").replace(f"{label}:", label)

    assert trouble(Kind.PHONE, form)[0] == label


def test_nothing_typed_is_nothing_kept() -> None:
    for kind in Kind:
        assert is_untouched(kind, blank_form(kind, NOW, "Robin Hale"))
    assert not is_untouched(Kind.PHONE, filled(Kind.PHONE, caller="x"))
    assert not is_untouched(Kind.PHONE, filled(Kind.PHONE, asked="x").replace("Asked:", ""))
    assert is_untouched(Kind.PHONE, filled(Kind.PHONE, caller="", asked=""))


def test_the_gist_names_the_caller_and_how_it_begins() -> None:
    assert gist(Kind.PHONE, filled(Kind.PHONE, caller="Ana Ortiz", asked="a\nb")) == "Ana Ortiz: a b"
    assert gist(Kind.PHONE, blank_form(Kind.PHONE, NOW, "x")) == "nothing said yet"


_WORDS = st.text(max_size=60).map(one_line).filter(lambda w: not find_holes(w))
_TEXTS = st.text(min_size=1, max_size=300).map(clean)


@given(writer=_WORDS, phone=_WORDS, account=_WORDS, back=_WORDS, text=_TEXTS, at=st.times())
def test_what_is_filed_says_what_was_noted(
    writer: str, phone: str, account: str, back: str, text: str, at: time
) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n") or "x"
    if any(
        value.lower().rstrip(".") in ("not given", "not said") for value in (writer, phone, account, back)
    ):
        return
    note = Note(
        Kind.PHONE,
        text,
        date(2026, 3, 1),
        at=at,
        writer=writer,
        phone=phone,
        account=account,
        medium="phone note",
        call_back=back,
        identity="by her date of birth",
        by="Robin Hale",
    )

    assert read_form(Kind.PHONE, filed_text(note), NOW) == note


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("medium", ["letter", "fax"])
def test_where_the_form_ends_and_the_text_begins_is_known_where_letters_are_read(
    kind: Kind, medium: str
) -> None:
    text = "Wants to know when his kettle ships."
    filed = filed_text(
        Note(kind, text, date(2026, 3, 2), writer="Gus Haupt", account="204417", medium=medium)
    )

    assert [filed[start:end].strip() for start, end in read_layout(filed).body] == [text]
