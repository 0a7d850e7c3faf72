"""Promises: what our last letter told the writer they would have by a day, kept in sight until it is kept."""

from __future__ import annotations

from typing import Final

from corrtui.casework.bench import Bench
from corrtui.casework.bringup import read_day
from corrtui.control.acts import PromiseChanged
from corrtui.errors import Refused

KEPT: Final = "kept"
"""Stands for no day: the promise was kept, or nothing is to be done any more."""


def change(bench: Bench, number: str, said: str, reason: str, intent: str, seen: int | None = None) -> str:
    """Give what was promised to a writer another day, or note it as kept; return what to say.

    A letter that is closed may hold a promise too: the one that closed it made it.

    Args:
        bench: the desk.
        number: control number.
        said: a day as `bringup.read_day` takes it, or `kept`.
        reason: how it was kept, or why the day is another one; always needed.
        intent: entries of one key press share it.
        seen: version of the letter it was decided on.

    Raises:
        Refused: no such day, no reason, no letter of ours went out, or nothing was promised that could be
            kept.
    """
    letter = bench.letter(number)
    if not letter.sent:
        raise Refused(
            f"Nothing of ours went out for {number}", hint="`:bring-up DATE` brings it back on a day"
        )
    kept = said.strip().lower() == KEPT
    if kept and letter.promised is None:
        raise Refused(f"Nothing is promised in {number}", hint="a date notes a promise of our letter")
    day = None if kept else read_day(said, bench.today(), bench.calendar).day
    if not reason.strip():
        raise Refused("A promise is not changed without a reason", hint="say how it was kept, or why not")
    act = PromiseChanged(day=day, reason=reason.strip())
    bench.enter(number, act, intent, letter.version if seen is None else seen, closed=True)
    return f"{number}: promised by {day:%a %d %b %Y}" if day else f"{number}: the promise is kept"
