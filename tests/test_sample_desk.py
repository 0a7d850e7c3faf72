"""The sample letters through the whole house: read, matched, merged, filed, or stopped where they must be."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.errors import Refused
from corrtui.intake.accept import Stamp
from corrtui.make_desk import SAMPLE

if TYPE_CHECKING:
    from corrtui.desk import Desk

with (Path(__file__).parent / "data" / "sample" / "cases.csv").open(encoding="utf-8", newline="") as table:
    CASES = tuple(csv.DictReader(table))


@pytest.fixture
def numbers(desk: Desk, folder: Path) -> dict[str, str]:
    """Take all letters in; return fixture → control number."""
    for path in (SAMPLE / "letters").iterdir():
        shutil.copyfile(path, folder / "inbox" / path.name)
    by_name = {desk.letter(number).file: number for number in desk.take_in(Stamp())}
    return {case["fixture"]: by_name[case["file"]] for case in CASES}


def test_every_letter_is_read_and_its_category_is_the_one_expected(
    desk: Desk, numbers: dict[str, str]
) -> None:
    sheets = {case["fixture"]: desk.sheet(numbers[case["fixture"]]) for case in CASES}
    expected = {case["fixture"]: case["category"] for case in CASES}

    assert len(set(numbers.values())) == 30
    assert not any(sheet.reading.unreadable or sheet.reading.defects for sheet in sheets.values())
    assert {name: sheet.suggestion.category for name, sheet in sheets.items()} == expected
    assert sheets["F20"].suggestion.template == "mis-return"
    assert {name: sheets[name].reading.medium for name in ("F01", "F02", "F03", "F06", "F21")} == {
        "F01": "letter", "F02": "e-mail", "F03": "phone note", "F06": "web form", "F21": "fax",
    }  # fmt: skip


def test_the_rows_a_letter_names_are_beside_it(desk: Desk, numbers: dict[str, str]) -> None:
    for case in CASES:
        named = case["numbers"].split()
        beside = {(row.kind, row.key) for row in desk.sheet(numbers[case["fixture"]]).records}

        assert set(zip(named[::2], named[1::2], strict=True)) <= beside, case["fixture"]


def test_a_routine_letter_is_one_key(desk: Desk, folder: Path, numbers: dict[str, str]) -> None:
    routine = [numbers[case["fixture"]] for case in CASES if case["routine"] == "yes"]

    assert len(routine) >= 12
    for number in routine:
        sheet = desk.sheet(number)
        assert sheet.holes == (), sheet.letter.file
        assert desk.proof(number) == (), sheet.letter.file
        filed = desk.file(desk.prepare(number))
        assert (folder / "outbox" / filed.name).read_bytes().startswith(b"%PDF"), sheet.letter.file


@pytest.mark.parametrize("fixture", ["F08", "F09", "F10", "F11", "F12", "F14", "F15", "F16", "F19", "F30"])
def test_a_delicate_letter_does_not_leave_by_one_key(fixture: str, desk: Desk, take_in) -> None:
    [name] = [case["file"] for case in CASES if case["fixture"] == fixture]
    number = take_in(desk, name)

    with pytest.raises(Refused):
        desk.prepare(number)


def test_the_first_letters_of_the_morning_are_the_ones_nobody_may_answer_by_routine(
    desk: Desk, numbers: dict[str, str]
) -> None:
    pinned = {numbers[fixture] for fixture in ("F11", "F12", "F16", "F19", "F30")}

    assert set(desk.queue()[:5]) == pinned
