"""Deciding: every decision is entered beside the suggestion, and none of them deletes a letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.decide import WordNeeded
from corrtui.casework.letter_page import letter_page
from corrtui.control.acts import LetterClassified, LetterDisposed
from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"
SUBPOENA = "Subpoena served 11-17.pdf"


def test_another_category_changes_due_date_and_draft(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    before = desk.sheet(number)

    said = desk.classify(number, "svc, inf")

    letter = desk.letter(number)
    assert (letter.category, letter.also, letter.suggested) == ("SVC", ("INF",), "BIL")
    assert "SVC" in said
    assert desk.sheet(number).template == "svc-apology" != before.template
    act = desk.history(number)[-1].act
    assert isinstance(act, LetterClassified)
    assert (act.suggested, act.agreed) == ("BIL", False)


def test_agreeing_is_entered_too(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    desk.classify(number, "BIL")

    act = desk.history(number)[-1].act
    assert isinstance(act, LetterClassified)
    assert act.agreed


@pytest.mark.parametrize("codes", ["", "XYZ", "BIL XYZ"])
def test_a_category_that_is_not_there(desk: Desk, take_in: Take, codes: str) -> None:
    number = take_in(desk, BILLING)

    with pytest.raises(Refused):
        desk.classify(number, codes)
    assert desk.letter(number).category == "BIL"


def test_a_sensitive_mark_is_cleared_only_with_a_reason(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)
    with pytest.raises(Refused, match="marked sensitive"):
        desk.classify(number, "INF")
    with pytest.raises(Refused, match="no reply from here"):
        desk.prepare(number)

    desk.classify(number, "INF", "a sample form, not served on us")

    assert desk.letter(number).sensitive == ""
    act = desk.history(number)[-1].act
    assert isinstance(act, LetterClassified)
    assert act.cleared
    assert act.reason == "a sample form, not served on us"


def test_a_sensitive_letter_may_be_confirmed_in_its_class_without_one(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)

    desk.classify(number, "LEG")

    assert desk.letter(number).sensitive


def test_filing_away_closes_and_keeps_everything(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    said = desk.dispose(number, "file", "answered by telephone")

    assert "closed" in said
    assert not desk.letter(number).open
    assert desk.sheet(number).original.exists()
    act = desk.history(number)[-1].act
    assert isinstance(act, LetterDisposed)
    assert act.reason == "answered by telephone"


def test_escalating_keeps_it_open_and_held(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)

    desk.dispose(number, "ESCALATE", "to counsel, by hand, 10:15")

    assert (desk.letter(number).open, desk.letter(number).status) == (True, "held")


@pytest.mark.parametrize(
    "words",
    [
        "Your space heater caught fire in our den and my son's hand was burned.",
        "The glass jug burst and cut my hand badly.",
        "The ladder collapsed and I fell. I was taken to the emergency room.",
    ],
)
def test_an_injury_is_due_the_day_it_came(desk: Desk, take_in: Take, words: str) -> None:
    number = take_in(desk, "a.txt", f"Dear Sirs,\n\n{words}\n".encode())
    first = desk.letter(number)
    desk.classify(number, "DMG")
    second = desk.letter(number)
    desk.clear_mark(number, "an old story, he says")

    assert first.due == second.due == first.received
    assert desk.letter(number).due > first.due


def test_what_a_clerk_may_not_answer_is_offered_no_template(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", b"Dear Sirs,\n\nThe stove broke. I am going to kill myself over it.\n")

    suggestion = desk.sheet(number).suggestion
    assert (suggestion.disposition, suggestion.template) == ("ESCALATE", "")
    desk.classify(number, "SAF, DMG")
    desk.classify(number, "DMG, SAF")

    assert desk.letter(number).sensitive
    assert desk.letter(number).template == ""


FORBIDDEN = [
    "I am going to kill myself if you take the house.",
    "I cannot go on. My wife would be better off without me.",
    "SUBPOENA. You are commanded to produce the records of John Doe.",
    "I am a reporter with the Herald working on a story about late shipments. May I quote you?",
]


@pytest.mark.parametrize("words", FORBIDDEN)
@pytest.mark.parametrize("code", ["FILE", "RETURN", "ORDER", "ROUTE-CONFIRMED"])
def test_what_a_clerk_may_not_answer_is_not_put_away(
    desk: Desk, take_in: Take, words: str, code: str
) -> None:
    number = take_in(desk, "a.txt", f"Dear Sirs,\n\n{words}\n".encode())

    with pytest.raises(Refused, match=f"{code} may not end it") as refused:
        desk.dispose(number, code, "no answer wanted", confirm=desk.letter(number).sensitive_category)
    assert "ESCALATE" in refused.value.hint
    assert desk.letter(number).open


def test_it_ends_when_those_who_have_it_confirm_that(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)
    desk.dispose(number, "ESCALATE", "to counsel, by hand, 10:15")

    with pytest.raises(Refused, match="nobody who must be told is entered as told"):
        desk.dispose(number, "ROUTE-CONFIRMED", "counsel has it, memo of today")
    desk.told.enter(number, "Legal", "hand")
    desk.dispose(number, "ROUTE-CONFIRMED", "counsel has it, memo of today")

    assert not desk.letter(number).open


def test_a_cleared_mark_lets_it_be_merged(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, SUBPOENA)
    number = take_in(desk, "again.txt", b"SUBPOENA. You are commanded to appear.")
    with pytest.raises(Refused, match="MERGE may not end it"):
        desk.dispose(number, "MERGE", f"same as {first}")

    desk.clear_mark(number, "a copy for our file")
    desk.dispose(number, "MERGE", f"same as {first}")

    assert not desk.letter(number).open


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("Somebody opened an account in my name. I never bought anything.", "CRD"),
        ("My identity was stolen and the thief ordered a stove from you.", "CRD"),
        ("Enclosed is my check no. 310 for $120.00.", "MONEY"),
        ("I enclose a money order for $80.07 as you wished.", "MONEY"),
    ],
)
def test_a_delicate_letter_or_one_with_money_wants_a_word_more(
    desk: Desk, take_in: Take, words: str, word: str
) -> None:
    number = take_in(desk, "a.txt", f"Dear Sirs,\n\n{words}\n\nSincerely,\n\nPete Olson\n".encode())

    if desk.letter(number).tell:
        desk.told.enter(number, "the fraud desk", "phone")
    for wrong in ("", "yes"):
        with pytest.raises(WordNeeded) as needed:
            desk.dispose(number, "FILE", "to the cashier, receipt 12", confirm=wrong)
        assert needed.value.word == word
    assert desk.letter(number).open
    desk.dispose(number, "FILE", "to the cashier, receipt 12", confirm=word.lower())

    assert not desk.letter(number).open


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("FILE", "", "without a reason"),
        ("FILE", "   ", "without a reason"),
        ("BURN", "old", "no disposition BURN"),
        ("", "old", "no disposition"),
        ("REPLY", "by letter", "needs a letter"),
        ("MERGE", "the same as yesterday's", "must name the letter"),
        ("MERGE", "261120-9999", "cannot be merged into 261120-9999"),
    ],
)
def test_a_disposition_that_cannot_stand(
    desk: Desk, take_in: Take, code: str, reason: str, words: str
) -> None:
    number = take_in(desk, BILLING)

    with pytest.raises(Refused, match=words):
        desk.dispose(number, code, reason)
    assert desk.letter(number).open


def test_a_duplicate_is_merged_into_its_twin(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, BILLING)
    second = take_in(desk, "again.txt", desk.sheet(first).original.read_bytes())
    assert desk.letter(second).duplicate_of == first

    desk.dispose(second, "MERGE", f"same letter as {first}")

    assert not desk.letter(second).open
    assert desk.letter(first).open


def test_a_letter_with_a_reply_is_not_merged_into_one_without(desk: Desk, take_in: Take) -> None:
    waiting = take_in(desk, "scan-0001-ortiz.txt")
    answered = take_in(
        desk, "a.txt", (desk.folder / "sample-letters" / "scan-0001-ortiz.txt").read_bytes() + b"\n."
    )
    desk.choose_template(answered, "bil-ack")
    desk.file(desk.prepare(answered))

    with pytest.raises(Refused, match="cannot be merged") as refused:
        desk.dispose(answered, "MERGE", f"same as {waiting}")
    assert f"merge {waiting} into {answered}" in refused.value.hint

    desk.dispose(waiting, "MERGE", f"same as {answered}")
    assert not desk.letter(waiting).open
    assert desk.letter(answered).open


def test_a_letter_is_not_merged_into_itself(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    with pytest.raises(Refused, match="cannot be merged"):
        desk.dispose(number, "MERGE", f"into {number}")


def test_two_letters_are_not_merged_into_each_other(desk: Desk, take_in: Take) -> None:
    """Both would be closed and nobody would have an answer."""
    one = take_in(desk, "a.txt", b"Dear Sirs,\n\nthe kettle leaks.")
    two = take_in(desk, "b.txt", b"Dear Sirs,\n\nthe kettle leaks, I wrote before.")
    desk.dispose(two, "MERGE", f"same as {one}")

    with pytest.raises(Refused, match="nobody would answer"):
        desk.dispose(one, "MERGE", f"same as {two}")
    assert desk.letter(one).open


def test_a_skip_is_counted_and_needs_a_reason(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    with pytest.raises(Refused):
        desk.skip(number, " ")

    desk.skip(number, "records")

    assert desk.letter(number).skips == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (SUBPOENA, "legal process"),
        ("scan-0003-baumgartner.txt", "money is enclosed"),
        ("Dufresne credit report letter.docx", "Credit"),
    ],
)
def test_what_is_decided_by_itself_is_in_no_batch(desk: Desk, take_in: Take, name: str, why: str) -> None:
    number = take_in(desk, name)

    with pytest.raises(Refused, match=why):
        desk.check_bulk(number)


def test_a_routine_letter_may_go_in_a_batch(desk: Desk, take_in: Take) -> None:
    desk.check_bulk(take_in(desk, BILLING))


def test_a_category_taken_out_of_desk_toml_stops_nobody(
    folder: Path, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    toml = folder / "desk.toml"
    without = toml.read_text()
    toml.write_text(without + '\n[categories.XYZ]\ntitle = "Own"\n')
    before = open_desk()
    number = take_in(before, "a.txt", b"Dear Sirs,\n\nwhat do you make?")
    before.classify(number, "XYZ")
    toml.write_text(without)

    desk = open_desk()

    assert desk.queue() == [number]
    assert "no category of this desk" in letter_page(desk.bench, desk.privacy, desk.sheet(number))
    assert any("1 open letters are XYZ" in trouble for trouble in desk.check())
    desk.classify(number, "INF")
    assert not any("XYZ" in trouble for trouble in desk.check())
