"""Styles told to a terminal: from any style to any other, single or all at once, it ends in the same one."""

from __future__ import annotations

from itertools import product

import pytest
from rich.color import ColorSystem
from rich.style import Style

from screens.sgr import bare, codes_of, transition
from tests.screens.terminal_like import Terminal, Wire

STYLES = ["", "1", "2", "1;7", "4;31", "1;4;38;5;179", "7;33;44", "3;9;92", "2;36"]


def seen(*sequences: str) -> object:
    terminal = Terminal(1, 1)
    Wire(terminal).feed(("".join(sequences) + "x").encode())
    return terminal.buffer[0][0]


@pytest.mark.parametrize("single", [True, False])
def test_every_way_ends_in_the_style_that_is_asked_for(single: bool) -> None:
    for before, after in product(STYLES, STYLES):
        asked = seen(transition("", before), transition(before, after, single=single))
        assert asked == seen("\x1b[m", transition("", after)), (before, after)


def test_only_what_differs_is_told_where_that_is_shorter() -> None:
    assert transition("1;31", "1;4;31") == "\x1b[4m"
    assert transition("1;31", "") == "\x1b[m"
    assert transition("1;4;31", "1;31", single=False) == "\x1b[;1;31m"
    assert transition(None, "1") == "\x1b[;1m"


def test_the_colours_of_the_terminal_itself_are_plain_text() -> None:
    assert codes_of(Style.parse("bold default on default"), ColorSystem.STANDARD) == "1"
    assert codes_of(Style.parse("bold red"), None) == ""


def test_a_blank_shows_lines_reverse_and_a_ground_but_no_ink() -> None:
    assert all(map(bare, ("", "1", "2", "1;31", "38;5;44")))
    assert not any(map(bare, ("7", "1;4", "44", "31;48;5;7")))
