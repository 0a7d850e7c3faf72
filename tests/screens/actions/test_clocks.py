"""The clocks by name: `:mailed` and `:clock`, and where they are shown."""

from __future__ import annotations

from typing import Any

from corrtui.control.clock import clocks_of
from screens.panes.letter import letter_text


def states(clerk: Any, no: str) -> dict[str, str]:
    return {clock.id: clock.state for clock in clocks_of(clerk.desk.letter(no).clocks)}


def filed(clerk: Any, no: str) -> None:
    clerk.desk.choose_template(no, "bil-ack")
    clerk.desk.file(clerk.desk.prepare(no))


def test_mailed_enters_the_mailing_of_the_letter_looked_at(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    filed(clerk, no)

    clerk.type(":mailed\n", "certified as final\n")

    assert clerk.desk.letter(no).mailed == (f"{no}-bil-ack.pdf",)
    assert states(clerk, no) == {"FCBA-ACK": "met", "FCBA-RES": "met"}
    assert clerk.desk.history(no)[-1].act.how == "certified"


def test_mailed_without_a_filed_letter_says_so(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type(":mailed\n", "\n")

    assert "Nothing of" in clerk.said
    assert clerk.desk.letter(no).mailed == ()


def test_a_day_that_is_none_is_said(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")

    clerk.type(":mailed 2026-13-40\n")

    assert "2026-13-40 is no day" in clerk.said


def test_clock_asks_what_and_why(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type(":clock FCBA-ACK off\n", "a business account\n")

    assert states(clerk, no) == {"FCBA-ACK": "off", "FCBA-RES": "runs"}
    clerk.type("u")
    assert states(clerk, no) == {"FCBA-ACK": "runs", "FCBA-RES": "runs"}


def test_clock_names_the_clocks_of_the_letter_first(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    assert list(states(clerk, no)) == ["FCBA-ACK", "FCBA-RES"]
    clerk.desk.clocks.set(no, "FCBA-RES", clerk.desk.letter(no).received.replace(year=2020).isoformat(), "x")
    clerk.type(":clock\n")

    shown = [choice.code.strip() for choice in clerk.session.prompt.shown()]
    assert shown[:2] == ["FCBA-RES", "FCBA-ACK"]
    assert "STOP" in shown


def test_clock_wants_to_know_what(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")

    clerk.type(":clock\n", "FCBA-ACK\n")

    assert "on, off, met or a day" in clerk.session.prompt.trouble


def test_the_letter_and_its_card_show_the_clocks(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    shown = letter_text(clerk.desk.sheet(no), clerk.desk, 76, "-").text

    assert "Clocks   FCBA-ACK" in shown
    clerk.type("i")
    card = clerk.session.overlay.write(76).text
    assert "FCBA-RES" in card
    assert "no legal advice" in card
