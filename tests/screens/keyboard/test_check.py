"""`corrtui keys --check`: every key of the desk is asked for, those that never come are named with a cure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corrtui.commands import COMMANDS
from corrtui.presets import registry_of
from screens.keyboard.check import groups

SENT = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+pageup": "\x1b[5;2~",
    "shift+pagedown": "\x1b[6;2~",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "enter": "\r",
    "space": " ",
    "escape": "\x1b",
    "alt+x": "\x1bx",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f8": "\x1b[19~",
    "f12": "\x1b[24~",
}
"""What an xterm sends."""


def sent(key: str) -> str:
    return SENT.get(key) or (chr(ord(key[-1]) & 0x1F) if key.startswith("ctrl+") else key)


def test_every_key_of_the_desk_is_in_one_group() -> None:
    for preset in ("corrtui", "mutt", "fkeys"):
        rows = registry_of(preset)
        asked = [key for group in groups(rows) for key in group.keys]
        used = {step for row in rows if row.ready for key in row.keys for step in key.split(" ")}

        assert len(asked) == len(set(asked))
        assert used <= set(asked)


def test_all_keys_arrive(keys: Callable[..., Any]) -> None:
    line = keys("--check")
    for group in groups(COMMANDS):
        line.wait_for(group.title)
        line.send("".join(sent(key) for key in group.keys if key != "escape"))
        if "escape" in group.keys:
            line.send("\x1b")

    assert line.exit_code() == 0
    assert "All keys arrive." in line.text()


def test_a_key_that_never_comes_is_named_with_its_cure_and_its_twin(keys: Callable[..., Any]) -> None:
    line = keys("--check")
    for group in groups(COMMANDS):
        line.wait_for(group.title)
        lost = {"f1", "ctrl+o", "shift+pageup"} & set(group.keys)
        line.send("".join(sent(key) for key in group.keys if key not in {"escape", *lost}))
        if "escape" in group.keys:
            line.send("\x1b")
        if lost:
            line.send("\r")

    assert line.exit_code() == 1
    shown = " ".join(line.text().split())
    assert "did not come: F1" in shown
    assert "! F1 never arrived: the desktop, the terminal's menu or its help keeps it. cure: GNOME" in shown
    assert "F1 is help: ? does the same" in shown
    assert "! ctrl+o never arrived." in shown
    assert "! Shift+PgUp never arrived: the terminal scrolls its own lines with it." in shown
    assert "3 of the keys this desk uses did not arrive." in shown


def test_alt_as_the_eighth_bit_is_told_from_a_letter_by_what_was_asked(keys: Callable[..., Any]) -> None:
    line = keys("--check")
    *before, alt = groups(COMMANDS)
    for group in before:
        line.wait_for(group.title)
        line.send("\r" if group.ends == "enter" else ".")
    line.wait_for(alt.title)
    line.send("ø\r")

    assert line.exit_code() == 1
    assert "Alt sets the eighth bit: C3 B8 came for Alt and x" in line.text()
