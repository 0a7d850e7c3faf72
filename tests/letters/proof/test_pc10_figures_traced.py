"""PC-10: every figure in the letter comes from somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc10_figures_traced
from corrtui.records.record import Record
from corrtui.triage.facts import Facts

ObjectsTo = Callable[..., list[str]]


@pytest.mark.parametrize(
    "body",
    [
        "We credit $39.95 for order 48213.",  # the order's own record, and the writer's own words
        "We credit 39.95 dollars; your balance was $148.20.",
        "Order no. 48213, order #48213, orders 48213.",
        "Account 1002-4417, masked …4417, is in order.",  # PC-12's
        "Our number is 261119-0007.",
        "Please write by December 4, 2026, within 30 days, or call 563-555-0140 between 8:00 and 5:00.",
        "Write to 2200 Foundry Road, Dubuque IA 52001, or P.O. Box 12345, or letters@harborvale.example.",
        "You live at 14 Alder Street, Boise ID 83702-1234.",
        "See 12 CFR 1026.13(c)(1), 15 USC 1681i and our rule 12.",
        "Please send us:\n\n  1. the order number\n  2. the invoice number\n  3. photographs",
        "In 2026 we have two clerks, and 24-hour service, on page 2.",
        "$148.20 − $39.95 = $108.25, so your new balance is $108.25.",
    ],
)
def test_a_figure_with_a_source_passes(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc10_figures_traced, body=body) == []


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("We credit $49.95 for order 48213.", ["$49.95"]),
        ("We credit $39.95 for order 48231.", ["48231"]),
        ("It is on invoice 771 and claim no. 5.", ["771", "5"]),
        ("These are invoices 771, 772 and 773.", ["771", "772", "773"]),
        ("It went out as PRO 778-1203.", ["778-1203"]),
        ("The tracking number is 9400100000000000000000.", ["9400100000000000000000"]),
        ("Your number is 7788990.", ["7788990"]),
        ("See INV-771.", ["INV-771"]),
        ("We sent 12 cartons.", ["12 cartons"]),
        ("We sent twelve cartons and 1,200 units, 3.5 lb each.", ["1,200 units", "3.5 lb", "twelve cartons"]),
        ("We grant a discount of 15 %.", ["15 %"]),
        ("$148.20 − $49.95 = $98.25", ["$49.95", "$98.25"]),
        ("A fee of 12 dollars and $1,240.", ["12 dollars", "$1,240"]),
        ("Our number is 261119-0008.", ["261119-0008"]),
    ],
)
def test_a_figure_without_one_blocks(objects_to: ObjectsTo, body: str, figures: list[str]) -> None:
    assert sorted(objects_to(pc10_figures_traced, body=body)) == sorted(figures)


@pytest.mark.parametrize(
    ("body", "confirmed"),
    [
        ("We credit $49.95.", "$49.95"),
        ("We credit $49.95.", "49.95"),
        ("We credit $1,240.00.", "$1,240"),
        ("It is on invoice 771.", "771"),
        ("We sent 12 cartons.", "12 cartons"),
        ("We sent 12  Cartons.", "12 cartons"),
        ("We sent 12 cartons on invoice 771 for $49.95.", "they were 12 cartons, invoice 771, at $49.95"),
    ],
)
def test_a_figure_confirmed_as_typed_passes(objects_to: ObjectsTo, body: str, confirmed: str) -> None:
    assert objects_to(pc10_figures_traced, body=body) != []
    assert objects_to(pc10_figures_traced, body=body, confirmed=frozenset({confirmed})) == []


def test_the_excerpt_is_what_the_clerk_may_confirm(objects_to: ObjectsTo) -> None:
    body = "We sent 12 cartons for invoice 771 and $49.95, 15 % off, with INV-77123."
    typed = objects_to(pc10_figures_traced, body=body)

    assert len(typed) == 5
    assert objects_to(pc10_figures_traced, body=body, confirmed=frozenset(typed)) == []


def test_a_record_brings_its_figures(objects_to: ObjectsTo, make_record: Callable[..., Record]) -> None:
    body = "Invoice 771 of $1,240.00 covers 12 cartons, 6.25 % tax, and carton BX-90417."
    invoice = make_record(
        "invoice", "INV-771", total="1240.0", cartons="12", tax="6.25", note="carton BX-90417"
    )

    assert objects_to(pc10_figures_traced, body=body) != []
    assert objects_to(pc10_figures_traced, body=body, records=(invoice,)) == []


def test_the_number_of_an_order_is_no_source_of_money(
    objects_to: ObjectsTo, make_record: Callable[..., Record]
) -> None:
    records = (make_record("order", "250", total="39.95"),)

    assert objects_to(pc10_figures_traced, body="We credit $250.00.", records=records) == ["$250.00"]


def test_a_record_of_somebody_elses_account_is_no_source(
    objects_to: ObjectsTo, make_record: Callable[..., Record]
) -> None:
    theirs = make_record("invoice", "771", account="1002-5523", total="88.80")

    assert objects_to(pc10_figures_traced, body="We credit $88.80.", records=(theirs,)) == ["$88.80"]


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("I want my 12.5 dollars and 1240 dollars back", "You asked for $12.50 and $1,240.00."),
        ("the $1,240 you owe me", "You asked for $1,240.00."),
        ("three lamps came broken", "You wrote that 3 units were broken."),
        ("3 lamps came broken", "You wrote that three units were broken."),
        ("my claim number 77-812", "Your claim number 77812 is before us."),
    ],
)
def test_the_writers_own_figures_count_as_theirs(objects_to: ObjectsTo, said: str, body: str) -> None:
    assert objects_to(pc10_figures_traced, body=body, incoming=said) == []


def test_part_of_a_figure_is_not_that_figure(objects_to: ObjectsTo, make_facts: Callable[..., Facts]) -> None:
    incoming = "I paid $1,139.95 and 39.951 on order 148213."
    bare = {"incoming": incoming, "facts": make_facts(), "records": ()}

    found = objects_to(pc10_figures_traced, body="You paid $39.95 on order 48213.", **bare)

    assert sorted(set(found)) == ["$39.95", "48213"]


@pytest.mark.parametrize(
    "given_by",
    [
        {"approved": "A returned check costs $35.00; {{ order.no }} takes 2 copies of form 77120."},
        {"office": ("Fees: $35.00", "2 copies", "No. 77120")},
        {"attached": ("Form 77120, 2 copies", "Fee schedule, $35.00")},
        {"sources": {"$35.00": "fee schedule", "2": "plan", "77120": "form list"}},
    ],
    ids=str,
)
def test_template_office_enclosures_and_merge_are_sources(
    objects_to: ObjectsTo, given_by: dict[str, object]
) -> None:
    body = "A returned check costs $35.00; please send 2 copies of form 77120."

    assert objects_to(pc10_figures_traced, body=body) != []
    assert objects_to(pc10_figures_traced, body=body, **given_by) == []


def test_what_a_sum_works_out_from_sourced_amounts_has_a_source(objects_to: ObjectsTo) -> None:
    body = "2 × $39.95 = $79.90, and $148.20 − $79.90 = $68.30. Your balance is $68.30."

    assert objects_to(pc10_figures_traced, body=body) == []
    assert objects_to(pc10_figures_traced, body="Your balance is $68.30.") == ["$68.30"]


def test_equal_installments_of_a_sourced_total_have_a_source(objects_to: ObjectsTo) -> None:
    plan = "  December 21, 2026: $49.40\n  January 20, 2027: $49.40\n  February 22, 2027: {}\n  Total: {}"

    assert objects_to(pc10_figures_traced, body=plan.format("$49.40", "$148.20")) == []
    uneven = "  December 21, 2026: $100.00\n  January 20, 2027: $48.20\n  Total: $148.20"
    assert objects_to(pc10_figures_traced, body=uneven) == ["$100.00", "$48.20"]


def test_a_wrong_sum_gives_nothing_a_source(objects_to: ObjectsTo) -> None:
    assert objects_to(pc10_figures_traced, body="$148.20 − $39.95 = $108.35") == ["$108.35"]


def test_the_finding_points_at_the_figure_and_says_what_to_do(proof: Callable[..., list[Finding]]) -> None:
    [finding] = proof(pc10_figures_traced, body="We credit\nyou $49.95 today.")

    assert (finding.rule, finding.level, finding.line, finding.column) == ("PC-10", "block", 9, 4)
    assert "Attach the record" in finding.message
    assert "confirm it" in finding.message
