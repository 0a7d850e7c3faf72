"""The one order of work: which letter comes next, how urgent it is, and why, in words."""

from __future__ import annotations

from datetime import date

from corrtui.casework.bench import Bench
from corrtui.control.letter import Letter
from corrtui.control.rank import Rank, rank_of
from corrtui.triage.priority import order_key, urgency, why

WAITING = frozenset({"awaiting_writer", "awaiting_records", "awaiting_payment", "routed", "held"})


def place_of(bench: Bench, rank: Rank, today: date) -> tuple[int, ...]:
    """Return where letters of a rank stand on a day, smallest first; among them the lower number is first."""
    key = order_key(
        category_code=rank.category,
        weight=bench.categories[rank.category].weight,
        work_by=rank.work_by,
        received=rank.received,
        control_no="",
        today=today,
        calendar=bench.calendar,
        sensitive_pinned=rank.barred,
        waiting=rank.status in WAITING,
    )
    return key[:-2]


def urgency_of(bench: Bench, letter: Letter) -> str:
    """Return the urgency in a word: pinned, overdue, due today, soon or normal."""
    barred = rank_of(letter).barred
    return urgency(letter.category, letter.work_by, bench.today(), bench.calendar, sensitive_pinned=barred)


def why_here(bench: Bench, letter: Letter) -> str:
    """Say why the letter stands where it stands."""
    return why(
        letter.category,
        bench.categories[letter.category].weight,
        letter.work_by,
        letter.received,
        bench.today(),
        bench.calendar,
        sensitive_pinned=rank_of(letter).barred,
        waiting=letter.status in WAITING,
    )
