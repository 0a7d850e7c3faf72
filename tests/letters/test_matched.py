"""Which records a letter may quote, what their figures are called, and where each is from."""

from __future__ import annotations

from typing import Any

import pytest

from corrtui.letters.matched import address_of_record, chosen, org_of_record, origins, values_of
from corrtui.records.record import Record
from corrtui.triage.facts import Facts, Found, Writer


def row(kind: str, key: str, values: dict[str, str] | None = None, **fields: str) -> Record:
    """Return a row of a source called like its kind in the plural."""
    columns = tuple(fields.items())
    return Record(f"{kind}s", kind, key, f"{kind} {key}", columns, values or {}, {}, row=int(key[-2:], 36))


def letter_naming(**numbers: str) -> Facts:
    return Facts(found=tuple(Found(kind, value, 0, 1) for kind, value in numbers.items()))


def test_the_record_the_letter_names_is_taken() -> None:
    records = [row("order", "48213"), row("order", "48220"), row("account", "204417")]

    picked = chosen(records, letter_naming(order="48220"), [])

    assert {kind: record.key for kind, record in picked.items()} == {"order": "48220", "account": "204417"}


def test_numbers_are_compared_without_their_separators() -> None:
    records = [row("order", "HV-48213"), row("order", "HV-48220")]

    assert chosen(records, letter_naming(order="hv48220"), [])["order"].key == "HV-48220"


def test_of_several_that_nobody_named_none_is_taken() -> None:
    assert chosen([row("order", "48213"), row("order", "48220")], Facts(), []) == {}


def test_what_goes_with_the_letter_is_taken_when_none_was_named() -> None:
    records = [row("order", "48213"), row("order", "48220")]

    assert chosen(records, Facts(), ["order 48220"])["order"].key == "48220"


def test_one_row_met_twice_is_still_the_only_one() -> None:
    order = row("order", "48213")

    assert chosen([order, order.because("attached")], Facts(), [])["order"].key == "48213"


def test_figures_have_the_names_templates_use() -> None:
    order = row(
        "order",
        "48213",
        {"amount": "39.95"},
        order_no="48213",
        order_date="2026-10-28",
        total="39.95",
        item="Boiler",
    )

    values = values_of(order)

    assert (values["no"], values["date"], values["amount"], values["item"]) == (
        "48213",
        "2026-10-28",
        "39.95",
        "Boiler",
    )
    assert values["total"] == "39.95"


def test_the_desk_decides_over_usual_columns() -> None:
    assert values_of(row("order", "48213", {"date": "2026-01-01"}, date="2025-12-31"))["date"] == "2026-01-01"


def test_empty_columns_are_missing() -> None:
    assert "ship_date" not in values_of(row("order", "48213", {"when": ""}, ship_date=""))
    assert "when" not in values_of(row("order", "48213", {"when": ""}, ship_date=""))


@pytest.mark.parametrize(
    ("kind", "column", "name"),
    [
        ("payment", "paid_on", "date"),
        ("invoice", "invoice_date", "date"),
        ("account", "customer", "name"),
        ("item", "unit_price", "price"),
        ("claim", "claim_amount", "amount"),
    ],
)
def test_usual_columns_need_no_declaration(kind: str, column: str, name: str) -> None:
    assert values_of(row(kind, "77", **{column: "x"}))[name] == "x"


def test_each_figure_names_its_row_and_column() -> None:
    order = row("order", "48213", {"amount": "39.95"}, subtotal="34.95", total="39.95")

    found = origins({"order": order})

    assert found["order.amount"] == "order 48213 in orders: total"
    assert found["order.subtotal"] == "order 48213 in orders: subtotal"


ACCOUNT: dict[str, str] = {
    "customer": "Ms. Elena M. Ortiz",
    "address": "614 Marigold Lane",
    "city": "Boise",
    "state": "ID",
    "zip": "83704",
}


def account(**changes: Any) -> Record:
    return row("account", "204417", **{**ACCOUNT, **changes})


@pytest.mark.parametrize("name", ["Elena Ortiz", "Elena M. Ortiz", "Ms. Elena M. Ortiz", "ORTIZ ELENA"])
def test_the_writers_own_account_gives_the_address(name: str) -> None:
    assert address_of_record(account(), name, "") == ["614 Marigold Lane", "Boise ID 83704"]


def test_an_organization_has_its_address_too() -> None:
    bolt = account(customer="Bolt Co.", address2="Suite 4")

    assert address_of_record(bolt, "Pat Pike", "Bolt Co.") == [
        "614 Marigold Lane",
        "Suite 4",
        "Boise ID 83704",
    ]


@pytest.mark.parametrize("name", ["", "Ortiz", "John Ortiz", "Elena Kowal", "E. Ortiz"])
def test_somebody_elses_account_gives_no_address(name: str) -> None:
    assert address_of_record(account(), name, "") == []


@pytest.mark.parametrize("missing", ["customer", "address", "city", "state", "zip"])
def test_an_incomplete_address_is_none(missing: str) -> None:
    assert address_of_record(account(**{missing: ""}), "Elena Ortiz", "") == []


def test_no_account_no_address() -> None:
    assert address_of_record(None, "Elena Ortiz", "") == []


def test_a_record_in_somebody_elses_name_is_never_quoted() -> None:
    theirs = Record("accounts", "account", "204444", "account 204444", (), {}, {}, foreign=True)

    assert chosen([theirs], letter_naming(account="204444"), ["account 204444"]) == {}


FIRM = row("account", "204458", customer="Petrie Watch & Clock", address="18 Court Square")
HAROLD = Writer(
    name="Harold J. Petrie", first="Harold", last="Petrie", address=("18 Court Square", "Ottumwa, IA")
)
LETTERHEAD = "Petrie Watch & Clock\n18 Court Square, Ottumwa, IA\n\nDear Sirs:\n"


def test_a_person_who_writes_for_the_firm_of_the_account_is_addressed_there() -> None:
    assert org_of_record(FIRM, HAROLD, LETTERHEAD) == "Petrie Watch & Clock"


@pytest.mark.parametrize(
    ("account", "writer", "text"),
    [
        (None, HAROLD, LETTERHEAD),
        (FIRM, HAROLD, "Dear Sirs:\n\nI bought it from Petrie Watch & Clock."),
        (
            FIRM,
            Writer(name="Harold Petrie", first="Harold", last="Petrie", address=("2 Elm St",)),
            LETTERHEAD,
        ),
        (FIRM, Writer(name="Petrie"), LETTERHEAD),
        (
            row("account", "204459", customer="Mrs. Ann Petrie", address="18 Court Square"),
            HAROLD,
            "Mrs. Ann Petrie\n",
        ),
        (
            row("account", "204459", customer="Harold Petrie", address="18 Court Square"),
            HAROLD,
            "Harold Petrie\n",
        ),
    ],
)
def test_no_firm_is_put_over_a_writer_who_does_not_name_it(
    account: Record | None, writer: Writer, text: str
) -> None:
    assert org_of_record(account, writer, text) == ""
