"""The day a file was first seen is kept, whatever its own clock says, until the file is gone."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from corrtui.intake.first_seen import FirstSeen, identity_of


@pytest.fixture
def today() -> list[date]:
    return [date(2026, 11, 20)]


@pytest.fixture
def seen(tmp_path: Path, today: list[date]) -> FirstSeen:
    return FirstSeen(tmp_path / "arriving.json", lambda: today[0])


def test_the_first_day_stands(seen: FirstSeen, today: list[date], tmp_path: Path):
    seen.note((1, 2, 3))
    today[0] = date(2026, 11, 23)
    seen.note((1, 2, 3))
    seen.note((4, 5, 6))

    again = FirstSeen(tmp_path / "arriving.json", lambda: today[0])
    assert again.day((1, 2, 3)) == date(2026, 11, 20)
    assert again.day((4, 5, 6)) == date(2026, 11, 23)
    assert again.day((7, 8, 9)) is None


def test_what_is_gone_is_forgotten(seen: FirstSeen, today: list[date]):
    seen.note((1, 2, 3))
    seen.forget((1, 2, 3))
    assert seen.day((1, 2, 3)) is None

    seen.note((1, 2, 3))
    today[0] = date(2027, 6, 1)
    seen.note((4, 5, 6))
    assert seen.day((1, 2, 3)) is None


@pytest.mark.parametrize("left", [b"", b"{", b"[1]", b'{"1:2:3": 4}', b'{"1:2:3": "noon"}', b"\xff"])
def test_damaged_notes_are_no_notes(seen: FirstSeen, tmp_path: Path, left: bytes):
    (tmp_path / "arriving.json").write_bytes(left)
    assert seen.day((1, 2, 3)) is None

    seen.note((1, 2, 3))
    assert seen.day((1, 2, 3)) == date(2026, 11, 20)


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_note(tmp_path: Path):
    seen = FirstSeen(tmp_path / "nowhere" / "arriving.json", lambda: date(2026, 11, 20))
    seen.note((1, 2, 3))

    assert seen.day((1, 2, 3)) is None


def test_a_file_of_another_time_is_another_file(tmp_path: Path):
    path = tmp_path / "scan.tif"
    path.write_bytes(b"x")
    first = identity_of(path)
    os.utime(path, (0, 0))

    assert identity_of(path) != first
    assert identity_of(tmp_path / "nowhere") == (0, 0, 0)
