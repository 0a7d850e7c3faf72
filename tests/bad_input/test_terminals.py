"""Terminals that are small, old, dumb, of another alphabet, or gone in the middle of a word."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from tests.bad_input.office import Office

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""The C locale without Python's own remedies: everything that is read and written is ASCII."""
LATIN_1 = {**ASCII, "PYTHONIOENCODING": "latin-1"}
FOREIGN = "Dear Sirs,\n\nmy bill from Łódź: 中 ü “quoted” €5\n\nYours,\nŁukasz Ñandú\n"


def draft_of(office: Office, number: str) -> str:
    return str(json.loads((office.case(number) / "draft-0.json").read_text())["text"])


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "linux", "LC_ALL": None, "LC_CTYPE": None, "LANG": "C"},
        pytest.param({"TERM": "vt220"}, marks=pytest.mark.slow),
        ASCII,
    ],
    ids=["linux, LANG=C", "vt220", "ASCII"],
)
def test_a_letter_is_edited_and_finished(office: Office, thanks: str, env: dict[str, str | None]) -> None:
    office.take_in("a.txt", FOREIGN)
    screen = office.sit_down(24, 80, env=env)
    screen.wait_for("/2")
    screen.send(f"lno:{thanks}\rr")
    screen.wait_for("EDIT svc-thanks")
    for _ in range(8):
        screen.press("pagedown")
    screen.send("\r\rP.S. Come again.")
    screen.wait_for("Come again.")
    screen.press("escape")
    screen.wait_for("DRAFT svc-thanks")
    screen.send("y")
    screen.wait_for(f"filed {thanks}-svc-thanks.pdf")
    screen.send("l\r")
    screen.wait_for("/1")
    screen.settle()
    assert "Dear Sirs," in screen.text()
    assert b"\\u" not in screen.raw
    assert ("|" in screen.line(8)) == (env.get("LANG") == "C" or env.get("LC_ALL") == "C")
    office.rise(screen)

    assert "P.S. Come again." in draft_of(office, thanks)
    assert office.verified()


def test_the_command_line_speaks_every_alphabet(office: Office) -> None:
    number = office.take_in("a.txt", FOREIGN)
    for env in (ASCII, LATIN_1):
        assert office.run("show", number, env=env).code == 0


def test_on_forty_columns_and_ten_lines_a_letter_is_read_edited_and_finished(
    office: Office, thanks: str
) -> None:
    screen = office.sit_down(10, 40)
    screen.wait_for(f"LETTER {thanks}")
    screen.send("i")
    screen.wait_for("Control card")
    screen.send("qr")
    screen.wait_for("EDIT svc-thanks")
    screen.press("escape")
    screen.wait_for(f"LETTER {thanks}")
    screen.send("y")
    screen.wait_for(f"filed {thanks}")
    office.rise(screen)
    assert office.sent() == [f"{thanks}-svc-thanks.pdf"]


@pytest.mark.parametrize("term", ["dumb", "", "unknown", "vt52"])
def test_a_terminal_that_cannot_be_drawn_on_is_told_what_works(office: Office, term: str) -> None:
    screen = office.sit_down(env={"TERM": term})

    assert screen.exit_code() == 2
    assert "The desk cannot be drawn on TERM=" in screen.text()
    assert "nothing is broken: `corrtui queue`, `show`, `draft` and" in screen.text()
    assert b"\x1b" not in screen.raw


def test_a_hang_up_in_mid_edit_keeps_the_words_and_the_desk(office: Office, thanks: str) -> None:
    screen = office.sit_down()
    screen.wait_for("/1")
    screen.send("r")
    screen.wait_for("EDIT svc-thanks")
    screen.send("half a wor")
    screen.wait_for("half a wor")

    os.kill(screen.pid, signal.SIGHUP)
    assert screen.exit_code(5) == 128 + signal.SIGHUP
    assert "half a wor" in draft_of(office, thanks)

    again = office.sit_down()
    again.wait_for("half a wor")
    again.wait_for("you were here")
    again.settle()
    office.rise(again)
    assert office.verified()


@pytest.mark.slow
def test_a_hang_up_while_mail_streams_in_loses_none_and_takes_none_twice(office: Office) -> None:
    screen = office.sit_down()
    screen.wait_for("the queue is empty")
    for number in range(60):
        office.drop(f"{number:02}.txt", f"Dear Sirs,\n\nletter {number} of many.\n\nYours,\nAnn Howe\n")
    while not list((office.folder / "cabinet").glob("*/*")):
        time.sleep(0.01)
    screen.hang_up()
    screen.exit_code(10)

    office.run("intake", "--once")
    rows = office.run("queue", "--json").json
    assert sorted(row["file"] for row in rows) == [f"{number:02}.txt" for number in range(60)]
    assert sorted(row["control_no"][-4:] for row in rows) == [f"{n:04}" for n in range(1, 61)]
    assert list((office.folder / "inbox").iterdir()) == []
    assert office.verified()
