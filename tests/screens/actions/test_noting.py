"""Taking down by keys: `m`, the kind, then text; nothing typed is lost or taken for a command."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from corrtui.casework.note_form import Kind, long_date
from corrtui.errors import CorrtuiError
from screens.app import Corrtui
from screens.gate import Mode
from screens.noting import Noting

LETTER = (
    "Ana Ortiz\r614 Marigold Lane\rBoise, ID 83704\r\rDear Sirs:\r\ry d q: you charged me twice.\r\rAna Ortiz"
)


def test_m_p_and_the_call_is_a_letter_the_desk_opens_on(clerk: Any) -> None:
    clerk.type("mpMrs. Doreen Pasquale\n563-555-0182\n204409\n\n\nThe $200 is not mine.\nq d y u m", "f2")

    number = clerk.said.rpartition(" ")[2]
    assert clerk.said == f"the phone note is filed as {number}"
    assert clerk.session.current == number
    letter = clerk.desk.letter(number)
    assert (letter.writer, letter.medium) == ("Doreen Pasquale", "phone note")
    assert "Phone:     563-555-0182\nAccount:   204409" in clerk.desk.sheet(number).reading.text
    assert clerk.desk.sheet(number).reading.text.endswith("The $200 is not mine.\nq d y u m\n")
    assert clerk.session.mode is Mode.QUEUE


def selected(clerk: Any) -> str:
    start, end = clerk.editor.selected
    return str(clerk.editor.text[start:end])


def test_enter_goes_to_the_next_line_to_fill(clerk: Any) -> None:
    clerk.type("mpAna", "\n", "\n", "\n", "\n", "f3")
    assert selected(clerk) == "⟦what was asked⟧"


def test_from_the_last_line_it_goes_to_the_first_that_is_open_and_over_no_value(clerk: Any) -> None:
    clerk.type("mpAna", "tab", "208-555-0147", "f2")
    assert "Nothing is written yet under Asked" in clerk.said
    clerk.type("f3", "204417")

    assert "Caller:    Ana\n" in clerk.editor.text
    assert "Account:   204417\n" in clerk.editor.text


def test_tab_goes_to_the_next_line_filled_or_not_and_shift_tab_back(clerk: Any) -> None:
    clerk.type("mpAna Ortiz")
    noting: Noting = clerk.session.noting
    labels = [place.label for place in noting._places()]
    filled = {label for label in labels if label not in ("Caller", "Asked")}

    def here() -> str:
        start = clerk.editor.selected[0]
        return [place.label for place in noting._places() if place.start <= start][-1]

    forward = []
    for _ in labels:
        clerk.type("tab")
        forward.append(here())
    assert forward == [*labels[1:], labels[0]]
    assert selected(clerk) == "Ana Ortiz"
    assert filled
    back = []
    for _ in labels:
        clerk.type("shift+tab")
        back.append(here())
    assert back == [*reversed(labels[1:]), labels[0]]
    assert noting.kind is Kind.PHONE


def test_an_enter_in_the_same_breath_as_the_kind_passes_no_line(clerk: Any) -> None:
    clerk.type("mp\nAna Ortiz\n208-555-0147")

    assert "Caller:    Ana Ortiz\nPhone:     208-555-0147" in clerk.editor.text


def test_an_enter_later_passes_the_line(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screens.typeahead._BREATH", 0.0)
    clerk.type("mp", "\n208-555-0147")

    assert "Phone:     208-555-0147" in clerk.editor.text


def test_a_note_is_thrown_away_after_asking(clerk: Any) -> None:
    clerk.type("mpAna Ortiz", "f12")
    assert clerk.session.prompt.question.label == "Throw the phone note away"
    clerk.type("n\n")
    assert clerk.session.mode is Mode.NOTE
    clerk.type("f12", "escape")
    assert clerk.session.mode is Mode.NOTE

    clerk.type("f12", "y\n")
    assert clerk.said == "the phone note is thrown away"
    assert clerk.session.mode is Mode.QUEUE
    assert clerk.desk.notes.kept() == ()
    [aside] = (clerk.desk.folder / "control/notes/aside").iterdir()
    assert "Ana Ortiz" in aside.read_text()

    os.utime(aside, (time.time() - 8 * 86400,) * 2)
    clerk.desk.notes.kept()
    assert not aside.exists()


def test_a_disk_that_refuses_leaves_what_is_thrown_away(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*rest: object) -> None:
        raise CorrtuiError("A file cannot be written", "no room", "make room")

    clerk.type("mpAna Ortiz")
    with monkeypatch.context() as patch:
        patch.setattr("corrtui.casework.notes.replace_file", full)
        clerk.type("f12", "y\n")
    assert "cannot be written" in clerk.said
    assert clerk.session.mode is Mode.NOTE
    assert "Ana Ortiz" in clerk.editor.text


def test_escape_keeps_it_and_m_offers_it_first(clerk: Any) -> None:
    clerk.type("mpAna Ortiz", "escape")
    assert clerk.said == "the phone note is kept: m brings it back"
    assert clerk.session.mode is Mode.QUEUE

    clerk.type("m")
    assert clerk.session.prompt.question.choices[0].title.endswith("kept: Ana Ortiz")
    clerk.type("b")
    assert "is back" in clerk.said
    assert "Ana Ortiz" in clerk.editor.text
    clerk.type("f3", "f3", "f3", "f3", "Why?", "f2")
    assert clerk.desk.letter(clerk.session.current).writer == "Ana Ortiz"
    clerk.type("m")
    assert [choice.code for choice in clerk.session.prompt.question.choices] == ["p", "l", "v"]


def test_an_empty_note_is_not_kept(clerk: Any) -> None:
    clerk.type("ml", "escape", "m")

    assert [choice.code for choice in clerk.session.prompt.question.choices] == ["p", "l", "v"]


def test_a_second_call_begins_a_note_of_its_own(clerk: Any) -> None:
    clerk.type("mpAna Ortiz", "escape", "mpDoreen Pasquale", "escape")

    assert {kept.gist for kept in clerk.desk.notes.kept()} == {"Ana Ortiz", "Doreen Pasquale"}


def test_a_key_that_is_no_kind_leaves_the_question_open(clerk: Any) -> None:
    clerk.type("mz\n")
    assert clerk.refused
    clerk.type("escape")
    assert not clerk.session.noting


def test_a_call_from_tomorrow_is_refused_with_the_cursor_on_it(clerk: Any) -> None:
    clerk.type("mpAna\n\n\n\n\nWhy?", "escape", "mb")
    tomorrow = clerk.desk.today + timedelta(days=1)
    clerk.editor.replace_all(clerk.editor.text.replace(long_date(clerk.desk.today), long_date(tomorrow)))
    clerk.type("f2")

    assert "cannot have been on" in clerk.said
    start, end = clerk.editor.selected
    assert clerk.editor.text[start:end] == long_date(tomorrow)
    clerk.type("today", "f2")
    assert "is filed as" in clerk.said


def test_an_old_call_is_filed_with_a_reason(clerk: Any) -> None:
    clerk.type("mpAna\n\n\n\n\nWhy?", "shift+tab")
    clerk.editor.replace_all(
        clerk.editor.text.replace(
            long_date(clerk.desk.today), long_date(clerk.desk.today - timedelta(days=9))
        )
    )
    clerk.type("f2")
    assert clerk.session.prompt.question.label == "Why is it filed only now"
    clerk.type("\n")
    assert "say why" in clerk.refused
    clerk.type("the line was down\n")

    assert "is filed as" in clerk.said
    assert clerk.desk.history(clerk.session.current)[0].act.reason == "the line was down"


def test_escape_from_the_reason_leaves_the_note_open(clerk: Any) -> None:
    clerk.type("mpAna\n\n\n\n\nWhy?")
    clerk.editor.replace_all(
        clerk.editor.text.replace(
            long_date(clerk.desk.today), long_date(clerk.desk.today - timedelta(days=9))
        )
    )
    clerk.type("f2", "escape")

    assert clerk.session.mode is Mode.NOTE
    assert "Why?" in clerk.editor.text


def test_a_paste_is_the_letter_and_no_command(clerk: Any) -> None:
    clerk.type("mv")
    clerk.gate.paste(LETTER, time.monotonic())
    clerk.type("f2")

    letter = clerk.desk.letter(clerk.session.current)
    assert (letter.writer, letter.medium) == ("Ana Ortiz", "letter")
    assert clerk.desk.sheet(letter.control_no).reading.text == LETTER.replace("\r", "\n") + "\n"


def test_a_letter_pasted_into_a_line_goes_under_the_last_label(clerk: Any) -> None:
    clerk.type("ml")
    clerk.gate.paste(LETTER, time.monotonic())
    assert clerk.said == "9 lines pasted under Text:"
    clerk.type("shift+tab", "shift+tab", "f2")

    text = clerk.desk.sheet(clerk.session.current).reading.text
    assert text.endswith("Text:\n" + LETTER.replace("\r", "\n") + "\n")
    assert "Writer:    not given" in text


def test_the_limit_does_not_hide_what_was_just_filed(clerk: Any) -> None:
    clerk.type("lfrom:ortiz\n", "mpDoreen\n\n\n\n\nWhy?", "f2")

    assert clerk.session.limit == ""
    assert clerk.desk.letter(clerk.session.current).medium == "phone note"


def test_it_is_saved_by_itself_and_by_ctrl_o(clerk: Any) -> None:
    clerk.type("mpAna Ortiz", "ctrl+o")
    assert clerk.said == "saved"
    clerk.type("\n555")
    end = time.monotonic() + 10
    while "555" not in "".join(
        path.read_text() for path in (clerk.desk.folder / "control/notes").glob("*.json")
    ):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_full_disk_keeps_the_note_open(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*rest: object) -> None:
        raise CorrtuiError("A file cannot be written", "no room", "make room")

    clerk.type("mpAna Ortiz")
    with monkeypatch.context() as patch:
        patch.setattr("corrtui.casework.notes.replace_file", full)
        clerk.type("escape")
        assert "cannot be written" in clerk.said
        assert clerk.session.mode is Mode.NOTE
        clerk.type("\n\n\n\n\nWhy?", "f2")
        assert clerk.session.mode is Mode.NOTE
    clerk.type("f2")
    assert "is filed as" in clerk.said


def test_find_help_and_a_note_command_by_its_name(clerk: Any) -> None:
    clerk.type(":file-note\n")
    assert "works inside a note" in clerk.said
    clerk.type("mpAna Ortiz", "ctrl+f", "ortiz\n")
    start, end = clerk.editor.selected
    assert clerk.editor.text[start:end] == "Ortiz"
    clerk.type("f1")
    assert clerk.session.overlay.title == "Keys that are live in the note"


async def test_the_foot_says_that_a_letter_is_the_answer(
    app: Corrtui, type_in: Callable[..., Any], shown: Callable[[Corrtui], str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await type_in(app, pilot, "m")

        foot = shown(app).rstrip().split("\n")[-1]
        assert "p l v without Enter" in foot
        assert "accept" not in foot


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)], ids=str)
async def test_the_form_fills_the_screen_and_the_letters_come_back(
    app: Corrtui, type_in: Callable[..., Any], shown: Callable[[Corrtui], str], size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        before = shown(app)
        await type_in(app, pilot, "mpAna Ortiz\n208-555-0147\n")
        screen = shown(app)
        assert "Caller:    Ana Ortiz" in screen
        assert "Phone:     208-555-0147" in screen
        assert "QUEUE" not in screen
        assert "LETTER 2" not in screen

        await type_in(app, pilot, "escape")
        assert shown(app).split("\n")[:-2] == before.split("\n")[:-2]


def test_what_the_autosave_holds_is_out_of_its_hands_before_the_note_is_filed(
    clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str | None] = []
    real = clerk.desk.notes.file

    def file(note: Any, text: str, reason: str = "") -> str:
        held.append(clerk.session.autosave.waiting(note.kept.token))
        if len(held) == 1:
            raise CorrtuiError("A file cannot be written", "no room", "make room")
        return str(real(note, text, reason))

    monkeypatch.setattr(clerk.desk.notes, "file", file)
    clerk.type("mpAna\n\n\n\n\nWhy?", "f2")
    token = clerk.session.noting._note.kept.token
    assert "Why?" in clerk.session.autosave.waiting(token)  # handed back: it is not filed
    clerk.type("f2")

    assert held == [None, None]
    assert "is filed as" in clerk.said
    assert clerk.desk.notes.kept() == ()
