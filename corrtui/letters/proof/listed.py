"""Sums written as a list with its total in one sentence: "$39.95 and $12.00, a total of $51.95"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corrtui.letters.proof.amounts import Amount
from corrtui.letters.proof.arithmetic import Sum, show
from corrtui.letters.proof.lists import either, words

_IN_ALL = either(words("sums", "in_all"))
_TIGHT = re.compile(
    rf"(?:[,(—–;]\s*(?:or\s+|which\s+)?|\bfor\s+|^\s*(?:which\s+)?|^[^:;$]{{0,30}}\b(?=totall?ing)){_IN_ALL}\s*$",
    re.I,
)
_TOTAL_BEFORE = re.compile(rf"{_IN_ALL}\s*$", re.I)
_OPENS = re.compile(r"\s*(?::|\(|,?\s*(?:made up|consisting|composed)\s+of|—|–)", re.I)
_JOINS = re.compile(r",|;|\band\b|\bplus\b|&", re.I)
_ENDS = re.compile(r"[.!?](?:\s|$)|\n\s*\n")
_AT_PRICE = re.compile(rf"\b{either(words('sums', 'unit_price'))}\s*$", re.I)
_UNIT_PRICE = re.compile(r"\s*(?:each|apiece|per|a piece|every)\b", re.I)
_LONGEST_GAP = 60


def listed(text: str, amounts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield every total of two or more amounts listed right before it, or right after it."""
    for place, total in enumerate(amounts):
        before = amounts[place - 1] if place else None
        lead = text[before.end if before else max(0, total.start - 40) : total.start]
        if before and len(lead) <= _LONGEST_GAP and _TIGHT.search(lead) and not _ENDS.search(lead):
            chain = _chain(text, amounts[:place][::-1])
            if len(chain) > 1:
                yield _total(total, [chain[:size][::-1] for size in range(len(chain), 1, -1)])
        elif _TOTAL_BEFORE.search(lead) and place + 1 < len(amounts):
            after = amounts[place + 1 :]
            if _OPENS.match(text, total.end) and after[0].start - total.end <= _LONGEST_GAP:
                chain = _chain(text, after)
                if len(chain) > 1:
                    yield _total(total, [chain[:size] for size in range(len(chain), 1, -1)])


def _chain(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Return the amounts from the first one on that one list joins, in the order given."""
    chain: list[Amount] = []
    for amount in amounts:
        if chain:
            left, right = sorted((chain[-1], amount), key=lambda each: each.start)
            gap = text[left.end : right.start]
            if (
                len(gap) > _LONGEST_GAP
                or not _JOINS.search(gap)
                or _ENDS.search(gap)
                or _AT_PRICE.search(gap)
            ):
                break
        if _UNIT_PRICE.match(text, amount.end):
            break
        chain.append(amount)
    return chain


def _total(total: Amount, chains: Sequence[Sequence[Amount]]) -> Sum:
    """Return the sum of the chain that comes to the total, or of the longest when none does."""
    chain = next((each for each in chains if sum(term.value for term in each) == total.value), chains[0])
    expected = sum((term.value for term in chain), Decimal(0))
    return Sum(total, expected, tuple(chain), expected == total.value, show([term.value for term in chain]))
