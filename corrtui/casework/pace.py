"""Pace: how long letters of each category take at this desk, by what was filed and disposed of last."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from corrtui.casework.bench import Bench
from corrtui.control.acts import LetterDisposed, LetterFiled
from corrtui.reports.capacity import Pace

LOOKED_AT = 2_000
"""So many entries of the log, the last ones, are read: old months are not."""
ENOUGH = 5
"""Letters of a category from which their median counts, not the estimate."""


class Paces(dict[str, Pace]):
    """Category → pace; a category nobody worked on lately has its estimate.

    Args:
        bench: the desk.
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        for code, seconds in _seconds(bench).items():
            if len(seconds) >= ENOUGH:
                self[code] = Pace(median(seconds) / 60, len(seconds))

    def __missing__(self, code: str) -> Pace:
        return Pace(self._bench.categories[code].minutes, 0)


def _seconds(bench: Bench) -> dict[str, list[int]]:
    found = defaultdict[str, list[int]](list)
    last = bench.log.last_n
    for entry in bench.log.entries(range(max(1, last - LOOKED_AT + 1), last + 1)).values():
        act = entry.act
        # Entries of older releases name no category: they tell nothing.
        if isinstance(act, LetterFiled | LetterDisposed) and act.seconds > 0 and act.category:
            found[act.category].append(act.seconds)
    return found
