"""A dropped line at a real terminal: whatever hangs, the text is kept, the process goes and never spins."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.verify import verify
from corrtui.desk import Desk

Make = Callable[..., Any]
GONE = 8.0
"""Seconds after which a session whose line dropped is no more: five, and what a busy machine adds."""


def number_of(folder: Path, part: str) -> str:
    desk = Desk.open(folder)
    try:
        return next(no for no in desk.queue() if part in desk.letter(no).writer)
    finally:
        desk.close()


def kept(folder: Path, no: str) -> str:
    """All drafts of a letter as they lie on the disk now."""
    case = folder / "cabinet" / f"20{no[:2]}" / no
    return "".join(path.read_text() for path in case.glob("draft-*.json"))


@contextmanager
def locked(path: Path, flags: int = os.O_RDWR) -> Iterator[None]:
    """A colleague's process that was stopped with this lock in its hands."""
    fd = os.open(path, flags)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def processor_used(pid: int, seconds: float) -> float:
    """Seconds of processor time a process takes in so many of the clock."""
    before = _ticks(pid)
    time.sleep(seconds)
    return (_ticks(pid) - before) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def wait_until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_server_that_never_answers_keeps_neither_text_nor_process(pty_desk: Make, folder: Path) -> None:
    no = number_of(folder, "Kowal")
    script = (
        "import sys, time; from pathlib import Path; from corrtui.desk import Desk; import screens\n"
        "desk = Desk.open(Path(sys.argv[1]))\n"
        "desk.save_draft = lambda *_: time.sleep(600)\n"
        "screens.run(desk)"
    )
    desk = pty_desk(argv=[sys.executable, "-c", script, str(folder)])
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\rrhalf a wor")
    desk.wait_for("half a wor")
    os.kill(desk.pid, signal.SIGHUP)

    assert desk.exit_code(GONE) == 129
    assert "half a wor" in kept(folder, no)


@pytest.mark.parametrize("hangs", [False, True], ids=["filing goes on", "filing hangs"])
def test_a_letter_being_filed_when_the_line_drops_is_filed_or_in_the_queue(
    pty_desk: Make, folder: Path, hangs: bool
) -> None:
    no = number_of(folder, "Kowal")
    desk = pty_desk()
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\r")
    desk.wait_for("DRAFT bil-ack")
    with locked(folder / "control" / "log.lock") if hangs else nullcontext():
        desk.send("y")
        desk.wait_for(lambda shown: "filing" in shown or "filed" in shown)
        desk.hang_up()
        desk.exit_code(GONE)

    after = Desk.open(folder)
    try:
        after.intake.mend()
        letter = after.letter(no)
        assert no in after.queue()  # an acknowledgment leaves it open
        assert (letter.status == "in_work") is bool(letter.sent)
        assert [path.name for path in (folder / "outbox").glob("*.pdf")] == list(letter.sent)
        assert not (hangs and letter.sent)
        assert after.colleagues.others() == {}
    finally:
        after.close()
    assert verify(folder).problems == ()


_NO_TERMINAL_OF_ITS_OWN = (
    "import os, sys, signal; from pathlib import Path; from corrtui.desk import Desk; import screens\n"
    "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    "screens.run(Desk.open(Path(sys.argv[1])))"
)


def test_a_stalled_terminal_that_is_nobodys_own_costs_nothing_and_its_end_is_noticed(folder: Path) -> None:
    """Started by a supervisor: SIGHUP ignored, no controlling terminal; nobody reads what is written."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2])}
    session = subprocess.Popen(
        [sys.executable, "-c", _NO_TERMINAL_OF_ITS_OWN, str(folder)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=env,
        start_new_session=True,
    )
    os.close(slave)
    try:
        seen = b""
        while b"QUEUE" not in seen:
            seen += os.read(master, 65536)
        for _ in range(60):
            os.write(master, b"\x0c")
            time.sleep(0.02)
        wait_until(lambda: processor_used(session.pid, 0.5) < 0.05)

        os.close(master)

        assert session.wait(GONE) == 129
    finally:
        session.kill()
        session.wait()


def test_the_clerks_own_editor_ends_with_the_line_and_may_save_in_a_hurry(
    pty_desk: Make, folder: Path, tmp_path: Path
) -> None:
    no = number_of(folder, "Kowal")
    script = tmp_path / "editor"
    script.write_text(
        '#!/bin/sh\necho $$ > "$0.pid"\n'
        'trap \'echo "what nano saves" > "$1.save"; exit 1\' HUP\necho typing\n'
        "while :; do sleep 0.1; done\n"
    )
    script.chmod(0o700)
    desk = pty_desk(env={"EDITOR": str(script)})
    desk.wait_for("QUEUE")
    desk.send("lfrom:kowal\r:edit\r")
    desk.wait_for("typing")

    os.kill(desk.pid, signal.SIGTERM)

    assert desk.exit_code(GONE) == 143
    assert "what nano saves" in kept(folder, no)
    with pytest.raises(ProcessLookupError):
        os.kill(int(Path(f"{script}.pid").read_text()), 0)


def test_the_next_session_is_offered_the_place_of_the_one_that_was_killed(
    pty_desk: Make, folder: Path
) -> None:
    no = number_of(folder, "Kowal")
    killed = pty_desk()
    killed.wait_for("QUEUE")
    killed.send("lfrom:kowal\r")
    killed.wait_for("DRAFT bil-ack")
    killed.send("rhalf a wor")
    wait_until(lambda: "half a wor" in kept(folder, no))
    os.kill(killed.pid, signal.SIGKILL)
    killed.exit_code()

    desk = pty_desk()
    shown = desk.wait_for(f"you were here: {no}, your draft of")
    assert "r goes on, g g first" in " ".join(shown.split())
    desk.send("r")
    desk.wait_for("half a wor")
    desk.send("\x07")
    desk.settle()
    desk.send("q")
    assert desk.exit_code() == 0

    third = pty_desk()
    third.wait_for("QUEUE")
    third.settle()
    assert "you were here" not in third.text()
