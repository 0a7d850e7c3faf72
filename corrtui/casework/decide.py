"""Deciding: classify, dispose of without a reply, skip; entered beside what was suggested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from corrtui.casework.bench import Bench
from corrtui.casework.classing import classify, clear_mark, marks_of, seconds_since
from corrtui.casework.clock_states import clock_states
from corrtui.casework.ending import WordNeeded, check_ending
from corrtui.casework.merging import carry_over, check_merge
from corrtui.casework.needed import ASKED_INSIDE, needed_by
from corrtui.casework.outcomes import read_outcomes, settled_by, unsettled
from corrtui.casework.telling import reminder
from corrtui.casework.worksheet import letter_issues, read_case
from corrtui.control.acts import Act, LetterDisposed, LetterSkipped
from corrtui.control.clock import Clock
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused
from corrtui.triage.priority import presses

__all__ = ["WordNeeded", "check_bulk", "classify", "clear_mark", "dispose", "skip"]

if TYPE_CHECKING:
    from corrtui.triage.category import Suggestion

_STATUS = {"ESCALATE": "held", "ROUTE-SENT": "routed", "ASK": "awaiting_writer", "QUERY": "awaiting_records"}


def dispose(
    bench: Bench,
    number: str,
    code: str,
    reason: str,
    intent: str,
    seen: int | None = None,
    opened: float | None = None,
    confirm: str = "",
    outcomes: Sequence[str] = (),
    shown: Suggestion | None = None,
) -> str:
    """End or hold a letter without a reply; `opened` as in `classify`.

    Args:
        bench: the desk.
        number: control number.
        code: disposition.
        reason: why.
        intent: mark of the key press.
        seen: version of the letter the clerk looked at.
        opened: `time.monotonic()` when the letter came up.
        confirm: what the clerk typed to end it all the same; see `ending.check_ending`.
        outcomes: what becomes of its issues, "2=answered"; those not named end for the reason.
        shown: what was suggested to the clerk; None: what was when the letter came in.

    Raises:
        WordNeeded: it is ended only after a further word.
        Untold: it would be closed, and nobody is entered as told of it who must be.
        Refused: unknown disposition, one that needs a letter, no reason, a merge that names no letter or one
            that a colleague has open, a sensitive class that may not be ended so, or a closing one while a
            clock of the law is overdue or at most two business days away.
    """
    letter = bench.open_letter(number)
    disposition = bench.dispositions.get(code.strip().upper())
    without_letter = [name for name, row in bench.dispositions.items() if not row.needs_letter]
    if disposition is None:
        raise Refused(
            f"There is no disposition {code.strip() or '(none)'}", hint=f"one of {', '.join(without_letter)}"
        )
    if disposition.needs_letter:
        raise Refused(
            f"{disposition.code} needs a letter",
            disposition.title,
            f"finish the draft {bench.by('finish', number)}",
        )
    if not reason.strip():
        raise Refused(f"{disposition.code} without a reason", hint="say why in a few words")
    into = check_merge(bench, number, reason) if disposition.code == "MERGE" else ""
    running = _duties(bench, letter) if disposition.closing and not into else []
    _check_duties(bench, number, running)
    suggested = _suggested(bench, letter, shown)
    issues = letter_issues(bench, letter) if disposition.closing else ()
    given = read_outcomes(outcomes, issues)
    if disposition.closing:
        missing = unsettled(letter, issues, given)
        check_ending(bench, letter, disposition.code, missing, _handling(bench, letter), confirm, into)
    needed = _needed_by(bench, letter) if disposition.code in ASKED_INSIDE else None
    act = LetterDisposed(
        disposition=disposition.code,
        closing=disposition.closing,
        status="closed" if disposition.closing else _STATUS.get(disposition.code, "held"),
        reason=reason.strip(),
        seconds=seconds_since(opened),
        category=letter.category,
        suggested=suggested,
        agreed=disposition.code == suggested,
        outcomes=settled_by(letter, issues, disposition.code, reason.strip(), given),
        needed_by=needed,
    )
    seen = letter.version if seen is None else seen
    effect = ""
    if into:
        effect = _enter_merge(bench, letter, act, into, intent, seen)
    else:
        bench.enter(number, act, intent, seen)
    ending = "closed" if disposition.closing else f"stays open, {act.status.replace('_', ' ')}"
    ending += f"; the answer is needed by {needed:%a %d %b %Y}" if needed else ""
    duties = "".join(f"; {clock.id} still runs, due {clock.due}" for clock in running)
    title = f"{disposition.title.lower()}, {into}" if into else disposition.title.lower()
    tell = "" if disposition.closing else reminder(bench, letter)
    return f"{number} {disposition.code}: {title}; {ending}{effect}{duties}{tell}"


def _enter_merge(bench: Bench, letter: Letter, act: LetterDisposed, into: str, intent: str, seen: int) -> str:
    """Enter a merge on both letters, as one intent; return what it does to the clocks of the other one."""
    with bench.log.locked():
        bench.check_unchanged(letter.control_no, seen)
        check_merge(bench, letter.control_no, into)  # it may have been merged itself meanwhile
        carried = carry_over(bench, bench.letter(letter.control_no), into)
        acts: list[tuple[str, Act]] = [(into, carried.act), (letter.control_no, act)]
        bench.log.append(bench.me.login, acts, intent)
        bench.sync()
    return f"; on {into}: {carried.effect}" if carried.effect else ""


def _handling(bench: Bench, letter: Letter) -> str:
    """Return what the desk does with the letter's sensitive classes; nothing when that cannot be read."""
    return " ".join(dict.fromkeys(mark.handling for mark in marks_of(bench, letter)))


