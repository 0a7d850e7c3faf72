"""When a letter is due, how pressing it is, and the one order of work, with the reason in words.

Dates are the office's local dates. The order is: pinned letters; statutory clocks overdue or within two
business days; then the earlier of clock and office date, weight of the category, age, control number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corrtui.calendar import OfficeCalendar
from corrtui.triage.categories import Category

PINNED = ("SAF", "LEG", "GOV")
"""Categories that stand on top of the queue whatever their dates."""
URGENCIES = ("pinned", "overdue", "due today", "soon", "normal")

_SOON_DAYS = 2
"""Business days before its date from which a letter is pressing."""

OrderKey = tuple[int, int, int, int, int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Due:
    """The office's own date for an answer."""

    due: date
    work_by: date
    """Last business day on or before `due`."""


def due_dates(received: date, category: Category, calendar: OfficeCalendar) -> Due:
    """Return the office's date for a letter: its category's business days after receipt.

    A same-day category (0 days) received on a closed day is due on the next business day.
    """
    if category.office_days == 0 and not calendar.is_business_day(received):
        due = calendar.add_business_days(received, 1)
    else:
        due = calendar.add_business_days(received, category.office_days)
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
        waiting: somebody else has to move; such a letter stands last until its clock is pressing.
        clock_work_by: work-by date of the earliest statutory clock, None when none runs.
    """
    pressing = clock_work_by is not None and clock_work_by <= calendar.add_business_days(today, _SOON_DAYS)
    pinned = sensitive_pinned or category_code in PINNED
    effective = min(work_by, clock_work_by or work_by)
    return (
        int(waiting and not pressing),
        0 if category_code == PINNED[0] else 1 if pinned else 2,
        0 if pressing else 1,
        clock_work_by.toordinal() if clock_work_by and pressing else 0,
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
) -> str:
    """Return in one sentence why a letter stands where it stands; arguments as for order_key."""
    effective = min(work_by, clock_work_by or work_by)
    word = urgency(category_code, work_by, today, calendar, sensitive_pinned, clock_work_by)
    whose = "its statutory clock" if clock_work_by and clock_work_by <= work_by else "the office's own date"
    left = calendar.business_days_between(today, effective)
    parts = [f"{category_code} is pinned on top"] if category_code in PINNED else []
    if word == "pinned" and not parts:
        parts = ["pinned on top: somebody else must see it first"]
    if effective < today:
        parts.append(f"{_days(max(1, -left))} overdue, {whose} was {effective:%a %d %b %Y}")
    elif effective == today:
        parts.append(f"due today, by {whose}")
    else:
        parts.append(f"{_days(left)} left until {effective:%a %d %b %Y}, {whose}")
    parts.append(f"weight {weight}, received {received:%a %d %b %Y}")
    if waiting:
        parts.append("waits for somebody else, so it stands last until a statutory clock is pressing")
    return f"{'; '.join(parts)}."


def _days(count: int) -> str:
    return "1 business day" if count == 1 else f"{count} business days"
