"""The pen goes from cell to cell by the shortest way."""

from __future__ import annotations

import pytest

from screens.abilities import Abilities
from screens.pen import Pen, doubtful

ALL = Abilities(erase=True, blank=True, repeat=True, scroll=True, bce=True, colours=16)


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ((5, 3), (5, 3), ""),
        (None, (0, 0), "\x1b[H"),
        (None, (0, 7), "\x1b[8H"),
        (None, (9, 7), "\x1b[8;10H"),
        ((5, 3), (6, 3), "\x1b[C"),
        ((5, 3), (30, 3), "\x1b[25C"),
        ((5, 3), (3, 3), "\b\b"),
        ((50, 3), (30, 3), "\x1b[20D"),
        ((50, 3), (0, 3), "\r"),
        ((50, 3), (0, 4), "\r\n"),
        ((50, 3), (50, 6), "\x1b[3B"),
        ((50, 3), (50, 2), "\x1b[A"),
    ],
)
def test_the_shortest_way_is_gone(before: tuple[int, int] | None, after: tuple[int, int], way: str) -> None:
    pen = Pen(80, ALL)
    pen.place = before

    pen.move(*after)

    assert pen.taken() == way
    assert pen.place == after


def test_behind_the_last_column_nobody_knows_where_the_cursor_stands() -> None:
    pen = Pen(4, ALL)
    pen.write(2, 0, [("a", ""), ("b", "")])

    assert pen.place is None


def test_wide_emoji_and_joined_characters_are_doubtful_letters_and_lines_are_not() -> None:
    assert all(map(doubtful, ("中", "e\u0301", "\U0001f600", "\u2764")))
    assert not any(map(doubtful, ("a", "\xe9", "Ж", "─", "│", "▼", "…", "⟦", "€")))
