"""Taking down on the command line: `corrtui note` and `corrtui type`, their text on the standard input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corrtui.cli import cli
from corrtui.errors import CorrtuiError, Refused

Run = Callable[..., Any]


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs a command with a text on its standard input; its JSON, or the error it ends with."""

    def call(text: str | bytes, *words: str) -> Any:
        done = CliRunner().invoke(cli, ["--desk", str(folder), *words], input=text)
        if isinstance(done.exception, CorrtuiError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.output) if "--json" in words else done.output

    return call


def test_a_phone_note_is_filed_with_the_time_of_the_call(run: Run) -> None:
    taken = run(
        "The $200 is not mine.\n",
        "note",
        "--caller",
        "Mrs. Doreen Pasquale",
        "--phone",
        "563-555-0182",
        "--account",
        "204409",
        "--at",
        "2026-01-05 10:20",
        "--reason",
        "the line was down",
        "--json",
    )

    shown = run("", "show", taken["control_no"], "--json")
    assert (taken["medium"], taken["received"]) == ("phone note", "2026-01-05")
    assert "Time:      10:20 a.m." in json.dumps(shown)
    assert "Mrs. Doreen Pasquale" in json.dumps(shown)


def test_a_time_without_a_day_is_today_and_none_at_all_is_now(run: Run) -> None:
    assert run("Where is it?", "note", "--at", "00:00", "--json")["medium"] == "phone note"
    assert "phone note" in run("Where is it now?", "note", "--caller", "Ana Ortiz")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["note", "--at", "2999-01-01 10:00"], "cannot have been on"),
        (["note", "--at", "2026-01-05 10:00"], "more than a business day back"),
        (["type", "--received", "2999-01-01"], "cannot be received"),
        (["type", "--received", "2026-01-05"], "more than a business day back"),
    ],
)
def test_the_future_and_the_past_without_a_reason_are_refused(
    run: Run, words: list[str], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        run("text", *words)

    assert run("", "queue", "--json") == []


@pytest.mark.parametrize("words", [["note"], ["type"]])
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_no_text_is_no_letter(run: Run, words: list[str], text: str) -> None:
    with pytest.raises(Refused, match="empty"):
        run(text, *words)


def test_more_than_a_letter_holds_is_refused(run: Run) -> None:
    with pytest.raises(Refused, match="longer than a letter"):
        run("x" * 3_000_000, "type")


def test_a_typed_letter_has_writer_and_date_and_a_pasted_one_is_kept_as_it_came(
    run: Run, folder: Path
) -> None:
    typed = run("You charged me twice.", "type", "--from", "Ana Ortiz", "--medium", "fax", "--json")
    pasted = run(b"Gr\xfc\xdfe!\r\n\r\nYou charged me twice.\r\n\r\nAna Ortiz\r\n", "type", "--json")

    assert typed["medium"] == "fax"
    case = folder / "cabinet" / f"20{pasted['control_no'][:2]}" / pasted["control_no"]
    assert (case / "original.txt").read_text() == "Grüße!\n\nYou charged me twice.\n\nAna Ortiz\n"


def test_a_time_that_is_none_is_a_usage_error(folder: Path) -> None:
    for words in (["note", "--at", "soon"], ["type", "--from", "x", "--medium", "e-mail"]):
        assert CliRunner().invoke(cli, ["--desk", str(folder), *words], input="x").exit_code == 2