def _duties(bench: Bench, letter: Letter) -> list[Clock]:
    """The duties of ours that still run, the first due first, but those a filed letter meets once mailed."""
    states = clock_states(bench, letter)
    running = [clock for clock, status in states if clock.pressing and status != "answered"]
    return sorted(running, key=lambda clock: (clock.work_by, clock.id))


def _check_duties(bench: Bench, number: str, running: list[Clock]) -> None:
    """Refuse to close a letter without an answer whose clock of the law is overdue or nearly so.

    It would be nowhere in sight any more: the queue holds open letters only.
    """
    today = bench.today()
    if not running or not presses(running[0].work_by, today, bench.calendar):
        return
    clock = running[0]
    when = "is overdue, it was due" if clock.due < today else "is due"
    raise Refused(
        f"{number} cannot be closed without an answer",
        f"{clock.id} still runs and {when} {clock.due}",
        f"answer and mail it, or take the clock off {bench.by('clock', number, f'{clock.id} off')}",
    )


def _needed_by(bench: Bench, letter: Letter) -> date | None:
    """The day the answer of a department is needed by; None where what was read of the letter is missing."""
    try:
        return needed_by(bench, letter, read_case(bench, letter).facts).day
    except CorrtuiError:
        return None


def _suggested(bench: Bench, letter: Letter, shown: Suggestion | None) -> str:
    """What was suggested to the clerk, else when it came in: its own disposition, or its category's usual."""
    if shown is not None:
        return shown.disposition or bench.categories[shown.category].disposition
    usual = bench.categories[letter.suggested].disposition
    try:
        return read_case(bench, letter).suggestion.disposition or usual
    except CorrtuiError:
        return usual


def check_bulk(bench: Bench, number: str) -> None:
    """Refuse an act on many letters at once for one that is decided by itself.

    Source: suggestion contract, no bulk acceptance for LEG, SAF, GOV, MED, CRD, a sensitive letter, or money.

    Raises:
        Refused: it is such a letter; the message says why.
    """
    letter = bench.open_letter(number)
    category = bench.categories[letter.category]
    why = letter.sensitive or ("money is enclosed" if letter.money else "")
    if not why and category.alone:
        why = category.title
    if why:
        raise Refused(f"{number} is decided by itself: {why}", hint="go to it and decide there")


def skip(bench: Bench, number: str, reason: str, intent: str) -> str:
    """Leave the letter as it is; counted, with the reason.

    Raises:
        Refused: closed, or no reason.
    """
    bench.open_letter(number)
    if not reason.strip():
        raise Refused("A skip without a reason", hint="a word will do, e.g. records, ask, tired")
    bench.enter(number, LetterSkipped(reason=reason.strip()), intent)
    return f"{number} left as it is: {reason.strip()}"
