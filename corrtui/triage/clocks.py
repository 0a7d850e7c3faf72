"""Which clocks run for a letter, when they end, and what a letter of ours does to them: arithmetic only.

The result follows from the rows, what is known of the letter, what was mailed and what the clerk said;
asked again it is the same. Dates are days of the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from corrtui.calendar import OfficeCalendar, add_legal_days, add_months, end_of_cycle
from corrtui.control.clock import DUTY, LATE, MET, OFF, RUNS, Clock
from corrtui.triage.clock_rows import (
    BUSINESS,
    CALENDAR,
    CYCLES,
    DONE,
    DUE,
    FACT,
    MAILED,
    MONTHS,
    OFFICE,
    RECEIVED,
    ClockRow,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a letter.

    Attributes:
        received: day of the office stamp.
        marks: what holds of it.
        days: fact → day.
        closing_day: day of the month on which its billing cycle closes; None when nobody knows.
    """

    received: date
    marks: frozenset[str]
    days: Mapping[str, date] = field(default_factory=dict)
    closing_day: int | None = None


@dataclass(frozen=True, slots=True)
class Mailing:
    """A letter of ours that was mailed: what it counts as, and when."""

    kinds: frozenset[str]
    day: date


@dataclass(frozen=True, slots=True)
class Word:
    """What the clerk said of one clock: off, on, met, start; `day` for the last two."""

    clock: str
    what: str
    day: date | None = None
    by: str = ""


def run_clocks(
    rows: Iterable[ClockRow],
    known: Known,
    calendar: OfficeCalendar,
    mailings: Sequence[Mailing] = (),
    words: Sequence[Word] = (),
) -> tuple[Clock, ...]:
    """Return the clocks of a letter, in the order of the rows."""
    running: dict[str, Clock] = {}
    said: dict[str, list[Word]] = {}
    for word in words:
        said.setdefault(word.clock, []).append(word)
    for row in rows:
        own = said.get(row.id, [])
        clock = _started(row, known, calendar, mailings, running, own)
        if clock is None:
            continue
        for mailing in mailings:
            clock = mail(row, clock, mailing, calendar)
        running[row.id] = heed(clock, own)
    return tuple(running.values())


def _started(
    row: ClockRow,
    known: Known,
    calendar: OfficeCalendar,
    mailings: Sequence[Mailing],
    running: Mapping[str, Clock],
    said: Sequence[Word],
) -> Clock | None:
    wanted = any(word.what in ("on", "start", "met") for word in said)
    if not wanted and (row.off or not row.applies.holds(known.marks)):
        return None
    start = next((word.day for word in reversed(said) if word.what == "start"), None)
    start = start or _start_of(row, known, mailings, running)
    if start is None:
        if not wanted:
            return None
        start = known.received
    due = due_of(row, start, calendar, known.closing_day)
    clock = Clock(row.id, start, due, work_by(start, due, calendar), row.kind)
    if row.extension and row.extension.by.startswith(FACT):
        came = known.days.get(row.extension.by.removeprefix(FACT))
        if came is not None and start <= came <= due:
            clock = _extended(row, clock, calendar)
    if row.unless and row.unless.holds(known.marks):
        barring = next((name for name in sorted(row.unless.names) if name in known.marks), "unless")
        return replace(clock, state=OFF, why=barring)
    return clock


def _start_of(
    row: ClockRow, known: Known, mailings: Sequence[Mailing], running: Mapping[str, Clock]
) -> date | None:
    for token in row.start:
        day = None
        if token == RECEIVED:
            day = known.received
        elif token.startswith(DUE):
            other = running.get(token.removeprefix(DUE))
            day = other.due if other is not None else None
        elif token.startswith(MAILED):
            kind = token.removeprefix(MAILED)
            day = next((mailing.day for mailing in mailings if kind in mailing.kinds), None)
        else:
            day = known.days.get(token)
        if day is not None:
            return day
    return None


