"""`corrtui verify` as an auditor uses it: with the seal of a tally printed long ago."""

from __future__ import annotations

import json
import os
import pty
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.make_desk import SAMPLE
from tests import warm

Run = Callable[..., Any]


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `corrtui` on a desk with one letter; answers with its process."""
    shutil.copyfile(SAMPLE / "letters" / "scan-0001-ortiz.txt", folder / "inbox" / "scan-0001-ortiz.txt")

    def call(*words: str, **more: Any) -> Any:
        return warm.corrtui(*words, env={"CORRTUI_DESK": str(folder)}, cwd=folder, **more)

    assert call("intake", "--once").returncode == 0
    return call


def _printed(run: Run) -> str:
    text = run("tally").stdout
    [line] = [line for line in text.splitlines() if line.startswith("Seal of the day: ")]
    return str(line)


def test_the_line_of_the_printed_tally_is_the_seal(run: Run) -> None:
    printed = _printed(run)

    done = run("verify", "--seal", printed)

    assert done.returncode == 0, done.stderr
    assert f"seal {printed.removeprefix('Seal of the day: ')} holds" in done.stdout
    assert json.loads(run("tally", "--format", "json").stdout)["seal"] in printed


def test_where_the_chain_is_broken_no_file_was_looked_at(run: Run, folder: Path) -> None:
    [log] = (folder / "control").glob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"letter", b"lettre", 1))

    done = run("verify")

    assert done.returncode == 1
    assert "letters and PDFs were not looked at" in done.stdout
    assert "0 letters" not in done.stdout
    data = json.loads(run("verify", "--json").stdout)
    assert (data["letters"], data["pdfs"]) == (None, None)


def test_a_log_cut_off_since_is_exit_1(run: Run, folder: Path) -> None:
    printed = _printed(run).removeprefix("Seal of the day: ")
    [log] = (folder / "control").glob("*.jsonl")
    log.write_bytes(b"")

    done = run("verify", "--seal", "0-0000 0000 0000", "--seal", printed, "--json")

    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert [row["holds"] for row in said["seals"]] == [True, False]
    assert "the log has only 0 entries" in said["seals"][1]["problem"]
    assert "the log has only 0 entries" in run("verify", "--seal", printed).stdout


@pytest.mark.parametrize("typed", ["", "1234", "1-9f2c", "yesterday's"])
def test_what_is_no_seal_is_exit_2_with_an_example(run: Run, typed: str) -> None:
    done = run("verify", "--seal", typed)

    assert done.returncode == 2
    assert "is no seal" in done.stderr
    assert '--seal "1234-9f2c 01ab 77de 0c55"' in done.stderr


def test_how_far_the_reading_is_shows_on_a_terminal_and_nowhere_else(run: Run) -> None:
    assert run("verify").stderr == ""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)

    done = run("verify", stderr=theirs)

    shown = os.read(ours, 1 << 16)
    os.close(ours)
    os.close(theirs)
    assert b"reading the control log" in shown
    assert b"100%" in shown
    assert "reading" not in done.stdout
