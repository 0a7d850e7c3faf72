"""What a template may look at: plain, clean, bounded, and named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from corrtui.letters.values import Data, Datum, Missing, prepared


def test_values_know_their_names() -> None:
    order = prepared({"order": {"item": "Boiler", "lines": [{"qty": "2"}]}})["order"]

    assert isinstance(order, Data)
    item = order["item"]
    assert isinstance(item, Datum)
    assert (item, item.path, order.path) == ("Boiler", "order.item", "order")
    lines = order["lines"]
    assert isinstance(lines, list)
    assert lines[0]["qty"].path == "order.lines.qty"


def test_days_and_decimals_are_written_as_letters_write_them() -> None:
    seen = prepared({"today": date(2026, 3, 2), "total": Decimal("1234.5")})

    assert (seen["today"], seen["total"]) == ("March 2, 2026", "$1,234.50")


def test_what_is_empty_is_missing() -> None:
    assert prepared({"a": "", "b": "  \n", "c": None, "d": ["", None], "e": {}}) == {"d": [], "e": {}}


def test_counts_and_truth_stay_what_they_are() -> None:
    assert prepared({"count": 3, "paid": False}) == {"count": 3, "paid": False}


def test_text_is_made_harmless() -> None:
    assert prepared({"a": "x\n{{ y }}⟦z⟧"})["a"] == "x { y }[z]"


def test_objects_never_enter_a_letter() -> None:
    with pytest.raises(TypeError, match=r"order\.path: a letter cannot hold a object"):
        prepared({"order": {"path": object()}})


def test_a_missing_value_is_a_hole_and_false() -> None:
    missing = Missing(name="order.amount")

    assert str(missing) == "⟦order.amount⟧"
    assert not missing
    assert list(missing) == []
