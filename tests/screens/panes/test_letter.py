"""The letter pane: the head says what, when and why; the text shows on which words that rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from screens.app import Corrtui
from screens.panes.letter import letter_text
from screens.passage import MARGIN, Flow
from tests.screens.conftest import LETTERS


def head_and_marks(clerk: Any, no: str, width: int = 70) -> tuple[str, list[tuple[str, str]]]:
    passage = letter_text(clerk.desk.sheet(no), clerk.desk, width, "-")
    head, _, _ = passage.text.partition("-" * width)
    return head, [(passage.text[mark.start : mark.end], mark.role) for mark in passage.marks]


def test_the_head_names_writer_subject_medium_due_date_and_suggestion(clerk: Any, go_to: Any) -> None:
    head, _ = head_and_marks(clerk, go_to(clerk, "Ortiz"))

    assert "From     Elena M. Ortiz" in head
    assert "Subject  My account 204417" in head
    assert ", letter\n" in head
    assert "Due      " in head
    assert "BIL Incorrect billing, bil-ack" in head
    assert "% sure" in head


def test_evidence_and_facts_are_marked_where_they_stand(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    _, marks = head_and_marks(clerk, no)
    sheet = clerk.desk.sheet(no)

    assert {row.phrase.lower() for row in sheet.suggestion.evidence} >= {
        text.lower() for text, role in marks if role == "evidence"
    }
    assert [role for _, role in marks].count("evidence") == len(sheet.suggestion.evidence)
    assert ("48213", "fact") in marks


def test_a_sensitive_letter_shows_its_class_its_phrase_and_what_to_do(clerk: Any) -> None:
    no = next(n for n in clerk.session.rows.numbers if clerk.desk.letter(n).sensitive)
    sheet = clerk.desk.sheet(no)
    head, marks = head_and_marks(clerk, no, 200)

    assert sheet.sensitive[0].kind in head
    assert sheet.sensitive[0].handling[:40] in head
    assert any(role == "sensitive" and text == "Handle   " for text, role in marks)


def test_a_letter_the_clerk_classified_says_what_was_suggested(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("csvc\n")

    head, _ = head_and_marks(clerk, no, 200)

    assert "as classified; came in as BIL" in head


def test_a_letter_that_came_back_says_why_first(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    passage = letter_text(clerk.desk.sheet(no), clerk.desk, 60, "-", back="the disk is full")

    assert passage.text.startswith("BACK     the disk is full")


def test_the_telling_phrases_stand_first(clerk: Any, go_to: Any) -> None:
    """The letter says "charged twice" and, many times, "bill"."""
    head, _ = head_and_marks(clerk, go_to(clerk, "Ortiz"))

    assert '"charged twice"' in head


def test_what_is_asked_is_marked_and_its_numbers_stand_in_the_margin(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Almasi")
    passage = letter_text(clerk.desk.sheet(no), clerk.desk, 48, "-")

    flow = Flow(passage, 48)
    shown = ["".join(text for text, _ in flow.line(at)) for at in range(flow.count(200))]
    asked = {passage.text[mark.start : mark.end] for mark in passage.marks if mark.role == "issue"}
    assert asked >= {"Invoice 771 is wrong", "what is your return rule?"}
    assert [line.split()[0] for line in shown if line[:1] in tuple("123")] == ["1", "2", "3"]
    assert all(len(line) <= 48 for line in shown)
    assert not any(line.startswith("1 ") for line in shown[:8])  # the head has no margin


def test_a_letter_that_asks_one_thing_has_no_margin(clerk: Any, go_to: Any) -> None:
    passage = letter_text(clerk.desk.sheet(go_to(clerk, "Ortiz")), clerk.desk, 70, "-")

    assert [mark.role for mark in passage.marks].count("issue") == 1
    assert not any(mark.role.startswith(MARGIN) for mark in passage.marks)


def test_lines_broken_by_the_writer_are_broken_anew(clerk: Any, go_to: Any) -> None:
    sheet = clerk.desk.sheet(go_to(clerk, "Almasi"))

    assert "Invoice 771 is\nwrong" in sheet.reading.text
    assert "Invoice 771 is wrong" in letter_text(sheet, clerk.desk, 48, "-").text
    assert "1550 Tamarack Way\nWaukesha" in letter_text(sheet, clerk.desk, 48, "-").text


def test_what_stands_aside_is_quiet(clerk: Any, take_in: Any) -> None:
    letter = b"From: ana@ortiz.example\nSubject: lamp\n\nIt is broken, send another.\n\n-- \nAna Ortiz\n"
    no = take_in(clerk.desk, "aside.eml", letter)

    passage = letter_text(clerk.desk.sheet(no), clerk.desk, 48, "-")

    assert [
        passage.text[mark.start : mark.end].rstrip("\n") for mark in passage.marks if mark.role == "quiet"
    ] == ["-- \nAna Ortiz"]


async def test_on_a_small_screen_every_letter_of_the_sample_is_seen_under_its_head(
    desk: Desk, shown: Callable[[Corrtui], str]
) -> None:
    samples = desk.folder / "sample-letters"
    waiting = [path for path in samples.iterdir() if path.name not in LETTERS]
    for path in waiting:
        (desk.folder / "inbox" / path.name).write_bytes(path.read_bytes())
    assert len(desk.take_in(Stamp(), len(waiting))) == len(waiting)
    app = Corrtui(desk, hangup=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        session, pane = app.session, app.letter_pane
        session.begun = True
        for no in list(session.rows.numbers):
            session.rows.go(no)
            session.shown()
            app.changed()
            await pilot.pause()
            while app._dirty_since is not None:
                await pilot.pause(0.01)
            sheet = session.sheet()
            if sheet is None or sheet.reading.unreadable:
                continue
            lines = ["".join(part for part, _ in pane.flow.line(y)) for y in range(pane.text_height)]
            first = next(line for line in sheet.reading.text.splitlines() if line.strip())
            head = next(y for y, line in enumerate(lines) if line.strip() and line.strip() in first)
            assert pane.text_height - head >= min(4, len(sheet.reading.text.splitlines())), (no, lines)
            handle = [line for line in lines if line.startswith("Handle")]
            assert bool(handle) == bool(sheet.sensitive)
            if handle:
                below = lines[lines.index(handle[0]) : lines.index(handle[0]) + 2]
                assert below[1].rstrip().endswith("…: i tells all")
