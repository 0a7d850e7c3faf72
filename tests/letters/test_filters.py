"""The filters of letters: what they show, and that a missing value stays a hole through each of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from corrtui.letters.language import FILTERS
from corrtui.letters.sandbox import merge


def merged(body: str, **context: Any) -> str:
    return merge(body, "own.j2", 1, context).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{{ amount|money }}", "$1,240.00"),
        ("{{ dec|money }}", "$39.95"),
        ("{{ dec }}", "$39.95"),
        ("{{ 5|money }}", "$5.00"),
        ("{{ iso|longdate }}", "March 2, 2026"),
        ("{{ day }}", "March 2, 2026"),
        ("{{ day|longdate }}", "March 2, 2026"),
        ("{{ account|masked }}", "…4417"),
        ("{{ word|upper }} {{ word|title }} {{ word|capitalize }}", "A B A B A b"),
        ("{{ 'ABC'|lower }} {{ ' a '|trim }}", "abc a"),
        ("{{ gone|default('none') }} {{ word|d('none') }}", "none a b"),
        ("{{ encl|length }} {{ encl|count }} {{ gone|length }}", "3 3 0"),
        ("{{ encl|first }} {{ encl|last }}", "x z"),
        ("{{ encl|join }} {{ encl|join('; ') }} {{ encl|join(', ', ' and ') }}", "xyz x; y; z x, y and z"),
        ("{{ one|join(', ', ' and ') }}", "x"),
        ("{{ word ~ 5 ~ gone }}", "a b5⟦gone⟧"),
    ],
)
def test_what_each_filter_shows(body: str, text: str) -> None:
    context = {
        "amount": "1,240.00",
        "dec": Decimal("39.95"),
        "iso": "2026-03-02",
        "day": date(2026, 3, 2),
        "account": "HV-204417",
        "word": "a b",
        "encl": ["x", "y", "z"],
        "one": ["x"],
    }

    assert merged(body, **context) == text


def test_a_figure_that_cannot_be_read_is_a_hole() -> None:
    order = {"amount": "about 40", "date": "next week", "no": "---"}

    text = merged("{{ order.amount|money }} {{ order.date|longdate }} {{ order.no|masked }}", order=order)

    assert text == "⟦order.amount⟧ ⟦order.date⟧ ⟦order.no⟧"


@pytest.mark.parametrize("name", sorted(FILTERS - {"length", "count", "default", "d"}))
def test_a_missing_value_stays_its_hole(name: str) -> None:
    assert merged("{{ order.amount|" + name + " }}") == "⟦order.amount⟧"


def test_the_end_of_an_empty_list_is_a_hole() -> None:
    assert merged("{{ encl|first }}", encl=[]) == "⟦item⟧"
