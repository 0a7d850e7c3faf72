"""The program at a real terminal: type-ahead, hostile bytes, hang-ups, stalls and what it costs the line."""

from __future__ import annotations

import os
import re
import signal
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from tests.screens.wire import hold_to_the_grammar

Make = Callable[..., Any]


def number_of(folder: Path, part: str) -> str:
    desk = Desk.open(folder)
    try:
        return next(no for no in desk.queue() if part in desk.letter(no).writer)
    finally:
        desk.close()


def draft_of(folder: Path, no: str) -> str:
    desk = Desk.open(folder)
    try:
        return desk.sheet(no).text
    finally:
        desk.close()


def saved(folder: Path, no: str) -> str:
    """The draft file as it lies on the disk now."""
    path = folder / "cabinet" / f"20{no[:2]}" / no / "draft-0.json"
    return path.read_text() if path.exists() else ""


def test_a_burst_in_one_write_goes_where_the_clerk_meant(pty_desk: Make, folder: Path) -> None:
    no = number_of(folder, "Kowal")
    desk = pty_desk(rows=40, cols=120)
    desk.wait_for("QUEUE")

    # The ü and ß come from a terminal set to Latin-1.
    desk.send(b"lfrom:kowal\rrdry Gr\xfc\xdfe \x07tbc")
    desk.wait_for("Template: bc")
    desk.send("\x1b")
    desk.send("qq")

    assert desk.exit_code() == 0
    assert "\n\ndry Grüße " in draft_of(folder, no)
    assert b"\x1b[?1049l" in desk.raw
    assert desk.raw.endswith(b" left in the queue.\r\n")


@pytest.mark.parametrize("strict", [False, True], ids=["as it comes", "burst = false"])
def test_a_held_y_files_no_letter_unseen_that_wants_a_look(
    pty_desk: Make, folder: Path, strict: bool
) -> None:
    desk = Desk.open(folder)
    numbers = desk.queue()
    wants = {no for no in numbers if desk.look_first(no)}
    desk.close()
    routine = [no for no in numbers if no not in wants]
    begin = routine[0]
    if strict:
        toml = folder / "desk.toml"
        toml.write_text(toml.read_text().replace("burst = true", "burst = false"))
    session = pty_desk(rows=40, cols=120)
    session.wait_for("QUEUE")

    session.send("j" * numbers.index(begin))
    session.wait_for(f"LETTER {begin}")
    session.settle()
    session.send("y" * 40)  # in one write: nothing is painted between
    session.settle(0.5)
    session.send("\x07\x07q")
    session.exit_code()

    again = Desk.open(folder)
    filed = {no for no in numbers if again.letter(no).sent}
    again.close()
    assert filed <= {begin} | (set() if strict else set(routine))


@pytest.mark.parametrize("burst", ["yyy", "ydjj"])
def test_a_burst_into_a_hole_writes_nothing_into_the_draft(pty_desk: Make, folder: Path, burst: str) -> None:
    no = number_of(folder, "Ortiz")
    desk = pty_desk(rows=40, cols=120)
    desk.wait_for("QUEUE")
    desk.send("lfrom:ortiz\rtbc\r")
    desk.wait_for("DRAFT bil-corrected")
    desk.send(burst)
    desk.wait_for(lambda shown: f"{len(burst) - 1} keys typed before this" in " ".join(shown.split()))
    desk.send("\x07")
    desk.wait_for("DRAFT bil-corrected")
    assert saved(folder, no).count("yy") == saved(folder, no).count("jj") == 0

    desk.send("y")
    desk.wait_for("PC-01")
    desk.settle()
    desk.send("seen")
    desk.wait_for("seen")
    desk.send("\x07q")
    desk.send("q")
    assert desk.exit_code() == 0
    assert "seen" in draft_of(folder, no)


def test_ten_thousand_keys_are_worked_off(pty_desk: Make) -> None:
    desk = pty_desk(rows=40, cols=120)
    desk.wait_for("QUEUE")
    desk.send("jk" * 4990 + "j" * 20)
    desk.wait_for("this is the last letter", timeout=60)

    assert "8/8" in desk.text()


def test_the_terminal_itself_is_asked_for_its_size(pty_desk: Make) -> None:
    """A shell exported the size of a smaller window."""
    desk = pty_desk(rows=40, cols=120, env={"COLUMNS": "80", "LINES": "24"})

    desk.wait_for("RECORDS")


def test_resizing_changes_the_layout_and_leaves_no_rubbish(pty_desk: Make) -> None:
    desk = pty_desk(env={"NO_COLOR": "1"})
    desk.wait_for("QUEUE")
    assert "RECORDS" not in desk.text()

    desk.resize(40, 120)
    desk.wait_for("RECORDS")
    desk.resize(10, 40)
    desk.wait_for("small terminal")
    desk.resize(24, 80)
    desk.wait_for("QUEUE")
    desk.settle()

    again = desk.text()
    desk.send("\x0c")
    desk.settle()
    assert desk.text() == again
    # NO_COLOR: bold, underline and reverse only.
    assert not re.search(rb"\x1b\[(?:[0-9]+;)*[34][0-7](?:;[0-9]+)*m", bytes(desk.raw))


