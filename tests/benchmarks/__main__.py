"""Prints the benchmarks: `make bench`, `make bench-wire`, or `python -m tests.benchmarks screen log`.

Each figure stands beside a smaller input of the same run, as a ratio: machines differ and are shared.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable

from tests.benchmarks import (
    cost_of_history,
    cost_of_log,
    cost_of_reading,
    letters_a_second,
    look_alikes,
    wire,
)

BENCHES: dict[str, Callable[[], None]] = {
    "log": cost_of_log.run,
    "history": cost_of_history.run,
    "reading": cost_of_reading.run,
    "intake": letters_a_second.intake,
    "finish": letters_a_second.finish,
    "alike": look_alikes.run,
    "screen": wire.alone,
    "wire": wire.run,
}
_ASKED_FOR = ("wire",)
"""Left out unless named: it takes minutes, and wants other programs beside ours."""


def main(names: list[str]) -> None:
    """Run the named benchmarks; when none is named, all but those that must be asked for."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for name in names or [name for name in BENCHES if name not in _ASKED_FOR]:
        print(f"\n{name}")
        BENCHES[name]()


main(sys.argv[1:])
