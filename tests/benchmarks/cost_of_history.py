"""What old entries cost a desk: opening it, memory, an act, the day's tally; open letters being equal."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corrtui.desk import Desk
from corrtui.make_desk import make_desk
from corrtui.people import system_login
from tests.benchmarks.memory import rss_mb
from tests.benchmarks.old_log import write_log

_OLD = (1_000, 100_000, 1_000_000)
_STANDING = 200
_OPENS = 7
_ACTS = 60


def measure(folder: Path) -> dict[str, float]:
    """In a process of its own: open the desk in `folder`, act, count the day; return what each took."""
    begun = time.perf_counter()
    desk = Desk.open(folder)
    opened = time.perf_counter() - begun
    memory = rss_mb("self")
    numbers = desk.queue()
    acts = []
    for number in numbers[:_ACTS]:
        begun = time.perf_counter()
        desk.skip(number, "records asked for")
        acts.append((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    balances = desk.tally().balances
    counted = time.perf_counter() - begun
    desk.close()
    assert balances
    assert len(numbers) == _STANDING
    return {"open": opened, "memory": memory, "act": statistics.median(acts), "tally": counted}


def _in_child(folder: Path) -> dict[str, float]:
    command = [
        sys.executable,
        "-c",
        "import sys; from tests.benchmarks import cost_of_history as b; b.child()",
    ]
    done = subprocess.run([*command, str(folder)], stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def child() -> None:
    """Print what `measure` found for the desk named on the command line."""
    print(json.dumps(measure(Path(sys.argv[-1]))))


def _desk(folder: Path, old: int) -> tuple[Path, float]:
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    begun = time.perf_counter()
    write_log(folder / "control", old, _STANDING, system_login())
    return folder, time.perf_counter() - begun


def run() -> None:
    """Print one line a length of history: medians of opens taken in turn; every ratio is to the shortest."""
    print(f"  {_STANDING} open letters; medians of {_OPENS} opens in processes of their own, taken in turn")
    with tempfile.TemporaryDirectory() as name:
        first: dict[int, dict[str, float]] = {}
        for old in _OLD:
            folder, built = _desk(Path(name) / str(old), old)
            first[old] = _in_child(folder)
            print(
                f"  {old:9,} old entries: written in {built:.1f} s; first opening, without a checkpoint,"
                f" {first[old]['open']:.1f} s and {first[old]['memory']:.0f} MB"
            )
        rows = [{old: _in_child(Path(name) / str(old)) for old in _OLD} for _ in range(_OPENS)]
    base: dict[str, float] = {}
    for old in _OLD:
        found = {key: statistics.median(row[old][key] for row in rows) for key in first[old]}
        base = base or found
        ratio = {key: found[key] / base[key] for key in found}
        print(
            f"  {old:9,}  open {found['open'] * 1000:4.0f} ms ({ratio['open']:.2f} x)"
            f"   memory {found['memory']:3.0f} MB ({ratio['memory']:.2f} x)"
            f"   act {found['act']:5.2f} ms ({ratio['act']:.2f} x)"
            f"   today's tally {found['tally'] * 1000:3.0f} ms ({ratio['tally']:.2f} x)"
        )
