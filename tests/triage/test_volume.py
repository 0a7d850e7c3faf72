"""The same letters give the same queue, the same suggestions and the same tally, each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corrtui.make_desk import make_desk
from corrtui.people import system_login
from tests.triage.fixtures_f.doors import corrtui
from tests.triage.fixtures_f.office import make_office
from tests.triage.fixtures_f.table import DAY
from tests.triage.fixtures_f.volume import make_letters

_OF_THIS_RUN = ("seal", "last_hash", "hash", "made_at", "at")
"""Fields of a tally that say when and from which log it was made."""


def worked(folder: Path, seed: int, many: int) -> tuple[list[Any], Any]:
    """Queue and tally of a desk that took in letters of a seed."""
    make_desk(folder, system_login(), "Robin Hale", sample=False)
    make_office(folder, system_login())
    make_letters(folder / "inbox", seed, many)
    code, said = corrtui(folder, DAY, "intake", "--once", "--json")
    assert code == 0, said
    assert len(json.loads(said)["taken"]) == many
    queue = json.loads(corrtui(folder, DAY, "queue", "--json")[1])
    code, said = corrtui(folder, DAY, "tally", "--format", "json")
    assert code == 0, said
    return queue, without(json.loads(said))


def without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without(item) for key, item in value.items() if key not in _OF_THIS_RUN}
    return [without(item) for item in value] if isinstance(value, list) else value


def check(tmp_path: Path, many: int) -> None:
    first, again = (worked(tmp_path / name, 20260302, many) for name in ("first", "again"))
    other = worked(tmp_path / "other", 1, many)

    assert [row["file"] for row in first[0]] == [row["file"] for row in again[0]]
    assert first == again
    assert len(first[0]) == many
    assert [row["file"] for row in other[0]] != [row["file"] for row in first[0]]


def test_sixty_letters_are_worked_off_in_the_same_order(tmp_path: Path) -> None:
    check(tmp_path, 60)


@pytest.mark.slow
def test_five_hundred_letters_are_worked_off_in_the_same_order(tmp_path: Path) -> None:
    check(tmp_path, 500)
