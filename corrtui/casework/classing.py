"""Classifying: what a letter is about, entered beside what was suggested, and its mark set aside."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from corrtui.casework.bench import Bench
from corrtui.casework.clocking import clocks_anew, dropped
from corrtui.casework.worksheet import read_case
from corrtui.control.acts import LetterClassified
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused
from corrtui.people import demand
from corrtui.rights import CLEAR_SENSITIVE
from corrtui.triage.categories import UNKNOWN
from corrtui.triage.priority import due_dates

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.triage.category import Suggestion
    from corrtui.triage.sensitive import Sensitive


def classify(
    bench: Bench,
    number: str,
    codes: str,
    reason: str,
    intent: str,
    seen: int | None = None,
    opened: float | None = None,
    shown: Suggestion | None = None,
) -> str:
    """Give the letter another category, the first of `codes`; the others are noted beside it.

    A sensitive letter classified as something else is cleared of its class, which takes a reason.

    Args:
        bench: the desk.
        number: control number.
        codes: of categories.
        reason: why; may be empty.
        intent: mark of the key press.
        seen: version of the letter the clerk looked at.
        opened: `time.monotonic()` when the letter came up.
        shown: what was suggested to the clerk; None: what was when the letter came in.

    Raises:
        Refused: unknown code, closed letter, a sensitive class cleared without a reason, or by
            somebody who may not.
    """
    letter = bench.open_letter(number)
    wanted = tuple(dict.fromkeys(code.upper() for code in re.split(r"[\s,+]+", codes.strip()) if code))
    if not wanted:
        raise Refused("No category was named", hint=f"one of {', '.join(bench.categories)}")
    for code in wanted:
        if code not in bench.categories:
            raise Refused(f"There is no category {code}", hint=f"one of {', '.join(bench.categories)}")
    cleared = _cleared(bench, letter, wanted, reason)
    act = _act(bench, letter, wanted, cleared, reason, opened, shown)
    bench.enter(number, act, intent, letter.version if seen is None else seen)
    also = f" (also {', '.join(wanted[1:])})" if wanted[1:] else ""
    title = f"{bench.categories[act.category].title}{also}"
    return f"{number} is {act.category} {title}, due {act.due:%b %-d}{dropped(letter.clocks, act.clocks)}"


def _act(
    bench: Bench,
    letter: Letter,
    wanted: tuple[str, ...],
    cleared: str,
    reason: str,
    opened: float | None,
    shown: Suggestion | None = None,
) -> LetterClassified:
    category = bench.categories[wanted[0]]
    suggested = shown.category if shown else letter.suggested
    standing = () if cleared else marks_of(bench, letter)
    due = due_dates(letter.received, category, bench.calendar, any(mark.same_day for mark in standing))
    template = category.template
    if category.code == letter.category:
        template = letter.template
    elif shown and category.code == shown.category != letter.suggested:
        template = shown.template
    seen_as = replace(letter, category=category.code, also=wanted[1:], classified=True)
    if cleared:
        seen_as = replace(seen_as, sensitive="")
    return LetterClassified(
        category=category.code,
        also=wanted[1:],
        suggested=suggested,
        agreed=category.code == suggested,
        due=due.due,
        work_by=due.work_by,
        cleared=cleared,
        template=template if letter.replies or cleared else "",
        reason=reason.strip(),
        clocks=clocks_anew(bench, seen_as),
        seconds=seconds_since(opened),
    )


def clear_mark(bench: Bench, sheet: Worksheet, reason: str, intent: str, opened: float | None = None) -> str:
    """Set the sensitive class of a letter aside: it becomes what it is without it.

    A category that came from the class alone gives way to the next best reading, else to UNK.

    Raises:
        Refused: it has no such mark, no reason is given, or who sits here may not clear it.
    """
    number = sheet.letter.control_no
    letter = bench.open_letter(number)
    if not letter.sensitive:
        raise Refused(f"{number} has no sensitive mark")
    if not reason.strip():
        raise Refused(f"{number} stays marked: {letter.sensitive}", hint="give a reason")
    demand(bench.settings, bench.me, CLEAR_SENSITIVE)
    code = letter.category
    if not letter.classified and sheet.sensitive and sheet.sensitive[0].decides:
        others = (name for name in re.findall(r"[\w-]+", sheet.suggestion.runner_up) if name != code)
        code = next((name for name in others if name in bench.categories), UNKNOWN)
    act = _act(bench, letter, (code, *letter.also), letter.sensitive, reason, opened)
    bench.enter(number, act, intent, sheet.letter.version)
    title = bench.categories[code].title
    return f"{number} is cleared of {letter.sensitive}: {code} {title}{dropped(letter.clocks, act.clocks)}"


def _cleared(bench: Bench, letter: Letter, wanted: tuple[str, ...], reason: str) -> str:
    if not letter.sensitive or letter.sensitive_category in wanted:
        return ""
    if not reason.strip():
        if letter.sensitive_category not in bench.categories:
            return ""  # e.g. an injury: it stays marked whatever the letter is about
        raise Refused(
            f"{letter.control_no} is marked sensitive: {letter.sensitive}",
            "another category clears the mark",
            "give a reason",
        )
    demand(bench.settings, bench.me, CLEAR_SENSITIVE)
    return letter.sensitive


def seconds_since(opened: float | None) -> int:
    """Return the whole seconds since `time.monotonic()` was `opened`; 0 where nobody looked at it."""
    return round(time.monotonic() - opened) if opened is not None else 0


def marks_of(bench: Bench, letter: Letter) -> tuple[Sensitive, ...]:
    """Return the sensitive classes of a marked letter; none when they cannot be read."""
    if not letter.sensitive:
        return ()
    try:
        return read_case(bench, letter).sensitive
    except CorrtuiError:
        return ()
