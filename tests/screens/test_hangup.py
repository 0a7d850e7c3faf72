"""The hang-up watch: a dead terminal and the signals of the end, each with the draft saved first."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
import threading
import tty
from pathlib import Path

import pytest

from screens.hangup import HUNG_UP, HangupWatch


class Ending:
    """Writes down how the session ended."""

    def __init__(self) -> None:
        self.steps: list[object] = []
        self.over = threading.Event()

    def save(self) -> None:
        self.steps.append("saved")

    def rescue(self) -> None:
        self.steps.append("rescued")

    def leave(self, code: int) -> None:
        self.steps.append(code)
        self.over.set()


@pytest.fixture(autouse=True)
def _signals() -> object:
    before = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGALRM)}
    woken = signal.set_wakeup_fd(-1)
    yield
    signal.set_wakeup_fd(woken)
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_terminal_that_hangs_up_ends_the_session_with_the_draft_saved() -> None:
    ending = Ending()
    master, slave = pty.openpty()
    HangupWatch(ending.save, ending.rescue, lambda: b"\x1b[?1049l", slave, ending.leave).start()

    os.close(master)

    assert ending.over.wait(5)
    assert ending.steps == ["saved", HUNG_UP]
    os.close(slave)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_session_with_the_draft_saved(number: signal.Signals, code: int) -> None:
    ending = Ending()
    master, slave = pty.openpty()
    HangupWatch(ending.save, ending.rescue, lambda: b"\x1b[?1049l", slave, ending.leave).start()

    before = termios.tcgetattr(slave)
    tty.setraw(slave)

    os.kill(os.getpid(), number)

    assert ending.over.wait(5)
    assert ending.steps == ["saved", code]
    # The shell behind it gets its terminal back.
    assert termios.tcgetattr(slave) == before
    assert b"\x1b[?1049l" in os.read(master, 100)
    os.close(slave)
    os.close(master)


def test_a_signal_ends_it_also_where_the_terminal_takes_no_byte_more() -> None:
    ending = Ending()
    master, slave = pty.openpty()
    HangupWatch(ending.save, ending.rescue, lambda: b"\x1b[?1049l", slave, ending.leave, patience=12).start()
    os.set_blocking(slave, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(slave, b"x" * 1000)
    os.set_blocking(slave, True)

    os.kill(os.getpid(), signal.SIGTERM)

    stalled = not ending.over.wait(15)
    os.close(master)  # whatever waits for the terminal goes on
    assert not stalled
    assert ending.steps == ["saved", 143]
    os.close(slave)


@pytest.fixture
def _quiet() -> object:
    before, threading.excepthook = threading.excepthook, lambda args: None
    yield
    threading.excepthook = before


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("hangs", ["for ever", "with an error"])
def test_a_saving_that_fails_or_hangs_keeps_neither_the_process_nor_the_text(hangs: str) -> None:
    ending, never = Ending(), threading.Event()

    def save() -> None:
        if hangs == "for ever":
            never.wait(60)
            return  # raising here would be told after the test has gone
        raise OSError(28, "No space left on device")

    master, slave = pty.openpty()
    HangupWatch(save, ending.rescue, lambda: b"\x1b[?1049l", slave, ending.leave, patience=0.5).start()
    os.close(master)

    assert ending.over.wait(5)
    assert ending.steps == ["rescued", HUNG_UP]
    never.set()
    os.close(slave)


_STUCK = """
import os, pty, sys, time
from screens.hangup import HangupWatch
def leave(code):
    while True: time.sleep(60)
master, slave = pty.openpty()
HangupWatch(lambda: None, lambda: None, bytes, slave, leave, patience=0.2).start()
os.close(master)
time.sleep(60)
"""


def test_in_the_last_resort_the_kernel_ends_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", _STUCK], timeout=30, check=False)

    assert done.returncode == -signal.SIGALRM


_BUSY = """
import fcntl, os, pty, sys, time
from screens.hangup import HangupWatch
HangupWatch(lambda: None, lambda: None, bytes, pty.openpty()[1], patience=0.5).start()
print("begun", flush=True)
fcntl.flock(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX)
"""


def test_a_signal_is_heard_while_the_main_thread_waits_in_the_kernel(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    with lock.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        session = subprocess.Popen([sys.executable, "-c", _BUSY, str(lock)], stdout=subprocess.PIPE)
        assert session.stdout is not None
        session.stdout.readline()

        session.terminate()

        assert session.wait(10) == 143
        session.stdout.close()
