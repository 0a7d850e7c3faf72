"""When a letter is due, how pressing it is, and the one order of work, with the reason in words.

Dates are the office's local dates. The order is: pinned letters; statutory clocks overdue or within two
business days; then the earlier of clock and office date, weight of the category, age, control number.
What a clerk decided comes between: raised letters stand behind pressing clocks and before all others,
lowered ones behind those; a letter that came back from being put away is the first of its like.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from corrtui.calendar import OfficeCalendar
from corrtui.triage.categories import Category

PINNED = ("SAF", "LEG", "GOV")
"""Categories that stand on top of the queue whatever their dates."""
URGENCIES = ("pinned", "overdue", "due today", "soon", "normal")

NORMAL: Final = 1
"""The priority of a letter no clerk raised (0) or lowered (2)."""

_SOON_DAYS = 2
"""Business days before its date from which a letter is pressing."""

OrderKey = tuple[int, int, int, int, int, int, int, int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Due:
    """The office's own date for an answer."""

    due: date
    work_by: date
    """Last business day on or before `due`."""


def due_dates(received: date, category: Category, calendar: OfficeCalendar, same_day: bool = False) -> Due:
    """Return the office's date for a letter: its category's business days after receipt.

    A same-day category (0 days), or a letter that is `same_day` for itself (an injury), received on
    a closed day is due on the next business day.
    """
    days = 0 if same_day else category.office_days
    if days == 0 and not calendar.is_business_day(received):
        due = calendar.add_business_days(received, 1)
    else:
        due = calendar.add_business_days(received, days)
    return Due(due, calendar.work_by(due))


def order_key(
    category_code: str,
    weight: int,
    work_by: date,
    received: date,
    control_no: str,
    today: date,
    calendar: OfficeCalendar,
    sensitive_pinned: bool,
    waiting: bool = False,
    clock_work_by: date | None = None,
    priority: int = NORMAL,
    bring_up: date | None = None,
) -> OrderKey:
    """Return what letters are sorted by: the smallest key is worked first.

    Args:
        category_code: category now.
        weight: its weight, 3 before 1.
        work_by: the office's own date.
        received: date received.
        control_no: breaks ties; a shorter number is the earlier one.
        today: the office's date.
        calendar: the office's calendar.
        sensitive_pinned: a sensitive class forbids the clerk to reply, so somebody must see it first.
        waiting: somebody else has to move; such a letter stands last until its clock is pressing, or a clerk
            wants it: raised it, or had it come back today.
        clock_work_by: work-by date of the earliest statutory clock, None when none runs.
        priority: what a clerk made of it: 0 raised, NORMAL, 2 lowered.
        bring_up: the day it comes back from being put away, None when it is not; until then it stands
            behind all others.
    """
    pressing = presses(clock_work_by, today, calendar)
    pinned = sensitive_pinned or category_code in PINNED
    effective = min(work_by, clock_work_by or work_by)
    away = bring_up is not None and bring_up > today
    wanted = pressing or priority < NORMAL or (bring_up is not None and not away)
    return (
        bring_up.toordinal() if bring_up is not None and away else 0,
        int(waiting and not wanted),
        0 if category_code == PINNED[0] else 1 if pinned else 2,
        0 if pressing else 1,
        clock_work_by.toordinal() if clock_work_by and pressing else 0,
        NORMAL if pressing else priority,
        0 if bring_up is not None and not away else 1,
        effective.toordinal(),
        -weight,
        received.toordinal(),
        len(control_no),
        control_no,
    )


def urgency(
    category_code: str,
    work_by: date,
    today: date,
    calendar: OfficeCalendar,
    sensitive_pinned: bool = False,
    clock_work_by: date | None = None,
) -> str:
    """Return one word of URGENCIES for the queue: "pinned", "overdue", "due today", "soon" or "normal"."""
    if sensitive_pinned or category_code in PINNED:
        return "pinned"
    effective = min(work_by, clock_work_by or work_by)
    if effective < today:
        return "overdue"
    if effective == today:
        return "due today"
    return "soon" if effective <= calendar.add_business_days(today, _SOON_DAYS) else "normal"


def why(
    category_code: str,
    weight: int,
    work_by: date,
    received: date,
    today: date,
    calendar: OfficeCalendar,
    sensitive_pinned: bool,
    waiting: bool = False,
    clock_work_by: date | None = None,
    priority: int = NORMAL,
    bring_up: date | None = None,
    reason: str = "",
) -> str:
    """Return in one sentence why a letter stands where it stands.

    Args as for order_key, and `reason`: why a clerk raised or lowered it, as it was given.
    """
    effective = min(work_by, clock_work_by or work_by)
    word = urgency(category_code, work_by, today, calendar, sensitive_pinned, clock_work_by)
    whose = "its statutory clock" if clock_work_by and clock_work_by <= work_by else "the office's own date"
    left = calendar.business_days_between(today, effective)
    parts = [f"{category_code} is pinned on top"] if category_code in PINNED else []
    if word == "pinned" and not parts:
        parts = ["pinned on top: somebody else must see it first"]
    if bring_up is not None:
        away = bring_up > today
        back = "put away until" if away else "first of its like: it was to come back"
        parts.append(f"{back} {bring_up:%a %d %b %Y}")
    pressing = presses(clock_work_by, today, calendar)
    if priority != NORMAL:
        parts.append(_decided(priority, reason, pressing=pressing))
    if effective < today:
        parts.append(f"{_days(max(1, -left))} overdue, {whose} was {effective:%a %d %b %Y}")
    elif effective == today:
        parts.append(f"due today, by {whose}")
    else:
        parts.append(f"{_days(left)} left until {effective:%a %d %b %Y}, {whose}")
    parts.append(f"weight {weight}, received {received:%a %d %b %Y}")
    if waiting and not pressing and priority >= NORMAL and bring_up is None:
        parts.append("waits for somebody else, so it stands last until a statutory clock is pressing")
    return f"{'; '.join(parts)}."


def presses(clock_work_by: date | None, today: date, calendar: OfficeCalendar) -> bool:
    """Tell whether a statutory clock's work-by date is over, or at most two business days away."""
    return clock_work_by is not None and clock_work_by <= calendar.add_business_days(today, _SOON_DAYS)


def _decided(priority: int, reason: str, *, pressing: bool) -> str:
    word, because = "raised" if priority < NORMAL else "lowered", f" ({reason})" if reason else ""
    if pressing:
        return f"{word}{because}, which moves nothing while its statutory clock is pressing"
    place = "before all without a pressing clock" if priority < NORMAL else "behind all that are not"
    return f"{word}{because}: it stands {place}"


def _days(count: int) -> str:
    return "1 business day" if count == 1 else f"{count} business days"
