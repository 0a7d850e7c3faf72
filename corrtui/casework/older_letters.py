"""Letters that stood open when the program began to keep clocks: theirs are counted once, and entered."""

from __future__ import annotations

from corrtui.casework.bench import Bench
from corrtui.casework.clocking import mailings_of, matter_of, start_clocks
from corrtui.casework.worksheet import read_case
from corrtui.control.acts import Act, ClocksStarted
from corrtui.control.index import number_key
from corrtui.errors import CorrtuiError
from corrtui.text import count

_LOT = 200
"""Letters that are counted while the log is held: nobody waits longer for it."""


def unclocked(bench: Bench) -> list[str]:
    """Return the open letters whose clocks were never counted, the lowest number first."""
    return sorted((number for number, rank in bench.register.open.ranks() if rank.unclocked), key=number_key)


def start_missing_clocks(bench: Bench) -> tuple[str, ...]:
    """Count the clocks of those letters, from the day they were received, and enter them; say so.

    The log says of every letter whether its clocks were counted, and it is asked under its lock: sessions
    that start at the same time enter them once. A letter whose case folder cannot be read waits for the next
    start.

    Raises:
        CorrtuiError: the log cannot be written.
    """
    waiting = unclocked(bench)
    with_clocks = done = 0
    for begin in range(0, len(waiting), _LOT):
        with bench.log.locked():
            bench.sync()
            acts: list[tuple[str, Act]] = []
            for number, letter in bench.register.open.some(waiting[begin : begin + _LOT]).items():
                if not letter.unclocked:
                    continue
                try:
                    case = read_case(bench, letter)
                except CorrtuiError:
                    continue  # the check-up names it
                clocks = start_clocks(bench, matter_of(bench, letter, case), mailings_of(letter))
                acts.append((number, ClocksStarted(clocks=clocks)))
                with_clocks += bool(clocks)
            if acts:
                bench.log.append(bench.me.login, acts)
                bench.sync()
                done += len(acts)
    if not done:
        return ()
    letters = count(done, "open letter")
    return (f"clocks of {letters} counted, received before the program kept any; they run on {with_clocks}",)
