"""The pipe to the child: a whole line or a named failure, never a wait without end."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from corrtui.intake.readers.limits import ANSWER_BYTES
from corrtui.intake.readers.process import Died, Process, TooLong, TooMuch


@pytest.fixture
def process() -> Iterator[Callable[[str], Process]]:
    """Start a stand-in child that runs a program, for answers the real one never gives."""
    started: list[Process] = []

    def start(program: str) -> Process:
        started.append(Process(
            subprocess.Popen(
                [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        ))  # fmt: skip
        return started[-1]

    yield start
    for child in started:
        child.close()


def test_an_answer_in_pieces_is_put_together(process):
    program = (
        "import time; input(); [(print(c, end='', flush=True), time.sleep(.02)) for c in 'abc']; print()"
    )

    assert process(program).ask(b"?\n", 10) == b"abc\n"


def test_half_an_answer_is_none(process):
    with pytest.raises(TooLong):
        process("import time; input(); print('half', end='', flush=True); time.sleep(60)").ask(b"?\n", 0.5)


def test_an_answer_without_end_is_cut_short(process):
    with pytest.raises(TooMuch):
        process(f"input(); print('x' * {ANSWER_BYTES + 10})").ask(b"?\n", 30)


@pytest.mark.parametrize(
    ("program", "exit_code"),
    [
        ("input()", 0),
        ("input(); raise SystemExit(3)", 3),
        ("input(); import os; os.kill(os.getpid(), 9)", -signal.SIGKILL),
        ("input(); import os, time; os.close(1); time.sleep(60)", -signal.SIGKILL),
    ],
)
def test_an_end_without_an_answer_is_told_with_its_exit_code(process, program: str, exit_code: int):
    with pytest.raises(Died) as death:
        process(program).ask(b"?\n", 10)

    assert death.value.exit_code == exit_code


def test_a_child_that_is_gone_already_is_told(process):
    child = process("pass")
    child._popen.wait()

    with pytest.raises(Died):
        child.ask(b"?\n", 10)


def test_a_real_child_starts_and_ends():
    child = Process.start(cpu_seconds=20, memory_bytes=1 << 30)
    answer = child.ask(b'{"path": "/dev/null", "name": "letter.txt"}\n', 10)
    child.close()

    assert b"not a file" in answer


def test_what_comes_behind_an_answer_is_taken_byte_by_byte(process):
    child = process(
        "import sys\nfor _ in range(2):\n"
        " input(); sys.stdout.buffer.write(b'sizes\\n' + b'\\0\\n\\xff' + b''); sys.stdout.flush()"
    )

    for _ in range(2):
        assert child.ask(b"?\n", 10) == b"sizes\n"
        assert child.take(0, 10) == b""
        assert child.take(3, 10) == b"\0\n\xff"


def test_what_does_not_come_behind_an_answer_is_not_waited_for(process):
    child = process("import time; input(); print('sizes', flush=True); time.sleep(60)")
    child.ask(b"?\n", 10)
    with pytest.raises(TooLong):
        child.take(3, 0.3)

    ended = process("input(); print('sizes')")
    ended.ask(b"?\n", 10)
    with pytest.raises(Died):
        ended.take(3, 10)
