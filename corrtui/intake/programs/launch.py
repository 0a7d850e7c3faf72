"""Starts a program within its limits and ends with it, and all it started, when it ends or the desk does.

`python -m … LIFE CPU_SECONDS MEMORY_BYTES FILE_BYTES program …`. LIFE is the read end of a pipe the desk
holds: at its end the desk wants the program ended, or is dead. What the program started and left behind is
handed to this process by the kernel, in whatever session it is: see PR_SET_CHILD_SUBREAPER in prctl(2).

A process of its own, because code between fork and exec is not safe where there are threads.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
import time
from contextlib import suppress

_NICE = 10
"""Clerks' screens come first."""
_GRACE = 5
_PAUSE = 0.02
_LONGEST = 5.0
"""Seconds for what was killed to be gone; what is not may not be killed by us."""
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36


def main(arguments: list[str]) -> None:
    """Run the program; this process ends as it does, with 127 where it cannot be started."""
    life = int(arguments[0])
    os.set_inheritable(life, False)
    _prctl(_SET_CHILD_SUBREAPER, 1)
    child = os.fork()
    if child == 0:
        _become(arguments[1:])
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):  # else the desk would wait for our end of its pipes
        os.dup2(nothing, fd)
    status = _wait(child, life)
    _end_the_rest()
    code = os.waitstatus_to_exitcode(status) if status is not None else -signal.SIGKILL
    if code < 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(OSError, ValueError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def _become(arguments: list[str]) -> None:
    """In the child: set the limits and become the program."""
    try:
        _prctl(_SET_PDEATHSIG, signal.SIGKILL)  # whoever kills this process's parent ends it too
        os.setsid()
        cpu_seconds, memory_bytes, file_bytes = (int(argument) for argument in arguments[:3])
        for kind, limit in (
            (resource.RLIMIT_CPU, cpu_seconds),
            (resource.RLIMIT_AS, memory_bytes),
            (resource.RLIMIT_FSIZE, file_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            # At the soft limit of processor time the signal says why it ends; at the hard one it does not.
            kept = _GRACE if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else 0
            resource.setrlimit(kind, (limit, limit + kept))
        os.nice(_NICE)
        os.execv(arguments[3], arguments[3:])
    finally:
        os._exit(127)


def _wait(child: int, life: int) -> int | None:
    """Return how the program ended; None when the desk let go before."""
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        if select.select([life], [], [], _PAUSE)[0]:
            return None


def _end_the_rest() -> None:
    """Kill our children until there are none: the children of a killed one become ours."""
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until:
        for pid in _children():
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(_PAUSE / 4)


def _children() -> list[int]:
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                parent = int(file.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue  # it is gone
        if parent == os.getpid():
            found.append(int(name))
    return found


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
