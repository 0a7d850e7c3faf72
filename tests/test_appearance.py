"""What desk.toml may say of terminals."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corrtui.appearance import Appearance, read_appearance
from corrtui.errors import SettingsError
from corrtui.toml_reader import Table


def read(text: str) -> Appearance:
    return read_appearance(
        Table(tomllib.loads(text).get("terminal", {}), Path("desk.toml"), text, "terminal")
    )


def test_without_a_word_everything_is_as_a_slow_line_wants_it() -> None:
    said = read("")

    assert (said.theme, said.mouse, said.animation, said.blink, said.escape_wait) == (
        "",
        False,
        False,
        False,
        0,
    )
    assert said.clipboard


def test_an_office_may_choose() -> None:
    assert read('[terminal]\ntheme = "light"\nescape_wait = 500\nclipboard = false\n') == Appearance(
        theme="light", escape_wait=500, clipboard=False
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('theme = "pink"', "there is no theme 'pink'"),
        ("escape_wait = -1", "escape_wait"),
        ('mouse = "yes"', "mouse"),
        ("colour = true", "colour"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(f"[terminal]\n{line}\n")

    assert said in str(refused.value)
    assert "line 2" in str(refused.value)
