"""Goods asked for and their quantities."""

from __future__ import annotations

import pytest

from corrtui.triage.wanted import find_wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please send 3 of item 5521 in blue.", [(3, "5521", "in blue")]),
        ("Ship two (2) No. A-77 and 4 x item 12/B today.", [(2, "A-77", ""), (4, "12/B", "")]),
        ("item 5521, qty 3", [(3, "5521", "")]),
        ("We need 2 dozen of catalog no. 90, please.", [(24, "90", "")]),
        ("Please send me 12 blue mugs by Friday.", [(12, "", "blue mugs")]),
        ("I want to order one copper kettle.", [(1, "", "copper kettle")]),
        ("I ordered a lamp 3 weeks ago.", []),
        ("Please send 3 copies of the letter.", []),
        ("You sent me $3 of item 5 money.", []),
        ("0 of item 5521", []),
        ("He sent a check with his order 48168 for a wheelbarrow.", []),
        ("Your order 48168 was late; my order 90 dated May 3 too.", []),
        ("Please send 12 mugs in blue for us.", [(12, "", "mugs in blue")]),
    ],
)
def test_what_is_wanted(text: str, wanted: list[tuple[int, str, str]]) -> None:
    found = find_wanted(text, [(0, len(text))])

    assert [(item.quantity, item.item, item.words) for item in found] == wanted
    assert all(0 <= item.start < item.end <= len(text) for item in found)
