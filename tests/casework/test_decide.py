"""Deciding: every decision is entered beside the suggestion, and none of them deletes a letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.forms import letter_page
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
