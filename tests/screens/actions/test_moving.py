"""Moving: queue, panes, levels."""

from __future__ import annotations

from typing import Any

from screens.ports import Pane
from tests.ending import put_away


def test_tab_walks_queue_letter_records_draft(clerk: Any) -> None:
    seen = []
    for _ in range(4):
        clerk.type("tab")
        seen.append(clerk.session.pane)

    assert seen == [Pane.LETTER, Pane.RECORDS, Pane.DRAFT, Pane.QUEUE]
    clerk.type("shift+tab")
    assert clerk.session.pane is Pane.DRAFT


def test_j_goes_to_the_next_letter_whatever_pane_is_active_the_arrows_do_not(clerk: Any) -> None:
    clerk.type("tab", "j", "down")

    assert clerk.session.rows.at == 1
    assert clerk.said == "this is the end"


def test_the_arrows_move_the_queue_when_it_is_active(clerk: Any) -> None:
    clerk.type("down", "down", "up")

    assert clerk.session.rows.at == 1


def test_pages_in_the_queue(clerk: Any) -> None:
    clerk.type("pagedown")
    assert clerk.session.rows.at == 3
    clerk.type("pageup", "pageup")
    assert clerk.session.rows.at == 0


def test_q_goes_back_one_level_before_it_leaves(clerk: Any) -> None:
    clerk.type("tab", "\n", "q")
    assert not clerk.session.opened
    clerk.type("q")
    assert clerk.session.pane is Pane.QUEUE
    assert not clerk.left

    clerk.type("q")
    assert clerk.left


def test_q_again_leaves_though_letters_are_being_filed(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Kowal")
    clerk.type("yq")
    assert not clerk.left
    assert "waiting for 1" in clerk.said

    clerk.type("q")
    assert clerk.left


def test_another_key_takes_the_leaving_back(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Kowal")
    clerk.type("yqjq")

    assert not clerk.left


def test_g_q_shows_the_whole_queue_again(clerk: Any) -> None:
    clerk.type("lcat:BIL\n", "gq")

    assert clerk.session.limit == ""
    assert len(clerk.session.rows.numbers) == 8


def test_ctrl_l_draws_everything_again(clerk: Any) -> None:
    clerk.type("ctrl+l")

    assert clerk.told == ["redrawn"]


def test_there_is_no_letter_here_goes_when_letters_come(clerk: Any) -> None:
    numbers = clerk.desk.queue()
    for no in numbers:
        put_away(clerk.desk, no)
    clerk.session.sync()
    clerk.type("y")
    assert clerk.said == "there is no letter here"

    clerk.desk.undo()
    clerk.session.sync()

    assert clerk.session.rows.numbers
    assert clerk.said == ""


def test_why_a_draft_could_not_be_saved_is_not_overwritten_by_its_leaving(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("rmine ")
    clerk.desk.dispose(no, "FILE", "answered by telephone")
    clerk.type("escape")
    assert "closed" in clerk.said

    clerk.session.sync()

    assert no not in clerk.session.rows
    assert "closed" in clerk.said


def test_g_q_shows_the_queue_alone_and_goes_back(clerk: Any) -> None:
    for back in ("gq", "escape", "q", "enter", "o", "tab"):
        clerk.type("gq")
        assert clerk.session.alone
        clerk.type("j", "k", back)
        assert not clerk.session.alone, back
        assert not clerk.session.opened
        assert not clerk.left


def test_a_letter_of_the_queue_alone_is_shown_before_it_is_finished(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("gg", "gq", "j")
    while clerk.session.current != no:
        clerk.type("j")

    clerk.type("yy")  # the second was typed before the letter could be seen
    assert clerk.filing == []
    assert not clerk.session.alone
    assert f"{no} was not shown yet" in clerk.said

    clerk.type("y")
    assert [number for number, _ in clerk.filing] == [no]


def test_from_the_queue_alone_r_goes_straight_into_the_draft(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("gq", "r")

    assert (clerk.session.editing, clerk.session.alone) == (no, False)


def test_in_the_queue_alone_no_letter_is_seen_or_opened(clerk: Any) -> None:
    clerk.type("gq", "j")
    shared = clerk.session.shared

    assert shared.resting == ""
    assert shared.shows() == ("", 0, None)
    clerk.type(" ")
    assert clerk.said == "the queue stands alone: Enter shows the letter"
    clerk.type("enter")
    assert shared.resting == clerk.session.current
    assert shared.shows()[0] == clerk.session.current
