"""What the checks read out of a draft."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from corrtui.letters.proof import ProofCase

MakeCase = Callable[..., ProofCase]


def test_below_the_address_every_character_stays_where_it_was(make_case: MakeCase) -> None:
    case = make_case()

    assert len(case.reading.below_address) == len(case.text)
    assert case.reading.below_address[case.text.index("Dear") :] == case.text[case.text.index("Dear") :]
    assert case.reading.below_address[: case.text.index("Dear")].strip() == ""
    assert case.reading.below_address.count("\n") == case.text.count("\n")


def test_a_draft_without_parts_is_read_whole(make_case: MakeCase) -> None:
    case = make_case(parts=None)

    assert case.reading.below_address == case.text


def test_every_figure_is_read_for_what_it_is(make_case: MakeCase) -> None:
    reading = make_case(body="Order 48213 of November 1, 2026: $39.95, account 1002-4417.").reading

    assert [amount.value for amount in reading.amounts] == [Decimal("39.95")]
    assert [number.text for number in reading.numbers if number.cue == "order"] == ["48213", "48213"]
    assert [mention.shown for mention in reading.account_mentions] == ["…4417", "1002-4417"]
    assert reading.sums == ()


def test_offsets_lead_back_into_the_draft(make_case: MakeCase) -> None:
    case = make_case()

    for found in (*case.reading.numbers, *case.reading.account_mentions):
        assert case.text[found.start : found.end] == found.text
    for amount in case.reading.amounts:
        assert case.text[amount.start : amount.end].startswith("$")
