"""Merging: the letter that is merged is closed, and what was due on it is due on the one that is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrtui.casework.bench import Bench
from corrtui.control.acts import ClockSet
from corrtui.control.clock import OFF, Clock, clock_to_text, clocks_of
from corrtui.control.letter import Letter
from corrtui.errors import Refused

MERGED = "merged"
"""Begins the word that is entered on the other letter: `merged NUMBER CLOCK START CLOCK START`."""
_NUMBER = re.compile(r"\b\d{6}-\d{4,}\b")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a merge enters on the letter that is answered.

    Attributes:
        into: its control number.
        act: the entry.
        effect: what it does to its clocks, in words; empty: nothing.
    """

    into: str
    act: ClockSet
    effect: str


def check_merge(bench: Bench, number: str, reason: str) -> str:
    """Return the control number a letter is merged into, which the reason names.

    Raises:
        Refused: it names none, or one that nobody would answer it by, or one without a reply where this
            letter has one: what was written would be written again.
    """
    named = _NUMBER.search(reason)
    if named is None:
        raise Refused("MERGE must name the letter it is merged into", hint="give its control number")
    into = bench.register.get(named[0])
    if named[0] == number or into is None:
        raise Refused(f"{number} cannot be merged into {named[0]}", hint="name another letter that is there")
    if into.disposition == "MERGE" and not into.open:
        raise Refused(
            f"{number} cannot be merged into {named[0]}",
            f"{named[0]} was merged itself: nobody would answer",
            "name the letter that is answered",
        )
    if bench.letter(number).sent and not into.sent:
        raise Refused(
            f"{number} cannot be merged into {named[0]}",
            f"{number} was written on already: {bench.letter(number).sent[-1]}",
            f"merge {named[0]} into {number}, so that nothing is written twice",
        )
    return named[0]


def carry_over(bench: Bench, letter: Letter, into: str) -> Carried:
    """Return what is entered on `into` when a letter is merged into it: of each running duty the earlier.

    Called under the log's lock.

    Raises:
        Refused: a colleague has `into` open.
    """
    bench.check_free(into)
    target = bench.letter(into)
    clocks = {clock.id: clock for clock in clocks_of(target.clocks)}
    words, effects = [MERGED, letter.control_no], []
    for clock in clocks_of(letter.clocks):
        there = clocks.get(clock.id)
        if not clock.pressing or (there is not None and not _gives_way(bench, there, clock)):
            continue
        clocks[clock.id] = clock
        words += [clock.id, clock.start.isoformat()]
        was = f", was {there.due}" if there is not None and there.pressing else ""
        effects.append(f"{clock.id} {'now' if was else 'runs there,'} due {clock.due}{was}")
    act = ClockSet(
        word=" ".join(words),
        reason=f"merged from {letter.control_no}",
        clocks=tuple(map(clock_to_text, clocks.values())),
    )
    return Carried(into, act, ", ".join(effects))


def _gives_way(bench: Bench, there: Clock, clock: Clock) -> bool:
    """Tell whether a clock of the letter that is answered gives way to the same one of the merged letter."""
    if there.pressing:
        return (clock.work_by, clock.due) < (there.work_by, there.due)
    if there.state == OFF:  # a mark of that letter alone bars it; what a clerk switched off stays off
        row = bench.clock_rules().rows.get(there.id)
        return row is not None and row.unless is not None and there.why in row.unless.names
    return there.done is not None and there.done < clock.start  # answered before the merged letter came
