"""Keys over a slow line: in pieces, late, in odd forms. A key is one key or none, whatever the line does."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corrtui.desk import Desk

Make = Callable[..., Any]
OVER_SSH = {"SSH_TTY": "/dev/pts/9"}


def test_what_is_no_key_fires_nothing_in_queue_or_draft(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(rows=40, cols=120, env=OVER_SSH)
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\rr")
    desk.wait_for("save")
    desk.send("seen ")
    desk.wait_for("seen ")

    # F2, its tail after Esc was taken for Esc: F2 would finish the letter.
    desk.send("\x1b")
    desk.wait_for("j next")
    desk.send("OQ")
    desk.wait_for("a key came too late after its Esc")
    # Answers to somebody else's questions, a key nobody knows, the release of a key in the extended form.
    desk.send("\x1b[?64;1;2c\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1bP>|XTerm(390)\x1b\\\x1b[99;9y\x1b[121;1:3u")
    desk.send("r")
    desk.wait_for("save")
    desk.send("\x1b[?64;1;2c\x1b]10;rgb:dddd/dddd/dddd\x07\x1b[99;9y well\x07")
    desk.wait_for("j next")
    # q in the form another program left switched on, three times: out of the limit, and out.
    desk.send("\x1b[113u")
    desk.wait_for("/8")
    desk.send("\x1b[113u")

    assert desk.exit_code() == 0
    after = Desk.open(folder)
    try:
        assert len(after.queue()) == 8
        kowal = next(no for no in after.queue() if "Kowal" in after.letter(no).writer)
        text = after.sheet(kowal).text
    finally:
        after.close()
    assert "seen" in text
    assert " well" in text
    assert not set(text) & set("\x1b[]\\")


def test_a_key_in_two_pieces_is_one_key_while_the_wait_lasts(pty_desk: Make) -> None:
    desk = pty_desk(rows=40, cols=120, env={**OVER_SSH, "ESCDELAY": "5000"})
    desk.wait_for("1/8")
    for gap, row in ((0.2, "2/8"), (0.4, "3/8")):
        desk.send("\x1b")
        time.sleep(gap)
        desk.send("[B")
        desk.wait_for(row)


def test_alt_and_a_key_is_esc_and_the_key(pty_desk: Make) -> None:
    desk = pty_desk(rows=40, cols=120, env=OVER_SSH)
    desk.wait_for("QUEUE")
    desk.send("t")
    desk.wait_for("Template:")
    desk.send("\x1bj")
    desk.wait_for("2/8")
    desk.send("r")
    desk.wait_for("save")
    desk.send("\x1bi")
    desk.wait_for("Control card")
