"""A restricted session on the screen: no key and no command leads out of the program, and q ends it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., Any]


@pytest.fixture
def restricted(folder: Path) -> None:
    """`restricted = true` in the desk's desk.toml."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("[desk]", "[desk]\nrestricted = true"))


def test_the_clerks_own_editor_is_refused_with_the_reason(
    restricted: None, clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "vi")
    clerk.outside = "typed in a shell"

    clerk.type(":", "edit", "enter")

    assert clerk.said == (
        ":edit is refused: this session is restricted: the draft is edited here, no other program is started"
    )
    assert clerk.editor.text == ""


def test_no_key_leads_to_a_shell_and_q_ends_the_session(pty_desk: Make, folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\ntouch "{tmp_path}/out"\n')
    script.chmod(0o700)
    argv = [sys.executable, "-m", "corrtui", "--restricted", "--desk", str(folder)]
    env = dict.fromkeys(("VISUAL", "EDITOR", "PAGER", "BROWSER"), str(script))
    desk = pty_desk(argv=argv, env={**env, "PYTHONINSPECT": "1", "TEXTUAL_LOG": str(tmp_path / "log")})
    desk.wait_for("QUEUE")

    desk.send(":edit\r")
    desk.wait_for("this session is restricted")
    desk.send("\x1a\x1c\x03?")
    desk.wait_for("Keys that are live")
    desk.send("q")
    desk.wait_for("QUEUE")
    desk.send("v")
    desk.wait_for("View")
    desk.send("o\r")
    desk.wait_for("as it was read")
    desk.send("q")
    desk.settle()
    desk.send("q")

    assert desk.exit_code() == 0
    assert b">>>" not in desk.raw
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "log").exists()
