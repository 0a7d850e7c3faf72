"""`g q`: the queue over the whole width, the reading panes hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.pty_desk import PtyDesk
from tests.screens.test_pty import Make


def at(desk: PtyDesk) -> tuple[int, int]:
    """Row and column of the real cursor."""
    return desk.screen.cursor.y, desk.screen.cursor.x


@pytest.mark.parametrize(("rows", "cols"), [(24, 80), (40, 120)], ids=["80x24", "120x40"])
def test_the_queue_alone_and_a_letter_out_of_it(pty_desk: Make, folder: Path, rows: int, cols: int) -> None:
    desk = pty_desk(rows=rows, cols=cols)
    desk.wait_for("LETTER ")
    desk.send("gq")
    desk.wait_for(lambda shown: "LETTER " not in shown and at(desk) == (1, 0))

    assert "RECORDS" not in desk.text()
    assert "DRAFT" not in desk.text()
    for row in range(1, 9):  # a line for each of the eight letters
        assert desk.line(row)[1:12].replace("-", "").isdigit()
    before = len(desk.raw)
    desk.send("j")
    desk.wait_for(lambda shown: "2/8" in shown and at(desk) == (2, 0))
    desk.settle()
    assert len(desk.raw) - before < 2 * cols + 120  # two rows and the counts

    number = desk.line(2)[1:12]
    desk.send("\r")
    desk.wait_for(f"LETTER {number}")
    desk.send("gq")
    desk.wait_for(lambda shown: "LETTER " not in shown)
    desk.press("escape")
    desk.wait_for(f"LETTER {number}")
    desk.send("q")
    assert desk.exit_code() == 0


def test_on_a_tiny_terminal_it_is_the_way_to_see_the_queue(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(rows=10, cols=40)
    desk.wait_for("LETTER ")
    desk.send("gq")
    desk.wait_for(lambda shown: "QUEUE" in shown and "LETTER " not in shown)
    desk.send("q")
    desk.wait_for("LETTER ")
    desk.send("q")
    assert desk.exit_code() == 0
