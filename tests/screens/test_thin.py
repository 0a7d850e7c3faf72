"""The thin display: a terminal emulator must show what Textual meant, cell by cell, for few bytes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from screens.abilities import Abilities
from screens.pen import Cell
from screens.thin import Frame, cells_of, fitted
from tests.screens.terminal_like import Terminal, Wire

SYSTEM = ColorSystem.STANDARD
ALL = Abilities(erase=True, blank=True, repeat=True, scroll=True, bce=True, colours=16)
NONE = Abilities(erase=False, blank=False, repeat=False, scroll=False, bce=False, colours=16)
Line = list[Segment]


def line(text: str, style: Style | None = None, width: int = 20) -> tuple[Cell, ...]:
    return fitted(cells_of([Segment(text, style)], SYSTEM), width)


def second(first: list[str], then: list[str], abilities: Abilities = ALL, width: int = 20) -> str:
    """What it costs to go from one screen to another; the cursor stands at the head."""
    frame = Frame(width, len(first), abilities)
    frame.show([(0, y, line(text, None, width)) for y, text in enumerate(first)])
    frame.pen.place = (0, 0)
    return frame.show([(0, y, line(text, None, width)) for y, text in enumerate(then)])


def test_the_same_screen_twice_costs_nothing() -> None:
    assert second(["261122-0004 Hill"], ["261122-0004 Hill"]) == ""


def test_one_changed_letter_costs_a_cursor_move_and_the_letter() -> None:
    assert second(["", "refund"], ["", "refünd"]) == "\x1b[2;4Hü"
    assert second(["refund"], ["Refund"]) == "R"
    assert second(["refund"], ["refunD"]) == "\x1b[5CD"


def test_a_change_of_style_alone_is_a_change_and_the_style_is_taken_back() -> None:
    frame = Frame(20, 1, ALL)
    frame.show([(0, 0, line("due"))])
    frame.pen.place = (0, 0)

    assert frame.show([(0, 0, line("due", Style(bold=True)))]) == "\x1b[1mdue\x1b[m"


def test_two_changes_close_together_are_one_run_and_far_apart_a_jump() -> None:
    assert second(["abcdefgh"], ["AbcdEfgh"]) == "AbcdE"
    assert second(["abcdefghijkl"], ["Abcdefghijkl"[:11] + "L"]) == "A\x1b[10CL"


@pytest.mark.parametrize(
    ("abilities", "out"),
    [
        (ALL, "\x1b[4C\x1b[K"),
        (replace(ALL, erase=False), "\x1b[4C\x1b[8X"),
        (replace(ALL, erase=False, blank=False), "\x1b[4C \x1b[7b"),
        (NONE, "\x1b[4C" + " " * 8),
    ],
)
def test_the_rest_of_a_line_goes_by_the_shortest_way_there_is(abilities: Abilities, out: str) -> None:
    assert second(["due Friday 4"], ["due"], abilities) == out


def test_a_rule_of_ascii_is_repeated_and_one_of_box_lines_is_written() -> None:
    assert second([""], ["-" * 15]) == "-\x1b[14b"
    assert second([""], ["─" * 3]) == "─" * 3


def test_a_text_that_scrolled_is_moved_by_the_terminal_where_that_is_shorter() -> None:
    text = [f"line {number} of the letter" for number in range(12)]

    moved = second(text[:9], text[2:11], width=30)
    written = second(text[:9], text[2:11], replace(ALL, scroll=False), width=30)

    assert "\x1b[1;9r" in moved
    assert len(moved) < len(written)


def test_a_style_changes_by_what_differs() -> None:
    frame = Frame(20, 1, ALL)
    frame.show([(0, 0, line(""))])
    frame.pen.place = (0, 0)
    red = Style(bold=True, color="red")
    cells = cells_of(
        [Segment("a", red), Segment("b", red + Style(underline=True)), Segment("c", red)], SYSTEM
    )

    assert frame.show([(0, 0, cells)]) == "\x1b[1;31ma\x1b[4mb\x1b[24mc\x1b[m"


def test_what_lies_beyond_the_terminal_is_not_written() -> None:
    frame = Frame(4, 1, NONE)

    assert frame.show([(0, 0, line("abcdef")), (0, 7, line("zz"))]) == "\x1b[m\x1b[H\x1b[Jabcd"


def test_after_a_character_of_doubtful_width_the_place_is_named() -> None:
    assert "\U0001f600\x1b[;3Hb" in second([""], ["\U0001f600b"])
    assert second([""], ["e\u0301b"]) == "e\u0301\x1b[;2Hb"


def test_no_half_of_a_wide_character_is_left_at_the_edge() -> None:
    assert fitted(cells_of([Segment("a中")], SYSTEM), 2) == (("a", ""), (" ", ""))


# every cell and style, against stock Textual

STYLES = [
    None,
    Style(bold=True),
    Style(dim=True),
    Style(reverse=True),
    Style(color="red", underline=True),
    Style(bold=True, reverse=True, color="magenta"),
    Style(color="yellow", bgcolor="blue"),
    Style(bold=True, underline=True),
]
WORDS = [
    "Dear",
    " ",
    "   ",
    "        ",
    "-----------",
    "中",
    "国中",
    "é",
    "e\u0301",
    "─",
    "│",
    "\U0001f600",
    "x",
    "of",
]
PIECES = st.tuples(st.sampled_from(WORDS), st.sampled_from(STYLES)).map(lambda piece: Segment(*piece))
SEGMENTS = st.lists(PIECES, max_size=6)
SIZES = st.tuples(st.integers(4, 30), st.integers(1, 7))
ABILITIES = st.builds(
    Abilities,
    erase=st.booleans(),
    blank=st.booleans(),
    repeat=st.booleans(),
    scroll=st.booleans(),
    bce=st.booleans(),
    colours=st.sampled_from([8, 16, 256]),
)


@st.composite
def journeys(draw: st.DrawFn) -> list[tuple[tuple[int, int], list[Line]]]:
    """A terminal's life: screens one after the other, new, scrolled, changed in a line, resized."""
    size = draw(SIZES)
    found: list[tuple[tuple[int, int], list[Line]]] = []
    lines: list[Line] = []
    for _ in range(draw(st.integers(1, 6))):
        what = draw(st.sampled_from(["new", "scroll", "line", "line", "resize", "same"]))
        if what == "resize":
            size = draw(SIZES)
        if what in ("new", "resize") or not lines:
            lines = [draw(SEGMENTS) for _ in range(7)]
        elif what == "scroll":
            by = draw(st.integers(-4, 4))
            lines = [*lines[by:], *lines[:by]]
        elif what == "line":
            lines = [*lines]
            lines[draw(st.integers(0, 6))] = draw(SEGMENTS)
        found.append((size, lines))
    return found


