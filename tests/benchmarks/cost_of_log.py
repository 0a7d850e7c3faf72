"""What one entry costs at 100 and at 100,000 entries, and how many a second one and eight processes enter.

Beside the journal, in the same run and taken in turn: sqlite3, a bare write with fdatasync, and stock TinyDB,
which loses entries when several processes write.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tinydb import TinyDB

from corrtui.control.journal import Journal

_DOC = {
    "v": 1,
    "at": "2026-11-20T10:00:00.000Z",
    "by": "rhale",
    "letter": "261120-0001",
    "act": "skipped",
    "d": {"reason": "x" * 200},
}


def _medians_ms(acts: list[Callable[[], object]], times: int) -> list[float]:
    """Median of each act, taken in turn so that a slow moment of the machine falls on all of them."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(times):
        for act, own in zip(acts, taken, strict=True):
            begun = time.perf_counter()
            act()
            own.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(own) for own in taken]


def _journal(folder: Path, entries: int) -> Journal:
    journal = Journal(folder / f"log-{entries}", keep=False)
    for start in range(0, entries, 1000):
        journal.append([dict(_DOC) for _ in range(min(1000, entries - start))])
    return journal


def _sqlite(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "peer.sqlite", timeout=60, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE IF NOT EXISTS log(n INTEGER PRIMARY KEY, line TEXT)")
    return db


def _stock(folder: Path, entries: int) -> float:
    db = TinyDB(folder / f"stock-{entries}.json")
    db.insert_multiple([dict(_DOC) for _ in range(entries)])
    [found] = _medians_ms([lambda: db.insert(dict(_DOC))], 5)
    db.close()
    return found


def _bare(folder: Path) -> Callable[[], object]:
    """What any log must do at least: take a lock, write a line at the end, have it on the disk."""
    fd = os.open(folder / "bare.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    line = str(_DOC).encode() + b"\n"

    def append() -> None:
        fcntl.flock(fd, fcntl.LOCK_EX)
        os.write(fd, line)
        os.fdatasync(fd)
        fcntl.flock(fd, fcntl.LOCK_UN)

    return append


def _stock_insert(folder: Path) -> Callable[[], object]:
    db = TinyDB(folder / "stock.json")
    return lambda: db.insert(dict(_DOC))


def _sqlite_insert(folder: Path) -> Callable[[], object]:
    db = _sqlite(folder)
    return lambda: db.execute("INSERT INTO log(line) VALUES (?)", (str(_DOC),))


def _journal_append(folder: Path) -> Callable[[], object]:
    journal = Journal(folder / "log", keep=False)
    return lambda: journal.append([dict(_DOC)])


_WRITERS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "corrtui": _journal_append,
    "sqlite3 WAL, full sync": _sqlite_insert,
    "bare write + fdatasync": _bare,
    "stock TinyDB": _stock_insert,
}
_SECONDS = 3.0


def child() -> None:
    """Enter for three seconds with the writer and in the folder named on the command line; print how many."""
    name, folder, until = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    act = _WRITERS[name](folder)
    time.sleep(max(0.0, until - _SECONDS - time.time()))
    done = 0
    while time.time() < until:
        act()
        done += 1
    print(done)


def _a_second(name: str, processes: int) -> tuple[float, bool]:
    """Entries a second that many processes are told are entered, and whether all lived to the end."""
    with tempfile.TemporaryDirectory() as folder:
        _WRITERS[name](Path(folder))()  # whatever is made with the first entry is there
        until = time.time() + 2.0 + _SECONDS
        code = "from tests.benchmarks import cost_of_log as b; b.child()"
        command = [sys.executable, "-c", code, name, folder, str(until)]
        children = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for _ in range(processes)
        ]
        said = [child.communicate()[0] for child in children]
    return sum(int(one or 0) for one in said) / _SECONDS, all(child.returncode == 0 for child in children)


def _print_writers() -> None:
    print(f"  entries a second, each on the disk before the next, over {_SECONDS:.0f} s")
    for name in _WRITERS:
        one, _ = _a_second(name, 1)
        eight, sound = _a_second(name, 8)
        loss = "" if sound else "   (writers died: the file was damaged under them)"
        print(f"  {name:24}  1 writer {one:7,.0f}   8 writers {eight:7,.0f}{loss}")


def run() -> None:
    """Print medians in milliseconds and their ratios."""
    line = str(_DOC)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short, long, db = _journal(folder, 100), _journal(folder, 100_000), _sqlite(folder)
        small, large, peer = _medians_ms(
            [
                lambda: short.append([dict(_DOC)]),
                lambda: long.append([dict(_DOC)]),
                lambda: db.execute("INSERT INTO log(line) VALUES (?)", (line,)),
            ],
            300,
        )
        db.close()
        stock = _stock(folder, 10_000)
    print(f"  append at     100 entries  {small:7.3f} ms")
    print(f"  append at 100,000 entries  {large:7.3f} ms   ratio to 100: {large / small:5.2f}")
    print(f"  sqlite3 WAL, full sync     {peer:7.3f} ms   ours is {large / peer:5.2f} times that")
    print(f"  stock TinyDB at 10,000     {stock:7.1f} ms   ours is {large / stock:7.4f} times that")
    _print_writers()
