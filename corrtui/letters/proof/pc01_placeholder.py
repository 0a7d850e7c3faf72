"""PC-01: nothing may stand in the letter for a word that was never filled in."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.lists import placeholders
from corrtui.text import one_line

RULE = "PC-01"
_LONGEST_SHOWN = 40
_KINDS = placeholders()


def check(case: ProofCase) -> Iterable[Finding]:
    """Block holes, merge fields, bracketed reminders, XXX, TBD, blanks and a salutation without a name.

    Source: proof rule PC-01; patterns in `proof.toml`.
    """
    taken: list[tuple[int, int]] = []
    for name, pattern in _KINDS:
        for match in pattern.finditer(case.text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            message = f"{one_line(match[0], _LONGEST_SHOWN)} is {name}. Fill it in or take it out."
            yield case.finding(RULE, "block", message, start, end)
