"""Clock: one date by which the law wants something of a letter's office, as the control log holds it.

A letter's clocks are entered as lines of text, one a clock: id, start, due date, work-by date, then what is
not as usual — `FCBA-RES 2026-03-02 2026-05-15 2026-05-15`, `FCBA-ACK 2026-03-02 2026-04-01 2026-04-01
state=met done=2026-03-20`. Dates are days of the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

DUTY = "duty"
"""Ours: something must be mailed, or done, by the due date."""
WINDOW = "window"
"""The writer's: until the due date he may still do something."""
HOLD = "hold"
"""A restraint: until the due date we may not do something."""

RUNS = "runs"
MET = "met"
LATE = "late"
OFF = "off"
STATES = (RUNS, MET, LATE, OFF)
"""It runs; what it wants was mailed (or done) in time; after the due date; it does not count here."""

_BLANK = "\u00a0"
"""Stands for a blank within a value, e.g. of a login."""
_DATES = frozenset({"start", "due", "work_by", "done", "original_due"})


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one letter."""

    id: str
    """The row of `corrtui/data/clocks.toml` it was started by."""
    start: date
    """Day 0."""
    due: date
    work_by: date
    """Last day the office works on or before `due`: due dates on a closed day do not move."""
    kind: str = DUTY
    state: str = RUNS
    done: date | None = None
    """The day it was met: of mailing, or of what the clerk says was done."""
    original_due: date | None = None
    """The first due date, where it was extended or moved on; else None."""
    why: str = ""
    """Why it is off: the mark that bars it, or the login of who switched it off."""

    @property
    def pressing(self) -> bool:
        """Whether the order of work must heed it: a duty of ours that still runs."""
        return self.kind == DUTY and self.state == RUNS


def clock_to_text(clock: Clock) -> str:
    """Return the line a clock is entered as."""
    words = [clock.id, *(day.isoformat() for day in (clock.start, clock.due, clock.work_by))]
    for item in fields(Clock)[4:]:
        value = getattr(clock, item.name)
        if value != item.default:
            said = value.isoformat() if isinstance(value, date) else value.replace(" ", _BLANK)
            words.append(f"{item.name}={said}")
    return " ".join(words)


@lru_cache(maxsize=4096)
def clock_from_text(line: str) -> Clock:
    """Return the clock of a line; words a newer release added are passed over.

    Raises:
        ValueError: it is no such line.
    """
    try:
        name, start, due, work_by, *rest = line.split(" ")
        known = {item.name for item in fields(Clock)}
        values: dict[str, str | date] = {}
        for word in rest:
            key, _, value = word.partition("=")
            if key in known:
                values[key] = date.fromisoformat(value) if key in _DATES else value.replace(_BLANK, " ")
        days = (date.fromisoformat(day) for day in (start, due, work_by))
        return Clock(name, *days, **values)  # type: ignore[arg-type]
    except ValueError as error:
        raise ValueError(f"{line!r} is no clock: {error}") from None


def clocks_of(lines: Iterable[str]) -> tuple[Clock, ...]:
    """Return the clocks of their lines; see `clock_from_text`."""
    return tuple(clock_from_text(line) for line in lines)


def earliest(lines: Iterable[str]) -> Clock | None:
    """Return the running duty of ours with the earliest work-by date; None when there is none."""
    running = [clock for clock in clocks_of(lines) if clock.pressing]
    return min(running, key=lambda clock: (clock.work_by, clock.due, clock.id), default=None)
