"""The work at hand against the time there is, and the day an answer may be promised by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from corrtui.casework.bench import Bench
from corrtui.casework.order import WAITING, is_away
from corrtui.casework.pace import Paces
from corrtui.control.letter import Letter
from corrtui.errors import CorrtuiError
from corrtui.reports.capacity import Capacity, day_minutes, first_free_day, loads_of, minutes_left, total


def capacity_of(
    bench: Bench, work: Mapping[str, int], pressing: Mapping[str, int], here: int, now: datetime
) -> Capacity:
    """Return the work against the time.

    Args:
        bench: the desk.
        work: category → letters to be worked on.
        pressing: the same of those due today or overdue.
        here: clerks at work.
        now: the time of the office.
    """
    settings, paces = bench.settings, Paces(bench)
    clerks = settings.clerks or here
    left = minutes_left(now, settings.opens, settings.closes, bench.calendar) * here
    per_day = day_minutes(settings.opens, settings.closes) * clerks
    loads = loads_of(work, paces)
    return Capacity(
        loads=loads,
        pressing=loads_of(pressing, paces),
        left=left,
        clerks=here,
        per_day=per_day,
        reply_by=first_free_day(total(loads), left, per_day, bench.today(), bench.calendar),
    )


def answer_by(bench: Bench, letter: Letter) -> date | None:
    """Return the business day an acknowledgment may promise the answer by; None where none is promised.

    It is the first day the work at hand leaves time for, as the day tells it, yet after today; a clock of the
    law that still can be kept is not promised away. Where it cannot be told who is at work, or how long
    letters took, nothing is promised.
    """
    if not bench.settings.promise_answer:
        return None
    today = bench.today()
    ranks = (rank for _, rank in bench.register.open.ranks())
    work = Counter(rank.category for rank in ranks if not is_away(rank, today) and rank.status not in WAITING)
    now = datetime.now(bench.settings.office.zone)
    try:
        people = {seat.login for seat in bench.claims.others().values()} - {bench.me.login}
        free = capacity_of(bench, work, {}, len(people) + 1, now).reply_by
    except CorrtuiError:
        return None
    day = max(free, bench.calendar.add_business_days(today, 1))
    clock = letter.clock_work_by
    return min(day, clock) if clock is not None and clock > today else day
