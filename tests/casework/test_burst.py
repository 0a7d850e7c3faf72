"""Which letters are looked at before a key typed ahead may finish them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.burst import look_first
from corrtui.desk import Desk
from corrtui.letters.proof import Finding
from corrtui.triage.weighing import load_weighing

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"


@pytest.fixture
def sheet(desk: Desk, take_in: Take) -> Any:
    """The worksheet of a routine letter."""
    return desk.sheet(take_in(desk, BILLING))


def test_a_routine_letter_need_not_be_shown(desk: Desk, sheet: Any) -> None:
    assert look_first(desk.bench, sheet, ()) == ""
    assert desk.look_first(sheet.letter.control_no) == ""


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sensitive": "threat or violence"}, "sensitive: threat or violence"),
        ({"money": True}, "money is enclosed"),
        ({"category": "UNK"}, "its category is not known"),
        ({"category": "CRD"}, "Credit-report dispute or identity theft"),
        ({"confidence": load_weighing()[0].unknown - 0.01}, "its category is a guess"),
    ],
)
def test_what_a_clerk_would_stop_at_is_shown_first(
    desk: Desk, sheet: Any, changes: dict[str, Any], why: str
) -> None:
    assert look_first(desk.bench, replace(sheet, letter=replace(sheet.letter, **changes)), ()) == why


def test_a_category_a_clerk_gave_is_no_guess(desk: Desk, sheet: Any) -> None:
    letter = replace(sheet.letter, confidence=0.1, classified=True)

    assert look_first(desk.bench, replace(sheet, letter=letter), ()) == ""


def test_a_warning_of_the_proof_and_several_matters_are_shown_first(desk: Desk, sheet: Any) -> None:
    warning = Finding("PC-17", "warn", "twice", 0, 0, "the the")
    issue = sheet.issues[0]

    assert look_first(desk.bench, sheet, (warning,)) == "the proof found PC-17"
    several = replace(sheet, issues=(issue, replace(issue, number=2)))
    assert look_first(desk.bench, several, ()) == "it asks 2 things"


@pytest.mark.parametrize(("table", "strict"), [("[desk]", True), ("[[people]]", True), ("[office]", False)])
def test_a_desk_or_a_clerk_may_want_every_letter_shown_first(
    open_desk: Callable[..., Desk], take_in: Take, folder: Path, table: str, strict: bool
) -> None:
    toml = folder / "desk.toml"
    text = toml.read_text().replace("burst = true ", "# burst = true ")
    if strict:
        text = text.replace(f"\n{table}\n", f"\n{table}\nburst = false\n", 1)
    toml.write_text(text)
    desk = open_desk()

    why = desk.look_first(take_in(desk, BILLING))

    assert why == ("every letter is looked at first" if strict else "")


def test_what_one_clerk_wants_binds_no_other(
    open_desk: Callable[..., Desk], take_in: Take, folder: Path
) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("\n[[people]]\n", "\n[[people]]\nburst = false\n", 1))
    strict = open_desk()
    number = take_in(strict, BILLING)

    assert strict.look_first(number)
    assert open_desk("pcole").look_first(number) == ""
