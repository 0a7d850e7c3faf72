"""What a template may know of a case: nothing guessed, everything with its origin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.letters.compose import compose
from corrtui.letters.context import letter_context
from corrtui.letters.library import Library
from corrtui.letters.parts import read_parts
from corrtui.records.record import Record
from corrtui.settings import Office, Person
from corrtui.triage.facts import Facts, Found, Writer

OFFICE = Office(
    name="Harbor & Vale Supply Company",
    address=("2200 Foundry Road", "Dubuque IA 52001"),
    phone="563-555-0140",
    email="letters@harborvale.example",
    hours="8 a.m. to 5 p.m., Monday through Friday",
)
ELENA = Writer(
    name="Elena M. Ortiz",
    title="Ms.",
    first="Elena",
    last="Ortiz",
    address=("614 Marigold Lane", "Boise ID 83704"),
)


def record(kind: str, key: str, **fields: str) -> Record:
    return Record(f"{kind}s", kind, key, f"{kind} {key}", tuple(fields.items()), {}, {})


ORDER = record(
    "order",
    "48213",
    order_date="2026-10-28",
    item="Enamel coffee boiler, blue",
    quantity="1",
    total="39.95",
    promised_date="2026-11-30",
    status="entered",
)
ACCOUNT = record(
    "account",
    "204417",
    customer="Ms. Elena M. Ortiz",
    address="614 Marigold Lane",
    city="Boise",
    state="ID",
    zip="83704",
    opened="2002-03-14",
    terms="net 30",
    high_credit="412.50",
    balance="148.20",
    past_due="100.00",
)
INVOICE = record(
    "invoice", "861", invoice_date="2026-11-02", amount="39.95", due_date="2026-12-10", status="open"
)


@pytest.fixture
def context(shipped: Library) -> Any:
    """Build the context of a case, each part of which may be changed."""

    def build(code: str = "bil-ack", **changes: Any) -> dict[str, Any]:
        given: dict[str, Any] = {
            "office": OFFICE,
            "signer": Person("mstern", "Morgan Stern", "MRS", "Manager"),
            "clerk": Person("rhale", "Robin Hale", "rh"),
            "control_no": "261120-0007",
            "received": date(2026, 11, 18),
            "today": date(2026, 11, 20),
            "facts": Facts(writer=ELENA, document_date=date(2026, 11, 16)),
            "records": (),
            "template": shipped.get(code),
            "attached": (),
        }
        return letter_context(**given | changes)

    return build


def test_the_case_itself_is_known(context: Any) -> None:
    made = context()

    assert (made["control_no"], made["our_ref"], made["received_date"]) == (
        "261120-0007",
        "261120-0007",
        date(2026, 11, 18),
    )
    assert (made["today"], made["your_letter_date"]) == (date(2026, 11, 20), date(2026, 11, 16))
    assert made["signer"] == {"name": "Morgan Stern", "title": "Manager"}
    assert made["clerk"] == {"name": "Robin Hale", "initials": "rh"}
    assert made["salutation"] == "Dear Ms. Ortiz:"
    assert made["writer"]["addr"] == ["614 Marigold Lane", "Boise ID 83704"]


def test_the_writer_has_ten_business_days_to_answer(context: Any) -> None:
    closed = OfficeCalendar(frozenset({date(2026, 12, 4)}))

    assert context()["reply_by"] == date(2026, 12, 7)  # Thanksgiving lies between
    assert context(calendar=closed)["reply_by"] == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("medium", "word"),
    [
        ("letter", "letter"),
        ("e-mail", "e-mail"),
        ("web form", "message"),
        ("fax", "fax"),
        ("phone note", "call"),
    ],
)
def test_how_the_letter_came_has_its_word(context: Any, medium: str, word: str) -> None:
    assert context(medium=medium)["your_letter"] == word


@pytest.mark.parametrize(
    ("phone", "hours", "email", "sentence"),
    [
        ("563-555-0140", "9 to 5", "a@b.example", "call us at 563-555-0140 (9 to 5)"),
        ("563-555-0140", "", "", "call us at 563-555-0140"),
        ("", "9 to 5", "a@b.example", "write to us at a@b.example"),
        ("", "", "", "write to us at the address above"),
    ],
)
def test_the_office_says_how_it_is_reached(
    context: Any, phone: str, hours: str, email: str, sentence: str
) -> None:
    assert context(office=Office("H", ("x",), phone=phone, hours=hours, email=email))["reach_us"] == sentence


def test_records_fill_the_letter_with_their_origin(context: Any) -> None:
    made = context(records=(ORDER, ACCOUNT))

    assert (made["order"]["no"], made["order"]["amount"], made["account"]["name"]) == (
        "48213",
        "39.95",
        "Ms. Elena M. Ortiz",
    )
    assert made["sources"]["order.amount"] == "order 48213 in orders: total"
    assert made["sources"]["received_date"] == "the control log"


def test_the_account_is_masked_from_record_or_letter(context: Any) -> None:
    named = Facts(writer=ELENA, found=(Found("account", "HV-30-998877", 0, 1),))

    assert context(records=(ACCOUNT,))["account_masked"] == "…417"
    assert context(facts=named)["account_masked"] == "…8877"
    assert context()["account_masked"] == ""


def test_a_writer_without_address_gets_that_of_the_account(context: Any) -> None:
    facts = Facts(writer=Writer(name="Elena Ortiz", first="Elena", last="Ortiz"))

    assert context(facts=facts, records=(ACCOUNT,))["writer"]["addr"] == [
        "614 Marigold Lane",
        "Boise ID 83704",
    ]
    assert context(facts=facts)["writer"]["addr"] == []


@pytest.mark.parametrize(
    ("records", "owed", "on", "due"),
    [
        ((INVOICE, ACCOUNT), "39.95", "invoice", "2026-12-10"),
        ((ACCOUNT,), "100.00", "past due", None),
        ((record("account", "1", balance="148.20", past_due="0.00"),), "148.20", "account", None),
        ((record("invoice", "861", amount="39.95", status="paid"), ACCOUNT), "100.00", "past due", None),
        ((record("invoice", "861", amount="unknown"),), None, None, None),
        ((), None, None, None),
    ],
)
def test_what_is_owed_is_what_is_open(
    context: Any, records: tuple[Record, ...], owed: str, on: str, due: str
) -> None:
    made = context(records=records)

    assert (made.get("amount_owed"), made.get("owed_on"), made.get("due_date")) == (owed, on, due)


def test_the_amount_in_question_is_known_only_when_there_is_one(context: Any) -> None:
    def naming(*amounts: str) -> Facts:
        return Facts(writer=ELENA, found=tuple(Found("amount", amount, 0, 1) for amount in amounts))

    assert context(facts=naming("$39.95", "39.95"))["disputed_amount"] == Decimal("39.95")
    assert "disputed_amount" not in context(facts=naming("$39.95", "$79.90"))
    assert context(facts=naming("$39.95", "$79.90"), records=(ORDER,))["disputed_amount"] == Decimal("39.95")
    assert "disputed_amount" not in context(facts=naming("$79.90", "$5.00"), records=(ORDER,))
    assert "disputed_amount" not in context()


def test_a_plan_foots_and_begins_after_the_answer_is_due(context: Any) -> None:
    made = context("dlq-plan", records=(ACCOUNT,))

    assert (
        sum(payment["amount"] for payment in made["plan"]["payments"])
        == made["plan"]["total"]
        == Decimal("100.00")
    )
    assert made["plan"]["payments"][0]["due"] > made["reply_by"]


BURRELL = "I could pay $35 on the first of every month starting December 1, and the last one smaller."


def test_a_plan_answers_the_offer_of_the_writer(context: Any) -> None:
    plan = context("dlq-plan", records=(ACCOUNT,), text=BURRELL)["plan"]

    assert (plan["accepted"], plan["offer"], plan["count"]) == (True, Decimal("35"), 3)
    assert [payment["amount"] for payment in plan["payments"]] == [
        Decimal("35"),
        Decimal("35"),
        Decimal("30"),
    ]
    assert plan["payments"][0]["due"] == date(2026, 12, 1)


def test_an_offer_that_would_take_years_is_answered_with_our_own_plan(context: Any) -> None:
    plan = context("dlq-plan", records=(ACCOUNT,), text="I can send $2 a month.")["plan"]

    assert (plan["accepted"], plan["offer"], plan["count"]) == (False, Decimal("2"), 3)


def test_an_accepted_plan_shows_each_payment_with_its_source(shipped: Library, context: Any) -> None:
    draft = compose(shipped.get("dlq-plan"), context("dlq-plan", records=(ACCOUNT,), text=BURRELL))

    assert "We accept your offer of $35.00 a month" in draft.text
    assert "  January 4, 2027: $35.00\n  February 1, 2027: $30.00\n  Total: $100.00" in draft.text
    assert draft.sources["$30.00"] == "worked out from account 204417 in accounts: past_due"
    assert draft.holes == ()


def test_with_the_letter_at_hand_only_a_figure_tied_to_the_dispute_is_in_question(context: Any) -> None:
    def asked(text: str) -> Any:
        facts = Facts(writer=ELENA, found=(Found("amount", "$154.40", 0, 1), Found("amount", "$74.95", 0, 1)))
        return context(facts=facts, text=text).get("disputed_amount")

    assert asked("You bill me $154.40. I am overcharged by $74.95.") == Decimal("74.95")
    assert asked("You bill me $154.40. You sent $74.95 back.") is None


def test_a_call_is_dated_by_its_note_and_entered_not_received(context: Any) -> None:
    note = "PHONE NOTE\n\nTaken by: P. Cole   Date: November 12, 2026\n\nShe says the bill is wrong."
    made = context(medium="phone note", facts=Facts(writer=ELENA), text=note)

    assert (made["your_letter_date"], made["arrived"]) == (date(2026, 11, 12), "entered")
    assert context()["arrived"] == "received"
    assert context(facts=Facts(writer=ELENA), text=note)["your_letter_date"] is None


def test_a_record_in_another_name_fills_nothing(context: Any) -> None:
    made = context(records=(replace(ACCOUNT, foreign=True),))

    assert "account" not in made
    assert "amount_owed" not in made


def test_a_late_order_is_chosen_about_before_it_leaves(context: Any) -> None:
    late = record("order", "48199", promised_date="2026-11-20", new_date="2026-12-04")

    assert context("ord-delay", records=(late,))["delay"] == {"short": True, "choose_by": date(2026, 12, 3)}
    assert context("ord-delay")["delay"] == {"short": False, "choose_by": date(2026, 12, 7)}


def test_nothing_owed_makes_no_plan(context: Any) -> None:
    assert "plan" not in context("dlq-plan", records=(record("account", "1", balance="0.00"),))


ROUTINE: dict[str, tuple[Record, ...]] = {
    "ack-general": (),
    "bil-ack": (ORDER, ACCOUNT),
    "dmg-ack": (ORDER,),
    "ord-confirm": (ORDER,),
    "svc-apology": (ORDER,),
    "svc-thanks": (),
    "inf-reply": (ORDER,),
    "cri-reference": (ACCOUNT,),
    "dlq-reminder": (ACCOUNT,),
    "dlq-plan": (INVOICE, ACCOUNT),
    "med-ack": (),
    "adm-addr-confirm": (),
    "adm-condolence": (),
    "mis-return": (),
    "bil-need-info": (),
    "bil-late-notice": (ORDER, ACCOUNT),
    "spc-need-specs": (),
    "dmg-need-docs": (),
    "ord-need-info": (),
    "cri-need-consent": (),
}


@pytest.mark.parametrize("code", ROUTINE)
def test_a_routine_letter_comes_whole_from_facts_and_records(
    shipped: Library, context: Any, code: str
) -> None:
    draft = compose(shipped.get(code), context(code, records=ROUTINE[code]))

    assert draft.holes == ()
    assert read_parts(draft.text).problems == ()


def test_a_figure_on_paper_leads_back_to_its_record(shipped: Library, context: Any) -> None:
    draft = compose(shipped.get("inf-reply"), context("inf-reply", records=(ORDER,)))

    assert draft.sources["$39.95"] == "order 48213 in orders: total"
    assert draft.sources["October 28, 2026"] == "order 48213 in orders: order_date"
    assert draft.sources["November 18, 2026"] == "the control log"


def test_a_payment_of_a_plan_says_what_it_was_worked_out_from(shipped: Library, context: Any) -> None:
    draft = compose(shipped.get("dlq-plan"), context("dlq-plan", records=(ACCOUNT,)))

    assert draft.sources["$33.33"] == "worked out from account 204417 in accounts: past_due"


def test_enclosures_and_copies_reach_the_foot(shipped: Library, context: Any) -> None:
    made = context("inf-reply", records=(ORDER,), attached=("order 48213",), copies=("Robin Hale, Accounts",))

    parts = read_parts(compose(shipped.get("inf-reply"), made).text)

    assert (parts.enclosures, parts.copies) == (("order 48213",), ("Robin Hale, Accounts",))


def test_a_letter_nothing_is_known_of_is_still_a_letter_with_holes(shipped: Library, context: Any) -> None:
    draft = compose(shipped.get("bil-ack"), context(facts=Facts()))

    assert {hole.name for hole in draft.holes} == {
        "writer.full",
        "writer.address",
        "writer.city",
        "account_masked",
    }
