"""Quantities in a text, each with its unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corrtui.letters.proof.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("3 cartons", [("3", "3 cartons")]),
        ("a 3-piece set", [("3", "3-piece")]),
        ("1,200 units", [("1200", "1,200 units")]),
        ("12.5 lb and 6.25 %", [("12.5", "12.5 lb"), ("6.25", "6.25 %")]),
        ("10% of 50 percent", [("10", "10%"), ("50", "50 percent")]),
        ("two copies, Twelve\nboxes", [("2", "two copies"), ("12", "Twelve\nboxes")]),
        ("3 lamps, one copy, page 2, 30 days", []),
        ("$3 boxes, A3 sheets, 1.2.3 units", []),
    ],
)
def test_quantities_are_found(text: str, quantities: list[tuple[str, str]]) -> None:
    assert [(each.value, each.text) for each in find_quantities(text)] == [
        (Decimal(value), written) for value, written in quantities
    ]
