"""What all sources have in common: clean cells, column names told apart, faults counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.records.refresh import CELL_MARK
from corrtui.records.sheet import Faults, clean_cell, different
from corrtui.text import clean


@given(st.text())
def test_a_cell_is_as_clean_as_all_text_and_cannot_hold_the_mark_between_cells(cell: str) -> None:
    assert clean_cell(cell) == clean(cell).strip()
    assert CELL_MARK not in clean_cell(cell)


@given(st.lists(st.sampled_from(["a", "b", "", "a (column 3)", "column 2", "a'"]), max_size=8))
def test_column_names_are_always_made_different(names: list[str]) -> None:
    columns, twice = different(names)

    assert len(set(columns)) == len(names)
    assert set(twice) <= set(columns)


@pytest.mark.parametrize(
    ("names", "columns", "twice"),
    [
        (["no", "a"], ("no", "a"), ()),
        (["a", "a"], ("a", "a (column 2)"), ("a",)),
        (["", ""], ("column 1", "column 2"), ()),
    ],
)
def test_only_a_name_that_stands_twice_is_told(
    names: list[str], columns: tuple[str, ...], twice: tuple[str, ...]
) -> None:
    assert different(names) == (columns, twice)


def test_faults_are_counted_by_reason_and_the_first_are_named() -> None:
    faults = Faults("row")
    for line in range(2, 9):
        faults.left_out("empty", line)
    faults.mended("quotes", 12)

    assert faults.sentences("orders.db") == (
        "orders.db: 7 rows left out, empty (row 2, 3, 4, 5, 6 and 2 more)",
        "orders.db: 1 row mended, quotes (row 12)",
    )
