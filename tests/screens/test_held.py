"""A disk that takes nothing: the clerk gets out of the draft, and what was typed is not lost meanwhile."""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from screens.app import Corrtui

Switch = Callable[[bool], None]


@pytest.fixture
def disk() -> Iterator[Switch]:
    """Have the disk refuse every byte, or take them again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def full(now: bool) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0 if now else soft, hard))

    yield full
    full(False)


def draft(folder: Path, no: str) -> str:
    (found,) = (folder / "cabinet").glob(f"*/{no}*/draft-0.json")
    return found.read_text()


@pytest.mark.parametrize("out", ["escape", "ctrl+g"])
def test_a_full_disk_does_not_hold_the_clerk_in_the_draft(
    clerk: Any, go_to: Any, disk: Switch, folder: Path, out: str
) -> None:
    no = go_to(clerk, "Kowal")
    disk(True)
    clerk.type("r", "my words ", out)

    assert not clerk.session.editing
    assert f"{no}: your text is held in memory, not saved yet: A file cannot be written" in clerk.said
    assert "my words" in clerk.session.sheet().text, "and it is shown"

    clerk.type("j", "k", "r")
    assert "my words" in clerk.editor.text, "and typed on"
    clerk.type("and more ", "escape")

    disk(False)
    clerk.autosave.flush()
    assert "my words" in draft(folder, no)
    assert "and more" in draft(folder, no)
    assert clerk.session.held.numbers() == ()


def test_f12_leaves_the_draft_as_well(clerk: Any, go_to: Any, disk: Switch) -> None:
    no = go_to(clerk, "Kowal")
    disk(True)
    clerk.type("r", "my words ", "f12", "call", "enter")

    assert not clerk.session.editing
    assert clerk.session.held.numbers() == (no,)
    disk(False)


def test_a_letter_whose_text_is_not_saved_does_not_leave(clerk: Any, go_to: Any, disk: Switch) -> None:
    no = go_to(clerk, "Kowal")
    disk(True)
    clerk.type("r", "my words ", "escape", "y")
    assert "A file cannot be written" in clerk.said
    assert not clerk.filing

    disk(False)
    clerk.type("y")
    assert clerk.session.held.numbers() == ()
    assert "my words" in clerk.desk.sheet(no).text


def test_q_says_once_whose_text_would_be_lost(clerk: Any, go_to: Any, disk: Switch) -> None:
    no = go_to(clerk, "Kowal")
    disk(True)
    clerk.type("r", "my words ", "escape", "q")
    assert not clerk.left
    assert f"the text of {no} is in memory only and would be lost" in clerk.said
    assert "q again leaves" in clerk.said

    clerk.type("j", "q")
    assert not clerk.left, "another key took it back"
    clerk.type("q")
    assert clerk.left
    disk(False)


async def test_the_footer_says_so_until_it_is_saved_by_itself(
    app: Corrtui, desk: Desk, go_to: Any, type_in: Any, shown: Any, disk: Switch
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Kowal")
        await type_in(app, pilot, "r")
        disk(True)
        await type_in(app, pilot, "my words ", "escape")
        assert "NOT SAVED 1" in shown(app)
        assert "my words" in shown(app)
        await pilot.pause(1.5)
        assert "could not be saved" in app.session.message
        await type_in(app, pilot, "q")
        assert "q again leaves" in app.session.message

        disk(False)
        end = time.monotonic() + 15
        # The autosave's thread works meanwhile: what Textual would draw is another moment's picture.
        while app.frame is not None and "NOT SAVED" in app.frame.lines()[-1]:
            assert time.monotonic() < end
            await pilot.pause(0.1)
        assert app.session.message == "the draft is saved now"
        assert "my words" in desk.sheet(no).text


def test_a_text_that_cannot_be_rescued_does_not_take_the_others_with_it(app: Corrtui, folder: Path) -> None:
    """Two texts are held when the line drops, the saving hangs, and one case folder is damaged."""
    damaged, whole = app.desk.queue()[:2]
    for no in (damaged, whole):
        app.session.held.keep(app.desk.sheet(no))
    (case,) = (folder / "cabinet").glob(f"*/{damaged}*")
    shutil.rmtree(case)
    case.write_text("no folder")
    app.autosave.hand(damaged, "my words of the one")
    app.autosave.hand(whole, "my words of the other")

    app._rescue()
    app.autosave.drop(damaged)

    (case,) = (folder / "cabinet").glob(f"*/{whole}*")
    assert "my words of the other" in "".join(path.read_text() for path in case.glob("draft-0*.json"))
