"""The painter: what lies over what, cleaned, each line made into cells once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.color import ColorSystem
from textual.geometry import Region

from screens.abilities import Abilities
from screens.filters import ControlFilter
from screens.look import look
from screens.painter import Line, Painter
from screens.thin import Frame


@dataclass
class Sheet:
    """A pane with the same text on every line."""

    region: Region
    text: str

    def whole(self) -> Sequence[Line]:
        return [((self.text, ""),)] * self.region.height


PAINTER = Painter(look(unicode=True), [ControlFilter()], ColorSystem.STANDARD)


def shown(*panes: Sheet) -> list[str]:
    frame = Frame(8, 3, Abilities(erase=True, blank=True, repeat=True, scroll=True, bce=True, colours=16))
    frame.show(PAINTER.stretches(panes))
    return frame.lines()


def test_a_later_pane_lies_over_an_earlier_one_and_one_without_a_place_is_not_drawn() -> None:
    under, over = Sheet(Region(0, 0, 8, 3), "desk"), Sheet(Region(2, 1, 4, 1), "card")

    assert shown(under, over, Sheet(Region(0, 0, 0, 0), "gone")) == ["desk    ", "decard  ", "desk    "]


def test_half_of_a_wide_character_under_another_pane_leaves_a_blank() -> None:
    assert shown(Sheet(Region(0, 0, 8, 1), "a中b中c"), Sheet(Region(2, 0, 3, 1), "xyz"))[0] == "a xyz c "


def test_no_control_character_reaches_a_cell() -> None:
    assert "\x1b" not in shown(Sheet(Region(0, 0, 8, 1), "\x1b[2Jx"))[0]


def test_the_same_line_is_made_into_cells_once() -> None:
    line: Line = (("as it was", ""),)

    assert PAINTER.cells(line, 8) is PAINTER.cells((("as it was", ""),), 8)


def test_lines_that_are_kept_share_their_cells() -> None:
    first = PAINTER.cells((("one line", "strong"),), 20)
    second = PAINTER.cells((("none", "strong"), (" like it", "")), 20)

    assert first[0] is second[1]
    assert first[-1] is second[-1]
