"""Lines of prose are joined for a narrow pane; what has a form of its own keeps it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.passage import Flow, Passage
from screens.unwrap import unwrapped

PROSE = """\
I will number these so none of them gets lost this time. Invoice 771 is
wrong, and your agent hung up on me, and what is your return rule? I have
waited since May for an answer and want one now.
"""
ADDRESS = "Victor Almasi\n1550 Tamarack Way\nWaukesha, WI 53186\n262-555-0174\n"
LIST = """\
Please send me the following things, all of them in the color blue, at once:
- three of item 5521 with the brass fittings that your catalog shows there
- two of item 5530
1. a lamp
"""
TABLE = "Item        Quantity      Price of each one in dollars and cents\n5521        3             24.95\n"
QUOTE = "> I will number these so none of them gets lost this time. Invoice 771 is\n> wrong, and so on.\n"


def test_prose_is_joined_and_fills_the_narrow_lines() -> None:
    joined = unwrapped(PROSE, 50)

    assert joined == PROSE[:-1].replace("\n", " ") + "\n"
    flow = Flow(Passage(joined), 50)
    shown = ["".join(text for text, _ in flow.line(at)) for at in range(flow.count(20))]
    assert all(len(line) > 38 for line in shown[:-1])


@pytest.mark.parametrize("text", [ADDRESS, TABLE, QUOTE, "", "\n\n", "one line only " * 8])
def test_addresses_tables_and_quotations_stay(text: str) -> None:
    assert unwrapped(text, 30) == text


def test_a_list_keeps_its_items() -> None:
    assert unwrapped(LIST, 50) == LIST


def test_lines_that_fit_stay_as_they_are() -> None:
    assert unwrapped(PROSE, 80) == PROSE


def test_only_the_paragraph_that_does_not_fit_is_joined() -> None:
    text = f"{ADDRESS}\n{PROSE}\n{ADDRESS}"

    assert unwrapped(text, 50) == f"{ADDRESS}\n{unwrapped(PROSE, 50)}\n{ADDRESS}"


@given(st.text(st.sampled_from("abc d\n.,-1"), max_size=400), st.integers(1, 60))
def test_every_character_stays_in_its_place(text: str, width: int) -> None:
    joined = unwrapped(text, width)

    assert len(joined) == len(text)
    assert all(new == old or (old == "\n" and new == " ") for new, old in zip(joined, text, strict=True))
