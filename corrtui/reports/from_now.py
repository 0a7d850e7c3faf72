"""The tally of a day that nothing followed, today's as a rule: counted back from the register as it stands.

History costs nothing here: only the day's own entries are read, and those of the day before. Two ways still
lead to the same number: carried is counted letter by letter, from the open letters of the register; opening
is the register's balance, kept entry by entry since the log began and never taken from the letters, less
the flows of the day. The tests hold it against the fold of the whole log.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from corrtui.control.acts import (
    ActUndone,
    ClocksStarted,
    DraftBegun,
    LetterReceived,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
)
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter, fold
from corrtui.control.register import Register
from corrtui.reports.counting import Asked, DayCount, figures, until
from corrtui.reports.tally import Tally

_MARKS = LetterViewed | NumbersRevealed | DraftBegun | LetterTakenOver | ClocksStarted
"""Acts that neither open nor close a letter, nor change what a tally counts of it when it is closed."""
_ALONE = 64
"""Entries looked at before the day's for one that was not made while the clock was ahead."""
_MOST = 50_000
"""For a day with more entries than this the log is read from its beginning."""

Entries = Callable[[Collection[int]], dict[int, Entry]]


@dataclass(frozen=True, slots=True)
class _Step:
    """A letter before and after one entry."""

    was: bool
    letter: Letter


def tally_from_now(asked: Asked, register: Register, entries: Entries) -> Tally | None:
    """Return the tally of a day when the log ends with it; None when this way cannot tell.

    Args:
        asked: which day.
        register: folded to the end of the log; nothing is folded in meanwhile (`Register.still`).
        entries: gives the log's entries by their numbers.
    """
    with register.still() as last:
        window = _window(asked, register, entries, last)
        if window is None:
            return None
        try:
            steps = _steps(window, register, entries)
        except (ValueError, KeyError):
            return None  # the log from its beginning will say what is wrong
        return _count(asked, window, steps, register, last, entries)


def _window(asked: Asked, register: Register, entries: Entries, last: int) -> list[Entry] | None:
    """The entries of the day and of some days before, up to the end of the log, oldest first.

    None when entries of a later day end the log, or it cannot be told where the day begins.
    """
    around = timedelta(days=1)  # a day of the office lies on at most three days in UTC
    first, _ = register.entries_on(asked.day - around, asked.day + around)
    first = first or last + 1
    if last - first > _MOST or not last:
        return None
    found = entries(range(max(1, first - _ALONE), last + 1))
    if found[last].day(asked.zone) > asked.day:
        return None
    # Entries made right before while the clock was ahead belong to this day.
    while first > 1 and found[first - 1].day(asked.zone) > asked.day:
        first -= 1
        if first - 1 not in found and first > 1:
            return None
    return [found[n] for n in range(first, last + 1)]


def _steps(window: list[Entry], register: Register, entries: Entries) -> dict[int, _Step]:
    """Walk back from the letters as they stand: what each entry of the window changed.

    Raises:
        ValueError, KeyError: an entry is not what made the letter what it is.
    """
    undone = [entry.act.entry for entry in window if isinstance(entry.act, ActUndone)]
    acts = {entry.n: entry for entry in window} | entries(set(undone)) if undone else {}
    letters: dict[str, Letter | None] = {}
    standing = register.open.some({entry.letter for entry in window if entry.letter})
    steps: dict[int, _Step] = {}
    for entry in reversed(window):
        if not entry.letter:
            continue
        number = entry.letter
        after = letters[number] if number in letters else standing.get(number) or register.get(number)
        if after is None:
            raise ValueError(f"entry {entry.n}: {number} was never received")
        before = _before(after, entry, acts)
        letters[number] = before
        steps[entry.n] = _Step(before is not None and before.open, after)
    return steps


def _before(after: Letter, entry: Entry, acts: dict[int, Entry]) -> Letter | None:
    """The letter before an entry; how far a draft of it was is not told."""
    if isinstance(entry.act, LetterReceived):
        return None
    if isinstance(entry.act, _MARKS):
        return after
    if isinstance(entry.act, ActUndone):
        return fold(after, acts[entry.act.entry])
    if after.last_act != entry.n or after.before is None:
        raise ValueError(f"entry {entry.n} is not the last act on {entry.letter}")
    return after.before


def _count(
    asked: Asked,
    window: list[Entry],
    steps: dict[int, _Step],
    register: Register,
    last: int,
    entries: Entries,
) -> Tally:
    opening = register.balance - sum(step.letter.open - step.was for step in steps.values())
    today = DayCount()
    for entry, entered in until(window, asked.day, asked.zone):
        if entered == asked.day:
            today.note(entry)
        step = steps.get(entry.n)
        if step is None:
            continue
        if entered < asked.day:
            opening += step.letter.open - step.was
        elif not isinstance(entry.act, LetterViewed | NumbersRevealed):
            today.count(entry, step.letter, was=step.was)
    last_hash = window[-1].hash if window else entries({last})[last].hash
    return figures(asked, today, opening, register.open.ranks(), last, last_hash)