def due_of(row: ClockRow, start: date, calendar: OfficeCalendar, closing_day: int | None = None) -> date:
    """Return the due date of a clock that starts on `start`, which is day 0.

    Where nobody knows when the billing cycle closes it is taken to close on the day of receipt: no other day
    gives an earlier end.
    """
    if row.assumed:
        start = add_legal_days(start, row.assumed, observed=row.observed)
    if row.unit == CYCLES:
        end = end_of_cycle(start, row.amount, closing_day) if closing_day else add_months(start, row.amount)
        return min(end, start + _DAY * row.cap) if row.cap else end
    if row.unit == MONTHS:
        return add_months(start, row.amount)
    return _later(start, row.amount, row.unit, row.observed, calendar)


def _later(day: date, amount: int, unit: str, observed: bool, calendar: OfficeCalendar) -> date:
    if unit == BUSINESS:
        return add_legal_days(day, amount, observed=observed)
    if unit == OFFICE:
        return calendar.add_business_days(day, amount)
    assert unit == CALENDAR
    return day + _DAY * amount


def work_by(start: date, due: date, calendar: OfficeCalendar) -> date:
    """Return the last day the office works on or before `due`; `due` where that is before the start."""
    last = calendar.work_by(due)
    return last if last >= start else due


def _extended(row: ClockRow, clock: Clock, calendar: OfficeCalendar) -> Clock:
    assert row.extension is not None
    due = _later(clock.due, row.extension.amount, row.extension.unit, row.observed, calendar)
    last = work_by(clock.start, due, calendar)
    return replace(clock, due=due, work_by=last, original_due=clock.original_due or clock.due)


def mail(row: ClockRow, clock: Clock, mailing: Mailing, calendar: OfficeCalendar) -> Clock:
    """Return the clock after a letter of ours was mailed.

    An extension counts once, and only when it was mailed before the due date; what satisfies a clock that
    repeats moves it on. A letter mailed before the clock started does nothing to it, unless the clock repeats
    or is due on the day it starts.
    """
    early = mailing.day < clock.start and bool(row.amount) and not row.repeats
    if clock.state != RUNS or clock.kind != DUTY or early:
        return clock
    tokens = {MAILED + kind for kind in mailing.kinds}
    if tokens & row.ended_by or (tokens & row.satisfied_by and not row.repeats):
        return met(clock, mailing.day)
    if tokens & row.satisfied_by:
        due = due_of(row, clock.due, calendar)
        last = work_by(clock.start, due, calendar)
        return replace(clock, due=due, work_by=last, original_due=clock.original_due or clock.due)
    extension = row.extension
    if extension and extension.by in tokens and clock.original_due is None and mailing.day < clock.due:
        return _extended(row, clock, calendar)
    return clock


def met(clock: Clock, day: date) -> Clock:
    """Return the clock met on `day`, or late."""
    return replace(clock, state=MET if day <= clock.due else LATE, done=day)


def heed(clock: Clock, said: Sequence[Word]) -> Clock:
    """Return the clock after what the clerk said of it, oldest first."""
    for word in said:
        if word.what == "off":
            clock = replace(clock, state=OFF, why=word.by)
        elif word.what in ("on", "start") and clock.state == OFF:
            clock = replace(clock, state=RUNS, why="")
        elif word.what == "met" and word.day is not None:
            clock = met(replace(clock, why=""), word.day)
    return clock


def may_be_done(row: ClockRow) -> bool:
    """Tell whether a clock is also met by what the clerk says was done, not by mailing only."""
    return DONE in row.satisfied_by or DONE in row.ended_by


def status_of(clock: Clock, today: date, answered: bool) -> str:
    """Return how a clock stands, in a word.

    running, extended, answered (a letter that would meet it is filed, not yet mailed), overdue, met, late,
    off; a window or a hold that is over is past.
    """
    if clock.state != RUNS:
        return clock.state
    if clock.kind != DUTY:
        return "running" if today <= clock.due else "past"
    if today > clock.due:
        return "overdue"
    if answered:
        return "answered"
    return "extended" if clock.original_due else "running"


def satisfies(row: ClockRow, kinds: frozenset[str]) -> bool:
    """Tell whether a letter of these kinds would meet the clock, or move it on, once mailed."""
    return bool({MAILED + kind for kind in kinds} & (row.satisfied_by | row.ended_by))
