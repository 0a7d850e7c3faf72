"""Raise, lower, put away: by the keys a clerk types."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp


def test_b_puts_the_letter_away_and_the_next_comes_up(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("b1d\n")
    if clerk.session.prompt is not None:  # the office's day came before tomorrow
        clerk.type("the plant is shut\n")

    assert f"{no} comes back" in clerk.said
    assert no not in clerk.session.rows.numbers
    assert clerk.session.current not in ("", no)


def test_what_is_no_day_stays_in_the_line_with_the_reason(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("b\n")
    assert "type a day" in clerk.refused
    clerk.type("yesterday\n")
    assert "yesterday is no date" in clerk.refused
    clerk.type("1/1/2020\n")
    assert "is past" in clerk.refused
    clerk.type("escape")

    assert no in clerk.desk.queue()


def test_too_late_a_day_asks_why_and_the_reason_is_in_the_log(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    by = clerk.desk.letter(no).work_by

    clerk.type("b9w\n")
    assert f"worked by {by:%a %d %b %Y}" in clerk.session.prompt.question.label
    assert no in clerk.desk.queue()
    clerk.type("they are abroad\n")

    assert clerk.desk.history(no)[-1].act.reason == "they are abroad"
    assert clerk.desk.queue("is:away") == [no]


def test_the_same_again_on_the_next_letter(clerk: Any, go_to: Any) -> None:
    first = go_to(clerk, "Ortiz")
    clerk.type("b9w\n", "away\n")
    second = go_to(clerk, "Kowal")

    clerk.type("b=\n", "away too\n")

    assert clerk.desk.letter(second).bring_up == clerk.desk.letter(first).bring_up


def test_undo_brings_it_back_under_the_cursor(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("b9w\n", "away\n", "u")

    assert clerk.session.current == no
    assert "put away until" in clerk.said


def test_many_at_once_take_the_typed_count(clerk: Any, go_to: Any) -> None:
    for part in ("Ortiz", "Kowal"):
        go_to(clerk, part)
        clerk.type("x")

    clerk.type(";b2d\n")
    assert "Type the number" in clerk.session.prompt.question.label
    clerk.type("3\n")
    assert "nothing was done" in clerk.refused
    clerk.type("2\n")

    assert "2 letters" in clerk.said
    assert len(clerk.desk.queue("is:away")) + len(clerk.session.rows.tagged) == 2


def test_g_b_shows_them_by_date_and_goes_back(clerk: Any, go_to: Any) -> None:
    later = go_to(clerk, "Ortiz")
    clerk.type("b9w\n", "away\n")
    sooner = go_to(clerk, "Kowal")
    clerk.type("b8w\n", "away\n")

    clerk.type("gb")
    assert clerk.session.rows.numbers == [sooner, later]
    assert "by the day they come back" in clerk.said

    clerk.type("gb")
    assert clerk.session.limit == ""
    assert sooner not in clerk.session.rows.numbers


def test_g_b_with_nothing_put_away(clerk: Any) -> None:
    clerk.type("gb")

    assert "no letter is put away" in clerk.said


def test_it_comes_back_at_midnight_while_the_program_is_open(
    clerk: Any, go_to: Any, monkeypatch: Any
) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("b9w\n", "away\n")
    back = clerk.desk.letter(no).bring_up
    clerk.session.sync()
    assert no not in clerk.session.rows.numbers

    monkeypatch.setattr(Desk, "today", property(lambda self: back - timedelta(days=1)))
    clerk.session.sync()
    assert no not in clerk.session.rows.numbers

    monkeypatch.setattr(Desk, "today", property(lambda self: back))
    clerk.session.sync()
    assert no in clerk.session.rows.numbers


def test_plus_raises_with_a_reason(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Bolt")

    clerk.type("+", "\n")
    assert clerk.session.prompt.question.label == "raise, because"
    clerk.type("\n")
    assert "wants a reason" in clerk.refused
    clerk.type("the mayor asked\n")

    assert clerk.desk.letter(no).priority == "raised"
    assert clerk.session.current == no
    clerk.type("i")
    assert "raised (the mayor asked)" in clerk.session.overlay.write(100).text


def test_plus_lowers_and_puts_back(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("+", "l\n", "paid meanwhile\n")
    assert clerk.desk.letter(no).priority == "lowered"
    clerk.type("+", "n\n", "was not paid\n")
    assert clerk.desk.letter(no).priority == ""


def test_dot_asks_for_the_reason_again(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("+", "r\n", "the mayor asked\n")
    no = go_to(clerk, "Kowal")

    clerk.type(".", "\n")

    assert clerk.desk.letter(no).priority == "raised"


def test_f8_in_the_draft_saves_it_and_puts_the_letter_away(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("r", "Hello ", "f8")
    clerk.type("9w\n", "away\n")

    assert clerk.desk.queue("is:away") == [no]
    assert clerk.desk.sheet(no).edited


def test_the_next_letter_says_at_whose_desk_those_are_that_were_passed_over(
    clerk: Any, go_to: Any, folder: Path
) -> None:
    no = go_to(clerk, "Ortiz")
    first, second = clerk.session.rows.following(no)[:2]
    perry = Desk.open(folder, "pcole")
    perry.colleagues.arrive(first)

    clerk.type("b9w\n", "away\n")
    perry.close()

    assert clerk.session.current == second
    assert "passed over 1 letter at the desk of Perry Cole" in clerk.said


def test_promise_is_changed_and_kept_by_its_name(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type(":promise\n", "fri\n", "said by telephone\n")
    assert "Nothing of ours went out" in clerk.refused
    clerk.type("escape")
    clerk.desk.choose_template(no, "bil-ack")
    clerk.desk.file(clerk.desk.prepare(no))
    clerk.type(":promise\n", "fri\n", "said by telephone\n")
    assert clerk.desk.letter(no).promised is not None
    clerk.type(":promise\n", "kept\n", "answered by telephone\n")
    assert clerk.desk.letter(no).promised is None
    clerk.type(":promise\n", "kept\n", "again\n")
    assert "Nothing is promised" in clerk.refused


def test_b_offers_the_days_a_letter_nobody_can_be_answered_on_is_kept(clerk: Any) -> None:
    words = "I am writing about the thing we talked over. You know what I mean.\n"
    (clerk.desk.bench.settings.folder / "inbox" / "thing.txt").write_text(words)
    [no] = clerk.desk.take_in(Stamp())
    clerk.session.reload()
    clerk.session.rows.go(no)
    clerk.session.shown()
    received = clerk.desk.letter(no).received
    until = clerk.desk.bench.calendar.work_by(received + timedelta(days=30))

    clerk.type("b\n")
    assert "worked by" in clerk.session.prompt.question.label
    clerk.type("\n")

    assert clerk.desk.letter(no).bring_up == until
    assert clerk.desk.history(no)[-1].act.reason == "nobody can be answered: kept 30 days, then FILE"


def test_once_its_days_are_over_d_offers_to_file_it(clerk: Any) -> None:
    words = "I am writing about the thing we talked over. You know what I mean.\n"
    (clerk.desk.bench.settings.folder / "inbox" / "thing.txt").write_text(words)
    [no] = clerk.desk.take_in(Stamp(clerk.desk.today - timedelta(days=35), "it lay in the mail room"))
    clerk.session.reload()
    clerk.session.rows.go(no)
    clerk.session.shown()

    clerk.type("d\n", "\n")

    letter = clerk.desk.letter(no)
    assert (letter.open, letter.disposition) == (False, "FILE")
    assert clerk.desk.history(no)[-1].act.reason == "kept 30 days, nothing more came"
