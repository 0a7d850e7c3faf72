"""`:told` asks who was told of a sensitive letter and how; what is for somebody is said when it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp

POWDER = "mail room 11-17.txt"
ATTORNEY = b"I was charged twice for order 48213. Please credit my account. My lawyer says so too.\n"


def powder(clerk: Any) -> str:
    rows = clerk.session.rows
    number = next(no for no in rows.numbers if clerk.desk.letter(no).file == POWDER)
    rows.go(number)
    clerk.session.begun = True
    return str(number)


def choices(clerk: Any) -> list[str]:
    return [choice.code for choice in clerk.session.prompt.shown()]


def overlay(clerk: Any) -> str:
    assert clerk.session.overlay is not None, clerk.said
    return str(clerk.session.overlay.write(100).text)


def test_who_and_how_are_asked_entered_shown_and_undone(clerk: Any) -> None:
    number = powder(clerk)

    clerk.type(":told\n")
    assert clerk.session.prompt.question.label.endswith(": who was told of threat or violence")
    assert choices(clerk) == ["security", "Margaret R. Stern"]
    clerk.type("mstern\n")
    clerk.type("phone\n")

    assert clerk.said == f"{number}: told Margaret R. Stern by phone"
    clerk.type("i")
    assert "Margaret R. Stern by phone, " in overlay(clerk)
    assert "To be told security" in " ".join(overlay(clerk).split())
    clerk.type("escape", "u")
    assert clerk.said == f"undone: {number} told Margaret R. Stern by phone"
    assert clerk.desk.letter(number).told == ()


def test_words_of_ones_own_do_for_both(clerk: Any) -> None:
    number = powder(clerk)

    clerk.type(":told\n", "the sheriff\n", "by radio, 9:20\n")

    assert clerk.said.startswith(f"{number}: told the sheriff by radio, 9:20; still to be told of threat")


def test_nobody_and_no_way_are_no_answers(clerk: Any) -> None:
    powder(clerk)

    clerk.type(":told\n", "\n")
    assert clerk.refused.startswith("name who was told")
    clerk.type("security\n", "\n")
    assert clerk.refused.startswith("say how")
    clerk.type("escape")

    assert clerk.desk.queue("is:told") == []


def test_a_letter_nobody_need_be_told_of_says_so(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")

    clerk.type(":told\n")

    assert clerk.session.prompt is None
    assert "no letter of which somebody must be told" in clerk.said


def test_it_ends_only_after_it(clerk: Any) -> None:
    number = powder(clerk)
    clerk.type("d", "ESCALATE\n", "to security\n")
    assert f"tell security: :told on {number} enters it" in clerk.said

    powder(clerk)
    clerk.type("d", "ROUTE-CONFIRMED\n", "they have it\n")
    assert "nobody who must be told is entered as told: threat or violence: tell security" in clerk.refused
    clerk.type("escape", ":told\n", "sec\n", "person\n", "d", "ROUTE-CONFIRMED\n", "they have it\n")

    assert not clerk.desk.letter(number).open


def test_tagged_letters_are_told_one_by_one(clerk: Any) -> None:
    number = powder(clerk)

    clerk.type("x", ";", ":told\n")

    assert "each letter is told by itself" in clerk.said
    assert clerk.session.prompt is None
    assert clerk.desk.letter(number).told == ()


def test_a_letter_that_comes_for_somebody_is_said_behind_what_stands_there(
    clerk: Any, folder: Path, desk: Desk
) -> None:
    other = Desk.open(folder, "mstern")
    try:
        (folder / "inbox" / "a.txt").write_bytes(ATTORNEY)
        [number] = desk.take_in(Stamp())
        clerk.session.say("as you were")
        clerk.session.shared.look()
        assert clerk.said == "as you were"  # Robin Hale is nobody who must be told

        stern = type(clerk)(other)
        stern.session.say("as you were")
        stern.session.shared.look()
        stern.session.shared.look()

        assert stern.said == f"as you were; for you to know: {number} (attorney represented)"
        stern.autosave.close()
    finally:
        other.close()


def test_the_day_of_who_is_named_has_a_row_for_it(clerk: Any, folder: Path) -> None:
    other = Desk.open(folder, "mstern")
    stern = type(clerk)(other)
    try:
        stern.type(":day\n")
        rows = overlay(stern).splitlines()
        assert [row[:3] for row in rows[1:12]] == [f" {digit} " for digit in "1234567890 "]
        assert "to be told to others, not done" in rows[1]
        assert "for you to know" in rows[2]
        stern.type("2")
        assert stern.session.limit == "is:for-me"
        assert stern.session.rows.numbers == other.queue("is:for-me") != []
    finally:
        stern.autosave.close()
        other.close()


def test_at_a_terminal(pty_desk: Callable[..., Any], folder: Path) -> None:
    argv = [sys.executable, "-m", "corrtui", "--desk", str(folder)]
    session = pty_desk(rows=40, cols=120, argv=argv)
    session.wait_for(" help")
    session.wait_for("LETTER 26")
    session.send("lis:untold mail\r")
    session.wait_for("MAIL ROOM")
    session.send(":told\r")
    session.wait_for("who was told of threat or violence")
    session.send("mstern\r")
    session.wait_for("was told")
    session.send("phone\r")
    session.wait_for("told Margaret R. Stern by phone")

    desk = Desk.open(folder)
    assert [desk.letter(number).file for number in desk.queue("is:told")] == [POWDER]
    desk.close()
