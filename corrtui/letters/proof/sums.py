"""Every sum a letter works out for its reader, wherever it stands, right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from corrtui.letters.proof.amounts import Amount
from corrtui.letters.proof.arithmetic import Sum
from corrtui.letters.proof.balances import balances
from corrtui.letters.proof.equations import equations
from corrtui.letters.proof.listed import listed
from corrtui.letters.proof.tables import tables


def find_sums(text: str, amounts: Sequence[Amount]) -> tuple[Sum, ...]:
    """Return the sums of `text` in order of their results, each result once: Decimal, US dollars.

    A result that two ways of reading reach is judged by the first of equation, table, list and balance.
    """
    if len(amounts) < 2:
        return ()
    found: dict[int, Sum] = {}
    for each in chain(*(read(text, amounts) for read in (equations, tables, listed, balances))):
        found.setdefault(each.result.start, each)
    return tuple(found[start] for start in sorted(found))
