"""The tally of a day: its figures, and whether they tie.

Identity R1: opening + received + reopened − closed = carried. The left side is counted act by act, the right
side letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

AGE_BUCKETS = ((0, 1, "0-1"), (2, 5, "2-5"), (6, 10, "6-10"), (11, 20, "11-20"), (21, None, "over 20"))
"""Age of a carried letter in business days (received = day 0)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One day of the desk. Counts of letters unless said; `day` is a day of the office."""

    day: date
    prepared_by: str
    opening: int
    received: int
    reopened: int
    closed: int
    carried: int
    """Counted from the letters themselves, not from the flows."""
    received_by_medium: Mapping[str, int]
    cleared: Mapping[tuple[str, str], int]
    """(category, disposition) → letters closed on the day."""
    carried_by_status: Mapping[str, int]
    carried_by_category: Mapping[str, int]
    carried_by_age: Mapping[str, int]
    overdue: int
    """Carried letters whose work-by date, or that of a statutory clock that runs, is before the day."""
    letters_out: int
    """Letters filed on the day and not undone since on the same day."""
    letters_out_by_template: Mapping[str, int]
    pages_out: int
    money_seen: int
    """Letters received on the day that say money is enclosed."""
    skipped: int
    undone: int
    agreed: int
    """Decisions of the day that followed the suggestion."""
    decided: int
    taken_over: int
    """Times a letter was taken over from a colleague, or from one's own other session."""
    restricted_views: int
    """Looks at letters whose view is restricted: one for each session and letter."""
    numbers_revealed: int
    """Times the masked numbers of a letter were shown in full."""
    wrong_pins: int
    entries: int
    """Entries of the log up to the end of the day."""
    last_hash: str
    """Hash of the last of them: the day's seal."""
    letters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The control numbers behind each figure, for drill-down."""

    @property
    def differences(self) -> tuple[str, ...]:
        """The identities that do not hold, in words with both numbers; empty when the tally balances."""
        flow = self.opening + self.received + self.reopened - self.closed
        checks = (
            ("opening + received + reopened - closed", flow, "carried", self.carried),
            ("carried by status", sum(self.carried_by_status.values()), "carried", self.carried),
            ("carried by category", sum(self.carried_by_category.values()), "carried", self.carried),
            ("carried by age", sum(self.carried_by_age.values()), "carried", self.carried),
            ("cleared by category and disposition", sum(self.cleared.values()), "closed", self.closed),
            ("received by medium", sum(self.received_by_medium.values()), "received", self.received),
            (
                "letters out by template",
                sum(self.letters_out_by_template.values()),
                "letters out",
                self.letters_out,
            ),
        )
        return tuple(f"{a} is {x}, but {b} is {y}" for a, x, b, y in checks if x != y)

    @property
    def balances(self) -> bool:
        """True when every identity holds."""
        return not self.differences


def age_bucket(days: int) -> str:
    """Return the name of the bucket for an age in business days."""
    for low, high, name in AGE_BUCKETS:
        if days >= low and (high is None or days <= high):
            return name
    return AGE_BUCKETS[0][2]
