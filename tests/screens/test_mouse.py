"""The mouse, where a clerk switched it on; without that the terminal keeps it for marking text."""

from __future__ import annotations

from pathlib import Path

from tests.screens.test_pty import Make


def mouse(button: int, column: int, row: int) -> str:
    """What a terminal sends (SGR form): 0 left button, 64 wheel up, 65 wheel down; both count from 0 here."""
    return f"\x1b[<{button};{column + 1};{row + 1}M"


def test_the_wheel_scrolls_what_it_is_over_and_a_click_chooses(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(rows=24, cols=80, env={"CORRTUI_MOUSE": "1"})
    desk.wait_for("LETTER ")
    third = desk.line(3)[1:12]
    desk.send(mouse(0, 20, 3))
    desk.wait_for(f"LETTER {third}")
    assert "3/8" in desk.text()

    desk.send(mouse(64, 20, 3))
    desk.wait_for("2/8")
    first = desk.line(8)
    desk.send(mouse(65, 10, 12))  # over the letter
    desk.wait_for(lambda shown: shown.splitlines()[8] != first and "2/8" in shown)
    desk.send(mouse(64, 10, 12))
    desk.wait_for(lambda shown: shown.splitlines()[8] == first)

    desk.send("?")
    desk.wait_for("Keys that are live")
    top = desk.line(1)
    desk.send(mouse(65, 10, 12))
    desk.wait_for(lambda shown: shown.splitlines()[1] != top)
    desk.send("q" + mouse(35, 5, 5) + "q")  # a move is nothing
    assert desk.exit_code() == 0
