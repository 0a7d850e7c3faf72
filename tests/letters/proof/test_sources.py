"""Where a figure of a letter may come from."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from corrtui.letters.proof import ProofCase
from corrtui.letters.proof.sources import Sources
from corrtui.records.record import Record


@pytest.mark.parametrize("cell", ["1240", "1240.0", "1,240.00", "$1,240", "(1,240.00)", "-1240", "USD 1240"])
def test_an_amount_is_known_however_the_record_writes_it(
    make_case: Callable[..., ProofCase], make_record: Callable[..., Record], cell: str
) -> None:
    sources = Sources(make_case(records=(make_record(total=cell),)))

    assert sources.has_amount(Decimal("1240.00"))
    assert not sources.has_amount(Decimal("1240.01"))


@pytest.mark.parametrize("number", ["INV-000771", "inv 771x", "771"])
def test_a_number_is_known_whole_only(
    make_case: Callable[..., ProofCase], make_record: Callable[..., Record], number: str
) -> None:
    sources = Sources(make_case(records=(make_record("invoice", number),), incoming=""))

    assert sources.has_number(number)
    assert not sources.has_number("77")
    assert not sources.has_number("7710")


def test_the_letter_is_searched_for_whole_figures(make_case: Callable[..., ProofCase]) -> None:
    sources = Sources(make_case(incoming="claim 77-812, $1,240 and twelve lamps", records=()))

    assert sources.has_number("77812")
    assert sources.has_amount(Decimal(1240))
    assert sources.has_quantity(Decimal(12), "12 pieces")
    assert not sources.has_number("7781")
    assert not sources.has_amount(Decimal(240))
    assert not sources.has_quantity(Decimal(2), "2 pieces")
