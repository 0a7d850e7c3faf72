"""Page breaks: two lines on each side, and what must not be parted is not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corrtui.outgoing.paging import Break, FlowLine, paragraph_breaks, split_pages
from corrtui.outgoing.setting import Run


def flow(*counts: int) -> list[FlowLine]:
    """Return paragraphs of so many lines, a blank line between."""
    return [
        FlowLine((Run(0.0, f"{number}"),), f"paragraph {number}", int(n == 0), page_break)
        for number, count in enumerate(counts)
        for n, page_break in enumerate(paragraph_breaks(count))
    ]


def lengths(pages: list[list[FlowLine]]) -> list[int]:
    return [len(page) for page in pages]


def test_a_letter_that_fits_takes_one_page() -> None:
    assert lengths(split_pages(flow(5, 4), 10, 1)) == [9]


def test_the_white_space_above_a_paragraph_is_dropped_at_the_top_of_a_page() -> None:
    assert lengths(split_pages(flow(5, 5, 5), 5, 5)) == [5, 5, 5]


def test_a_paragraph_of_three_lines_is_never_divided() -> None:
    assert lengths(split_pages(flow(3, 3), 6, 9)) == [3, 3]


def test_a_paragraph_of_four_lines_is_divided_in_the_middle() -> None:
    assert lengths(split_pages(flow(3, 4), 7, 9)) == [5, 2]


def test_a_line_that_announces_something_stays_with_it() -> None:
    lines = flow(4, 1, 3)
    announced = FlowLine(lines[5].line, lines[5].part, 1, Break.IF_NEEDED)

    assert lengths(split_pages([*lines[:5], announced, *lines[6:]], 8, 9)) == [4, 4]


def test_where_everything_must_stay_together_the_page_still_ends() -> None:
    lines = [FlowLine((Run(0.0, "x"),), "signature", 0, Break.NEVER)] * 25

    assert lengths(split_pages(lines, 10, 10)) == [10, 10, 5]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.integers(8, 40), st.integers(8, 40))
def test_no_page_begins_or_ends_with_one_line_of_a_longer_paragraph(
    counts: list[int], first: int, later: int
) -> None:
    lines = flow(*counts)

    pages = split_pages(lines, first, later)

    assert [line for page in pages for line in page] == lines
    for number, page in enumerate(pages):
        taken = sum(line.height for line in page) - page[0].before
        assert taken <= (later if number else first)
    for page, following in pairwise(pages):
        if page[-1].part == following[0].part:
            assert sum(line.part == page[-1].part for line in page) >= 2
            assert sum(line.part == page[-1].part for line in following) >= 2
