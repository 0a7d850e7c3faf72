"""The editor: driven by the gate alone, it does what an editor does, and never has the focus."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult

from screens.app import Corrtui
from screens.look import look
from screens.panes.editor import Editor

NAMED = {"left", "right", "home", "end", "enter", "tab", "backspace", "delete"}


class Alone(App[None]):
    """The editor and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.editor = Editor(look(unicode=True), id="editor")

    def compose(self) -> ComposeResult:
        yield self.editor


@pytest.fixture
def alone() -> Alone:
    return Alone()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("ab", "left", "x"), "axbDear"),
        (("ab", "backspace"), "aDear"),
        (("delete",), "ear"),
        (("end", "!"), "Dear!"),
        (("ab", "enter", "c"), "ab\ncDear"),
        (("a b", "ctrl+w"), "a Dear"),
        (("ab", "ctrl+z"), "Dear"),
        (("ab", "ctrl+z", "ctrl+y"), "abDear"),
        (("end", "shift+left", "shift+left", "x"), "Dex"),
        (("end", "ctrl+u"), ""),
        (("right", "ctrl+k"), "D"),
        (("tab",), "  Dear"),
        (("?;.:/*",), "?;.:/*Dear"),
        (("ü中",), "ü中Dear"),
    ],
)
async def test_keys_edit_the_text(alone: Alone, keys: tuple[str, ...], text: str) -> None:
    async with alone.run_test(size=(40, 10)):
        alone.editor.begin("Dear")
        for key in keys:
            if key in NAMED or "+" in key:
                assert alone.editor.press(key, "")
            else:
                for char in key:
                    assert alone.editor.press(char, char)

        assert alone.editor.text == text


async def test_a_key_that_means_nothing_changes_nothing(alone: Alone) -> None:
    async with alone.run_test(size=(40, 10)):
        alone.editor.begin("Dear")

        assert not alone.editor.press("f7", "")
        assert alone.editor.text == "Dear"


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (20, 4)])
async def test_the_line_of_the_cursor_stays_in_sight_when_the_terminal_shrinks(
    alone: Alone, size: tuple[int, int]
) -> None:
    async with alone.run_test(size=(120, 40)) as pilot:
        alone.editor.begin("\n".join(f"line {n} " + "of many words " * 8 for n in range(30)))
        place = alone.editor.text.index("line 29")
        alone.editor.select(place, place)
        await pilot.pause()

        await pilot.resize_terminal(*size)
        await pilot.pause()

        seen = alone.editor.content_region
        assert seen.y <= alone.editor.cursor_screen_offset.y < seen.bottom


async def test_the_frame_that_takes_lines_from_the_editor_has_the_cursor_in_sight(
    app: Corrtui, go_to: Any, type_in: Any
) -> None:
    """Whatever Textual puts off: what is painted is reckoned by the size it is painted with."""
    async with app.run_test(size=(120, 40)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "tbc", "enter", "r")
        editor = app.editor
        editor.select(len(editor.text), len(editor.text))
        editor.call_later = editor.call_after_refresh = editor.call_next = lambda *_, **__: None  # type: ignore[method-assign, assignment]
        app.paint()
        height = editor.size.height
        assert 0 <= editor.cursor_screen_offset.y - editor.content_region.y < height

        editor.styles.height = 5
        app.screen.lay_out_now(*app.containers)  # type: ignore[attr-defined]
        app.paint()

        assert editor.size.height < height
        assert 0 <= editor.cursor_screen_offset.y - editor.content_region.y < editor.size.height
        assert len(editor.whole()) == editor.size.height


async def test_a_place_gone_to_stands_in_the_middle_and_a_page_moves_the_cursor(alone: Alone) -> None:
    async with alone.run_test(size=(40, 11)):
        editor = alone.editor
        editor.begin("\n".join(f"line {n}" for n in range(100)))
        at = editor.text.index("line 50")

        editor.select(at, at)
        assert editor.scroll_offset.y == 50 - editor.size.height // 2

        editor.press("pagedown", "")
        assert editor.selected[0] == editor.text.index(f"line {50 + editor.size.height}")
        assert editor.scroll_offset.y == 51
        editor.press("pageup", "")
        assert editor.selected == (at, at)


async def test_selecting_and_typing_replaces_and_the_cursor_is_the_terminals_own(
    app: Corrtui, go_to: Any, type_in: Any
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "tbc", "enter", "r")
        assert app.editor.text[slice(*app.editor.selected)].startswith("⟦")
        assert app.attention() == app.editor.cursor_screen_offset
        assert app.focused is None

        await type_in(app, pilot, "$5.00")
        start, end = app.editor.selected
        assert start == end
        assert app.editor.text[:start].endswith("$5.00")


async def test_offsets_and_places_agree_on_every_line(alone: Alone) -> None:
    text = "one\n\ntwo three\n"
    async with alone.run_test(size=(40, 10)):
        alone.editor.begin(text)
        for at in range(len(text) + 1):
            alone.editor.select(at, at)
            assert alone.editor.selected == (at, at)


async def test_what_another_editor_made_of_the_draft_is_one_step_to_undo(alone: Alone) -> None:
    async with alone.run_test(size=(40, 10)):
        alone.editor.begin("before")
        alone.editor.replace_all("after\nall")
        assert alone.editor.text == "after\nall"
        alone.editor.press("ctrl+z", "")
        assert alone.editor.text == "before"


async def test_holes_are_marked_in_the_line_they_stand_in(alone: Alone) -> None:
    async with alone.run_test(size=(40, 10)):
        alone.editor.begin("Dear ⟦writer.last⟧:")
        (span,) = alone.editor.get_line(0).spans

    assert (span.start, span.end) == (5, 18)
