"""The words the proof goes by: each list says where it comes from, and every pattern can be used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import corrtui
from corrtui.letters.proof.lists import either, numerals, placeholders, words

TABLES: dict[str, Any] = tomllib.loads(
    (Path(corrtui.__file__).parent / "data" / "proof.toml").read_text("utf-8")
)
ROWS = [
    (name, row) for name, value in TABLES.items() for row in (value if isinstance(value, list) else [value])
]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_every_table_names_its_source_and_every_word_is_a_pattern(name: str, row: dict[str, Any]) -> None:
    assert len(row["source"]) > 10
    for word in (word for value in row.values() if isinstance(value, list) for word in value):
        assert re.compile(word).groups == 0


@pytest.mark.parametrize(("key", "hints"), [("social_security", "hints"), ("bank_account", "hints"),
                                            ("routing", "hints"), ("birth", "birth_hints")])  # fmt: skip
def test_every_word_for_a_secret_has_a_hint_in_it(key: str, hints: str) -> None:
    for word in words("secret", key):
        plain = word.casefold().replace("\\", "").replace("?", "")
        assert any(hint in plain for hint in words("secret", hints)), word


def test_either_takes_the_longest_and_goes_across_a_line_break() -> None:
    found = re.compile(either(["new balance", "new balance due", "new"])).match("new\nbalance due now")

    assert found
    assert found[0] == "new\nbalance due"


def test_lists_are_read_in_full() -> None:
    assert numerals()["twelve"] == 12
    assert "order" in words("numbers", "cues")
    assert len(placeholders()) == 7
