"""Rank: what decides where an open letter stands in the order of work; letters of one rank are many.

It holds for every desk: what a category weighs there, and what day it is, is put to it by the order of work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from corrtui.control.letter import Letter

RAISED: Final = "raised"
LOWERED: Final = "lowered"
PRIORITIES: Final[Mapping[str, int]] = {RAISED: 0, "": 1, LOWERED: 2}
"""What a clerk made of a letter's place → its step among letters whose clock does not press, first is 0."""
STUCK: Final = 3
"""A letter left as it was so many times is told to who plans the day."""


class Rank(NamedTuple):
    """What order of work, tally and day view ask of an open letter. Dates are days of the office."""

    status: str
    category: str
    barred: bool
    """A sensitive class forbids the clerk to reply: somebody must see it first."""
    work_by: date
    received: date
    priority: str = ""
    """One of PRIORITIES."""
    bring_up: date | None = None
    """The day it comes back, or came back."""
    promised: date | None = None
    """The day by which our last letter promises more."""
    stuck: bool = False
    """It was left as it was STUCK times or more."""
    clock_work_by: date | None = None
    """Work-by date of the earliest clock of the law that runs."""
    unclocked: bool = False
    """It came in before the program kept clocks, and has none yet."""
    untold: tuple[str, ...] = ()
    """Sensitive classes of which nobody was told yet who must be."""

    @property
    def effective(self) -> date:
        """The day such letters must be worked by: the office's own, or a statutory clock's before it."""
        return min(self.work_by, self.clock_work_by or self.work_by)


def rank_of(letter: Letter) -> Rank:
    """Return the rank of a letter."""
    return Rank(
        letter.status,
        letter.category,
        bool(letter.sensitive) and not letter.replies,
        letter.work_by,
        letter.received,
        letter.priority,
        letter.bring_up,
        letter.promised,
        letter.skips >= STUCK,
        letter.clock_work_by,
        letter.unclocked,
        letter.untold,
    )


def rank_to_text(rank: Rank) -> str:
    """Return the rank as it stands in the checkpoint."""
    values = [value.isoformat() if isinstance(value, date) else value for value in rank]
    return json.dumps(values, separators=(",", ":"))


def rank_from_text(text: str) -> Rank:
    """Return the rank that `rank_to_text` wrote.

    Raises:
        ValueError, TypeError: it is no such text.
    """
    status, category, barred, work_by, received, priority, bring_up, promised, *rest = json.loads(text)
    stuck, clock, unclocked, untold = rest
    return Rank(
        status,
        category,
        barred,
        date.fromisoformat(work_by),
        date.fromisoformat(received),
        priority,
        _day(bring_up),
        _day(promised),
        stuck,
        _day(clock),
        unclocked,
        tuple(untold),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
