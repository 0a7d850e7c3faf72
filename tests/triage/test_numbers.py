"""Numbers a letter names with their label, and amounts of money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.numbers import find_numbers


def named(text: str, *without: str) -> list[tuple[str, str]]:
    found = find_numbers(text, [(0, len(text))])
    return [(item.kind, item.value) for item in found if item.kind not in without]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("I mean order 48213.", "order", "48213"),
        ("Order No. 48213", "order", "48213"),
        ("my order, #48213, is late", "order", "48213"),
        ("Order Number: A-1009/3", "order", "A-1009/3"),
        ("P.O. 77120", "order", "77120"),
        ("mi pedido número 4821", "order", "4821"),
        ("invoice #889", "invoice", "889"),
        ("Invoice 771 is wrong", "invoice", "771"),
        ("acct. 4471-0088-2214", "account", "4471-0088-2214"),
        ("account 4471 0088 2214 is mine", "account", "4471 0088 2214"),
        ("Account number ending in 4417", "account", "4417"),
        ("acct ****4417", "account", "4417"),
        ("customer no. 1022", "account", "1022"),
        ("claim no. 26-1182", "claim", "26-1182"),
        ("PRO 778-1203", "pro", "778-1203"),
        ("pro no. 778-1203", "pro", "778-1203"),
        ("3 of item 5521 in blue", "item", "5521"),
        ("SKU AB-12", "item", "AB-12"),
        ("the account\nnumber is 4471-0088", "account", "4471-0088"),
    ],
)
def test_a_number_is_known_by_its_label(text: str, kind: str, value: str) -> None:
    assert named(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "I want to order 3 lamps",
        "my account is 90 days past due",
        "my account is 120 days late",
        "order 3/1/2026",
        "order dated 2026-03-01",
        "P.O. Box 1234",
        "we claim 412.00",
        "part 300 of the story",
        "a pro 500 times over",
        "in order",
        "no number here",
        "account 1,200",
    ],
)
def test_what_only_looks_like_a_number_of_ours(text: str) -> None:
    assert named(text, "date", "amount") == []


def test_several_numbers_after_one_label() -> None:
    assert named("invoices #889, 890 and 891") == [("invoice", "889"), ("invoice", "890"), ("invoice", "891")]
    assert named("orders 48213 & 48214 of March") == [("order", "48213"), ("order", "48214")]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$39.95 each", ["$39.95"]),
        ("for $1,240.00, not $1,204.", ["$1,240.00", "$1,204"]),
        ("$ 12", ["$ 12"]),
        ("40 dollars and 1,000 dollars", ["40 dollars", "1,000 dollars"]),
        ("USD 30 or €15.50", ["USD 30", "€15.50"]),
        ("a $5k bonus, $10M", []),
        ("no dollars", []),
    ],
)
def test_amounts_of_money(text: str, amounts: list[str]) -> None:
    assert [value for _, value in named(text)] == amounts


def test_every_find_lies_where_it_says_and_in_reading_order() -> None:
    text = "On March 1 I paid $39.95 for order 48213,\nand invoice 889."

    found = find_numbers(text, [(0, len(text))])

    assert [text[item.start : item.end] for item in found] == ["March 1", "$39.95", "48213", "889"]


def test_nothing_outside_the_spans_is_named() -> None:
    assert find_numbers("order 48213 order 48214", [(0, 11)])[0].value == "48213"
    assert len(find_numbers("order 48213 order 48214", [(0, 11)])) == 1


@given(
    number=st.from_regex(r"[1-9][0-9]{3,11}", fullmatch=True),
    label=st.sampled_from(["order", "Invoice no.", "acct #"]),
)
def test_any_plain_number_after_a_label_is_found(number: str, label: str) -> None:
    assert [value for _, value in named(f"It is {label} {number}, please look.")] == [number]


@given(st.text(alphabet="order no.#1234567890-/ ,$andinvoice\n", max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    for item in find_numbers(text, [(0, len(text))]):
        assert 0 <= item.start < item.end <= len(text)
        assert any(char.isdigit() for char in item.value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Freight Claims\n2200 Foundry Road\n", ()),
        ("Harbor & Vale\nOrder\n48213 Elm Street", ()),
        ("Claim:\n2200", ("2200",)),
        ("Claim no.\n2200", ("2200",)),
        ("You have told me twice by telephone that my order\n48213 is on its way.", ("48213",)),
        ("Claim 2200", ("2200",)),
    ],
)
def test_a_number_on_the_next_line_belongs_to_a_label_that_asks_for_it(
    text: str, values: tuple[str, ...]
) -> None:
    assert tuple(item.value for item in find_numbers(text, [(0, len(text))])) == values


def test_short_numbers_in_a_list_behind_a_label_are_each_one() -> None:
    assert named("Order numbers 55 and 56 never came.") == [("order", "55"), ("order", "56")]
    assert named("Invoice no. 55 and 2 lamps.") == [("invoice", "55")]
