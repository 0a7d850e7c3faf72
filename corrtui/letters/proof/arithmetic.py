"""One sum of a letter, and the question every kind of sum asks: do these terms come to this result?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from corrtui.letters.figures import money
from corrtui.letters.proof.amounts import Amount

MOST_OPEN_TERMS = 10
"""With more terms of unknown sign or part than this a sum is taken as it is written."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum the letter states, right or wrong."""

    result: Amount
    expected: Decimal
    """What the terms, taken as written, come to."""
    terms: tuple[Amount, ...]
    """Without the result, in order."""
    right: bool
    shown: str
    """The terms in figures: "148.20 − 39.95"."""


def show(terms: Sequence[Decimal]) -> str:
    """Return terms as one line of arithmetic: "$148.20 − $39.95"."""
    rest = (f"{'−' if term < 0 else '+'} {money(abs(term))}" for term in terms[1:])
    return " ".join([money(terms[0]), *rest]) if terms else ""


def some_come_to(values: Sequence[Decimal], total: Decimal) -> bool:
    """Return whether any non-empty choice of `values` adds up to `total`."""
    open_values = values[:MOST_OPEN_TERMS]
    return any(
        sum(choice) == total
        for size in range(1, len(open_values) + 1)
        for choice in combinations(open_values, size)
    )


def with_either_sign(fixed: Sequence[Decimal], either: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield what `fixed` comes to with each term of `either` added or taken off, all taken off first."""
    base = sum(fixed, Decimal(0))
    if len(either) > MOST_OPEN_TERMS:
        yield base - sum(either)
        return
    results = [base]
    for term in either:
        results = [result + sign for result in results for sign in (-term, term)]
    yield from results
