"""The one order of work: which letter comes next, how urgent it is, and why, in words."""

from __future__ import annotations

from datetime import date

from corrtui.casework.bench import Bench
from corrtui.control.letter import Letter
from corrtui.control.rank import PRIORITIES, Rank, rank_of
from corrtui.triage.priority import PINNED, order_key, urgency, why

WAITING = frozenset(
    {"awaiting_writer", "awaiting_records", "awaiting_payment", "awaiting_authorisation", "query"}
    | {"routed", "held"}
)
"""Statuses in which somebody else has to move."""


def place_of(bench: Bench, rank: Rank, today: date) -> tuple[int, ...]:
    """Return where letters of a rank stand on a day, smallest first; among them the lower number is first.

    The first step is 0 for letters of the queue; of those put away it is the day they come back.
    """
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
        priority=PRIORITIES[rank.priority],
        bring_up=rank.bring_up,
        clock_work_by=rank.clock_work_by,
    )
    return key[:-2]


def effective_date(rank: Rank | Letter) -> date:
    """Return the day a letter must be worked by: the office's own, or a statutory clock's before it."""
    return (rank_of(rank) if isinstance(rank, Letter) else rank).effective


def is_pinned(rank: Rank) -> bool:
    """Tell whether letters of a rank stand on top whatever their dates."""
    return rank.barred or rank.category in PINNED


def is_away(rank: Rank | Letter, today: date) -> bool:
    """Tell whether letters are put away until a later day."""
    return rank.bring_up is not None and rank.bring_up > today


def urgency_of(bench: Bench, letter: Letter) -> str:
    """Return the urgency in a word: pinned, overdue, due today, soon or normal."""
    return urgency(
        letter.category,
        letter.work_by,
        bench.today(),
        bench.calendar,
        sensitive_pinned=rank_of(letter).barred,
        clock_work_by=letter.clock_work_by,
    )


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
        priority=PRIORITIES[letter.priority],
        bring_up=letter.bring_up,
        reason=letter.priority_why,
        clock_work_by=letter.clock_work_by,
    )
