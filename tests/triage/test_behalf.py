"""For whom a letter is written, and in what capacity."""

from __future__ import annotations

import pytest

from corrtui.triage.behalf import find_behalf


@pytest.mark.parametrize(
    ("text", "relationship", "whom"),
    [
        ("I represent Mrs. Rosa Diaz in this matter.", "attorney", "Mrs. Rosa Diaz"),
        ("Our client, Bolt Supply Co., disputes the invoice.", "attorney", "Bolt Supply Co"),
        ("I am executor. What does she owe?", "executor", ""),
        ("As executor of the estate of Alma Lindqvist I ask for a statement.", "executor", "Alma Lindqvist"),
        ("I am writing on behalf of my son, Peter Hale, who is nine.", "parent", "Peter Hale"),
        ("I am calling for my mother about her bill.", "child", ""),
        ("I hold power of attorney for John Marsh.", "attorney-in-fact", "John Marsh"),
        ("I write on behalf of Harbor Tools Inc. to order.", "representative", "Harbor Tools Inc"),
        ("My constituent, Mr. Dale Greer, has written to me.", "legislator", "Mr. Dale Greer"),
        ("Escribo en nombre de Rosa Diaz.", "representative", "Rosa Diaz"),
        ("I was charged twice.", "self", ""),
        ("The agent for my area never called.", "self", ""),
        ("My mother likes the lamp.", "self", ""),
        ("I do not need a power of attorney.", "self", ""),
    ],
)
def test_capacity_and_name(text: str, relationship: str, whom: str) -> None:
    found = find_behalf(text, [(0, len(text))])

    assert (found.relationship, found.whom) == (relationship, whom)
    assert text[found.whom_start : found.whom_end] == whom or not whom
