"""PC-10: every figure in the letter comes from a record, the writer, the office or the clerk's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from corrtui.letters.proof.arithmetic import Sum
from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.quantities import find_quantities
from corrtui.letters.proof.sources import Sources
from corrtui.text import one_line

RULE = "PC-10"
_CENT = Decimal("0.01")
_REMEDY = "Attach the record it comes from, or confirm it as typed."


def check(case: ProofCase) -> Iterable[Finding]:
    """Block an amount, a quantity with its unit, or a number of a record that nothing at hand names.

    Sources are the records (not those of somebody else's account), the incoming letter, the office's own
    data, the approved template, the names of the enclosures, and what the clerk confirmed. An amount that a
    sum of the letter works out from sourced amounts has its source in them, so have the installments of a
    sourced total. Dates and terms in days are other
    rules' work, account numbers PC-12's. Source: proof rule PC-10, every figure verified or marked "typed".
    """
    sources = Sources(case)
    yield from _amounts(case, sources)
    accounts = {mention.start for mention in case.reading.account_mentions}
    for number in case.reading.numbers:
        if number.certain and number.start not in accounts and not sources.has_number(number.text):
            yield _finding(case, number.text, number.start, number.end)
    for quantity in find_quantities(case.reading.figures_text):
        if not sources.has_quantity(quantity.value, quantity.text):
            yield _finding(case, quantity.text, quantity.start, quantity.end)


def _amounts(case: ProofCase, sources: Sources) -> Iterator[Finding]:
    """Yield the amounts nothing names and no sum works out."""
    unknown = {amount.value for amount in case.reading.amounts if not sources.has_amount(amount.value)}
    while worked_out := {
        value for each in case.reading.sums if each.right for value in _follows(each, unknown)
    }:
        unknown -= worked_out
    for amount in case.reading.amounts:
        if amount.value in unknown:
            yield _finding(case, case.text[amount.start : amount.end], amount.start, amount.end)


def _follows(each: Sum, unknown: set[Decimal]) -> Iterator[Decimal]:
    """Yield what a right sum gives a source: its result, or the equal installments of a sourced total."""
    terms = [term.value for term in each.terms]
    if unknown.isdisjoint(terms):
        yield from {each.result.value} & unknown
    elif each.result.value not in unknown and max(terms) - min(terms) <= len(terms) * _CENT:
        yield from unknown.intersection(terms)


def _finding(case: ProofCase, figure: str, start: int, end: int) -> Finding:
    message = f"{one_line(figure)} is in no record and not in the letter answered. {_REMEDY}"
    return case.finding(RULE, "block", message, start, end)
