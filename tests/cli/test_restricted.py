"""A restricted session: each way out of the program is refused with the reason, and goes without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corrtui.cli import cli
from corrtui.errors import Refused
from corrtui.people import system_login

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """Runs `corrtui` somewhere that is no desk."""

    def call(*words: str, **env: str) -> Any:
        command = [sys.executable, "-m", "corrtui", *words]
        own = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **env}
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, env=own, cwd=tmp_path, check=False
        )

    return call


@pytest.fixture
def restricted(folder: Path) -> Path:
    """The desk with `restricted = true` in its desk.toml."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("[desk]", "[desk]\nrestricted = true"))
    return folder


def test_the_settings_say_so_and_the_environment_cannot_say_otherwise(restricted: Path, run: Run) -> None:
    desk = str(restricted)

    answer = run("--desk", desk, SSH_ORIGINAL_COMMAND="queue --json")
    assert (answer.returncode, json.loads(answer.stdout)) == (0, [])

    for asked in ("sh -i", "tally -o x", "queue --desk ."):
        refused = run("--desk", desk, SSH_ORIGINAL_COMMAND=asked, CORRTUI_RESTRICTED="0")
        assert refused.returncode == 1
        assert "This session is restricted" in refused.stderr
        assert refused.stdout == ""


def test_a_desk_that_is_not_restricted_does_not_look_at_what_was_asked_for(folder: Path, run: Run) -> None:
    opened = run("--desk", str(folder), SSH_ORIGINAL_COMMAND="queue --json")

    assert opened.returncode == 2
    assert "needs a terminal" in opened.stderr


def test_the_command_line_says_so_and_names_the_desk(folder: Path, run: Run, tmp_path: Path) -> None:
    unnamed = run("--restricted", CORRTUI_DESK=str(folder))
    assert unnamed.returncode == 2
    assert "must be told its desk" in unnamed.stderr

    for words in (("init", str(tmp_path / "mine")), ("log", "copy", str(folder), str(tmp_path / "mine"))):
        refused = run("--restricted", "--desk", str(folder), *words)
        assert refused.returncode == 1
        assert "restricted" in refused.stderr
        assert not (tmp_path / "mine").exists()


@pytest.fixture
def _environment() -> Iterator[None]:
    """A restricted session takes out of the environment of its process what it does not obey."""
    before = dict(os.environ)
    yield
    os.environ.update(before)


def said(*words: str) -> Result:
    """What `corrtui` does with these words, in this process."""
    return CliRunner().invoke(cli, words, standalone_mode=False)


@pytest.mark.usefixtures("_environment")
def test_a_tally_is_written_into_the_outbox_only(folder: Path, tmp_path: Path) -> None:
    elsewhere, allowed = tmp_path / "tally.txt", folder / "outbox" / "tally" / "mine.txt"

    refused = said("--restricted", "--desk", str(folder), "tally", "-o", str(elsewhere))
    assert isinstance(refused.exception, Refused)
    assert "it is written nowhere else" in str(refused.exception)
    assert not elsewhere.exists()
    assert said("--restricted", "--desk", str(folder), "tally", "-o", str(allowed)).exception is None
    assert allowed.exists()

    assert said("--desk", str(folder), "tally", "-o", str(elsewhere)).exception is None
    assert elsewhere.exists()


@pytest.mark.usefixtures("_environment")
def test_a_person_is_restricted_also_when_working_as_another(folder: Path, tmp_path: Path) -> None:
    toml = folder / "desk.toml"
    login = f'login = "{system_login()}"'
    toml.write_text(toml.read_text().replace(login, f"{login}\nrestricted = true"))

    refused = said("--desk", str(folder), "--as", "pcole", "tally", "-o", str(tmp_path / "x"))

    assert "restricted" in str(refused.exception)


@pytest.mark.usefixtures("_environment")
def test_who_works_as_a_restricted_person_is_restricted(folder: Path, tmp_path: Path) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace('login = "pcole"', 'login = "pcole"\nrestricted = true'))

    refused = said("--desk", str(folder), "--as", "pcole", "tally", "-o", str(tmp_path / "x"))

    assert "restricted" in str(refused.exception)
    assert said("--desk", str(folder), "tally", "-o", str(tmp_path / "x")).exception is None
