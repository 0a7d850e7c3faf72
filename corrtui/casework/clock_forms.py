"""A letter's clocks for people and scripts: one line each, or JSON with what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corrtui.casework.bench import Bench
from corrtui.casework.clock_states import clock_states
from corrtui.casework.clocking import gather, matter_of_sheet
from corrtui.casework.worksheet import Worksheet
from corrtui.control.clock import Clock
from corrtui.control.letter import Letter
from corrtui.triage.clock_rules import ClockRules
from corrtui.triage.marks import Mark


def clock_lines(bench: Bench, letter: Letter) -> list[tuple[str, str, str]]:
    """Return (id, what it is and when, status) of each clock, for the control card and the letter's head."""
    if not letter.clocks:
        return []
    rules = bench.clock_rules()
    rows = rules.rows
    lines = []
    for clock, status in clock_states(bench, letter):
        title = rows[clock.id].title if clock.id in rows else "no clock of this desk any more"
        due = f"{clock.due:%a %Y-%m-%d}"
        if clock.work_by != clock.due:
            due += f", work by {clock.work_by:%a %m-%d}"
        if clock.original_due:
            due += f" (first {clock.original_due})"
        lines.append((clock.id, f"{due}: {title}", _status_words(rules, clock, status)))
    return lines


def _status_words(rules: ClockRules, clock: Clock, status: str) -> str:
    if clock.done:
        return f"{status} {clock.done}"
    if status == "answered":
        return "answered, not mailed"
    return f"off, {rules.title_of(clock.why)}" if status == "off" and clock.why else status


def clock_report(bench: Bench, sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the clocks as JSON: {id, start, due, work_by, status} is a contract; dates are ISO days."""
    letter = sheet.letter
    states = clock_states(bench, letter)
    if not states:
        return []
    rules = bench.clock_rules()
    marks = gather(rules, matter_of_sheet(sheet)).marks
    by_name = {mark.name: mark for mark in marks}
    return [_doc(rules, clock, status, by_name) for clock, status in states]


def _doc(rules: ClockRules, clock: Clock, status: str, marks: Mapping[str, Mark]) -> dict[str, Any]:
    row = rules.rows.get(clock.id)
    doc: dict[str, Any] = {
        "id": clock.id,
        "start": clock.start.isoformat(),
        "due": clock.due.isoformat(),
        "work_by": clock.work_by.isoformat(),
        "status": status,
        "kind": clock.kind,
        "original_due": clock.original_due.isoformat() if clock.original_due else None,
        "done": clock.done.isoformat() if clock.done else None,
        "off_because": (rules.title_of(clock.why) or None) if status == "off" else None,
    }
    if row is None:
        return doc
    names = row.applies.names | (row.unless.names if row.unless else frozenset())
    return doc | {
        "title": row.title,
        "cite": row.cite,
        "amount": row.amount,
        "unit": row.unit,
        "satisfied_by": sorted(row.satisfied_by | row.ended_by),
        "confirmed": row.confirmed,
        "note": row.note or None,
        "evidence": list(_evidence(names, marks)),
    }


def _evidence(names: Iterable[str], marks: Mapping[str, Mark]) -> Iterable[dict[str, Any]]:
    for name in sorted(names):
        if name in marks:
            mark = marks[name]
            yield {"mark": name, "phrase": mark.phrase, "start": mark.start, "end": mark.end}
