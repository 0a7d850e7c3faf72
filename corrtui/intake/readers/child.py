"""The process that touches foreign bytes: reads one letter after another, with limits it sets itself.

Started by `ReaderChild` as `python -m corrtui.intake.readers.child CPU_SECONDS MEMORY_BYTES`. One JSON
line asks for a letter, `{"path": …, "name": …}` (the path's bytes as Latin-1); one answers it,
`{"reading": …, "pieces": …, "need": …, "last": …}`, and behind it come the bytes of its enclosures, as many
as `pieces` says of each, and those of `need`, where it has any. The first line says that it is ready. It
writes no file, starts no process and ends when its input does, or whoever started it.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import resource
import signal
import sys
from typing import BinaryIO

from corrtui.intake.readers.limits import OPEN_FILES, SPENT_BYTES
from corrtui.intake.readers.reader import bring_file, cannot

_LOOK = 0.5
"""Seconds between two looks at the parent while a letter is read."""


def main(arguments: list[str]) -> int:
    """Answer until the input ends; return the exit code."""
    cpu_seconds, memory_bytes = (int(argument) for argument in arguments)
    requests, answers = _take_pipes()
    _limit(memory_bytes)
    parent = os.getppid()
    signal.signal(signal.SIGALRM, lambda number, frame: _end_with(parent))
    answers.write(b'{"ready": true}\n')
    answers.flush()
    for line in requests:
        _allow_cpu(cpu_seconds)
        signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        parts, last = _answer(json.loads(line), memory_bytes)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for part in parts:
            answers.write(part)
        answers.flush()
        if last:
            break
    return 0


def _end_with(parent: int) -> None:
    """End in the middle of a letter when the parent is gone: nobody waits for the answer."""
    if os.getppid() != parent:
        os._exit(1)


def _answer(request: dict[str, str], memory_bytes: int) -> tuple[list[bytes], bool]:
    """Return the parts of the answer and whether this process is too spent to take another request."""
    try:
        brought = bring_file(request["path"].encode("latin-1"), request["name"])
        spent = _held_bytes() > SPENT_BYTES
    except MemoryError:
        spent = True
        brought = cannot(f"reading it takes more than {memory_bytes >> 20} MB of memory; open the original")
    need, behind = None, list(brought.pieces)
    if brought.need is not None:
        need = dataclasses.asdict(brought.need) | {"data": None}
        if brought.need.data is not None:
            need["data"] = len(brought.need.data)
            behind.append(brought.need.data)
    answer = {
        "reading": brought.reading.to_json(),
        "pieces": [len(piece) for piece in brought.pieces],
        "need": need,
        "last": spent,
    }
    line = json.dumps(answer, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"
    return [line, *behind], spent


def _held_bytes() -> int:
    """Return the address space in use; what a large letter took of it may never come back."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output for ourselves; a library that reads or prints meets /dev/null."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    return requests, answers


def _limit(memory_bytes: int) -> None:
    sys.dont_write_bytecode = True
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (limit, limit))


def _allow_cpu(seconds: int) -> None:
    """Let this process use `seconds` more; at the end of them the kernel ends it with SIGXCPU."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
