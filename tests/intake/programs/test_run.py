"""A foreign program runs within its limits, and nothing it started is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corrtui.intake.programs.run import Failed, Limits, Printed, Stopped, run

LIMITS = Limits(
    wall_seconds=20, cpu_seconds=5, memory_bytes=1 << 30, file_bytes=1 << 20, output_bytes=1 << 16
)
NEVER = threading.Event()


def python(program: str, folder: Path, limits: Limits = LIMITS, stop: threading.Event = NEVER) -> Printed:
    return run("snake", [sys.executable, "-c", program], folder, limits, stop)


def gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":  # it ended, and nobody asked how
            return True
        time.sleep(0.02)
    return False


def test_what_it_prints_and_how_it_ends(tmp_path: Path):
    program = "import sys; print('words'); print('why', file=sys.stderr); sys.exit(3)"

    assert python(program, tmp_path) == Printed(b"words\n", b"why\n", 3)


def test_it_works_in_its_folder_and_knows_nothing_of_the_clerk(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CLERK_SECRET", "x")
    printed = python("import os; print(os.getcwd(), os.environ['HOME'], *sorted(os.environ))", tmp_path)

    words = printed.output.decode().split()
    assert words[:2] == [str(tmp_path)] * 2
    assert set(words[2:]) <= {
        "HOME", "LANG", "LC_CTYPE", "LD_LIBRARY_PATH", "OMP_THREAD_LIMIT", "PATH", "PYTHONPATH",
        "TESSDATA_PREFIX", "TMPDIR",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("program", "limits", "reason"),
    [
        ("import time; time.sleep(60)", Limits(0.5, 5, 1 << 30), "snake took longer than 0.5 s"),
        (
            "import os, time; os.close(1); os.close(2); time.sleep(60)",
            Limits(0.5, 5, 1 << 30),
            "snake took longer than 0.5 s",
        ),
        ("while True: pass", Limits(30, 1, 1 << 30), "snake took more than 1 s of processor time"),
        ("while True: print('x' * 1000)", LIMITS, "snake printed more than a letter may hold"),
        (
            "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
            "with open('f', 'wb') as file:\n while True: file.write(b'x' * 100000); file.flush()",
            LIMITS,
            "snake wrote more than 1 MB",
        ),
    ],
)
def test_its_limits(tmp_path: Path, program: str, limits: Limits, reason: str):
    with pytest.raises(Failed) as failure:
        python(program, tmp_path, limits)

    assert failure.value.reason == reason


def test_its_memory(tmp_path: Path):
    printed = python("x = bytearray(3 << 30)", tmp_path)

    assert b"MemoryError" in printed.errors


def test_what_it_started_ends_with_it(tmp_path: Path):
    program = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True); open('pid', 'w').write(str(child.pid))"
    )
    assert python(program, tmp_path).exit_code == 0  # the child held its output open

    assert gone(int((tmp_path / "pid").read_text()))


DAEMON = (
    "import os, time\n"
    "if os.fork() == 0:\n"
    "    os.setsid()\n"
    "    if os.fork() == 0:\n"
    "        open('daemon', 'w').write(str(os.getpid()))\n"
    "        time.sleep(60)\n"
    "    os._exit(0)\n"
    "os.wait()\n"
    "while not (os.path.exists('daemon') and open('daemon').read()): time.sleep(0.01)\n"
)
"""Starts a process in a session of its own that is nobody's child."""


@pytest.mark.parametrize("then", ["", "time.sleep(60)"], ids=["it ends", "it is ended"])
def test_what_left_its_session_ends_with_it(tmp_path: Path, then: str):
    try:
        python(DAEMON + then, tmp_path, Limits(3, 5, 1 << 30))
    except Failed:
        assert then

    assert gone(int((tmp_path / "daemon").read_text()))


def test_it_ends_with_a_desk_that_is_killed(tmp_path: Path):
    program = DAEMON + "open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    desk = (
        "import sys, threading\nfrom pathlib import Path\n"
        "from corrtui.intake.programs.run import Limits, run\n"
        f"run('snake', [sys.executable, '-c', {program!r}], Path({str(tmp_path)!r}), "
        "Limits(60, 5, 1 << 30), threading.Event())"
    )
    with subprocess.Popen([sys.executable, "-c", desk]) as popen:
        until = time.monotonic() + 20
        while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text()):
            assert time.monotonic() < until
            time.sleep(0.02)
        popen.kill()

    assert gone(int((tmp_path / "pid").read_text()))
    assert gone(int((tmp_path / "daemon").read_text()))


@pytest.mark.parametrize(
    "program",
    [
        "import time\nfor n in range(40): open(f'{n}', 'wb').write(b'x' * 100_000)\ntime.sleep(60)",
        "for n in range(40): open(f'{n}', 'wb').write(b'x' * 100_000)",
        "import time\nfor n in range(6000): open(f'{n}', 'wb')\ntime.sleep(60)",
    ],
    ids=["and goes on", "and ends", "many"],
)
def test_its_files_together(tmp_path: Path, program: str):
    (tmp_path / "letter").write_bytes(b"x" * 5_000_000)  # is not its own
    limits = Limits(30, 20, 1 << 30, file_bytes=1 << 20, folder_bytes=3_000_000)

    with pytest.raises(Failed, match="snake wrote more than there is room for"):
        python(program, tmp_path, limits)


def test_it_ends_when_the_desk_is_closed(tmp_path: Path):
    stop = threading.Event()
    program = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    timer = threading.Timer(1.0, stop.set)
    timer.start()
    with pytest.raises(Stopped):
        python(program, tmp_path, stop=stop)
    timer.join()

    assert gone(int((tmp_path / "pid").read_text()))


def test_a_program_that_is_not_there(tmp_path: Path):
    assert run("nothing", ["/nowhere/nothing"], tmp_path, LIMITS, NEVER).exit_code == 127
    with pytest.raises(Failed, match="nothing cannot be started: No such file"):
        run("nothing", ["/nowhere/nothing"], tmp_path / "nowhere", LIMITS, NEVER)


def test_it_leads_a_group_of_its_own(tmp_path: Path):
    printed = python("import os; print(os.getpgid(0) == os.getpid(), os.nice(0))", tmp_path)

    assert printed.output.decode().split() == ["True", str(min(19, os.nice(0) + 10))]
