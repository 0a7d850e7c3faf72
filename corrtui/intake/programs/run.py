"""Running a foreign program: limited, watched, and ended with everything it started."""

from __future__ import annotations

import math
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corrtui.intake.readers.limits import MB
from corrtui.intake.readers.process import house_path

_LIBRARIES = ("LD_LIBRARY_PATH", "TESSDATA_PREFIX")
_ERROR_BYTES = 4000
_MOST_FILES = 5000
"""Files and folders a program may make."""
_LOOK = 0.5
"""Seconds between two looks at what it has written."""
_ENDING = 10.0
"""Seconds the launcher has to end all that was started."""


class Failed(Exception):
    """A program gave no result.

    Args:
        reason: why, in words a clerk can act on.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Stopped(Exception):
    """The desk is being closed; the program was ended and its letter waits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may cost."""

    wall_seconds: float
    cpu_seconds: int
    memory_bytes: int
    file_bytes: int = 100 * MB
    """Largest file it may write."""
    output_bytes: int = 8 * MB
    """Longest output it may print."""
    folder_bytes: int = 300 * MB
    """What its files may take up together, besides what was in its folder before."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a program printed, and how it ended."""

    output: bytes
    errors: bytes
    exit_code: int
    """As `subprocess` gives it: negative for a signal."""


def run(title: str, words: Sequence[str], folder: Path, limits: Limits, stop: threading.Event) -> Printed:
    """Run a program until it ends; it and all it started are ended at a limit.

    Args:
        title: the program's name, for words.
        words: its whole path and its arguments.
        folder: the folder it works in, which is its home as well.
        limits: what it may cost.
        stop: ends it early.

    Raises:
        Failed: it cannot be started, or did not end within its limits.
        Stopped: `stop` was set.
    """
    launcher = [sys.executable, "-P", "-s", "-X", "utf8", "-m", "corrtui.intake.programs.launch"]
    costs = [str(limits.cpu_seconds), str(limits.memory_bytes), str(limits.file_bytes)]
    before = _size(folder)
    life, ours = os.pipe()  # while we hold our end the program may live: it ends with a desk that is killed
    try:
        popen = subprocess.Popen(
            [*launcher, str(life), *costs, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=folder,
            env=_environment(folder),
            pass_fds=(life,),
            start_new_session=True,  # what is typed at the desk's terminal is not for it
        )
    except OSError as error:
        os.close(ours)
        raise Failed(f"{title} cannot be started: {error.strerror}") from error
    finally:
        os.close(life)
    try:
        with popen:
            try:
                return _printed(
                    title, popen, limits, stop, _Room(title, folder, before + limits.folder_bytes)
                )
            finally:
                os.close(ours)
                _end(popen)
    except OSError as error:
        raise Failed(f"{title} cannot be watched: {error.strerror}") from error


class _Room:
    """What a program may write, all files together."""

    def __init__(self, title: str, folder: Path, most: float) -> None:
        self._title, self._folder, self._most = title, folder, most
        self._due = 0.0

    def look(self, now: float = math.inf) -> None:
        """Look when it is time to.

        Raises:
            Failed: it wrote more.
        """
        if now >= self._due:
            if _size(self._folder) > self._most:
                raise Failed(f"{self._title} wrote more than there is room for")
            self._due = now + _LOOK


def _size(folder: Path) -> float:
    """Return the bytes that the files in a folder take up; no number is as high as that of too many files."""
    total = entries = 0
    for place, folders, files in os.walk(folder):
        entries += len(folders) + len(files)
        if entries > _MOST_FILES:
            return math.inf
        for name in files:
            with suppress(OSError):  # it is gone
                total += os.lstat(os.path.join(place, name)).st_blocks * 512
    return total


def _printed(
    title: str, popen: subprocess.Popen[bytes], limits: Limits, stop: threading.Event, room: _Room
) -> Printed:
    assert popen.stdout is not None
    assert popen.stderr is not None
    until = time.monotonic() + limits.wall_seconds
    output, errors = bytearray(), bytearray()
    pipes = {popen.stdout.fileno(): output, popen.stderr.fileno(): errors}
    while pipes or popen.poll() is None:  # it may close its output and go on
        if stop.is_set():
            raise Stopped
        now = time.monotonic()
        if now > until:
            raise Failed(f"{title} took longer than {limits.wall_seconds:g} s")
        room.look(now)
        readable, _, _ = select.select(list(pipes), [], [], 0.2 if pipes else 0.02)
        for fd in readable:
            part = os.read(fd, 1 << 16)
            pipes[fd] += part
            if not part:
                del pipes[fd]
        del errors[:-_ERROR_BYTES]
        if len(output) > limits.output_bytes:
            raise Failed(f"{title} printed more than a letter may hold")
    if popen.returncode == -signal.SIGXCPU:
        raise Failed(f"{title} took more than {limits.cpu_seconds} s of processor time")
    if popen.returncode == -signal.SIGXFSZ:
        raise Failed(f"{title} wrote more than {limits.file_bytes // MB} MB")
    room.look()
    return Printed(bytes(output), bytes(errors), popen.returncode)


def _end(popen: subprocess.Popen[bytes]) -> None:
    """Wait for the launcher, which ends all that was started when our end of its pipe is closed."""
    try:
        popen.wait(_ENDING)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(popen.pid, signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _LIBRARIES if name in os.environ}
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",  # one processor a scan: the desk runs on the others
        "PYTHONPATH": house_path(),
        **kept,
    }
