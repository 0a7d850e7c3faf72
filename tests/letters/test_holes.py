"""Holes are found, filled and never made by data."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.holes import (
    HOLE_CLOSE,
    HOLE_OPEN,
    LONGEST_VALUE,
    Hole,
    fill_hole,
    find_holes,
    hole,
    neutral,
)


def test_holes_are_found_with_place_and_line() -> None:
    text = "Dear ⟦writer.full⟧:\n\nYou owe ⟦amount⟧ on ⟦date⟧."

    first, second, third = find_holes(text)

    assert first == Hole("writer.full", 5, 18, 0)
    assert (second.name, second.line) == ("amount", 2)
    assert text[third.start : third.end] == "⟦date⟧"


def test_a_lone_mark_is_no_hole() -> None:
    assert find_holes("⟦ and ⟦⟧ and ⟦a\nb⟧") == ()


def test_a_hole_is_filled_wherever_it_stands() -> None:
    assert fill_hole("⟦a⟧ and ⟦a⟧, not ⟦ab⟧", "a", "5") == "5 and 5, not ⟦ab⟧"


def test_a_filling_makes_no_new_hole_and_no_template() -> None:
    assert fill_hole("x ⟦a⟧", "a", "{{ 7*7 }} ⟦b⟧\x1b[2J") == "x { 7*7 } [b]␛[2J"


def test_an_empty_filling_leaves_the_hole_open() -> None:
    assert fill_hole("x ⟦a⟧", "a", "  ") == "x ⟦a⟧"


def test_data_is_one_line_and_bounded() -> None:
    assert neutral("a\r\n\tb\u202e") == "a b�"
    assert len(neutral("x" * 10_000)) == LONGEST_VALUE


@given(st.text())
def test_data_never_holds_a_mark_of_hole_or_template(text: str) -> None:
    clean = neutral(text)

    assert not any(
        mark in clean for mark in (HOLE_OPEN, HOLE_CLOSE, "\n", "{{", "}}", "{%", "%}", "{#", "#}")
    )


@given(st.text(st.characters(categories=["L"], include_characters=".#{}%"), min_size=1, max_size=30))
def test_a_filled_draft_has_no_hole_left(value: str) -> None:
    assert find_holes(fill_hole(f"a {hole('x')} b {hole('x')}", "x", value)) == () or not neutral(value)
