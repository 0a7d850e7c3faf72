"""Marks: what letters say that a clock may depend on, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from corrtui.triage.marks import Told, load_marks, mark_names, mark_titles, office_kinds
from corrtui.triage.rules import read_rules
from corrtui.triage.sensitive import find_sensitive, load_sensitive

RECEIVED = date(2026, 3, 2)


def told(text: str, numbers: list[tuple[str, str]] | None = None) -> Told:
    sensitive = find_sensitive(text, "", load_sensitive())
    return load_marks().find(text, "", numbers or [], sensitive, RECEIVED)


def names(text: str) -> set[str]:
    return {mark.name for mark in told(text).marks}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("The $200 ATM withdrawal on Feb 27 is not mine.", "eft"),
        ("You put my January payment in suspense. Explain and fix it.", "notice_of_error"),
        ("You put my January payment in suspense. Explain and fix it.", "mortgage"),
        ("Please email me a copy of my chart.", "own_records"),
        ("Please email me a copy of my chart.", "own_access"),
        ("I want to pick up a copy of my complete medical records.", "own_access"),
        ("I'd like a copy of everything in my chart.", "own_access"),
        ("Please release my medical records to me.", "own_access"),
        ("Send me my records and those of my mother.", "others_records"),
        ("My mother was your patient. Send me her records.", "others_records"),
        ("Send me a copy of my records and the chart of my mother.", "others_records"),
        ("My mother passed away Feb 3. I am executor. What does she owe?", "deceased"),
        ("My mother passed away Feb 3. I am executor. What does she owe?", "estate_asks"),
        ("I refuse to pay. Stop writing.", "cease_contact"),
        ("I refuse to pay. Stop writing.", "disputes_debt"),
        ("Voluntary petition, case 26-10234, chapter 7, United States Bankruptcy Court", "bankruptcy"),
        ("I write for my constituent. United States Senate", "legislator"),
        ("Please send me the payoff amount for my mortgage.", "payoff_request"),
        ("Please refund my credit balance of $48.", "credit_balance"),
        ("Why was I denied? Tell me the reasons for turning down my application.", "asks_reasons"),
        ("Please give me an accounting of disclosures of my records.", "accounting"),
        ("This is a request under the Freedom of Information Act.", "foia"),
        ("Cancel my order. I want my money back.", "cancels_order"),
        ("We represent Mr. Doe; a signed authorization to release his chart is enclosed.", "third_party"),
        ("Who owns my loan?", "owner_identity"),
        ("Enclosed is my completed credit application.", "credit_application"),
        ("I would like to open a charge account with you.", "credit_application"),
        ("My identity theft report is enclosed; somebody opened accounts in my name.", "identity_theft"),
    ],
)
def test_a_phrase_gives_the_mark(text: str, mark: str) -> None:
    assert mark in names(text)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("I wrote to my senator and nobody answered.", "legislator"),
        ("How do I set up direct deposit?", "eft"),
        ("The mortgage company asked for a reference on my tenant.", "mortgage"),
        ("My application for credit was denied.", "credit_application"),
        ("I applied for a loan with them in May.", "credit_application"),
        ("My father passed away last year and I fell behind.", "bankruptcy"),
        ("Please cancel my subscription.", "cancels_order"),
        ("I was charged twice for order 48213.", "eft"),
        ("Please send my records of purchase.", "own_records"),
        ("Please send us our employee's medical records.", "own_access"),
        ("Please send me my mother's medical records.", "own_access"),
        ("Please mail me the chart of Ruth Meyer for my records.", "own_access"),
        ("Please mail me the chart of Ruth Meyer; I keep it with my records.", "own_access"),
        ("Please mail me a copy of my chart.", "others_records"),
    ],
)
def test_what_only_looks_like_it_does_not(text: str, mark: str) -> None:
    assert mark not in names(text)


def test_a_quoted_earlier_letter_says_nothing() -> None:
    assert "cease_contact" not in names("Thank you, all is well.\n\n> Stop writing.\n> Stop calling.\n")


def test_each_mark_keeps_its_phrase_and_its_place() -> None:
    text = "Dear Sirs,\n\nThe ATM withdrawal is not mine.\n"
    [mark] = [mark for mark in told(text).marks if mark.name == "eft"]

    assert text[mark.start : mark.end] == mark.phrase == "ATM"


def test_numbers_the_letter_names_are_marks() -> None:
    found = {mark.name: mark.phrase for mark in told("x", [("pro", "778-1203"), ("amount", "$412.00")]).marks}

    assert found == {"names_shipment": "778-1203", "names_amount": "$412.00"}


@pytest.mark.parametrize(
    ("text", "fact", "day"),
    [
        ("What a deal! I paid Jan 5, when will it ship?", "order_complete", date(2026, 1, 5)),
        ("I paid December 20 and nothing came.", "order_complete", date(2025, 12, 20)),
        ("It was delivered on June 1, 2025, broken.", "delivered", date(2025, 6, 1)),
        ("I paid on March 9.", "order_complete", date(2025, 3, 9)),
    ],
)
def test_a_day_after_a_phrase_is_a_fact(text: str, fact: str, day: date) -> None:
    assert (told(text).days or {})[fact][1] == day


def test_a_day_in_the_future_is_none() -> None:
    assert not told("I ordered on March 9, 2027.").days


def test_sensitive_classes_that_give_marks_are_there() -> None:
    kinds = {row["kind"] for row in read_rules("sensitive.toml")["class"]}
    named = {kind for row in read_rules("marks.toml")["mark"] for kind in row.get("sensitive", [])}

    assert named <= kinds


def test_every_mark_has_a_title_and_every_usual_office_is_one() -> None:
    assert set(mark_titles()) == mark_names()
    assert set(office_kinds(usual=True)) < set(office_kinds())


@pytest.mark.parametrize("text", ["", " ", "\x00", "stop " * 5000, "é" * 100, "ATM\n" * 1000])
def test_any_text_is_looked_through(text: str) -> None:
    assert isinstance(told(text), Told)


@pytest.mark.parametrize(
    ("text", "phrase", "day"),
    [
        ("You promised delivery by Feb 4.", "You promised delivery by Feb 4", date(2026, 2, 4)),
        (
            "You told me it would ship by March 20.",
            "You told me it would ship by March 20",
            date(2026, 3, 20),
        ),
        ("Delivery was promised for Jan. 20.", "Delivery was promised for Jan. 20", date(2026, 1, 20)),
    ],
)
def test_a_day_of_shipment_that_was_stated_is_a_fact_and_a_mark(text: str, phrase: str, day: date) -> None:
    found = told(text)

    assert (found.days or {})["promised"] == ("ORD", day)
    assert [mark.phrase for mark in found.marks if mark.name == "time_stated"][-1] in phrase


def test_a_span_of_time_that_was_stated_counts_from_the_order() -> None:
    found = told("Your catalog says goods are shipped within 10 business days.")

    assert (found.spans or {})["promised"] == ("ORD", "10 business days", "order_complete")
    assert "promised" not in (found.days or {})


@pytest.mark.parametrize(
    "text",
    ["Please have it shipped within 10 days.", "I want it delivered by March 20.", "It shipped by mail."],
)
def test_what_the_writer_asks_was_not_promised(text: str) -> None:
    found = told(text)

    assert "promised" not in {**(found.days or {}), **(found.spans or {})}
