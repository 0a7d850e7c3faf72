"""The balance before and after a credit, wherever a letter names the three: before − credit = after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corrtui.letters.proof.amounts import Amount
from corrtui.letters.proof.arithmetic import MOST_OPEN_TERMS, Sum, show, some_come_to
from corrtui.letters.proof.lists import either, words

_NAMED = re.compile(
    "|".join(
        rf"(?P<{kind}>\b{either(words('balances', kind))}(?!\w))"
        for kind in ("before", "after", "credit", "charge")
    ),
    re.I,
)
_NAMED_AFTER = re.compile(
    r"[\s,]*(?:\w+\s+){0,3}(?:was|were|has\s+been|have\s+been|will\s+be|is)\s+"
    rf"(?P<credit>{either(words('balances', 'credit'))})\b",
    re.I,
)
_MORE = re.compile(rf"\b{either(words('balances', 'more'))}\b", re.I)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n")
_LONGEST_LEAD = 120


def balances(text: str, amounts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield the sum of the one balance before, the one after and what the letter says changed it.

    A letter that gives several balances before or after, or says that other activity is in them,
    is left alone: nothing can be concluded from it.
    """
    named = list(_name_all(text, amounts))
    before = {amount.value: amount for kind, amount in named if kind == "before"}
    after = {amount.value: amount for kind, amount in named if kind == "after"}
    if len(before) != 1 or len(after) != 1:
        return
    old, new = next(iter(before.values())), next(iter(after.values()))
    # An amount that is one of the balances was taken for a change by mistake of reading.
    changes = {
        (kind, amount.value): amount
        for kind, amount in named
        if kind in ("credit", "charge") and amount.value not in (old.value, new.value)
    }
    if not changes or len(changes) > MOST_OPEN_TERMS or _MORE.search(_paragraph(text, new.start)):
        return
    values = [-value if kind == "credit" else value for kind, value in changes]
    # A letter may repeat the charge it takes off, so any choice of the changes may explain the difference;
    # what it should have come to is told by the credits.
    right = some_come_to(values, _balance(new) - _balance(old))
    told = [value for value in values if value < 0] or values
    expected = _balance(new) if right else _balance(old) + sum(told, Decimal(0))
    yield Sum(new, expected, (old, *changes.values()), right, show([_balance(old), *told]))


def _paragraph(text: str, place: int) -> str:
    """Return the paragraph that holds a place of the text."""
    end = text.find("\n\n", place)
    return text[text.rfind("\n\n", 0, place) + 1 : end if end >= 0 else len(text)]


def _balance(amount: Amount) -> Decimal:
    """A balance in the customer's favour is negative."""
    return -amount.value if amount.negative else amount.value


def _name_all(text: str, amounts: Sequence[Amount]) -> Iterator[tuple[str, Amount]]:
    """Yield each amount the letter calls something, with what it is called."""
    last_kind = ""
    for place, amount in enumerate(amounts):
        before = amounts[place - 1].end if place else 0
        lead = text[max(before, amount.start - _LONGEST_LEAD) : amount.start]
        lead = lead[max((end.end() for end in _SENTENCE_END.finditer(lead)), default=0) :]
        kind = ""
        for match in _NAMED.finditer(lead):
            kind = match.lastgroup or ""
        if last_kind == "before" and lead.strip().casefold() == "to":
            kind = "after"
        if not kind and (match_after := _NAMED_AFTER.match(text, amount.end)):
            kind = match_after.lastgroup or ""
        if kind:
            yield kind, amount
        last_kind = kind