def stock(before: list[Strip] | None, strips: list[Strip], width: int) -> str:
    """What Textual itself writes: the whole screen, or the lines that changed."""
    console = Console(file=io.StringIO(), color_system="standard", force_terminal=True, legacy_windows=False)
    if before is None:
        whole = LayoutUpdate([[strip] for strip in strips], Region(0, 0, width, len(strips)))
        return whole.render_segments(console)
    spans = [(y, 0, width) for y, strip in enumerate(strips) if strip != before[y]]
    chops = [{0: strip} for strip in strips]
    update = ChopsUpdate(chops, spans, [[width]] * len(strips))
    return update.render_segments(console) if spans else ""


@settings(max_examples=300, deadline=None)
@given(journeys(), ABILITIES)
def test_the_terminal_shows_what_stock_textual_shows_cell_by_cell(
    journey: list[tuple[tuple[int, int], list[Line]]], abilities: Abilities
) -> None:
    thin, whole = Terminal(1, 1), Terminal(1, 1)
    for screen in (thin, whole):
        Wire(screen).feed(b"\x1b[?7l")  # as Textual's driver sets it: no line goes on in the next
    frame, before = None, None
    for (width, height), lines in journey:
        strips = [Strip(each).adjust_cell_length(width) for each in lines[:height]]
        if frame is None or (frame.width, frame.height) != (width, height):
            frame, before = Frame(width, height, abilities), None
            thin.resize(height, width)
            whole.resize(height, width)
        drawn = [(0, y, fitted(cells_of(each, SYSTEM), width)) for y, each in enumerate(lines[:height])]
        Wire(thin).feed(frame.show(drawn).encode())
        Wire(whole).feed(stock(before, strips, width).encode())
        before = strips

        assert thin.look() == whole.look()


def test_a_heap_of_combining_marks_is_no_more_than_a_script_stacks() -> None:
    cells = cells_of([Segment("e" + "\u0301" * 100_000 + "n")], None)

    assert cells == [("e" + "\u0301" * 8, ""), ("n", "")]