def test_the_cost_of_a_key_on_the_line(pty_desk: Make) -> None:
    desk = pty_desk(rows=40, cols=120)
    desk.wait_for("attached")
    desk.settle(0.3)
    first = len(desk.raw)
    idle = desk.settle(1.2, 1.2)
    moves = [desk.measure("j", 0.12)[0] for _ in range(5)]
    desk.send("gg")
    desk.settle(0.3)
    burst = desk.measure("jjjjj", 0.3)[0]
    desk.send("lfrom:ortiz\rr")
    desk.settle(0.3)
    typed = [desk.measure(char, 0.12)[0] for char in "please"]

    assert first <= 12_000
    assert idle == 0
    assert statistics.median(moves) < 2_500
    assert burst < 1.5 * max(moves), "only the last letter of a read is painted"
    assert statistics.median(typed) <= 60


def test_a_terminal_without_unicode_gets_plain_signs(pty_desk: Make) -> None:
    desk = pty_desk(
        env={"PYTHONIOENCODING": "latin-1:backslashreplace", "PYTHONUTF8": "0"}, rows=40, cols=120
    )
    desk.wait_for("QUEUE")
    desk.settle()

    assert b"\\u" not in desk.raw
    assert "|" in desk.line(3)
    assert b"\xe2\x94" not in desk.raw


def test_no_escape_of_a_letter_or_a_paste_reaches_the_terminal(pty_desk: Make, folder: Path) -> None:
    hostile = b"Dear Sirs,\nmy account\x1b]52;c;ZXZpbA==\x07 \x1b[2J\x1bP1$r\x1b\\ \x9b31m \x00\x08\x7f x\n"
    (folder / "inbox" / "evil.txt").write_bytes(hostile)
    desk = pty_desk(rows=40, cols=120)
    desk.wait_for("/9")
    desk.send("/ZXZpbA\r")
    desk.wait_for("search ZXZpbA")
    desk.send("i")
    desk.settle()
    desk.send("qr\x1b[200~pasted \x1b[31m\x1b]0;title\x07\x1b[201~")
    desk.settle()
    desk.send("\x07")
    desk.settle()

    hold_to_the_grammar(bytes(desk.raw), size=(40, 120), cut_off=True, markers=("ZXZpbA", "title"))


def test_a_paste_into_the_queue_is_no_command_and_escape_in_one_breath_is_a_key(
    pty_desk: Make, folder: Path
) -> None:
    desk = pty_desk(env={"SSH_TTY": "/dev/pts/9"})
    desk.wait_for("QUEUE")
    desk.send(b"\x1b[200~dfile\r\x1b[Ayes\rq\x1b[201~")
    desk.wait_for("a paste of")
    desk.send("t\x1b?")
    desk.wait_for("Keys that are live")
    desk.send("q\x11\x13\x03")
    desk.wait_for("q does")
    desk.send("q")

    assert desk.exit_code() == 0
    assert len(_open(folder)) == 8


def _open(folder: Path) -> list[str]:
    desk = Desk.open(folder)
    try:
        return desk.queue()
    finally:
        desk.close()


@pytest.mark.parametrize("ending", ["SIGHUP", "line dropped under nohup"])
def test_the_end_of_the_line_in_the_middle_of_a_word_loses_nothing(
    pty_desk: Make, folder: Path, ending: str
) -> None:
    no = number_of(folder, "Kowal")
    desk = pty_desk(ignore_hup=ending.endswith("nohup"))
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\rrhalf a wor")
    desk.wait_for("half a wor")

    if ending.startswith("line"):
        desk.hang_up()
        code = 129
    else:
        os.kill(desk.pid, getattr(signal, ending))
        code = 128 + getattr(signal, ending)

    assert desk.exit_code(5) == code
    assert "half a wor" in saved(folder, no)


def test_a_stalled_terminal_does_not_keep_the_draft_from_the_disk(pty_desk: Make, folder: Path) -> None:
    no = number_of(folder, "Kowal")
    desk = pty_desk(rows=60, cols=200)
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\rr")
    desk.settle()
    # From here on nobody reads: the pty fills, the writer stalls, the event loop with it.
    os.write(desk.fd, b"typed before the stall ")
    typed = time.monotonic()
    for _ in range(60):
        os.write(desk.fd, b"\x0c")
        time.sleep(0.02)
    os.write(desk.fd, b"\x07qqq")
    while "typed before the stall" not in saved(folder, no) and time.monotonic() - typed < 15:
        time.sleep(0.05)

    assert "typed before the stall" in saved(folder, no)
    with pytest.raises(AssertionError, match="still runs"):
        desk.exit_code(0)


