"""By when another department must have answered, so that the writer has ours in time; what waits for it.

Practice: query memo, needed by = the day the writer is to have it less three business days; an internal date
lies before the external one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from corrtui.casework.bench import Bench
from corrtui.casework.clocking import gather, matter_of_sheet
from corrtui.casework.order import effective_date
from corrtui.casework.worksheet import Worksheet
from corrtui.control.letter import Letter
from corrtui.triage.deadlines import first_deadline
from corrtui.triage.facts import Facts

BEFORE: Final = 3
"""Business days between the answer of a department and ours."""
ASKED_INSIDE: Final = ("QUERY", "ROUTE-SENT")
"""Dispositions with which another department has to answer."""
ANSWERED: Final = "engineering_answer"
"""Mark, by the clerk's word: the department has answered, and who did."""
SPECIAL: Final = "SPC"


@dataclass(frozen=True, slots=True)
class Needed:
    """By when an answer is needed inside the house; plain office dates."""

    day: date
    """Today where the day that was right is over."""
    due: date
    """When the writer is to have ours."""
    wanted: date | None
    """The day the writer set, where that is what counts; None: the office's own date, or a clock's, does."""

    @property
    def words(self) -> str:
        """Say it in a few words."""
        whose = "the writer asks for an answer" if self.wanted else "our answer is due"
        return f"{self.day:%a %Y-%m-%d}: {whose} by {self.due:%a %Y-%m-%d}"


def needed_by(bench: Bench, letter: Letter, facts: Facts) -> Needed:
    """Return by when an answer inside the house is needed to answer a letter in time."""
    today = bench.today()
    wanted = first_deadline(facts.deadlines(), letter.received, bench.calendar)
    if wanted is not None and wanted < letter.received:
        wanted = None
    due = effective_date(letter)
    if wanted is not None and wanted <= due:
        due = wanted
    else:
        wanted = None
    return Needed(max(today, bench.calendar.add_business_days(due, -BEFORE)), due, wanted)


def asked_inside(sheet: Worksheet) -> bool:
    """Tell whether another department has to answer before we can, or is to be asked."""
    letter = sheet.letter
    return letter.open and (letter.disposition or sheet.suggestion.disposition) in ASKED_INSIDE


def needed_words(bench: Bench, sheet: Worksheet) -> str:
    """Say by when the answer of a department is needed; empty where none is asked."""
    return needed_by(bench, sheet.letter, sheet.facts).words if asked_inside(sheet) else ""


def open_question(bench: Bench, sheet: Worksheet) -> str:
    """Say why the draft may name no price and no date; empty where it may.

    Practice: special product data sheet, no price or date before the answer of the department is noted.
    """
    letter = sheet.letter
    # A bill beside which a special product is asked about is answered with its own figures.
    if letter.category != SPECIAL:
        return ""
    said = gather(bench.clock_rules(), matter_of_sheet(sheet)).said
    if said.get(ANSWERED) == "yes":
        return ""
    return f"the workshop has not answered, or nobody noted it: `:clock {ANSWERED} yes`, with who said what"
