"""PC-52: what was typed into a hole is of the kind the hole is for: an amount, a date, a number."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.filled import filled
from corrtui.letters.hole_kinds import DATE, MONEY, NUMBER, TEXT, kind_of
from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.of_kind import as_money, is_no_day, is_of_kind
from corrtui.text import one_line

RULE = "PC-52"
_SAID = {
    MONEY: ("not an amount of money", "Write it as $39.95, or say it in a sentence of your own."),
    DATE: ("not a date", "Write it as March 2, 2026, or say it in a sentence of your own."),
    NUMBER: ("not a number", "Write the number, or say it in a sentence of your own."),
}
_LONGEST_SHOWN = 40


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a date in a hole for money, an amount in a hole for a date, a name in a hole for either.

    The kind is the template's, or follows from the hole's name. Where the words around the hole were
    rewritten nobody can tell any more what fills it, and nothing is said. Source: proof rule PC-52, of the
    house; T6, "cite figures": a figure of the wrong kind is not the one the letter asks for.
    """
    for passage in filled(case.text, case.around):
        kind = kind_of(passage.name, case.approved, case.hole_kinds)
        if kind == TEXT or is_of_kind(kind, case.text, passage.start, passage.end, case.reading.amounts):
            continue
        held = case.text[passage.start : passage.end]
        what, right = _SAID[kind]
        if kind == MONEY and (amount := as_money(held)):
            right = f"Write {amount}."
        if kind == DATE and is_no_day(held):
            what = "which is no day of the calendar"
        shown = one_line(held, _LONGEST_SHOWN)
        message = f"the hole `{one_line(passage.name, _LONGEST_SHOWN)}` holds “{shown}”, {what}. {right}"
        yield case.finding(RULE, "block", message, passage.start, passage.end)
