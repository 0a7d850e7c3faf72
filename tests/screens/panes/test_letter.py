"""The letter pane: the head says what, when and why; the text shows on which words that rests."""

from __future__ import annotations

from typing import Any

from screens.panes.letter import letter_text


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

    assert "as classified; suggested was BIL" in head


def test_a_letter_that_came_back_says_why_first(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    passage = letter_text(clerk.desk.sheet(no), clerk.desk, 60, "-", back="the disk is full")

    assert passage.text.startswith("BACK     the disk is full")


def test_the_telling_phrases_stand_first(clerk: Any, go_to: Any) -> None:
    """The letter says "charged twice" and, many times, "bill"."""
    head, _ = head_and_marks(clerk, go_to(clerk, "Ortiz"))

    assert '"charged twice"' in head
