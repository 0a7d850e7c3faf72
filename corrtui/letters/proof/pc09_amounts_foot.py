"""PC-09: amounts that are added up must come to what the letter says they come to."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.figures import money
from corrtui.letters.proof.case import Finding, ProofCase

RULE = "PC-09"


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a total, a difference or a new balance that the amounts beside it do not come to.

    Reads "A − B = C", a list with its total, a table with a Total line, and the balance before and after
    a credit; US dollars, to the cent, no tolerance. Source: proof rule PC-09.
    """
    for each in case.reading.sums:
        if not each.right:
            stated = -each.result.value if each.result.negative else each.result.value
            message = f"{each.shown} comes to {money(each.expected)}, not {money(stated)}."
            yield case.finding(RULE, "block", message, each.result.start, each.result.end)
