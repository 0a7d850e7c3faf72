"""A program that has everything loaded and forks a child for each job: a killed clerk costs 0.1 s, not 2.

A job works on a desk like any other process of its own. What it was told is done it notes in a file of
acknowledgements at once: those bytes are the system's, a kill does not take them back.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

_WRITE, _OPEN = os.write, os.open  # a job may make the others fail


class Acks:
    """The job's side of the file of acknowledgements."""

    def __init__(self, path: str) -> None:
        self._fd = _OPEN(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, what: str, **rest: Any) -> None:
        """Note one thing; one write, so that a kill leaves it whole or not at all."""
        _WRITE(self._fd, json.dumps({"what": what, **rest}).encode() + b"\n")


def read_acks(path: Path) -> list[dict[str, Any]]:
    """Return what a job noted."""
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


class Forks:
    """The test's side: starts jobs and waits for them."""

    def __init__(self) -> None:
        root = Path(__file__).parents[2]
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
        )

    def start(self, job: str, *args: Any) -> int:
        """Start a job of `tests.faults.jobs` in a process group of its own; return its process id."""
        return self._ask("start", job, *args)

    def wait(self, pid: int) -> int:
        """Wait for a job; return its exit code, negative for a signal."""
        return self._ask("wait", pid)

    def run(self, job: str, *args: Any) -> int:
        """Start a job and wait for it."""
        return self.wait(self.start(job, *args))

    def _ask(self, *words: Any) -> int:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps(words).encode() + b"\n")
        self._program.stdin.flush()
        return int(self._program.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._program.communicate()


def _serve() -> None:
    import fpdf  # noqa: F401  # what a job would load by and by is loaded once

    from tests.faults import jobs

    for line in sys.stdin.buffer:
        match json.loads(line):
            case ["start", job, *args]:
                sys.stdout.flush()
                pid = os.fork()
                if pid == 0:
                    _work(getattr(jobs, job), args)
                answer = pid
            case ["wait", pid]:
                answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(answer, flush=True)


def _work(job: Any, args: list[Any]) -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(2, 1)
        job(*args)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
