"""Rows of columns: amounts end on one line however they were typed, cells never meet."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.errors import Refused
from corrtui.outgoing.fonts import width
from corrtui.outgoing.setting import FULL_MEASURE, Line, Run
from corrtui.outgoing.tables import cells, table


def edge(run: Run) -> float:
    """Right end of the figures, without a bracket or sign hanging over."""
    figures = run.text.rstrip(")%-CRD ")
    return run.x + width(figures, run.size)


def column(lines: list[Line], number: int) -> list[Run]:
    return [line[number] for line in lines if len(line) > number]


def test_amounts_typed_flush_right_end_on_one_line() -> None:
    lines = table(
        [
            "  Balance before             $148.20",
            "  Payment of February 3     −$39.95",
            "  Late charge                 ($5.00)",
            "  Balance due              $1,103.25",
        ],
        "paragraph 1",
    )

    assert len({round(edge(run), 3) for run in column(lines, 1)}) == 1
    assert {run.x for run in column(lines, 0)} == {12.0}


def test_amounts_typed_after_a_tab_end_on_one_line_too() -> None:
    lines = table(["Charge:\t$148.20", "Credit:\t$39.95", "Due:\t$1,108.25"], "paragraph 1")

    assert len({round(edge(run), 3) for run in column(lines, 1)}) == 1


def test_rows_pasted_from_a_spreadsheet_line_up_field_under_field() -> None:
    lines = table(
        [
            "Item\tQty\tAmount",
            "Oak chair, set of four\t2\t$128.00",
            "Table\t10\t$1,310.50",
            "Less discount\t\t(12.50)",
        ],
        "paragraph 1",
    )

    by_name = {run.text: run for line in lines for run in line}
    assert len({by_name[text].x for text in ("Item", "Table", "Less discount")}) == 1
    assert by_name["Qty"].right == pytest.approx(by_name["2"].right) == by_name["10"].right
    amounts = [by_name[text] for text in ("Amount", "$128.00", "$1,310.50", "(12.50)")]
    assert len({round(edge(run), 3) for run in amounts}) == 1


def test_a_heading_typed_over_the_right_edge_of_amounts_ends_with_them() -> None:
    lines = table(["Item          Amount", "Chair        $128.00", "Table      $1,310.50"], "paragraph 1")

    assert edge(lines[0][1]) == pytest.approx(edge(lines[1][1]))


def test_words_in_one_column_begin_on_one_line() -> None:
    lines = table(["48213   shipped", "9001    returned", "77      on the way"], "paragraph 1")

    assert len({run.x for run in column(lines, 1)}) == 1


def test_wide_words_push_the_columns_apart_rather_than_meet() -> None:
    lines = table(["WWWWWWWWWW  MMMMMMMMMM  $5.00", "a           b           $1.00"], "paragraph 1")

    for line in lines:
        for left, right in pairwise(line):
            assert left.right < right.x


def test_a_table_that_needs_it_is_set_in_smaller_type() -> None:
    lines = table(["M" * 43 + "  $5.00"], "paragraph 1")

    assert lines[0][0].size < 11
    assert lines[0][1].right <= FULL_MEASURE


@pytest.mark.parametrize("row", ["M" * 60 + "   $5.00", "item" + " " * 80 + "$5.00"])
def test_a_table_wider_than_the_sheet_is_refused_with_its_place(row: str) -> None:
    with pytest.raises(Refused) as refusal:
        table([row], "paragraph 3, line 12 of the draft")

    assert refusal.value.detail == "paragraph 3, line 12 of the draft"


def test_two_blanks_after_a_full_stop_do_not_divide_cells() -> None:
    assert [cell.text for cell in cells("  He called.  We answered   $4.00")] == [
        "He called.  We answered",
        "$4.00",
    ]


@given(
    st.lists(
        st.tuples(st.text("abcdeW", min_size=1, max_size=25), st.decimals(0, 99999, places=2)),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_any_statement_lines_up_and_stays_on_the_sheet(rows: list[tuple[str, object]], by_tab: bool) -> None:
    texts = [
        f"{name}\t${amount:,}" if by_tab else f"  {name:<28}{f'${amount:,}':>12}" for name, amount in rows
    ]

    lines = table(texts, "paragraph 1")

    assert len({round(edge(line[-1]), 3) for line in lines}) == 1
    assert all(run.x >= 0 and run.right <= FULL_MEASURE + 0.01 for line in lines for run in line)
