"""The start of a day: what it brings a clerk, each figure with its letters, and the work against the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from corrtui.reports.capacity import Capacity, Load
from corrtui.text import count

SHOWN = 5
"""So many letters of a figure are told with who wrote them."""


class Named(NamedTuple):
    """A letter behind a figure."""

    control_no: str
    note: str
    """What the figure says of it, e.g. `3 business days overdue`; may be empty."""


@dataclass(frozen=True, slots=True)
class Told:
    """One of the first letters of a figure, as it may be listed to who looks."""

    control_no: str
    category: str
    writer: str
    note: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and the letters it is."""

    id: str
    title: str
    limit: str
    """The limit of the queue that lets exactly its letters through; empty: it does not hold them all."""
    letters: tuple[Named, ...]
    """In the order of work."""
    first: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else at work."""

    name: str
    letters: int
    """How many they have open."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a day brings."""

    day: date
    clerk: str
    """Name of who looks."""
    queue: int
    """Letters in the queue."""
    away: int
    """Open letters that are put away until a later day."""
    figures: tuple[Figure, ...]
    capacity: Capacity
    colleagues: tuple[Colleague, ...]


def as_text(day: Day) -> str:
    """Return the day in plain text, a figure with its first letters."""
    return "\n".join(_lines(day)) + "\n"


def _lines(day: Day) -> Iterator[str]:
    away = f", {day.away:,} put away" if day.away else ""
    yield f"{day.day:%A %d %B %Y}, {day.clerk}: {count(day.queue, 'letter')} in the queue{away}"
    yield ""
    for figure in day.figures:
        yield f"{len(figure.letters):>6,}  {figure.title}"
        for told in figure.first:
            note = f"  {told.note}" if told.note else ""
            yield f"        {told.control_no:12} {told.category:4} {told.writer:28}{note}".rstrip()
        more = len(figure.letters) - len(figure.first)
        if more:
            where = f'corrtui queue --limit "{figure.limit}"' if figure.limit else "corrtui day --json"
            yield f"        and {more:,} more: {where}"
    yield ""
    yield from capacity_lines(day.capacity)
    yield at_work(day.colleagues)


def capacity_lines(capacity: Capacity) -> Iterator[str]:
    """Yield the work against the time, a line each."""
    yield f"All open:  {capacity.sentence}"
    yield f"Pressing:  {capacity.pressing_sentence}"
    clerks = count(capacity.clerks, "clerk")
    yield f"Reply by:  {capacity.reply_by:%a %d %b %Y} for a letter of today, {clerks} at work"


def at_work(colleagues: tuple[Colleague, ...]) -> str:
    """Say who else is at work."""
    who = ", ".join(f"{one.name} ({count(one.letters, 'letter')})" for one in colleagues)
    return f"At work:   {who or 'nobody else'}"


def to_json(day: Day) -> dict[str, Any]:
    """Return the day for scripts; names are a contract, dates ISO days of the office, times minutes."""
    capacity = day.capacity
    return {
        "day": day.day.isoformat(),
        "clerk": day.clerk,
        "queue": day.queue,
        "away": day.away,
        "figures": [
            {
                "id": figure.id,
                "title": figure.title,
                "limit": figure.limit,
                "count": len(figure.letters),
                "letters": [{"control_no": no, "note": note or None} for no, note in figure.letters],
            }
            for figure in day.figures
        ],
        "capacity": {
            "letters": capacity.letters,
            "minutes": capacity.minutes,
            "left": capacity.left,
            "over": capacity.over,
            "pressing_over": capacity.pressing_over,
            "clerks": capacity.clerks,
            "minutes_a_day": capacity.per_day,
            "reply_by": capacity.reply_by.isoformat(),
            "categories": [_load(load) for load in capacity.loads],
        },
        "colleagues": [{"name": one.name, "letters": one.letters} for one in day.colleagues],
    }


def _load(load: Load) -> dict[str, Any]:
    return {
        "category": load.category,
        "letters": load.letters,
        "minutes_each": round(load.pace.minutes, 1),
        "known": load.pace.known,
    }
