"""One session among others: what is claimed when, what comes up next, what was seen, what is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corrtui.control.session_file import pack
from corrtui.desk import Desk


@pytest.fixture
def perry(folder: Path) -> Iterator[Desk]:
    """A colleague's desk on the same folder."""
    desk = Desk.open(folder, "pcole")
    yield desk
    desk.close()


@pytest.fixture
def margaret(folder: Path) -> Iterator[Desk]:
    """The desk of an official, who may see every letter."""
    desk = Desk.open(folder, "mstern")
    yield desk
    desk.close()


def test_the_day_begins_at_the_first_letter_nobody_has(clerk: Any, margaret: Desk) -> None:
    first, second = clerk.desk.queue()[:2]
    clerk.desk.colleagues.leave()
    margaret.colleagues.arrive(first)
    clerk.session.rows.load([])

    clerk.session.reload()

    assert clerk.session.current == second
    assert second in margaret.colleagues.others()


def test_a_letter_that_falls_free_does_not_take_the_place_of_the_one_being_read(
    clerk: Any, margaret: Desk
) -> None:
    first, second = clerk.desk.queue()[:2]
    clerk.desk.colleagues.leave()
    margaret.colleagues.arrive(first)
    clerk.session.rows.load([])
    clerk.session.reload()
    assert clerk.session.current == second

    margaret.colleagues.leave()
    margaret.skip(margaret.queue()[-1], "later")
    clerk.session.shared.look()

    assert clerk.session.current == second
    assert second in margaret.colleagues.others()
    assert first not in margaret.colleagues.others()


def test_the_letter_the_cursor_rests_on_is_claimed_and_the_one_before_given_back(
    clerk: Any, perry: Desk
) -> None:
    clerk.session.begun = True
    before = clerk.session.current
    clerk.session.rows.step(1)
    clerk.session.shared.arrive()

    assert clerk.session.current in perry.colleagues.others()
    assert before not in perry.colleagues.others()


