"""Lines of running text: what fits, where they break, and what never parts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.outgoing.fonts import width
from corrtui.outgoing.setting import COLUMNS, MEASURE, SIZE, hanging, prose, wrap

WORDS = st.lists(st.text("abWim.,—-'", min_size=1, max_size=120), min_size=1, max_size=60)


@given(WORDS)
def test_no_line_is_too_long_and_no_character_is_lost(words: list[str]) -> None:
    lines = wrap(" ".join(words))

    assert all(width(line, SIZE) <= MEASURE and len(line) <= COLUMNS for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(words)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=2, max_size=60))
def test_a_line_breaks_only_where_the_next_word_would_not_fit(words: list[str]) -> None:
    lines = wrap(" ".join(words))

    for line, following in pairwise(lines):
        longer = f"{line} {following.split()[0]}"
        assert width(longer, SIZE) > MEASURE or len(longer) > COLUMNS


@pytest.mark.parametrize(
    "together",
    [
        "Ms. Ortiz", "March 12", "12 March", "No. 48213", "page 4", "§ 1006", "$ 40", "8 a.m. to 5 p.m.",
        "(8 a.m. to 5 p.m.,", "order 48213", "account …417", "reference 261120-0007", "IA 52001",
    ],
)  # fmt: skip
def test_what_belongs_together_stays_on_one_line(together: str) -> None:
    """Whatever stands before it, the pair is never divided by the end of a line."""
    for length in range(50, 90):
        lines = wrap(f"{'x' * (length // 2)} {'y' * (length - length // 2)} {together} and so on")

        assert any(together in line for line in lines)


def test_two_blanks_after_a_full_stop_print_as_typed() -> None:
    assert wrap("We did.  You are right.") == ["We did.  You are right."]


def test_a_dash_may_end_a_line_but_not_begin_one() -> None:
    lines = wrap("word—" * 60)

    assert len(lines) > 1
    assert all(line.endswith("—") and not line.startswith("—") for line in lines)


def test_a_web_address_longer_than_a_line_is_cut_after_a_sign() -> None:
    address = "https://harborvale.example/" + "/".join(["statement-of-account"] * 8)

    lines = wrap(address)

    assert "".join(lines) == address
    assert all(line.endswith(("/", "-")) for line in lines[:-1])


def test_nothing_makes_no_line() -> None:
    assert wrap("  ") == []
    assert prose("") == []


def test_a_list_item_hangs_its_text_under_its_start() -> None:
    first, second, *_ = hanging("-", "word " * 40)

    label, text = first
    assert label.text == "-"
    assert label.right < text.x == second[0].x
    assert text.column == second[0].column == 2
