"""Finishing: what the gate says decides; the next letter comes up at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from screens.actions.finishing import filed, rest
from screens.filing import Outcome


def test_y_hands_a_clean_letter_over_and_brings_the_next(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    after = clerk.session.rows.numbers[clerk.session.rows.at + 1]

    clerk.type("y")

    assert [number for number, _ in clerk.filing] == [no]
    assert clerk.session.current == after
    assert no not in clerk.session.rows


def test_a_draft_with_a_hole_stays_and_the_cursor_goes_to_it(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "y")

    assert clerk.filing == []
    assert clerk.session.editing == no
    assert clerk.said.startswith("PC-")
    start, end = clerk.editor.selected
    assert clerk.editor.text[start:end].startswith("⟦")


def test_f2_finishes_from_inside_the_draft_with_what_was_typed_last(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("r")
    clerk.editor.select(clerk.editor.text.index("Thank you"), clerk.editor.text.index("Thank you"))

    clerk.type("Sir. ", "f2")

    ((number, prepared),) = clerk.filing
    assert number == no
    assert "Sir. Thank you" in prepared.text
    assert clerk.session.editing == ""


def test_a_figure_that_stands_in_no_record_is_confirmed_by_typing_it_again(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("r")
    at = clerk.editor.text.index("Thank you")
    clerk.editor.select(at, at)
    clerk.type("We credit $77.77 to you. ", "f2")
    assert clerk.session.prompt is not None, clerk.said
    assert "$77.77" in clerk.session.prompt.question.label

    clerk.type("$77.70\n")
    assert clerk.filing == []
    assert "not confirmed" in clerk.refused

    clerk.type("$77.77\n")
    assert [number for number, _ in clerk.filing] == [no]


def test_holes_are_told_before_a_figure_is_to_be_confirmed(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "r$77.77", "f2")

    assert clerk.session.prompt is None
    assert clerk.said.startswith("PC-01 ⟦"), clerk.said
    assert clerk.editor.text[slice(*clerk.editor.selected)].startswith("⟦")


def test_a_sensitive_letter_the_desk_may_not_answer_says_what_to_do(clerk: Any) -> None:
    no = next(n for n in clerk.session.rows.numbers if not clerk.desk.letter(n).replies)
    clerk.session.rows.go(no)

    clerk.type("y")

    assert clerk.filing == []
    assert "no reply from" in clerk.said


def test_a_letter_that_is_filed_says_under_which_name(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("y")

    filed(clerk.session, Outcome(no, f"filed {no}-bil-ack.pdf; closed", filed=True))

    assert clerk.said == f"filed {no}-bil-ack.pdf; closed"
    assert clerk.session.away == []


def test_a_letter_that_is_not_filed_is_pinned_on_top_and_called_when_the_hands_rest(
    clerk: Any, go_to: Any
) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("y")
    here = clerk.session.current

    filed(clerk.session, Outcome(no, "the disk is full - make room", filed=False))

    assert clerk.session.rows.numbers[0] == no
    assert clerk.session.current == here
    assert "back on top: the disk is full" in clerk.said

    rest(clerk.session)
    assert clerk.session.current == no

    clerk.type("y")
    assert clerk.session.returned == {}


@pytest.mark.parametrize("deed", ["closes", "changes"])
def test_a_letter_that_came_back_is_forgotten_once_a_colleague_dealt_with_it(
    clerk: Any, go_to: Any, folder: Path, deed: str
) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("y")
    filed(clerk.session, Outcome(no, "the disk is full - make room", filed=False))
    clerk.desk.colleagues.end_filing(no)
    assert no in clerk.session.returned

    perry = Desk.open(folder, "pcole")
    if deed == "closes":
        perry.dispose(no, "FILE", "answered by telephone")
    else:
        perry.classify(no, "SVC")
    perry.close()
    clerk.session.limit = "from:ortiz"
    clerk.session.shared.look()

    assert clerk.session.returned == {}
    assert no not in clerk.session.rows, "no limit shows it any more"
    rest(clerk.session)
    assert clerk.session.current != no


def test_a_letter_that_came_back_stays_on_top_while_its_clerk_works_on_it(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("y")
    filed(clerk.session, Outcome(no, "the disk is full - make room", filed=False))
    clerk.desk.classify(no, "SVC")
    clerk.session.shared.look()

    assert no in clerk.session.returned


def test_the_news_of_a_filing_does_not_wipe_out_a_refusal(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("y", "u")

    filed(clerk.session, Outcome(no, "filed", filed=True))

    assert "nothing of yours to undo" in clerk.said


def test_a_sensitive_letter_asks_for_its_class_to_be_typed(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Lindqvist")

    clerk.type("y")
    assert "sensitive" in clerk.session.prompt.question.label
    clerk.type("yes\n")
    assert clerk.filing == []
    assert "type ADM" in clerk.refused

    clerk.type("\n")
    assert clerk.filing == []
    clerk.type("adm\n")
    assert [number for number, _ in clerk.filing] == [no]


@pytest.mark.parametrize("burst", ["yyy", "ydjj", "y\n", "yqq"])
def test_keys_typed_before_the_finding_is_seen_are_dropped_and_counted(
    clerk: Any, go_to: Any, burst: str
) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("tbc\n")
    before = clerk.desk.sheet(no).text

    clerk.type(burst)

    count = len(burst) - 1
    assert clerk.session.editing == no
    assert clerk.editor.text == before
    assert clerk.said.startswith("PC-01")
    assert f"{count} key{'s' if count > 1 else ''} typed before this was shown" in clerk.said

    clerk.type("$5.00")
    assert "$5.00" in clerk.editor.text


def test_keys_typed_ahead_do_not_answer_the_question_about_a_figure(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Kowal")
    clerk.type("r")
    at = clerk.editor.text.index("Thank you")
    clerk.editor.select(at, at)
    clerk.type("We credit $77.77 to you. ", "escape", "yjj\n")

    assert clerk.session.prompt.line.text == ""
    assert "3 keys typed before" in clerk.session.prompt.trouble


def test_a_letter_that_asks_several_things_is_asked_what_becomes_of_each(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Almasi")
    clerk.type("tst\n", "y")

    assert clerk.filing == []
    assert "1 BIL “Invoice 771 is wrong”; 2 RUL" in clerk.session.prompt.question.label
    clerk.type("13\n")
    assert "What becomes of 2 RUL" in clerk.session.prompt.question.label
    clerk.type("routed to sales\n")

    ((number, prepared),) = clerk.filing
    assert number == no
    assert prepared.outcomes == ("1=answered", "2=routed to sales", "3=answered")


def test_all_are_answered_in_two_keys_typed_ahead(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Almasi")
    clerk.type("tst\n", "y", "a\n")

    ((_, prepared),) = clerk.filing
    assert prepared.outcomes == ("1=answered", "2=answered", "3=answered")


def test_an_answer_that_means_nothing_is_asked_again(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Almasi")
    clerk.type("tst\n", "y", "7\n")

    assert clerk.session.prompt.trouble.startswith("type digits of 123")
    assert clerk.filing == []


@pytest.mark.parametrize("key", ["r", "enter"])
def test_a_reply_key_right_after_a_refused_finish_is_no_text(clerk: Any, go_to: Any, key: str) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "y")
    assert clerk.said.endswith("EDIT: you are in the draft, Esc leaves")
    text, selected = clerk.editor.text, clerk.editor.selected
    assert text[selected[0] : selected[1]].startswith("⟦")

    clerk.type(key)
    assert (clerk.editor.text, clerk.editor.selected) == (text, selected)
    assert clerk.said == "EDIT: you are in the draft, Esc leaves"

    clerk.type("r")
    assert clerk.editor.text == f"{text[: selected[0]]}r{text[selected[1] :]}"


def test_another_key_after_a_refused_finish_is_text_and_r_behind_it_too(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "y")
    text, (start, end) = clerk.editor.text, clerk.editor.selected

    clerk.type("or")
    assert clerk.editor.text == f"{text[:start]}or{text[end:]}"


def flagged(clerk: Any, monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """Let these letters, and no others, be ones to look at first."""
    monkeypatch.setattr(
        type(clerk.desk), "look_first", lambda self, no: "money is enclosed" if no in numbers else ""
    )


def routine(clerk: Any, go_to: Any) -> list[str]:
    """Return three letters with a draft that stand one behind the other, the cursor on the first."""
    names = ("Kowal", "Pasquale", "Ortiz")
    numbers = [go_to(clerk, name) for name in names]
    rest = [no for no in clerk.session.rows.numbers if no not in numbers]
    clerk.session.rows.load([*numbers, *rest])
    clerk.session.rows.go(numbers[0])
    return numbers


def test_a_held_y_files_letters_that_need_no_look(
    clerk: Any, go_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = routine(clerk, go_to)
    flagged(clerk, monkeypatch)

    clerk.type("yyy")

    assert [number for number, _ in clerk.filing] == [first, second, third]


def test_a_held_y_stops_at_a_letter_to_look_at_and_its_other_keys_are_dropped(
    clerk: Any, go_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = routine(clerk, go_to)
    flagged(clerk, monkeypatch, second)

    clerk.type("yyyyyyyy")

    assert [number for number, _ in clerk.filing] == [first]
    assert clerk.session.current == second
    assert clerk.said.startswith(f"{second} was not shown yet: here it is, the key again finishes it (money")
    assert "6 keys typed before this was shown were dropped" in clerk.said

    clerk.type("y")  # from somebody who saw it
    assert [number for number, _ in clerk.filing] == [first, second]
    assert clerk.session.current == third


def test_keys_that_move_the_cursor_are_no_look_either(
    clerk: Any, go_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, second, _ = routine(clerk, go_to)
    flagged(clerk, monkeypatch, second)

    clerk.type("jy")
    assert clerk.filing == []

    clerk.type("y")
    assert [number for number, _ in clerk.filing] == [second]


def test_a_letter_that_was_shown_is_finished_by_one_key(
    clerk: Any, go_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, _ = routine(clerk, go_to)
    flagged(clerk, monkeypatch, first)

    clerk.type("y")

    assert [number for number, _ in clerk.filing] == [first]


def test_a_batch_repeated_looks_first_at_each_letter(
    clerk: Any, go_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = routine(clerk, go_to)
    flagged(clerk, monkeypatch, second, third)
    clerk.type("x", ";", "y", "1\n")
    assert [number for number, _ in clerk.filing] == [first]

    clerk.session.rows.go(second)
    clerk.type("...")  # the second stood on the screen while its neighbour was filed

    assert [number for number, _ in clerk.filing] == [first, second]
    assert clerk.said.startswith(f"{third} was not shown yet")


@pytest.fixture
def _look_at_each(folder: Path) -> None:
    toml = folder / "desk.toml"
    assert "burst = true" in toml.read_text()
    toml.write_text(toml.read_text().replace("burst = true", "burst = false", 1))


@pytest.mark.usefixtures("_look_at_each")
def test_where_each_letter_is_to_be_looked_at_tagged_ones_are_too(clerk: Any, go_to: Any) -> None:
    assert not clerk.desk.settings.burst
    first, second, _ = routine(clerk, go_to)
    clerk.type("x", "x")
    clerk.session.rows.go(first)
    clerk.look()

    clerk.type(";", "y", "2\n")

    assert second not in [number for number, _ in clerk.filing]
    assert "was not shown yet" in clerk.said


def test_in_its_draft_a_letter_is_seen(clerk: Any, go_to: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _, _ = routine(clerk, go_to)
    flagged(clerk, monkeypatch, first)

    clerk.type("r", "Sir. ", "f2")

    assert [number for number, _ in clerk.filing] == [first]
