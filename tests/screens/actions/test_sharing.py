"""w: keep a letter, give it back, take one over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corrtui.control.acts import LetterTakenOver
from corrtui.desk import Desk
from corrtui.people import system_login
from tests.ending import put_away


@pytest.fixture
def perry(folder: Path) -> Iterator[Desk]:
    """A colleague's desk on the same folder."""
    desk = Desk.open(folder, "pcole")
    yield desk
    desk.close()


def taken_over(desk: Desk, no: str) -> list[str]:
    return [entry.act.reason for entry in desk.history(no) if isinstance(entry.act, LetterTakenOver)]


def test_w_keeps_a_letter_and_w_again_gives_it_back(clerk: Any, perry: Desk, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("w", "j")
    clerk.session.shared.look()
    assert clerk.session.shared.kept == {no}
    assert no in perry.colleagues.others()

    clerk.type("k", "w")
    assert "is free for anybody" in clerk.said
    clerk.session.shared.look()
    assert no not in perry.colleagues.others(), "it stays free while the cursor rests on it"
    assert clerk.session.shared.kept == frozenset()


def test_w_on_a_colleagues_letter_asks_why_and_takes_it_over(clerk: Any, perry: Desk, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    perry.colleagues.arrive(no)

    clerk.type("w", "\n")
    assert "say why" in clerk.refused
    clerk.type("Perry is ill\n")

    assert clerk.said == f"{no} taken over from Perry Cole"
    assert taken_over(clerk.desk, no) == ["Perry is ill"]
    assert perry.colleagues.others()[no].login == system_login()
    clerk.type("y")
    assert [filed for filed, _ in clerk.filing] == [no]


def test_w_takes_a_letter_from_ones_own_other_session_without_a_reason(
    clerk: Any, folder: Path, go_to: Any
) -> None:
    other = Desk.open(folder)
    no = go_to(clerk, "Ortiz")
    other.colleagues.arrive(no)

    clerk.type("w")

    assert clerk.session.prompt is None
    assert len(taken_over(clerk.desk, no)) == 1
    assert no in other.colleagues.others()
    other.close()


def test_a_reason_typed_while_the_colleague_left_takes_nothing_over(
    clerk: Any, perry: Desk, go_to: Any
) -> None:
    no = go_to(clerk, "Ortiz")
    perry.colleagues.arrive(no)
    clerk.type("wPerry is ill")
    perry.colleagues.leave()

    clerk.type("\n")

    assert clerk.said == f"{no} is yours: nobody has it open any more"
    assert taken_over(clerk.desk, no) == []


def test_w_in_an_empty_queue_says_so(clerk: Any) -> None:
    for no in clerk.desk.queue():
        put_away(clerk.desk, no)
    clerk.session.reload()

    clerk.type("w")

    assert clerk.said == "there is no letter here"


def test_drafts_lists_what_is_kept_and_brings_one_back(clerk: Any, perry: Desk, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type(":drafts\n")
    assert clerk.said == f"no other draft of {no} is kept"

    clerk.type("rmine ", "escape", "r")
    perry.colleagues.take_over(no, "urgent")
    clerk.session.shared.look()
    clerk.type("escape")
    perry.save_draft(no, "Perry's text")
    perry.colleagues.leave()
    clerk.session.shared.look()
    assert clerk.session.sheet().text == "Perry's text"

    clerk.type(":drafts\n")
    (choice,) = clerk.session.prompt.question.choices
    assert choice.title.startswith("Robin Hale, <1m ago: Ms. Elena")
    clerk.type("a\n")

    assert "mine " in clerk.session.sheet().text
    (kept,) = clerk.desk.kept_drafts(no)
    assert (kept.by, kept.text) == ("pcole", "Perry's text")
