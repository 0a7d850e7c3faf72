"""The same work on every terminal: a paste, a resize in mid-edit, the cursor, no word in colour only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.pty_desk import PtyDesk
from tests.screens.test_pty import Make

OFTEN = ("vt100", "putty")
SELDOM = (
    "xterm",
    "xterm-256color",
    "screen",
    "screen-256color",
    "tmux",
    "tmux-256color",
    "linux",
    "vt220",
    "rxvt",
)
UNLISTED = "thin-client-9"


def at(desk: PtyDesk) -> tuple[int, int]:
    """Row and column of the real cursor."""
    return desk.screen.cursor.y, desk.screen.cursor.x


def after(desk: PtyDesk, word: str) -> tuple[int, int]:
    """Row and column of the cell behind a word."""
    row = next((at for at, line in enumerate(desk.screen.display) if word in line), -1)
    return row, desk.line(row).find(word) + len(word)


@pytest.mark.parametrize(
    "term", [*OFTEN, UNLISTED, *(pytest.param(term, marks=pytest.mark.slow) for term in SELDOM)]
)
def test_a_paste_and_a_resize_in_mid_edit(pty_desk: Make, folder: Path, term: str) -> None:
    desk = pty_desk(env={"TERM": term})
    desk.wait_for("QUEUE")
    desk.send("j")
    desk.wait_for("2/8")
    desk.send("r")
    desk.wait_for("EDIT ")
    desk.send("\x1b[200~pasted\nqy:ü\x1b[201~")  # marks round a paste: nothing of it is a command
    desk.wait_for(lambda shown: "pasted" in shown and at(desk) == after(desk, "qy:ü"))

    for rows, cols in ((70, 250), (16, 70), (24, 80)):
        desk.resize(rows, cols)
        # The footer stands at the new foot, the cursor behind what was typed.
        desk.wait_for(
            lambda shown: shown.splitlines()[-1].startswith(" Esc leave") and at(desk) == after(desk, "qy:ü")
        )
    desk.send("typed")
    desk.wait_for(lambda shown: at(desk) == after(desk, "qy:ütyped"))
    desk.press("escape")
    desk.wait_for("DRAFT ")
    desk.send("q")
    assert desk.exit_code() == 0


def test_the_real_cursor_stands_where_the_next_key_works(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(rows=40, cols=120)
    desk.wait_for(lambda shown: "LETTER " in shown and at(desk) == (1, 0))
    desk.send("j")
    desk.wait_for(lambda shown: at(desk) == (3, 0))  # a letter takes two lines here
    desk.send("l")
    desk.wait_for(lambda shown: at(desk) == after(desk, "Limit to: "))
    desk.send("cat:B")
    desk.wait_for(lambda shown: at(desk) == after(desk, "Limit to: cat:B"))
    desk.press("escape")
    desk.wait_for(lambda shown: at(desk) == (3, 0))
    desk.send("?")
    desk.wait_for(lambda shown: "Keys that are live" in shown and at(desk) == (0, 0))
    desk.send(" ")
    desk.wait_for(lambda shown: at(desk) == (1, 0))  # the page moved: its first line is read
    desk.send("q")
    desk.wait_for(lambda shown: at(desk) == (3, 0))
    for place in ((0, 40), (0, 91), (19, 40), (3, 0)):  # letter, records, draft, queue
        desk.press("tab")
        desk.wait_for(lambda shown, place=place: at(desk) == place)
    desk.send("o")
    desk.wait_for(lambda shown: "QUEUE" not in shown and at(desk) == (0, 0))
    desk.send("o")
    desk.wait_for(lambda shown: "QUEUE" in shown and at(desk) == (3, 0))
    desk.send("r")
    desk.wait_for(  # the body of the draft begins there
        lambda shown: (
            "EDIT " in shown
            and at(desk)[1] == 40
            and desk.line(at(desk)[0])[40:].startswith("Please accept our")
        )
    )
    desk.send("\x07q")
    assert desk.exit_code() == 0


def test_without_colour_the_screen_says_the_same(pty_desk: Make, folder: Path) -> None:
    said = {}
    for theme in ("colour", "plain"):
        desk = pty_desk(rows=40, cols=120, env={"CORRTUI_THEME": theme})
        said[theme] = [desk.wait_for("LETTER ")]
        for key, word in (("j", "2/8"), ("i", "Control card"), ("qp", "Proof of")):
            desk.send(key)
            desk.wait_for(word)
            desk.settle()
            said[theme].append(desk.text())
        desk.send("qq")
        assert desk.exit_code() == 0

    assert said["plain"][1:] == said["colour"][1:]
    assert b"\x1b[0;1;31m" not in desk.raw
