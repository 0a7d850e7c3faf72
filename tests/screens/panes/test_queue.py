"""The queue pane: columns, window, what is drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corrtui.desk import Desk
from screens.app import Corrtui

Read = Callable[[Corrtui], str]


async def test_at_full_width_a_letter_is_one_line_with_every_column(
    app: Corrtui, shown: Read, go_to: Any
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        no = go_to(app, "Ortiz")
        await pilot.pause()
        line = next(line for line in shown(app).splitlines() if no in line)

    assert " BIL " in line
    assert "Elena M. Ortiz" in line
    assert "My account 204417" in line
    assert line.rstrip().endswith("new")


async def test_at_the_left_a_letter_takes_two_lines(app: Corrtui, shown: Read, go_to: Any) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Ortiz")
        await pilot.pause()
        lines = [line[:38] for line in shown(app).splitlines()]

    at = next(at for at, line in enumerate(lines) if no in line)
    assert "BIL new" in lines[at]
    assert lines[at + 1].startswith("   Elena M. Ortiz")


async def test_a_tag_is_a_star_and_the_heading_counts_them(app: Corrtui, shown: Read, type_in: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        first = app.session.rows.numbers[0]
        await type_in(app, pilot, "xx")

        assert f"*{first}" in shown(app)
        assert "2 tagged  3/8" in shown(app).splitlines()[0]


async def test_overdue_and_pinned_letters_say_so_without_colour(
    app: Corrtui, desk: Desk, shown: Read
) -> None:
    no = next(n for n in desk.queue() if desk.urgency(n) == "pinned")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = next(line for line in shown(app).splitlines() if no in line)

    assert line[len(" 261122-0001 ")] == "!"
    assert "sensitive" in line


async def test_only_visible_rows_are_asked_for(app: Corrtui, desk: Desk) -> None:
    asked: list[str] = []
    letter = desk.letter
    async with app.run_test(size=(80, 24)) as pilot:
        app.session.sync()
        real = app.session.rows.numbers[0]
        app.session.rows.load([real, *(f"990101-{n:04}" for n in range(100_000))])
        desk.letter = lambda no: (asked.append(no), letter(real))[1]  # type: ignore[method-assign]
        app.queue_pane.refresh()
        await pilot.pause()
        assert 0 < len(set(asked)) <= app.queue_pane.page + 1  # and the letter under the cursor

        asked.clear()
        app.session.rows.step(50_000)
        app.changed()
        await pilot.pause()
        assert 0 < len(set(asked)) <= app.queue_pane.page + 1  # and the letter under the cursor


async def test_moving_the_cursor_draws_two_rows_and_the_heading(app: Corrtui, type_in: Any) -> None:
    drawn: list[int] = []
    async with app.run_test(size=(120, 40)) as pilot:
        app.session.sync()
        await type_in(app, pilot, "k")
        draw = app.queue_pane.draw
        app.queue_pane.draw = lambda y, width: drawn.append(y) or draw(y, width)  # type: ignore
        await type_in(app, pilot, "j")

    assert drawn == [0, 1, 2, 3, 4], "a letter takes two lines in this pane"


async def test_the_window_follows_the_cursor(app: Corrtui, shown: Read, type_in: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        last = app.session.rows.numbers[-1]
        await type_in(app, pilot, "G")

        assert last in "\n".join(shown(app).splitlines()[:7])
        assert app.attention() is not None
        assert app.attention().y == app.queue_pane.cursor_line  # type: ignore[union-attr]


async def test_a_new_day_is_seen_in_the_queue_without_a_key(
    app: Corrtui, desk: Desk, shown: Read, go_to: Any, type_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        no = go_to(app, "Ortiz")
        await type_in(app, pilot)
        due = desk.letter(no).due
        assert " today " not in next(line for line in shown(app).splitlines() if no in line)

        monkeypatch.setattr(Desk, "today", property(lambda desk: due))
        app._look()
        await type_in(app, pilot)

        assert "!today " in next(line for line in shown(app).splitlines() if no in line)
