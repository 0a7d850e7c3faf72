"""A letter nobody can be answered on: kept so many days in case more comes, then filed.

Practice: undated, unsigned, no account: hold 30 days, then FILE; never a guess. The days are a row's, in
categories.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corrtui.casework.bench import Bench
from corrtui.casework.worksheet import read_case
from corrtui.control.letter import Letter
from corrtui.errors import CorrtuiError
from corrtui.text import count
from corrtui.triage.category import Suggestion


@dataclass(frozen=True, slots=True)
class Hold:
    """How long a letter is kept; plain office dates."""

    days: int
    """Calendar days from receipt."""
    until: date
    """Business day on which they are over."""
    then: str
    """Disposition that is due then."""
    over: bool

    @property
    def words(self) -> str:
        """Say it in a few words."""
        kept = count(self.days, "day")
        return (
            f"{kept} are over: {self.then} is due" if self.over else f"{self.until:%a %Y-%m-%d}, {self.asked}"
        )

    @property
    def asked(self) -> str:
        """Say why it is put away so long."""
        return f"nobody can be answered: kept {count(self.days, 'day')}, then {self.then}"

    @property
    def ended(self) -> str:
        """Say why it is ended then."""
        return f"kept {count(self.days, 'day')}, nothing more came"


def hold_of(bench: Bench, letter: Letter, suggestion: Suggestion) -> Hold | None:
    """Return how long a letter is kept; None where somebody can be answered, or a clerk decided about it."""
    if not suggestion.hold_days or not letter.open or letter.classified or letter.sent:
        return None
    until = bench.calendar.work_by(letter.received + timedelta(days=suggestion.hold_days))
    return Hold(suggestion.hold_days, until, suggestion.disposition, bench.today() >= until)


def back_note(bench: Bench, number: str) -> str:
    """Say what is due of a letter that came back, where it was kept for its days; else nothing."""
    try:
        letter = bench.letter(number)
        hold = hold_of(bench, letter, read_case(bench, letter).suggestion)
    except CorrtuiError:
        return ""
    return hold.words if hold is not None and hold.over else ""
