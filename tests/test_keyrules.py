"""Which keys may be a command key: each rule with a key that breaks it and one beside it that does not."""

from __future__ import annotations

import pytest

from corrtui.keyrules import SPLIT_ESCAPE, key_trouble


@pytest.mark.parametrize(
    ("bad", "words", "good"),
    [
        ("ctrl+i", "as Tab", "ctrl+y"),
        ("ctrl+m", "as Enter", "ctrl+n"),
        ("ctrl+h", "as Backspace", "ctrl+g"),
        ("ctrl+j", "line end", "ctrl+k"),
        ("ctrl+[", "as Esc", "ctrl+f"),
        ("ctrl+z", "suspends", "ctrl+x"),
        ("ctrl+a", "screen keeps", "ctrl+e"),
        ("ctrl+b", "tmux keeps", "ctrl+f"),
        ("ctrl+c", "interrupts", "ctrl+d"),
        ("ctrl+\\", "ends programs", "\\"),
        ("ctrl+]", "telnet keeps", "]"),
        ("ctrl+q", "resumes", "ctrl+w"),
        ("ctrl+s", "stops", "ctrl+d"),
        ("ctrl+enter", "no terminal sends", "enter"),
        ("ctrl+tab", "no terminal sends", "tab"),
        ("shift+enter", "no terminal sends", "enter"),
        ("ctrl+5", "as the digit", "ctrl+t"),
        ("ctrl+.", "send nothing", "."),
        ("ctrl+shift+p", "without the Shift", "ctrl+p"),
        ("super+k", "no terminal sends", "k"),
        ("shift+f3", "disagree", "f3"),
        ("ctrl+f3", "disagree", "f4"),
        ("f10", "menu", "f9"),
        ("f11", "full screen", "f12"),
        ("alt+s", "Esc and then", "s"),
        ("shift+g", "write G", "G"),
        ("escape", "begins with it", "end"),
        ("g escape", "begins with it", "g home"),
        ("é\u0301", "no key is called so", "é"),
        ("\u200b", "nothing that can be seen", "ж"),
    ],
)
def test_a_key_that_dies_on_the_way_cannot_start_a_command(bad: str, words: str, good: str) -> None:
    assert words in key_trouble(bad, "queue")
    assert key_trouble(good, "queue") == ""


@pytest.mark.parametrize("key", sorted(SPLIT_ESCAPE))
def test_the_tail_of_a_function_key_cannot_start_a_command(key: str) -> None:
    assert "slow line" in key_trouble(key, "queue")
    assert "slow line" in key_trouble(f"{key} x", "queue")
    assert key_trouble(f"g {key}", "queue") == "", "Esc takes the g back, so the tail finds nothing begun"


@pytest.mark.parametrize("key", ["x", "?", "space", "ctrl+x s"])
def test_in_the_draft_a_key_that_types_is_text(key: str) -> None:
    assert key_trouble(key, "draft") != ""
    assert key_trouble(key, "queue") == ""


@pytest.mark.parametrize("key", ["enter", "tab", "backspace", "delete", "left", "home", "pagedown"])
def test_the_keys_the_editor_needs_are_not_for_commands(key: str) -> None:
    assert "edits the text" in key_trouble(key, "draft")
    assert key_trouble(key, "queue") == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("F2", "f2"),
        ("esc", "escape"),
        ("Return", "enter"),
        ("PgDn", "pagedown"),
        ("Ctrl+N", "ctrl+n"),
        ("^N", "ctrl+n"),
        ("C-n", "ctrl+n"),
        ("question_mark", "?"),
        ("pagdown", "pagedown"),
    ],
)
def test_a_key_nobody_knows_is_named_as_it_may_be_meant(written: str, meant: str) -> None:
    assert f"perhaps {meant} is meant" in key_trouble(written, "queue")


def test_a_key_nobody_can_guess_is_refused_too() -> None:
    assert key_trouble("qwertz", "queue") == "no key is called so"
