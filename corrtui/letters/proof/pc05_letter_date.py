"""PC-05: the date printed on the letter is the day it is signed, and not before the letter it answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from corrtui.letters.proof.case import Finding, ProofCase

RULE = "PC-05"
MOST_BUSINESS_DAYS_OLD = 1
"""A letter dated yesterday may be signed today; one dated before the weekend on Monday too."""


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a date in the future, more than one business day old, or before the letter that is answered.

    The incoming letter's own date counts only when it is not later than the day it came in: a writer may
    misdate a letter. Source: proof rule PC-05; date of a letter = date signed or mailed, not drafted.
    """
    dated = case.letter_date
    answered = case.document_date if case.document_date and case.document_date <= case.received else None
    if dated > case.today:
        message = f"The letter is dated {_day(dated)}, today is {_day(case.today)}. Date it today."
    elif dated < case.received:
        message = (
            f"The letter is dated {_day(dated)}, the letter it answers came in on {_day(case.received)}."
        )
    elif answered and dated < answered:
        message = f"The letter is dated {_day(dated)}, the letter it answers bears {_day(answered)}."
    elif case.calendar.business_days_between(dated, case.today) > MOST_BUSINESS_DAYS_OLD:
        message = f"The letter is dated {_day(dated)}, more than a business day ago. Date it today."
    else:
        return
    yield Finding(RULE, "block", message, 0, 0, dated.isoformat())


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
