"""Bring-ups: a letter is put away until a day and comes back by itself, on top of its like.

Practice: tickler file, 43 folders or a dated list. A day the office is closed is the business day before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from corrtui.calendar import OfficeCalendar
from corrtui.casework.bench import Bench
from corrtui.casework.order import WAITING, effective_date
from corrtui.control.acts import BringUpSet
from corrtui.control.letter import Letter
from corrtui.errors import Refused
from corrtui.triage.dates import read_date

SAME: Final = "="
"""Stands for the day, or the words, of the bring-up before."""
FARTHEST: Final = 730
"""Days ahead a letter may be put away: what lies farther is a slip of the hand."""
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AHEAD = re.compile(r"(\d{1,3}) ?([dw])", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})", re.ASCII)
_EXAMPLES = "e.g. 3d, 2w, fri, tomorrow, 12/24, 2026-12-24, = as before"


@dataclass(frozen=True, slots=True)
class Day:
    """The day a letter is to come back."""

    day: date
    """A business day of the office, or today."""
    moved: str
    """Why it is not the day that was named, in words; empty when it is."""


class ReasonNeeded(Refused):
    """The letter would come back after the day it must be worked by: that takes a reason.

    Args:
        number: control number.
        late: why it is late, in words.
    """

    def __init__(self, number: str, late: str) -> None:
        self.late = late
        super().__init__(f"{number} is not put away", late, "give a reason, or an earlier day")


def read_day(said: str, today: date, calendar: OfficeCalendar) -> Day:
    """Return the day that is meant by `3d`, `2w`, `fri`, `tomorrow`, `12/24`, `24 Dec` or `2026-12-24`.

    A weekday is the next such day after today; a date without a year the next such day, month first.

    Raises:
        Refused: it is no date, lies in the past, or more than FARTHEST days ahead.
    """
    asked = _asked(" ".join(said.lower().split()), today)
    if asked is None:
        raise Refused(f"{said.strip() or '(nothing)'} is no date", hint=_EXAMPLES)
    if asked < today:
        raise Refused(f"{asked:%a %d %b %Y} is past", "nothing comes back yesterday", _EXAMPLES)
    if asked > today + timedelta(days=FARTHEST):
        raise Refused(f"{asked:%a %d %b %Y} is more than two years away", hint=_EXAMPLES)
    day = calendar.work_by(asked)
    if asked == today or day == asked:
        return Day(asked, "")
    if day > today:
        return Day(day, f"the office is closed on {asked:%a %d %b}, so the business day before")
    day = calendar.add_business_days(asked, 1)
    return Day(day, f"the office is closed until then, so not {asked:%a %d %b}")


def _asked(text: str, today: date) -> date | None:
    if text in ("today", "tomorrow", "tom"):
        return today + timedelta(days=text != "today")
    if ahead := _AHEAD.fullmatch(text):
        return today + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "w" else 1))
    named = [at for at, name in enumerate(_WEEKDAYS) if len(text) > 1 and name.startswith(text)]
    if len(named) == 1:
        return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1)
    if month_day := _MONTH_DAY.fullmatch(text):
        return _next(int(month_day[1]), int(month_day[2]), today)
    written = re.sub(r"[a-z]+", lambda word: word[0].title(), text)
    # A date without a year is read as the last such day before a year from now: the next there is.
    return read_date(written, _year_on(today)) if written[-1:].isalnum() else None


def _next(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + 9):  # 29 February, at most eight years away
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _year_on(today: date) -> date:
    return today + timedelta(days=364)


def _meant(bench: Bench, letter: Letter, said: str, before: Sequence[str]) -> tuple[str, Day]:
    """Return the words that are meant, and the day.

    `=` is the day the letter is put away until, where that still lies ahead; else it is the words it was put
    away with, said again today; else the last of `before`.

    Raises:
        Refused: it is no day, or there was nothing before.
    """
    if said == SAME:
        if letter.bring_up is not None and letter.bring_up > bench.today():
            return letter.bring_up_said, Day(letter.bring_up, "")
        said = letter.bring_up_said or next((text for text in reversed(before) if text != SAME), "")
        if not said:
            raise Refused(f"{letter.control_no} was not put away before", hint=_EXAMPLES)
    return said, read_day(said, bench.today(), bench.calendar)


def lateness(bench: Bench, letter: Letter, day: date) -> str:
    """Say why a day is too late for a letter to come back; empty when it is not."""
    by = effective_date(letter)
    if day <= by or day <= bench.today():
        return ""
    was = "was to be" if by < bench.today() else "must be"
    return f"it {was} worked by {by:%a %d %b %Y} and would come back on {day:%a %d %b %Y}"


def bring_up(
    bench: Bench,
    number: str,
    said: str,
    reason: str,
    intent: str,
    seen: int | None = None,
    before: Sequence[str] = (),
) -> str:
    """Put a letter away until a day; return what to say.

    Args:
        bench: the desk.
        number: control number.
        said: the day as `read_day` takes it, or `=`.
        reason: why; needed where the day is later than the letter must be worked by.
        intent: entries of one key press share it.
        seen: version of the letter it was decided on.
        before: what this clerk said of other letters, oldest first: `=` takes the last of it where the letter
            itself was not put away before.

    Raises:
        ReasonNeeded: the day is too late and no reason was given.
        Refused: no such day, the letter is closed, or its sensitive class allows no reply from here and it
            was not handed on yet.
    """
    letter = bench.open_letter(number)
    if letter.sensitive and not letter.replies and letter.status not in WAITING:
        raise Refused(
            f"{number} is decided by itself: {letter.sensitive}",
            "nobody would see it until then",
            f"hand it on first: {bench.way('dispose', number, 'ESCALATE')}",
        )
    words, found = _meant(bench, letter, said.strip(), before)
    late = lateness(bench, letter, found.day)
    if late and not reason.strip():
        raise ReasonNeeded(number, late)
    act = BringUpSet(day=found.day, said=words, reason=reason.strip())
    bench.enter(number, act, intent, letter.version if seen is None else seen)
    when = "today" if found.day == bench.today() else f"on {found.day:%a %d %b %Y}"
    return f"{number} comes back {when}" + (f" ({found.moved})" if found.moved else "")
