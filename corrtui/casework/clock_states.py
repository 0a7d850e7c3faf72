"""How a letter's clocks stand today; it costs little: the head of every letter shows it."""

from __future__ import annotations

from typing import Any

from corrtui.casework.bench import Bench
from corrtui.control.clock import WINDOW, Clock, clocks_of, earliest
from corrtui.control.letter import Letter
from corrtui.triage.clocks import satisfies, status_of

MERGED = "MERGE"


def unmailed(letter: Letter) -> tuple[str, ...]:
    """Return the filed PDFs of a letter that were not mailed yet."""
    return tuple(name for name in letter.sent if name not in letter.mailed)


def clock_states(bench: Bench, letter: Letter) -> list[tuple[Clock, str]]:
    """Return a letter's clocks and how each stands today; see `triage.clocks.status_of`.

    The clocks of a letter that was merged run on the one it was merged into.
    """
    today = bench.today()
    merged = not letter.open and letter.disposition == MERGED
    answered = _answered(bench, letter)
    clocks = clocks_of(letter.clocks)
    return [(clock, "off" if merged else status_of(clock, today, clock.id in answered)) for clock in clocks]


def _answered(bench: Bench, letter: Letter) -> set[str]:
    """Clocks that a letter which is filed and not yet mailed would meet."""
    waiting = unmailed(letter)
    if not waiting or not letter.clocks:
        return set()
    rules = bench.clock_rules()
    filed = dict(zip(letter.sent, letter.sent_as, strict=True))
    kinds = [rules.kinds_of(*filed[pdf].split("/", 1)) for pdf in waiting]
    return {row.id for row in rules.rows.values() if any(satisfies(row, some) for some in kinds)}


def _matters(clock: Clock, status: str, letter: Letter) -> bool:
    """A window that was over when the letter came in matters too: the writer is late."""
    late = status == "past" and clock.kind == WINDOW and clock.due < letter.received
    return late or status not in ("met", "past", "off")


def short_lines(bench: Bench, letter: Letter) -> list[str]:
    """Return a short line for each clock that still matters, the first due first."""
    shown = [pair for pair in clock_states(bench, letter) if _matters(*pair, letter)]
    lines, today = [], bench.today()
    for clock, status in sorted(shown, key=lambda pair: (pair[0].work_by, pair[0].id)):
        by = f", work by {clock.work_by:%b %-d}" if clock.work_by != clock.due else ""
        word = "answered, not mailed" if status == "answered" else status
        word = "due today" if clock.pressing and clock.work_by <= today <= clock.due else word
        lines.append(f"{clock.id} {clock.due:%b %-d}{by}: {word}")
    return lines


def earliest_clock(letter: Letter) -> dict[str, Any] | None:
    """Return the running duty that comes first, as JSON; None when none runs."""
    clock = earliest(letter.clocks)
    if clock is None:
        return None
    return {"id": clock.id, "due": clock.due.isoformat(), "work_by": clock.work_by.isoformat()}
