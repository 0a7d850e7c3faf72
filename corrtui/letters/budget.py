"""What one merge may use: loop rounds, processor time, length; what goes over is stopped with a reason."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from jinja2 import TemplateRuntimeError

MOST_OUTPUT = 200_000
"""Characters a letter may come to; a long one has 4,000."""
MOST_ROUNDS = 5_000
"""Loop rounds of one letter, nested ones counted each."""
MOST_SECONDS = 1.0
"""Processor seconds of one letter; a usual one takes under a thousandth."""
LONGEST_TEXT = 20_000
"""Characters of one joined text."""
LONGEST_RANGE = 500

BUDGET = "budget of this letter"
"""Name under which a merge carries its budget; no template can spell it."""


class OutOfBounds(TemplateRuntimeError):
    """A template did what letters do not do, or too much of it."""


@dataclass(slots=True)
class Budget:
    """What one merge has used so far."""

    until: float = field(default_factory=lambda: time.thread_time() + MOST_SECONDS)
    rounds: int = 0
    shown: dict[str, str] = field(default_factory=dict)
    """Value as printed → dotted name it came from."""

    def check_time(self) -> None:
        """Stop the merge when its processor time is used up."""
        if time.thread_time() > self.until:
            raise OutOfBounds(f"the template worked for {MOST_SECONDS:g} s without coming to an end")

    def round(self) -> None:
        """Count one round of a loop."""
        self.rounds += 1
        if self.rounds > MOST_ROUNDS:
            raise OutOfBounds(f"the template went round its loops more than {MOST_ROUNDS:,} times")
        self.check_time()
