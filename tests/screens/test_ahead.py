"""What a key asks for: the letter landed on was made ready before; nothing is read, merged or proofed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from screens.app import Corrtui
from screens.rows import Rows

Type = Callable[..., Any]


@pytest.fixture
def reads(folder: Path) -> Iterator[list[str]]:
    """Files of letters, drafts and templates opened in the thread of the keys."""
    opened: list[str] = []
    here, kept = threading.get_ident(), (str(folder / "cabinet"), ".j2")
    watching = [True]

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and watching and threading.get_ident() == here:
            path = str(arguments[0])
            if path.startswith(kept[0]) or path.endswith(kept[1]):
                opened.append(path)

    sys.addaudithook(note)
    yield opened
    watching.clear()


async def test_going_to_the_next_letter_only_paints(
    app: Corrtui, desk: Desk, type_in: Type, reads: list[str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await type_in(app, pilot, "j")
        for _ in range(4):
            following = app.session.rows.following(app.session.current)[:1]
            routine = [no for no in following if not desk.privacy.restricted(desk.bench.letter(no))]
            for _ in range(1000):
                if all(desk._sheets.is_ready(desk.bench.letter(no)) for no in routine):
                    break
                await pilot.pause(0.02)
            reads.clear()

            await type_in(app, pilot, "j")

            assert app.session.current == following[0]
            if routine:
                assert app.session.sheet() is not None
                assert [path for path in reads if following[0] in path] == []


async def test_the_letters_made_ready_are_this_one_those_after_it_and_the_one_before(
    app: Corrtui, type_in: Type
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await type_in(app, pilot, "jj")
        numbers, at = app.session.rows.numbers, app.session.rows.at
        taken = numbers[at + 1]
        app.session.shared.seats = {taken: object()}  # type: ignore[dict-item]

        likely = app.session.shared.likely()

        assert likely == [numbers[at], *numbers[at + 2 : at + 7], numbers[at - 1]]
        app.session.shared.seats = {}
        app.session.alone = True
        assert app.session.shared.likely() == [numbers[at]], "of the others no letter is shown"


def test_a_step_among_many_letters_does_what_it_does_among_few() -> None:
    def calls(count: int) -> int:
        rows = Rows()
        rows.load([f"261120-{n:06d}" for n in range(count)])
        rows.at = count // 2
        done = 0

        def count_calls(frame: object, event: str, argument: object) -> None:
            nonlocal done
            done += event in ("call", "c_call")

        sys.setprofile(count_calls)
        try:
            here = rows.current
            following = rows.following(here)
            rows.step(1)
            rows.drop(here)
            rows.go(rows.shown(following)[1])
        finally:
            sys.setprofile(None)
        return done

    assert calls(100_000) == calls(1_000)
