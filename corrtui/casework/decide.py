"""Deciding: classify, dispose of without a reply, skip; entered beside what was suggested."""

from __future__ import annotations

import re

from corrtui.casework.bench import Bench
from corrtui.control.acts import LetterClassified, LetterDisposed, LetterSkipped
from corrtui.control.register import Letter
from corrtui.errors import Refused
from corrtui.people import demand
from corrtui.rights import CLEAR_SENSITIVE
from corrtui.triage.priority import due_dates

_NUMBER = re.compile(r"\b\d{6}-\d{4,}\b")
_STATUS = {"ESCALATE": "held", "ROUTE": "routed", "ASK": "awaiting_writer", "QUERY": "awaiting_records"}


def classify(bench: Bench, number: str, codes: str, reason: str, intent: str, seen: int | None = None) -> str:
    """Give the letter another category, the first of `codes`; the others are noted beside it.

    A sensitive letter classified as something else is cleared of its class, which takes a reason.

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
    category = bench.categories[wanted[0]]
    due = due_dates(letter.received, category, bench.calendar)
    act = LetterClassified(
        category=category.code,
        also=wanted[1:],
        suggested=letter.suggested,
        agreed=category.code == letter.suggested,
        due=due.due,
        work_by=due.work_by,
        cleared=cleared,
        template=letter.template if category.code == letter.category else category.template,
        reason=reason.strip(),
    )
    bench.enter(number, act, intent, letter.version if seen is None else seen)
    also = f" (also {', '.join(wanted[1:])})" if wanted[1:] else ""
    return f"{number} is {category.code} {category.title}{also}, due {due.due:%b %-d}"


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


def dispose(bench: Bench, number: str, code: str, reason: str, intent: str, seen: int | None = None) -> str:
    """End or hold a letter without a reply.

    Raises:
        Refused: unknown disposition, one that needs a letter, no reason, or a merge that names no letter.
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
            f"finish the draft with {bench.key_of('finish')}",
        )
    if not reason.strip():
        raise Refused(f"{disposition.code} without a reason", hint="say why in a few words")
    if disposition.code == "MERGE":
        _check_merge(bench, number, reason)
    act = LetterDisposed(
        disposition=disposition.code,
        closing=disposition.closing,
        status="closed" if disposition.closing else _STATUS.get(disposition.code, "held"),
        reason=reason.strip(),
        suggested=bench.categories[letter.suggested].disposition,
        agreed=disposition.code == bench.categories[letter.suggested].disposition,
    )
    bench.enter(number, act, intent, letter.version if seen is None else seen)
    ending = "closed" if disposition.closing else f"stays open, {act.status.replace('_', ' ')}"
    return f"{number} {disposition.code}: {disposition.title.lower()}; {ending}"


def _check_merge(bench: Bench, number: str, reason: str) -> None:
    named = _NUMBER.search(reason)
    if named is None:
        raise Refused("MERGE must name the letter it is merged into", hint="give its control number")
    into = bench.register.get(named[0])
    if named[0] == number or into is None:
        raise Refused(f"{number} cannot be merged into {named[0]}", hint="name another letter that is there")
    if into.disposition == "MERGE" and not into.open:
        raise Refused(
            f"{number} cannot be merged into {named[0]}",
            f"{named[0]} was merged itself: nobody would answer",
            "name the letter that is answered",
        )


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
