"""The troubles of a keyboard: each with what gives it away, and with what is near it and no trouble."""

from __future__ import annotations

import pytest

from corrtui.commands import COMMANDS
from screens.keyboard.around import found_around
from screens.keyboard.presses import Presses
from screens.keyboard.troubles import (
    Terminal,
    load_table,
    missing_functions,
    of_identity,
    of_missing,
    of_press,
)

XTERM = Terminal("xterm-256color", "UTF-8", 0.3)


def found(data: bytes, terminal: Terminal = XTERM) -> list[str]:
    reader = Presses(terminal.wait)
    presses = [*reader.feed(data, 0.0), *reader.tick(9.0)]
    return [trouble.id for press in presses for trouble in of_press(press, terminal)]


@pytest.mark.parametrize(
    ("trouble", "data", "terminal", "fine", "at_ease"),
    [
        ("backspace", b"\x08", XTERM, b"\x08", Terminal("vt220", "UTF-8", 0.3, b"\x08")),
        ("backspace", b"\x08", XTERM, b"\x7f", XTERM),
        ("variant", b"\x1b[[A", XTERM, b"\x1b[[A", Terminal("linux", "UTF-8", 0.3)),
        ("variant", b"\x1b[11~", XTERM, b"\x1b[11~", Terminal("rxvt-unicode", "UTF-8", 0.3)),
        ("variant", b"\x1bOT", XTERM, b"\x1b[15~", XTERM),
        ("variant", b"\x1b[N", XTERM, b"\x1bOQ", XTERM),
        ("variant", b"\x1b[7~", XTERM, b"\x1b[H", XTERM),
        ("keypad", b"\x1bOy", XTERM, b"9", XTERM),
        ("extended", b"\x1b[110;5u", XTERM, b"\x0e", XTERM),
        ("extended", b"\x1b[27;5;13~", XTERM, b"\x1b[15~", XTERM),
        ("mouse", b"\x1b[<0;10;10M", XTERM, b"M", XTERM),
        ("onebyte", b"\xfc", XTERM, "ü".encode(), XTERM),
        ("twobytes", "ü".encode(), Terminal("xterm", "ISO-8859-1", 0.3), b"u", XTERM),
    ],
)
def test_a_press_gives_a_trouble_away(
    trouble: str, data: bytes, terminal: Terminal, fine: bytes, at_ease: Terminal
) -> None:
    assert found(data, terminal) == [trouble]
    assert found(fine, at_ease) == []


def test_the_gap_in_a_split_key_is_measured_and_the_wait_that_is_enough_is_named() -> None:
    reader = Presses(0.3)
    reader.feed(b"\x1b", 0.0)
    [quick] = reader.feed(b"[A", 0.1)
    reader.feed(b"\x1b", 1.0)
    [slow] = reader.feed(b"[A", 1.25)

    assert of_press(quick, XTERM) == []
    [split] = of_press(slow, XTERM)
    assert "250 ms apart" in split.says
    assert "ESCDELAY=400" in split.cure


@pytest.mark.parametrize(
    ("kind", "version", "term", "name", "right"),
    [
        ("41;390;0", "XTerm(390)", "xterm-256color", "xterm (XTerm(390))", ""),
        ("84;0;0", "tmux 3.3a", "screen-256color", "tmux (tmux 3.3a)", ""),
        ("84;0;0", "", "xterm", "tmux", "tmux-256color"),
        ("83;40900;0", "", "linux", "GNU screen", "screen-256color"),
        ("85;95;0", "", "xterm", "rxvt-unicode", "rxvt-256color"),
        ("0;136;0", "", "putty", "number 0;136;0", ""),
        ("", "", "vt220", "", ""),
    ],
)
def test_term_is_held_against_what_the_terminal_says(
    kind: str, version: str, term: str, name: str, right: str
) -> None:
    said, troubles = of_identity(Terminal(term, "UTF-8", 0.3), kind, version)

    assert said == name
    assert [trouble.id for trouble in troubles] == (["term"] if right else [])
    assert not right or f"TERM={right}" in troubles[0].cure


def test_function_keys_left_out_by_somebody_who_tries_them_all_are_missing() -> None:
    tried = [f"f{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12)]

    assert missing_functions(tried) == ["f10", "f11"]
    assert missing_functions([*tried, "f10", "f11"]) == []
    assert missing_functions(["f2", "f5"]) == [], "two keys are no try of all"
    assert [trouble.id for trouble in of_missing(["f10", "f11", "shift+pageup", "ctrl+t"])] == [
        "desktop",
        "scrolls",
        "missing",
    ]


class Line:
    """A line whose terminal says nothing."""

    stops = False
    erase = b"\x7f"

    def identity(self, term: str, patience: float) -> tuple[str, str]:
        return "", ""


@pytest.mark.parametrize(
    ("terminal", "environ", "ids"),
    [
        (XTERM, {"LANG": "C.UTF-8"}, []),
        (Terminal("dumb", "UTF-8", 0.3), {}, ["dumb"]),
        (Terminal("no-such-term", "UTF-8", 0.3), {}, ["terminfo"]),
        (Terminal("xterm", "ANSI_X3.4-1968", 0.3), {"LANG": "C"}, ["locale"]),
        (Terminal("xterm", "", 0.3), {"LANG": "xx_XX"}, ["nolocale"]),
        (Terminal("xterm", "UTF-8", 0.1), {"SSH_TTY": "/dev/pts/1"}, ["wait"]),
        (XTERM, {"STY": "1.pts"}, []),
    ],
)
def test_what_stands_around_is_looked_at(terminal: Terminal, environ: dict[str, str], ids: list[str]) -> None:
    _, troubles = found_around(Line(), terminal, COMMANDS, environ)  # type: ignore[arg-type]

    assert [trouble.id for trouble in troubles] == ids


def test_every_row_of_the_table_names_its_source_and_every_trouble_a_cure() -> None:
    table = load_table()

    assert all(row["cite"] for rows in (table["variant"], table["terminal"]) for row in rows)
    assert all(row["cite"] and row["cure"] and row["says"] for row in table["trouble"].values())