def test_an_error_of_our_own_leaves_no_letter_text_behind(pty_desk: Make, folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from corrtui.desk import Desk; import screens\n"
        "desk = Desk.open(Path(sys.argv[1]))\n"
        "def why_order(no):\n"
        "    text = 'Dear Sirs, my secret'\n"
        "    return text[99]\n"
        "desk.why_order = why_order\n"
        "code = screens.run(desk); desk.close(); sys.exit(code)"
    )
    desk = pty_desk(argv=[sys.executable, "-c", script, str(folder)])
    desk.wait_for("QUEUE")
    desk.send("i")

    assert desk.exit_code() == 1
    after = bytes(desk.raw).rpartition(b"\x1b[?1049l")[2].decode()
    assert "errors.log" in after.replace("\r\n", "")
    assert "Traceback" not in after
    assert "secret" not in after
    log = (folder / "control" / "errors.log").read_text()
    assert "IndexError" in log
    assert "secret" not in log


def test_the_end_of_the_line_while_the_clerks_own_editor_is_open_keeps_what_it_saved(
    pty_desk: Make, folder: Path, tmp_path: Path
) -> None:
    no = number_of(folder, "Kowal")
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "half a letter" > "$1"\necho typing\nsleep 20\n')
    script.chmod(0o700)
    desk = pty_desk(env={"EDITOR": str(script)}, ignore_hup=True)
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\r:edit\r")
    desk.wait_for("typing")
    assert list((folder / "control" / "tmp").glob("*/draft.txt")), "it lies inside the desk"

    desk.hang_up()

    assert desk.exit_code(5) == 129
    assert "half a letter" in saved(folder, no)


NEVER_CALLED = "del compat.DeskScreen._compositor_refresh"
OTHER_ARGUMENTS = (
    "from textual.screen import Screen; now = Screen._refresh_layout;"
    " Screen._refresh_layout = lambda self, *args, **named: now(self, *args, **named)"
)


def _with(broken: str, folder: Path) -> list[str]:
    script = (
        "import sys; from pathlib import Path; from corrtui.desk import Desk; import screens\n"
        "from screens import terminal; terminal.prepare()\n"
        f"from screens import compat; {broken}\n"
        "desk = Desk.open(Path(sys.argv[1]))\n"
        "code = screens.run(desk); desk.close(); sys.exit(code)"
    )
    return [sys.executable, "-c", script, str(folder)]


@pytest.mark.parametrize("broken", [NEVER_CALLED, OTHER_ARGUMENTS], ids=["never called", "other arguments"])
def test_without_textuals_hooks_its_own_output_shows_the_desk_and_the_prompt_line_says_so(
    pty_desk: Make, folder: Path, broken: str
) -> None:
    desk = pty_desk(argv=_with(broken, folder), rows=40, cols=120)
    desk.wait_for("plain output, more bytes a key")
    desk.send("jj")
    desk.wait_for("3/8")
    desk.wait_for(lambda shown: "plain output" not in shown)
    desk.send("lfrom:kowal\rrhalf a wor")
    desk.wait_for("half a wor")
    desk.send("\x07qq")

    assert desk.exit_code() == 0


def test_with_textuals_own_output_the_queue_follows_a_cursor_that_moved_while_it_was_hidden(
    pty_desk: Make, folder: Path
) -> None:
    desk = pty_desk(argv=_with(NEVER_CALLED, folder), rows=24, cols=80)
    desk.wait_for("1/8")
    first = desk.line(1)[:12]
    desk.send("G")
    desk.wait_for(lambda shown: "8/8" in shown and first not in shown.splitlines()[1])
    desk.send("\r")
    desk.wait_for(lambda shown: shown.startswith("LETTER"))

    desk.send("kkkkkkk")
    desk.wait_for("1/8")
    desk.send("\r")

    desk.wait_for(lambda shown: shown.splitlines()[1].startswith(first))


def test_a_long_sentence_said_over_a_page_is_shown_whole(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk(rows=24, cols=80)
    desk.wait_for("1/8")
    desk.send("gr")
    desk.wait_for("Daily tally")
    desk.send("e")
    desk.wait_for("written: tally-")
    shown = desk.wait_for("e export")
    said = "".join(shown[shown.index("written: ") :].splitlines()[:-1]).replace(" ", "")
    assert said.endswith(f"in{folder / 'outbox' / 'tally'}".replace(" ", ""))
    desk.send("k")
    desk.wait_for(lambda shown: "desk/outbox/tally" not in shown)
    assert "written: tally-" in desk.line(22)  # its beginning, on the prompt line
