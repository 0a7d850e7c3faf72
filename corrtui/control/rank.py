"""Rank: what decides where an open letter stands in the order of work; letters of one rank are many.

It holds for every desk: what a category weighs there, and what day it is, is put to it by the order of work.
"""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from corrtui.control.letter import Letter


class Rank(NamedTuple):
    """What the order of work and the tally ask of an open letter. Dates are days of the office."""

    status: str
    category: str
    barred: bool
    """A sensitive class forbids the clerk to reply: somebody must see it first."""
    work_by: date
    received: date


def rank_of(letter: Letter) -> Rank:
    """Return the rank of a letter."""
    barred = bool(letter.sensitive) and not letter.replies
    return Rank(letter.status, letter.category, barred, letter.work_by, letter.received)


def rank_to_text(rank: Rank) -> str:
    """Return the rank as it stands in the checkpoint."""
    days = rank.work_by.isoformat(), rank.received.isoformat()
    return json.dumps([rank.status, rank.category, rank.barred, *days], separators=(",", ":"))


def rank_from_text(text: str) -> Rank:
    """Return the rank that `rank_to_text` wrote.

    Raises:
        ValueError, TypeError: it is no such text.
    """
    status, category, barred, work_by, received = json.loads(text)
    return Rank(status, category, barred, date.fromisoformat(work_by), date.fromisoformat(received))
