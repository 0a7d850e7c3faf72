"""OSC 52: what reaches the terminal, through what lies between, and to whom nothing is sent."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest

from corrtui.errors import Refused
from screens import clipboard
from screens.abilities import Abilities
from tests.screens.test_pty import Make

ABLE = Abilities(
    erase=True, blank=True, repeat=True, scroll=True, bce=True, colours=8, alternate=True, commands=True
)
SEQUENCE = "\x1b]52;c;" + "QUJD" * 300 + "\a"


def unwrapped(raw: bytes) -> bytes:
    """What GNU screen passes on to the terminal it runs in."""
    return b"".join(re.findall(rb"\x1bP(.*?)\x1b\\", raw, re.DOTALL))


def test_straight_to_a_terminal_and_to_tmux() -> None:
    for environ in ({"TERM": "xterm"}, {"TERM": "tmux-256color"}, {"TERM": "screen", "TMUX": "/tmp/x,1,0"}):
        assert clipboard.wrapped(SEQUENCE, environ) == SEQUENCE


def test_through_gnu_screen_in_pieces_it_can_hold() -> None:
    through = clipboard.wrapped(SEQUENCE, {"TERM": "screen", "STY": "1.pts"}).encode()

    assert unwrapped(through) == SEQUENCE.encode()
    assert max(len(piece) for piece in re.findall(rb"\x1bP(.*?)\x1b\\", through, re.DOTALL)) < 768


def test_a_screen_that_may_be_tmux_or_runs_in_it_gets_both_ways() -> None:
    for environ in ({}, {"TMUX": "/tmp/x,1,0", "STY": "1.pts"}):
        both = clipboard.wrapped(SEQUENCE, {"TERM": "screen-256color", **environ})

        assert both.startswith(SEQUENCE)
        assert unwrapped(both.removeprefix(SEQUENCE).encode()) == SEQUENCE.encode()


def test_what_lies_between_is_named() -> None:
    assert "set-clipboard on" in clipboard.hint("x", ABLE, {"TERM": "screen", "TMUX": "x"})
    assert "PuTTY" in clipboard.hint("x", ABLE, {"TERM": "putty-256color"})
    assert clipboard.hint("x" * clipboard.LIMIT, ABLE, {"TERM": "xterm"}) == ""


def test_too_long_a_text_and_a_terminal_that_would_print_it_are_refused() -> None:
    with pytest.raises(Refused, match="more than a terminal takes"):
        clipboard.hint("ü" * (clipboard.LIMIT // 2 + 1), ABLE, {"TERM": "xterm"})
    with pytest.raises(Refused, match="TERM=linux has no clipboard"):
        clipboard.hint("x", replace(ABLE, commands=False), {"TERM": "linux"})


def test_a_clerk_sends_the_number_and_the_screen_stays_whole(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(env={"TERM": "xterm-256color"})
    desk.wait_for("LETTER ")
    number = desk.line(1)[1:12]
    desk.send(":copy number\r")
    desk.wait_for(f"sent to your terminal: number of {number}")

    sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(desk.raw))
    assert [base64.b64decode(one).decode() for one in sent] == [number]
    desk.send("q")
    assert desk.exit_code() == 0


def test_nothing_is_sent_to_a_terminal_that_would_print_it(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(env={"TERM": "vt220"})
    desk.wait_for("LETTER ")
    desk.send(":copy number\r")
    desk.wait_for("Nothing was sent")

    assert b"]52" not in desk.raw
    desk.send("q")
    assert desk.exit_code() == 0
