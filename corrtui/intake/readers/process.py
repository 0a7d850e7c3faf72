"""One reader process as the house sees it: started with an empty environment, asked a line, ended."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import corrtui
from corrtui.errors import CorrtuiError
from corrtui.intake.readers.limits import ANSWER_BYTES

_KEPT = ("LD_LIBRARY_PATH", "PYTHONHOME")
"""All that Python itself may need of the environment to start."""
_START_SECONDS = 60.0


class Died(Exception):
    """The process ended instead of answering.

    Args:
        exit_code: as `subprocess` gives it: negative for a signal.
    """

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(exit_code)


class TooLong(Exception):
    """No answer came in the time allowed."""


class TooMuch(Exception):
    """The answer is longer than ANSWER_BYTES."""


class Process:
    """A running child. Only `kill` may be called from another thread than the one that asks."""

    def __init__(self, popen: subprocess.Popen[bytes]) -> None:
        assert popen.stdin is not None
        assert popen.stdout is not None
        self._popen = popen
        self._stdin, self._stdout = popen.stdin.fileno(), popen.stdout.fileno()
        self._readable = select.poll()
        self._readable.register(self._stdout, select.POLLIN)
        self._ahead = bytearray()
        """Read from the pipe and not asked for yet."""

    @classmethod
    def start(cls, cpu_seconds: int, memory_bytes: int) -> Process:
        """Start a child and wait until it is ready.

        Raises:
            CorrtuiError: it cannot be started, which has nothing to do with any letter.
        """
        # -P and the foot of the tree as its folder: nothing is imported from wherever the clerk stands.
        # A session of its own: Ctrl+C and a hang-up of the clerk's terminal do not reach it.
        try:
            popen = subprocess.Popen(
                [sys.executable, "-P", "-s", "-X", "utf8", "-m", "corrtui.intake.readers.child",
                 str(cpu_seconds), str(memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                env=_environment(),
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise _not_started(str(error.strerror)) from error
        process = cls(popen)
        try:
            process._line(time.monotonic() + _START_SECONDS)
        except (Died, TooLong, TooMuch) as error:
            process.close()
            raise _not_started(f"{type(error).__name__}: {error}") from error
        return process

    @property
    def pid(self) -> int:
        """The process id."""
        return self._popen.pid

    def ask(self, line: bytes, seconds: float) -> bytes:
        """Send `line`, which ends with a newline, and return the line that answers it.

        Raises:
            Died: the process ended; its exit code is in the exception.
            TooLong: there was no whole answer within `seconds`.
            TooMuch: the answer is too long.
        """
        try:
            os.write(self._stdin, line)  # far shorter than a pipe holds, so it never waits
        except BrokenPipeError as error:
            raise Died(self._popen.wait()) from error
        return self._line(time.monotonic() + seconds)

    def take(self, size: int, seconds: float) -> bytes:
        """Return the `size` bytes that come behind an answer.

        Raises:
            Died: the process ended before.
            TooLong: they did not come within `seconds`.
        """
        deadline = time.monotonic() + seconds
        while len(self._ahead) < size:
            self._read_on(deadline)
        taken = bytes(self._ahead[:size])
        del self._ahead[:size]
        return taken

    def kill(self) -> None:
        """End the process now, whatever it does."""
        self._popen.kill()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        with self._popen:
            self._popen.kill()

    def _line(self, deadline: float) -> bytes:
        looked = 0
        while (end := self._ahead.find(b"\n", looked)) < 0:
            looked = len(self._ahead)
            if looked > ANSWER_BYTES:
                raise TooMuch
            self._read_on(deadline)
        if end > ANSWER_BYTES:
            raise TooMuch
        line = bytes(self._ahead[: end + 1])
        del self._ahead[: end + 1]
        return line

    def _read_on(self, deadline: float) -> None:
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not self._readable.poll(1000 * remaining):
            raise TooLong
        part = os.read(self._stdout, 1 << 20)
        if not part:
            self._popen.kill()  # it may have closed its output and gone on
            raise Died(self._popen.wait())
        self._ahead += part


def _environment() -> dict[str, str]:
    """The house's own folder and the parent's import path, and nothing of the clerk's environment."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"PYTHONPATH": house_path(), **kept}


def house_path() -> str:
    """Return the import path of a process of ours: the house's own folder, then the parent's path."""
    house = str(Path(corrtui.__file__).resolve().parent.parent)
    path = [house, *(os.path.abspath(entry) for entry in sys.path if entry)]
    return os.pathsep.join(dict.fromkeys(path))


def _not_started(detail: str) -> CorrtuiError:
    return CorrtuiError(
        "The process that reads letters cannot be started",
        detail,
        "the letters stay in the inbox; check that the system has processes and memory left",
    )
