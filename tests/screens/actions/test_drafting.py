"""In the draft: holes, findings, find, save, leave — and nothing typed is ever lost."""

from __future__ import annotations

from typing import Any

from corrtui.letters.holes import find_holes
from corrtui.letters.proof.case import Finding
from screens.actions.drafting import body_start, offset, targets


def finding(line: int, column: int, excerpt: str) -> Finding:
    return Finding("PC-17", "block", "the the", line, column, excerpt)


def test_holes_and_findings_come_from_top_to_foot_a_hole_only_once() -> None:
    text = "Dear ⟦writer.last⟧:\n\nthe the order of ⟦order.date⟧"

    found = targets(text, (finding(0, 5, "⟦writer.last⟧"), finding(2, 0, "the the")))

    assert [text[t.start : t.end] for t in found] == ["⟦writer.last⟧", "the the", "⟦order.date⟧"]


def test_a_place_beyond_the_text_is_its_end() -> None:
    assert offset("ab\ncd", 1, 9) == 5
    assert offset("ab\ncd", 7, 0) == 5


def test_the_body_begins_under_salutation_and_subject() -> None:
    head = "Mr. Samuel Okafor\n9 Elm Street\nBoise, ID 83704\n\nDear Mr. Okafor:\n\n"
    foot = "\n\nSincerely,\n"

    assert body_start(f"{head}Re: order 1\n\nThank you.{foot}") == len(f"{head}Re: order 1\n\n")
    assert body_start(f"{head}Thank you.{foot}") == len(head)
    assert body_start(f"{head.rstrip()}{foot}") == len(head) - 1
    assert body_start("half a line") == 0


def test_r_on_a_draft_without_a_hole_types_into_the_body_not_into_the_address(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Kowal")
    address = clerk.session.sheet().text.splitlines()[0]
    assert not find_holes(clerk.session.sheet().text)

    clerk.type("rhello ", "escape", "rand ")

    assert clerk.editor.text.startswith(f"{address}\n")
    assert clerk.editor.text[body_start(clerk.editor.text) :].startswith("and hello ")


def test_r_goes_to_the_first_hole_and_typing_replaces_it(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n")
    before = len(find_holes(clerk.desk.sheet(clerk.session.current).text))

    clerk.type("rNovember 2")

    assert "November 2" in clerk.editor.text
    assert len(find_holes(clerk.editor.text)) == before - 1


def test_f3_walks_every_hole_and_begins_again(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "r")
    holes = [(hole.start, hole.end) for hole in find_holes(clerk.editor.text)]
    seen = [clerk.editor.selected]
    for _ in holes:
        clerk.type("f3")
        seen.append(clerk.editor.selected)

    assert seen == [*holes, holes[0]]


def test_a_burst_r_text_escape_y_is_a_draft_and_a_finish(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")

    clerk.type("rdry ", "escape", "y")

    assert clerk.desk.sheet(no).text.count("dry ") == 1 or "PC-" in clerk.said


def test_leaving_the_draft_saves_it(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    before = clerk.desk.sheet(no).text

    clerk.type("rP", "escape")

    assert clerk.session.editing == ""
    assert clerk.desk.sheet(no).text != before
    assert clerk.desk.letter(no).drafted


def test_moving_on_after_escape_and_coming_back_finds_the_draft(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("rmine ", "escape", "jk")

    assert clerk.session.current == no
    assert clerk.session.sheet().text.count("mine ") == 1


def test_ctrl_o_saves_at_once(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("rmine ", "ctrl+o")

    assert clerk.said == "saved"
    assert clerk.desk.sheet(no).text.count("mine ") == 1


def test_f5_goes_to_what_the_proof_finds(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "r", "f5")

    assert clerk.session.findings
    assert "PC-" in clerk.said


def test_find_selects_the_words_and_begins_again_at_the_top(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("r", "ctrl+f", "dear\n")
    start, end = clerk.editor.selected

    assert clerk.editor.text[start:end] == "Dear"

    clerk.type("ctrl+f", "no such words\n")
    assert "is not in the text" in clerk.said


def test_f4_in_the_draft_keeps_the_clerk_in_the_draft(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("r", "f4", "bc\n")

    assert clerk.session.editing == no
    assert clerk.desk.sheet(no).template == "bil-corrected"


def test_a_letter_without_a_template_says_to_choose_one(clerk: Any) -> None:
    no = next(n for n in clerk.session.rows.numbers if not clerk.desk.sheet(n).template)
    clerk.session.rows.go(no)

    clerk.type("r")

    assert clerk.session.editing == ""
    assert clerk.said


def test_the_clerks_own_editor_gives_the_draft_back(clerk: Any, go_to: Any, monkeypatch: Any) -> None:
    no = go_to(clerk, "Ortiz")
    monkeypatch.setenv("VISUAL", "vi")
    clerk.outside = "Written\toutside\x1b[31m\n"

    clerk.type(":edit\n")

    assert clerk.desk.sheet(no).text == "Written outside\u241b[31m"


def test_without_an_editor_of_their_own_the_clerk_is_told(clerk: Any, monkeypatch: Any) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)

    clerk.type(":edit\n")

    assert "$EDITOR" in clerk.said


def test_a_letter_a_colleague_closed_meanwhile_lets_the_clerk_out_and_keeps_the_text(
    clerk: Any, go_to: Any
) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("rmine ")
    clerk.desk.dispose(no, "FILE", "answered by telephone")

    clerk.type("escape")

    assert clerk.session.editing == ""
    assert "closed" in clerk.said
    [kept] = clerk.desk.kept_drafts(no)
    assert "mine " in kept.text


TWICE = (
    "Dear Elena:\n\nWe credit ⟦credit.amount⟧. The ⟦credit.amount⟧ goes to ⟦account.no⟧; ⟦credit.amount⟧.\n"
)


def test_a_hole_typed_over_fills_its_namesakes_when_the_clerk_goes_on(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.desk.save_draft(no, TWICE)
    clerk.type("r$5.00")
    assert len(find_holes(clerk.editor.text)) == 3

    clerk.type("f3")
    assert "We credit $5.00. The $5.00 goes to ⟦account.no⟧; $5.00." in clerk.editor.text
    assert "also filled 2 more places" in clerk.said
    start, end = clerk.editor.selected
    assert clerk.editor.text[start:end] == "⟦account.no⟧"

    clerk.type("204417", "escape")
    assert clerk.desk.sheet(no).text.count("$5.00") == 3
    assert clerk.desk.sheet(no).holes == ()


def test_leaving_or_finishing_fills_namesakes_as_well(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.desk.save_draft(no, TWICE.replace("; ⟦credit.amount⟧", ""))
    clerk.type("r$5.00", "escape")

    assert clerk.said == "also filled 1 more place"
    assert clerk.desk.sheet(no).text.count("$5.00") == 2


def test_a_hole_emptied_or_undone_fills_nothing(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.desk.save_draft(no, TWICE)
    clerk.type("r ", "escape")

    assert len(clerk.desk.sheet(no).holes) == 3


def test_f3_says_that_nothing_is_left_only_when_the_proof_stops_nothing(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Kowal")

    clerk.type("rYour account 204417 is paid. ", "f3")
    assert clerk.said.startswith("PC-")
    assert "no finding left" not in clerk.said

    clerk.editor.replace_all(clerk.editor.text.replace("Your account 204417 is paid. ", "Thank you. "))
    clerk.session.autosave.hand(clerk.session.editing, clerk.editor.text)
    clerk.type("f3")
    assert clerk.said == "no hole and no finding left: F2 finishes the letter"
