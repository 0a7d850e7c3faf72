"""Quantities in a text, each with its unit: "3 cartons", "two copies", "6.25 %"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corrtui.letters.proof.lists import either, numerals, words

_UNIT = either(words("numbers", "units"))
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?")
_UNIT_BEHIND = re.compile(rf"\s*%|(?:\s+|-){_UNIT}(?!\w)", re.I)
_WORD_QUANTITY = re.compile(rf"\b(?P<figure>{'|'.join(numerals())})(?:\s+|-){_UNIT}(?!\w)", re.I)
_NUMERALS = frozenset(numerals())
_NO_QUANTITY_BEFORE = frozenset(".,$€£/-")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things with their unit: "3 cartons", "two copies", "6.25 %"."""

    value: Decimal
    text: str
    start: int
    end: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities in `text`, each with its unit, those in figures first."""
    found = []
    for match in _FIGURE.finditer(text):
        unit = _UNIT_BEHIND.match(text, match.end())
        before = text[match.start() - 1] if match.start() else " "
        if unit and not before.isalnum() and before not in _NO_QUANTITY_BEFORE:
            start, end = match.start(), unit.end()
            found.append(Quantity(Decimal(match[0].replace(",", "")), text[start:end], start, end))
    if not _NUMERALS.isdisjoint(text.casefold().replace("-", " ").split()):
        for match in _WORD_QUANTITY.finditer(text):
            value = Decimal(numerals()[match["figure"].casefold()])
            found.append(Quantity(value, match[0], *match.span()))
    return tuple(found)
