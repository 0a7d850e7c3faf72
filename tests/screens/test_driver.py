"""What each terminal is sent at start and end, and in between: bytes of a real session in a pty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.screens.test_pty import Make

SEQUENCES = re.compile(rb"\x1b(?:\[([<-?]?)([0-9;]*)([ -/]*[@-~])|[^\[].{0,9})")
NEVER = (b"?2026", b"?2048", b"?1004", b"?1003", b"?1000", b"[>", b"[<u", b"\x1b]", b"\x1bP")
"""Questions, reports nobody reads, mouse, Kitty's protocol, OSC, DCS."""


def session(pty_desk: Make, folder: Path, **env: str | None) -> bytes:
    """Read a letter, edit its draft, ask for help, leave; return everything the terminal was sent."""
    desk = pty_desk(env=env)
    desk.wait_for("QUEUE")
    desk.send("j")
    desk.wait_for("2/8")
    desk.send("?")
    desk.wait_for("Keys that are live")
    desk.send("qr")
    desk.wait_for("EDIT ")
    desk.send("word ")
    desk.wait_for("word ")
    desk.send("\x07")
    desk.wait_for("DRAFT ")
    desk.send("q")
    assert desk.exit_code() == 0
    return bytes(desk.raw)


@pytest.mark.parametrize("term", ["vt220", "linux", "xterm-256color"])
def test_a_terminal_is_sent_nothing_it_does_not_have(pty_desk: Make, folder: Path, term: str) -> None:
    raw = session(pty_desk, folder, TERM=term)

    assert [sign for sign in NEVER if sign in raw] == []
    modes = {found[2] for found in SEQUENCES.finditer(raw) if found[1] == b"?"}
    assert modes == {b"25", b"7", b"2004"} | ({b"1049"} if term == "xterm-256color" else set())
    styles = {
        number
        for found in SEQUENCES.finditer(raw)
        if found[3] == b"m"
        for number in (found[2] or b"0").split(b";")
        if number
    }
    colours = {number for number in styles if len(number) > 1}
    if term == "vt220":
        assert styles <= {b"0", b"1", b"4", b"7"}
    else:
        assert colours <= {b"3%d" % number for number in range(10)} | {b"22", b"24", b"27"}
        assert {b"31", b"33", b"36"} & colours


def test_without_a_second_screen_it_is_cleared_and_no_letter_stays_behind(
    pty_desk: Make, folder: Path
) -> None:
    desk = pty_desk(env={"TERM": "linux"})
    desk.wait_for("QUEUE")
    assert bytes(desk.raw).startswith(b"\x1b[m\x1b[H\x1b[J")
    desk.send("q")
    assert desk.exit_code() == 0

    assert [line for line in desk.text().splitlines() if line.strip()] == [
        "8 letters are left in the queue.".ljust(80)
    ]


def test_what_was_asked_for_is_switched_on_and_off_again(pty_desk: Make, folder: Path) -> None:
    env = {"TERM": "xterm", "CORRTUI_THEME": "reverse", "CORRTUI_MOUSE": "1", "CORRTUI_BLINK": "1"}
    raw = session(pty_desk, folder, **env)

    for mode in (b"?5", b"?12", b"?1000", b"?1006", b"?2004", b"?1049"):
        assert raw.index(b"\x1b[" + mode + b"h") < raw.rindex(b"\x1b[" + mode + b"l"), mode
