"""Sums written with signs or their words: "$148.20 − $39.95 = $108.25", "3 × 24.95 = 74.85"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corrtui.letters.proof.amounts import Amount
from corrtui.letters.proof.arithmetic import Sum, show
from corrtui.letters.proof.lists import either, words

_LABEL = r"(?:[\s:]+(?:[A-Za-z’'-]+\s+){0,5})?"
_GAP = re.compile(
    r"\s*(?:[x×*]\s*(?P<times>\d{1,4})\s*)?(?:[A-Za-z][\w’'-]*[\s:]+){0,4}"
    rf"(?:(?P<equals>{either(words('sums', 'equals'))})|(?P<remains>{either(words('sums', 'remains'))})"
    rf"|(?P<plus>{either(words('sums', 'plus'))})|(?P<minus>{either(words('sums', 'minus'))}))"
    rf"{_LABEL}(?:(?<!\d)(?P<count>\d{{1,4}})\s*(?:[x×*@]|at)\s*)?\s*$",
    re.I,
)
_COUNT = re.compile(r"(?<![\w.,$-])(\d{1,4})\s*[x×*@]\s*$")
_ASIDE = re.compile(r"\([^()]*\)")
_LONGEST_GAP = 90


def equations(text: str, amounts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield every sum written out with an equals sign or word; its result may open the next one."""
    terms: list[tuple[Amount, Decimal]] = []
    previous: Amount | None = None
    for amount in amounts:
        gap = _gap(text, previous, amount)
        if gap is None or previous is None:
            terms = [(amount, _counted(text, amount))]
        else:
            if gap["times"]:
                term, value = terms[-1]
                terms[-1] = (term, value * int(gap["times"]))
            value = amount.value * int(gap["count"] or 1)
            if gap["equals"] or gap["remains"]:
                worked_out = len(terms) > 1 or any(value != term.value for term, value in terms)
                if worked_out and (gap["equals"] or any(value < 0 for _, value in terms)):
                    yield _sum(terms, amount)
                terms = [(amount, -amount.value if amount.negative else amount.value)]
            else:
                terms.append((amount, -value if gap["minus"] or amount.negative else value))
        previous = amount


def _gap(text: str, left: Amount | None, right: Amount) -> re.Match[str] | None:
    """Return how two neighbours are joined, None when no sum joins them."""
    if left is None or right.start - left.end > _LONGEST_GAP:
        return None
    between = _ASIDE.sub(" ", text[left.end : right.start].lstrip(")"))
    if right.negative and not between.strip():
        between = " + "
    return _GAP.match(between)


def _counted(text: str, amount: Amount) -> Decimal:
    """Return the amount times the count written before it: "3 × $24.95"."""
    count = _COUNT.search(text, max(0, amount.start - 10), amount.start)
    value = amount.value * int(count[1]) if count else amount.value
    return -value if amount.negative else value


def _sum(terms: Sequence[tuple[Amount, Decimal]], result: Amount) -> Sum:
    values = [value for _, value in terms]
    expected = sum(values, Decimal(0))
    stated = -result.value if result.negative else result.value
    return Sum(result, expected, tuple(term for term, _ in terms), expected == stated, show(values))
