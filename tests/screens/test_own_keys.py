"""A clerk with keys of their own: they work, and every sentence, footer and help names them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from screens import texts


@pytest.fixture
def folder(folder: Path) -> Path:
    toml = folder / "desk.toml"
    own = '[keys]\npreset = "mutt"\nquit = "x, ctrl+d"\nsearch = "^, /"\nlook-alikes = ""\nclaim = "ctrl+w"\n'
    toml.write_text(f"{toml.read_text()}\n{own}")
    return folder


def test_the_keys_of_the_preset_work_and_are_named(clerk: Any, go_to: Any) -> None:
    clerk.type("*")
    assert clerk.session.rows.at == len(clerk.session.rows.numbers) - 1
    clerk.type(";")
    assert clerk.said == "no letter is tagged; t tags one"
    clerk.type("=t;")
    assert (
        "for 1 tagged letter: ' template, c class, d dispose, y finish, b bring up, + priority, F12 skip"
        in clerk.said
    )
    clerk.type("escape", "n")
    assert clerk.said == "nothing searched yet: ^ searches"
    clerk.type("lfrom:kowal", "enter")
    assert clerk.said == "1 letter; l and Enter or x shows all again"
    clerk.type("x")
    assert clerk.said.endswith("all letters are shown; x again leaves")
    clerk.type("ctrl+q")
    assert clerk.said == "ctrl+q does not leave; x does, after Esc in the draft"
    clerk.type("x")
    assert clerk.left


def test_remedies_of_the_desk_name_them_too(clerk: Any) -> None:
    assert clerk.desk.bench.way("claim") == "ctrl+w"
    assert clerk.desk.bench.way("drafts") == ":drafts"


def test_the_help_lists_them(clerk: Any) -> None:
    shown = texts.keys(clerk.session.registry, "queue", 80).text

    assert "' F4" in shown
    assert "x ctrl+d" in shown
    assert "^ /" in shown