def test_an_act_typed_before_the_cursor_rested_claims_first(clerk: Any, perry: Desk, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    assert no not in perry.colleagues.others()

    clerk.type("r")

    assert no in perry.colleagues.others()


def test_no_act_is_done_on_a_letter_that_came_to_a_colleague_meanwhile(
    clerk: Any, perry: Desk, go_to: Any
) -> None:
    no = go_to(clerk, "Kowal")
    perry.colleagues.arrive(no)

    for key in ("y", "r", "t", "c", "d", "a", "f12"):
        clerk.type(key)
        assert f"{no} is open at Perry Cole's desk since" in clerk.said
        assert "w takes it over" in clerk.said
        assert clerk.session.prompt is None
        assert clerk.session.editing == ""

    assert clerk.filing == []


def test_y_typed_ahead_goes_past_what_colleagues_have(clerk: Any, perry: Desk, go_to: Any) -> None:
    kowal = go_to(clerk, "Kowal")
    numbers = list(clerk.session.rows.numbers)
    after = numbers[numbers.index(kowal) + 1]
    perry.colleagues.arrive(after)

    clerk.type("y")

    assert [no for no, _ in clerk.filing] == [kowal]
    assert clerk.session.current not in (kowal, after)
    assert kowal in perry.colleagues.others(), "nobody gets it while it is filed"
    clerk.desk.file(clerk.filing[0][1])
    assert kowal not in perry.colleagues.others()


def test_when_colleagues_have_all_the_others_the_clerk_is_told(
    clerk: Any, margaret: Desk, go_to: Any
) -> None:
    kowal = go_to(clerk, "Kowal")
    clerk.session.shared.arrive()
    for no in clerk.session.rows.numbers:
        if no != kowal:
            margaret.colleagues.keep(no)

    clerk.type("y")

    assert clerk.said == f"filing {kowal}; no other letter here is free"


def test_a_letter_that_changed_since_it_was_seen_does_not_leave(clerk: Any, perry: Desk, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.session.shared.arrive()
    clerk.session.shared.saw(no)
    perry.colleagues.take_over(no, "urgent")
    perry.classify(no, "SVC")
    perry.colleagues.leave()

    clerk.type("y")

    assert clerk.filing == []
    assert "Perry Cole" in clerk.said
    assert clerk.desk.letter(no).category == "SVC"


def test_what_the_clerk_did_counts_as_seen(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.session.shared.saw(no)

    clerk.type("cBIL\n", "rdry ", "escape")

    assert clerk.session.shared.seen(no) == clerk.desk.letter(no).version


def test_a_take_over_closes_the_draft_and_nothing_typed_on_is_a_command(
    clerk: Any, perry: Desk, go_to: Any
) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("rmine ")
    perry.colleagues.take_over(no, "Robin is at lunch")

    clerk.session.shared.look()
    clerk.type("dfile\n", "yyq", "enter", "f2", "j")

    assert clerk.session.editing == ""
    assert f"{no} was taken over by Perry Cole: Robin is at lunch" in clerk.session.prompt.question.label
    assert clerk.refused == "12 keys typed after this were dropped"
    assert clerk.filing == []
    assert not clerk.left

    clerk.session.paste("one more word")
    clerk.type("escape", "j")
    assert clerk.session.prompt is None
    assert clerk.session.current != no


def test_keys_that_were_read_before_the_notice_was_seen_are_dropped_too(
    clerk: Any, perry: Desk, go_to: Any
) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("rmine ")
    perry.colleagues.take_over(no, "lunch")
    clerk.session.shared.look()

    clerk.gate.press("escape", None, 0.0)

    assert clerk.session.prompt is not None


def test_a_letter_taken_over_that_was_not_written_on_is_only_told(
    clerk: Any, perry: Desk, go_to: Any
) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.session.shared.arrive()
    perry.colleagues.take_over(no, "urgent")

    clerk.session.shared.look()

    assert clerk.said == f"{no} was taken over by Perry Cole: urgent"
    assert clerk.session.prompt is None
    assert clerk.session.shared.seats[no].login == "pcole"


def test_a_letter_a_colleague_leaves_is_claimed_where_the_cursor_rests(clerk: Any, perry: Desk) -> None:
    clerk.session.begun = True
    no = clerk.session.rows.numbers[-1]
    perry.colleagues.arrive(no)
    clerk.session.rows.go(no)
    clerk.session.shared.look()
    assert no in clerk.session.shared.seats

    perry.colleagues.leave()
    clerk.session.shared.look()

    assert clerk.session.shared.seats == {}
    assert no in perry.colleagues.others()


def test_a_log_that_cannot_be_reached_is_said_once_and_once_when_it_is_back(
    clerk: Any, go_to: Any, folder: Path
) -> None:
    go_to(clerk, "Ortiz")
    in_the_way = folder / "control" / "2099-01.jsonl"
    in_the_way.mkdir()
    clerk.session.shared.look()
    assert clerk.session.message_role == "trouble"
    assert clerk.said

    clerk.session.say("")
    clerk.session.shared.look()
    assert clerk.said == ""
    clerk.type("y")
    assert clerk.filing == []

    in_the_way.rmdir()
    clerk.session.shared.look()
    assert "can be reached again" in clerk.said


def test_a_draft_begun_before_the_cursor_has_rested_is_a_place_to_come_back_to(clerk: Any) -> None:
    bookmarks = clerk.desk.folder / "control" / "bookmarks"
    clerk.type("r")

    until = time.monotonic() + 15
    while not any(clerk.session.current in path.read_text() for path in bookmarks.glob("*.json")):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def cut_off(desk: Desk) -> str:
    """The letter a session of this clerk's was at when it was killed: the last of the queue."""
    no = desk.queue()[-1]
    (desk.folder / "control" / "bookmarks").mkdir()
    found = {"login": desk.me.login, "letter": no, "version": desk.letter(no).version}
    path = desk.folder / "control" / "bookmarks" / "1-0123456789ab.json"
    path.write_bytes(pack({**found, "at": datetime.now(UTC).isoformat()}))
    return no


@pytest.fixture
def taken_up(margaret: Desk, cut_off: str) -> None:
    """A colleague has that letter open by now."""
    margaret.colleagues.arrive(cut_off)


def test_the_clerk_begins_where_a_session_was_cut_off_and_blind_keys_are_dropped(
    cut_off: str, clerk: Any
) -> None:
    assert clerk.session.current == cut_off
    assert clerk.said == f"you were here: {cut_off}; r goes on, g g first"

    clerk.gate.press("y", "y", time.monotonic())
    assert clerk.filing == []
    assert "1 key typed before this was shown was dropped" in clerk.said

    clerk.type("g", "g")
    assert clerk.session.rows.at == 0


def test_a_letter_that_was_taken_up_meanwhile_is_only_named(
    margaret: Desk, cut_off: str, taken_up: None, clerk: Any
) -> None:
    assert clerk.session.rows.at == 0
    assert clerk.said.startswith(f"you were at {cut_off}: open at {margaret.me.name}'s desk since ")
