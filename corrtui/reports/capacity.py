"""Capacity: the minutes open letters take against those that are left, and when a letter can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from corrtui.calendar import OfficeCalendar


@dataclass(frozen=True, slots=True)
class Pace:
    """What a letter of one category takes."""

    minutes: float
    known: int
    """Letters of the office it is the median of; 0: an estimate."""


@dataclass(frozen=True, slots=True)
class Load:
    """Letters of one category that are to be worked."""

    category: str
    letters: int
    pace: Pace

    @property
    def minutes(self) -> float:
        """What they take together."""
        return self.letters * self.pace.minutes


@dataclass(frozen=True, slots=True)
class Capacity:
    """Work against time, in minutes of one clerk."""

    loads: tuple[Load, ...]
    """What is open and ours to do, the most of it first."""
    pressing: tuple[Load, ...]
    """Those of it that are due today or overdue."""
    left: int
    """Minutes left today, all clerks together."""
    clerks: int
    per_day: int
    """Minutes of a whole day, all clerks together."""
    reply_by: date
    """The first day on which a letter that comes in now can be answered, where all others come first."""

    @property
    def letters(self) -> int:
        """Letters that are to be worked."""
        return sum(load.letters for load in self.loads)

    @property
    def minutes(self) -> int:
        """Minutes they take."""
        return total(self.loads)

    @property
    def over(self) -> int:
        """Minutes more than are left today; negative where time is left over."""
        return self.minutes - self.left

    @property
    def pressing_over(self) -> int:
        """The same of the letters that are due today or overdue."""
        return total(self.pressing) - self.left

    @property
    def sentence(self) -> str:
        """The whole in one line: `60 letters × 9 min = 540 min against 360 left: 180 over`."""
        return _sentence(self.loads, self.left)

    @property
    def pressing_sentence(self) -> str:
        """The same of the letters that are due today or overdue."""
        return _sentence(self.pressing, self.left)


def total(loads: tuple[Load, ...]) -> int:
    """Return the minutes of some loads, whole ones."""
    return round(sum(load.minutes for load in loads))


def _sentence(loads: tuple[Load, ...], left: int) -> str:
    letters, minutes = sum(load.letters for load in loads), total(loads)
    each = minutes / letters if letters else 0
    about = "" if each == round(each) else "about "
    word = "letter" if letters == 1 else "letters"
    over = minutes - left
    tells = f"{over:,} over" if over > 0 else f"{-over:,} to spare"
    return f"{letters:,} {word} × {about}{round(each)} min = {minutes:,} min against {left:,} left: {tells}"


def loads_of(counts: Mapping[str, int], paces: Mapping[str, Pace]) -> tuple[Load, ...]:
    """Return the load of each category, the most minutes first; `counts` is category → letters."""
    loads = (Load(code, letters, paces[code]) for code, letters in counts.items() if letters)
    return tuple(sorted(loads, key=lambda load: (-load.minutes, load.category)))


def minutes_left(now: datetime, opens: time, closes: time, calendar: OfficeCalendar) -> int:
    """Return the minutes one clerk has left today; `now` is the time of the office."""
    if not calendar.is_business_day(now.date()):
        return 0
    begin = max(_minute(now.time()), _minute(opens))
    return max(0, _minute(closes) - begin)


def day_minutes(opens: time, closes: time) -> int:
    """Return the minutes of a clerk's whole day."""
    return _minute(closes) - _minute(opens)


def first_free_day(minutes: int, left: int, per_day: int, today: date, calendar: OfficeCalendar) -> date:
    """Return the first day on which there is time after so many minutes of work.

    Args:
        minutes: of work that comes first.
        left: minutes left today.
        per_day: minutes of every business day after it, more than 0.
        today: the office's day.
        calendar: the office's.
    """
    if minutes < left:
        return today
    # A day whose minutes are all taken is not free.
    return calendar.add_business_days(today, (minutes - left) // per_day + 1)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
