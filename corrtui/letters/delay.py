"""A late order: whether silence may count as consent, and by which day the buyer chooses.

Under the mail, internet and telephone order rule (16 CFR 435.2(b)(1)) silence agrees to a first delay with a
new date at most 30 days after the one first given; after a longer or open delay it cancels the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corrtui.calendar import OfficeCalendar

SHORT_DELAY = 30
"""Calendar days between the date first given and the new one. Source: 16 CFR 435.2(b)(1)."""


@dataclass(frozen=True, slots=True)
class Delay:
    """What a delay letter has to say about silence and about time; plain office dates."""

    short: bool
    """Silence means that the buyer agrees to the new date."""
    choose_by: date
    """Business day by which the buyer is asked to choose, before the goods would leave."""


def delay_of(
    promised: date | None, new: date | None, today: date, reply_by: date, days: OfficeCalendar
) -> Delay:
    """Return what follows from the dates of an order; one that is not known makes the delay a long one.

    Args:
        promised: day first given for shipment.
        new: day now expected.
        today: day of the letter.
        reply_by: day other letters ask an answer by.
        days: calendar of the office.
    """
    short = promised is not None and new is not None and (new - promised).days <= SHORT_DELAY
    before = days.add_business_days(new, -1) if new else reply_by
    return Delay(short, min(before, reply_by) if before > today else reply_by)
