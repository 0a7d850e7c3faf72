"""Clocks on the command line: mailed, clock, and what show and queue say of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corrtui.make_desk import SAMPLE
from tests import warm

Run = Callable[..., Any]


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `corrtui` on the sample desk; the answer's JSON where that was asked for."""

    def call(*words: str, code: int = 0) -> Any:
        done = warm.corrtui(*words, env={"CORRTUI_DESK": str(folder)})
        assert done.returncode == code, done
        return json.loads(done.stdout) if "--json" in words else done.stdout + done.stderr

    return call


@pytest.fixture
def number(run: Run, folder: Path) -> str:
    name = "scan-0001-ortiz.txt"
    shutil.copyfile(SAMPLE / "letters" / name, folder / "inbox" / name)
    return str(run("intake", "--once", "--json")["taken"][0]["control_no"])


def statuses(run: Run, number: str) -> dict[str, str]:
    return {row["id"]: row["status"] for row in run("show", number, "--json")["clocks"]}


def test_a_letter_is_filed_and_then_mailed(run: Run, number: str) -> None:
    assert run("mailed") == "nothing waits to be mailed\n"
    run("finish", number, "--template", "bil-ack")
    assert run("mailed", "--json") == [{"control_no": number, "pdf": f"{number}-bil-ack.pdf"}]
    assert statuses(run, number) == {"FCBA-ACK": "answered", "FCBA-RES": "running"}

    assert "FCBA-ACK met" in run("mailed", number, "--how", "first", "--tracking", "9400 1")

    assert statuses(run, number) == {"FCBA-ACK": "met", "FCBA-RES": "running"}
    assert "mailed" in run("show", number)
    run("undo")
    assert statuses(run, number)["FCBA-ACK"] == "answered"


def test_what_cannot_be_is_refused(run: Run, number: str) -> None:
    assert "Nothing of" in run("mailed", number, code=1)
    assert "go with one letter" in run("mailed", "--tracking", "1", code=2)
    assert "There is no letter" in run("mailed", "990101-0001", code=1)
    assert "with a reason only" in run("clock", number, "FCBA-ACK", "off", code=1)
    assert "There is no clock" in run("clock", number, "FCBA", "off", "--reason", "x", code=1)


def test_a_clock_is_switched_off(run: Run, number: str) -> None:
    said = run("clock", number, "FCBA-ACK", "off", "--reason", "business account")

    assert said.startswith(f"{number}: FCBA-ACK off; FCBA-ACK off")
    assert "off, " in run("show", number)
    assert "business account" in run("show", number)


def test_the_queue_shows_the_earlier_of_clock_and_office_date(run: Run, number: str) -> None:
    [row] = run("queue", "--json")
    assert row["clock"]["id"] == "FCBA-ACK"
    assert date.fromisoformat(row["clock"]["work_by"]) > date.fromisoformat(row["work_by"])
