"""Whole letters with what must be read in them. Source: letters as the trade knows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from corrtui.triage.category import load_categories, suggest
from corrtui.triage.facts import Facts, find_facts
from corrtui.triage.issues import Issue, find_issues
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon_of import lexicon_of
from corrtui.triage.sensitive import find_sensitive, load_sensitive
from corrtui.triage.tone import tone_kinds

RECEIVED = date(2026, 3, 2)


def read(text: str) -> tuple[Facts, str, tuple[Issue, ...]]:
    """Return facts, suggested category and issues as the desk reads them."""
    facts = find_facts(text, received=RECEIVED)
    lexicon, categories = lexicon_of(facts.language), load_categories()
    category = suggest(text, "", categories, lexicon, find_sensitive(text, "", load_sensitive())).category
    return facts, category, find_issues(text, read_layout(text), category, lexicon, categories)


def test_an_angry_letter_without_reference_is_hostile() -> None:
    facts, category, issues = read("Your driver broke my crate. I am furious.")

    assert tone_kinds(facts.tone) == ("hostile",)
    assert facts.found == ()
    assert category == "SVC"
    assert [issue.category for issue in issues] == ["DMG"]


def test_an_order_names_quantity_item_colour_and_its_money() -> None:
    facts, category, [issue] = read("Please send 3 of item 5521 in blue. Check for $80.07 enclosed.")

    [wanted] = facts.wanted
    assert (wanted.quantity, wanted.item, wanted.words) == (3, "5521", "in blue")
    assert facts.money
    assert [payment.amount for payment in facts.payments] == [Decimal("80.07")]
    assert (category, issue.kind) == ("ORD", "demand")


def test_a_check_in_full_payment_of_a_disputed_invoice_is_held() -> None:
    facts, _, _ = read(
        "Check 1042 for $250.00 is enclosed as payment in full of disputed invoice 889 ($310)."
    )

    assert facts.full_satisfaction
    assert [(payment.number, payment.sum) for payment in facts.payments] == [("1042", "250.00")]
    assert facts.values("invoice") == ("889",)


def test_an_executor_writes_for_the_dead() -> None:
    facts, _, _ = read("My mother passed away Feb 3. I am executor. What does she owe?")

    assert facts.writer.relationship == "executor"
    assert [found.plain for found in facts.found if found.kind == "date"] == ["2026-02-03"]


def test_a_price_wanted_by_a_day_is_a_deadline() -> None:
    facts, _, _ = read("Enclosed is our bracket drawing rev C. We want your price by 03-13.")

    assert [found.plain for found in facts.deadlines()] == ["2026-03-13"]


def test_three_matters_of_one_sentence() -> None:
    _, _, issues = read("Invoice 771 is wrong, and your agent hung up on me, and what is your return rule?")

    assert [issue.category for issue in issues] == ["BIL", "SVC", "RUL"]


def test_a_spanish_complaint_is_spanish_and_understood() -> None:
    facts, category, [issue] = read(
        "Estimados señores:\n\nQuiero presentar una queja. El técnico vino tres veces y el calentador "
        "todavía no funciona. Nadie me contesta el teléfono.\n\nAtentamente,\n\nMaría Fuentes\n"
    )

    assert (facts.language, category, issue.category) == ("es", "SVC", "SVC")


def test_an_undated_unsigned_letter_says_so() -> None:
    facts, category, _ = read("Things were promised and I am still waiting here.")

    assert facts.date_flags == ("undated",)
    assert facts.writer.name == ""
    assert category in ("UNK", "SVC")
