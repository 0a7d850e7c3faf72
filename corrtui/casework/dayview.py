"""The start of a day, taken from the open letters' ranks: no letter is read but those that are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from corrtui.casework.bench import Bench
from corrtui.casework.capacity import capacity_of
from corrtui.casework.holding import back_note
from corrtui.casework.order import WAITING, effective_date, is_away
from corrtui.casework.rank_terms import rank_limit
from corrtui.control.claims import Seat
from corrtui.control.letter import Letter
from corrtui.control.rank import STUCK, Rank
from corrtui.reports.day import SHOWN, Colleague, Day, Figure, Named, Told
from corrtui.text import count, one_line
from corrtui.triage.categories import UNKNOWN

_WRITER = 28


@dataclass(frozen=True, slots=True)
class _Kind:
    """A figure of the day: which letters it is."""

    id: str
    title: str
    limit: str
    """In the limit language, told by ranks alone."""
    note: Callable[[Bench, Rank, date], str] = lambda bench, rank, today: ""


def _overdue(bench: Bench, rank: Rank, today: date) -> str:
    days = bench.calendar.business_days_between(effective_date(rank), today)
    return f"{count(max(1, days), 'business day')} overdue"


def _promised(bench: Bench, rank: Rank, today: date) -> str:
    assert rank.promised is not None
    word = "was promised" if rank.promised < today else "promised"
    return f"{word} by {rank.promised:%a %d %b %Y}"


def _waiting(bench: Bench, rank: Rank, today: date) -> str:
    days = bench.calendar.business_days_between(rank.received, today)
    return f"{rank.status.replace('_', ' ')}, {count(max(0, days), 'business day')} old"


def _untold(bench: Bench, rank: Rank, today: date) -> str:
    return f"{', '.join(rank.untold)}: tell {bench.whom.words(rank.untold)}"


def _for_me(bench: Bench, rank: Rank, today: date) -> str:
    return ", ".join(kind for kind in rank.untold if bench.whom.names(bench.me.login, [kind]))


_FOR_ME: Final = "for-me"
"""The figure of those only who may have to be told of a letter."""
KINDS: Final[tuple[_Kind, ...]] = (
    _Kind("untold", "to be told to others, not done", "is:untold", _untold),
    _Kind(_FOR_ME, "for you to know", "is:for-me", _for_me),
    _Kind("pinned", "to be seen first", "is:pinned"),
    _Kind("overdue", "overdue", "is:overdue", _overdue),
    _Kind("due", "due today", "is:due"),
    _Kind("promised", "promised to the writer", "is:promised", _promised),
    _Kind("back", "brought up", "is:back"),
    _Kind("waiting", "wait for somebody else", "is:waiting", _waiting),
    _Kind("stuck", f"left {STUCK} times or more", "is:stuck"),
    _Kind("away", "put away, yet overdue", "is:away is:overdue", _overdue),
)
"""The figures of a day, in the order they are told."""


OWED: Final = "owed"
"""Letters, closed ones too, of which a reply was not mailed, and closed ones that promise more; no limit."""


def look(
    bench: Bench,
    numbers: list[str],
    owed: Sequence[tuple[str, str]],
    veil: Callable[[Letter], Letter],
    others: Mapping[str, Seat],
    now: datetime,
) -> Day:
    """Return what the day brings.

    Args:
        bench: the desk.
        numbers: every open letter in the order of work, those put away last.
        owed: (control number, what we owe) of what `casework.owed` tells.
        veil: returns a letter as it may be listed here.
        others: what colleagues have open.
        now: the time of the office.
    """
    today = bench.today()
    own = [kind for kind in KINDS if kind.id != _FOR_ME or bench.whom.may_name(bench.me)]
    tests = [(kind, test) for kind in own if (test := rank_limit(kind.limit, today, bench.for_me))]
    found: dict[str, list[Named]] = {kind.id: [] for kind in own}
    told: dict[int, tuple[Rank, tuple[tuple[str, str], ...]]] = {}
    work, pressing = Counter[str](), Counter[str]()
    queue, unknown = 0, set[str]()
    for number in numbers:
        rank = bench.register.open.rank(number)
        if rank is None:
            continue  # closed since they were put in order
        if id(rank) not in told:  # letters of one rank are many
            kinds = tuple((kind.id, kind.note(bench, rank, today)) for kind, holds in tests if holds(rank))
            told[id(rank)] = rank, kinds
        for kind, note in told[id(rank)][1]:
            found[kind].append(Named(number, note))
        if rank.category == UNKNOWN and rank.bring_up is not None:
            unknown.add(number)
        if is_away(rank, today):
            continue
        queue += 1
        if rank.status not in WAITING:
            work[rank.category] += 1
            pressing[rank.category] += effective_date(rank) <= today
    # Only a letter of which nothing can be told is kept for its days.
    found["back"] = [
        Named(number, back_note(bench, number)) if number in unknown else Named(number, note)
        for number, note in found["back"]
    ]
    found[OWED] = [Named(number, note) for number, note in owed]
    shown = [(kind.id, kind.title, kind.limit) for kind in own]
    shown.append((OWED, "filed, not mailed, or still promised", ""))
    figures = (
        Figure(name, title, limit, tuple(found[name]), _first(bench, found[name], veil))
        for name, title, limit in shown
    )
    people = Counter(seat.name for seat in others.values() if seat.login != bench.me.login)
    return Day(
        day=today,
        clerk=bench.me.name,
        queue=queue,
        away=len(numbers) - queue,
        figures=tuple(figures),
        capacity=capacity_of(bench, work, pressing, len(people) + 1, now),
        colleagues=tuple(Colleague(name, letters) for name, letters in sorted(people.items())),
    )


def _first(bench: Bench, letters: list[Named], veil: Callable[[Letter], Letter]) -> tuple[Told, ...]:
    told = []
    for number, note in letters[:SHOWN]:
        letter = bench.register.get(number)
        if letter is not None:
            told.append(Told(number, letter.category, one_line(veil(letter).writer, _WRITER), note))
    return tuple(told)
