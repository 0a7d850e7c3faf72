"""`corrtui keys` at a real terminal: says what comes, leaves cleanly, and never waits in vain."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.people import system_login

Make = Callable[..., Any]
ASKED = re.compile(rb"\x1b\[>?0?[cq]|\r\x1b\[K")
"""What it asks of the terminal, and how it wipes the line after that."""


def words(shown: str) -> str:
    return " ".join(shown.split())


def test_a_press_shows_its_bytes_its_name_and_what_it_does(keys: Make) -> None:
    line = keys(answers=False)
    line.send("\x1bOQ")
    shown = words(line.wait_for("draft-finish"))

    assert "ESC O Q F2 queue finish: Finish the letter: proof, file the PDF" in shown
    assert "draft draft-finish: Finish the letter from inside the draft." in shown
    assert "TERM=xterm-256color; the terminal does not say what it is" in shown

    line.send("qq")
    assert line.exit_code() == 0
    assert termios.tcgetattr(line.fd) == line.before


@pytest.mark.parametrize("way", ["qq", "\x03", "\x1b\x1b"])
def test_it_is_left_by_q_q_ctrl_c_and_esc_esc(keys: Make, way: str) -> None:
    line = keys()
    line.send(way)

    assert line.exit_code() == 0
    assert termios.tcgetattr(line.fd) == line.before


def test_the_keys_are_those_of_the_desk_and_the_clerk(keys: Make, folder: Path) -> None:
    toml = folder / "desk.toml"
    toml.write_text(f'{toml.read_text()}\n[keys]\npreset = "mutt"\nreveal = "ctrl+v"\n')
    line = keys()
    line.send("t\x16")
    shown = words(line.wait_for("reveal:"))

    assert "preset mutt, 1 changed for Robin Hale" in shown
    assert "t t queue tag: Tag the letter" in shown


def test_a_terminal_that_answers_is_named_and_what_was_typed_meanwhile_is_not_lost(
    pty_desk: Make, folder: Path
) -> None:
    argv = [sys.executable, "-m", "corrtui", "--desk", str(folder), "keys"]
    line = pty_desk(rows=60, cols=100, argv=argv, env={"TERM": "xterm"})
    while b"\x1b[c" not in line.raw:
        line.read(0.1)
    line.send(b"j\x1b[?64;1;2c")
    while b"\x1b[>0q" not in line.raw:
        line.read(0.1)
    line.send(b"\x1b[>84;0;0c\x1bP>|tmux 3.3a\x1b\\\x1b[?64;1;2c")
    shown = words(line.wait_for("next:"))

    assert "the terminal says it is tmux (tmux 3.3a)" in shown
    assert "j j queue next:" in shown
    line.send("qq")
    assert line.exit_code() == 0
    assert "! TERM is xterm, and the terminal says it is tmux (tmux 3.3a)." in words(line.text())


@pytest.mark.parametrize(
    ("pieces", "says"),
    [
        (("\x1b", "[A"), "too late to be understood"),
        (
            ("\x1b[[A",),
            "F1 is sent as the Linux console does, and TERM is xterm-256color; the desk understands",
        ),
        (("\x1b[N",), "F2 is sent as SCO Unix, and PuTTY in its mode SCO does"),
        (("\x1bOp",), "the keypad is in application mode"),
        ((b"\xfc",), "ü came as one byte (FC): the terminal is not set to UTF-8"),
        (("\x1b[110;5u",), "an extended form (ESC [ 1 1 0 ; 5 u)"),
    ],
)
def test_a_trouble_is_named_with_its_cure(keys: Make, pieces: tuple[Any, ...], says: str) -> None:
    line = keys()
    for piece in pieces:
        line.send(piece)
        line.wait_for(lambda shown: len(shown.split("leaves.")[1].split()) > 0)
    line.send("j")
    line.wait_for("next:")
    line.send("qq")

    assert line.exit_code() == 0
    shown = words(line.text())
    assert says in shown
    assert "cure:" in shown


def test_nothing_that_is_typed_reaches_the_terminal_as_control(keys: Make) -> None:
    line = keys()
    line.send(
        b"\x1b]0;title\x07\x9b2J\x1b[200~a\x1b[31mb\x1b[201~\x1bP1$r\x1b\\\x00\x07\x0e" + "\u202e".encode()
    )
    line.send("j")
    line.wait_for("next:")
    line.send("qq")

    assert line.exit_code() == 0
    rest = ASKED.sub(b"", bytes(line.raw)).replace(b"\r\n", b"").decode()
    assert [char for char in rest if not char.isprintable()] == []


@pytest.mark.parametrize("ending", ["SIGHUP", "SIGTERM", "line dropped"])
def test_the_end_of_the_line_ends_it_and_puts_the_terminal_back(keys: Make, ending: str) -> None:
    line = keys(ignore_hup=ending.startswith("line"))
    if ending.startswith("line"):
        line.hang_up()
        assert line.exit_code(10) == 129
    else:
        number = getattr(signal, ending)
        os.kill(line.pid, number)
        assert line.exit_code(10) == 128 + number
        assert termios.tcgetattr(line.fd) == line.before


@pytest.mark.parametrize("restricted", [True, False])
def test_tmux_is_asked_what_it_keeps_unless_no_program_may_be_started(
    keys: Make, folder: Path, tmp_path: Path, restricted: bool
) -> None:
    """A restricted desk holds for who does not work at it, too."""
    tmux = tmp_path / "bin" / "tmux"
    tmux.parent.mkdir()
    tmux.write_text(f'#!/bin/sh\necho asked >> "{tmp_path}/asked"\n')
    tmux.chmod(0o700)
    if restricted:
        toml = folder / "desk.toml"
        text = toml.read_text().replace("[desk]", "[desk]\nrestricted = true")
        toml.write_text(text.replace(f'login = "{system_login()}"', 'login = "somebody-else"'))

    line = keys(env={"TMUX": "/tmp/tmux-0/default,1,0", "PATH": f"{tmux.parent}:{os.environ['PATH']}"})
    line.send("qq")

    assert line.exit_code() == 0
    assert (tmp_path / "asked").exists() is not restricted
