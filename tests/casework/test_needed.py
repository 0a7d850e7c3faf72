"""An answer inside the house is needed three business days before the writer is to have ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.casework.needed import asked_inside, needed_by, needed_words, open_question
from corrtui.desk import Desk

BRACKET = """LARKIN MACHINE WORKS
4 Foundry Court
Bettendorf, IA 52722

Re: Bracket, drawing 118 rev C

Gentlemen:

Enclosed is our drawing 118 rev C of a custom bracket. Can you make 200 of them to order?{wanted}

Yours truly,

Otto Larkin
"""
Put = Callable[..., str]


@pytest.fixture
def put(desk: Desk, take_in: Callable[..., str]) -> Put:
    """Takes in the letter about the bracket, with the day its writer sets."""
    return lambda wanted="": take_in(desk, "bracket.txt", BRACKET.format(wanted=wanted).encode())


def test_it_is_counted_back_from_the_offices_own_date(desk: Desk, put: Put) -> None:
    letter = desk.letter(put())
    found = needed_by(desk.bench, letter, desk.sheet(letter.control_no).facts)

    assert (found.due, found.wanted) == (letter.work_by, None)
    assert found.day == desk.bench.calendar.add_business_days(letter.work_by, -3)


def test_it_is_counted_back_from_the_day_the_writer_sets_where_that_is_sooner(desk: Desk, put: Put) -> None:
    number = put(" We need your price within 6 business days.")
    letter = desk.letter(number)
    found = needed_by(desk.bench, letter, desk.sheet(number).facts)

    assert found.due == found.wanted == desk.bench.calendar.add_business_days(letter.received, 6)
    assert found.day == desk.bench.calendar.add_business_days(letter.received, 3)


def test_a_day_that_cannot_be_kept_is_today(desk: Desk, put: Put) -> None:
    number = put(" We need your price within 2 days.")

    assert needed_by(desk.bench, desk.letter(number), desk.sheet(number).facts).day == desk.today


def test_a_query_is_entered_with_the_day_and_says_it(desk: Desk, put: Put) -> None:
    number = put()
    day = needed_by(desk.bench, desk.letter(number), desk.sheet(number).facts).day

    said = desk.dispose(number, "QUERY", "to the workshop: can it be made, at what price")

    assert f"the answer is needed by {day:%a %d %b %Y}" in said
    [entry] = [one for one in desk.bench.log.history(number) if one.act.name == "disposed"]
    assert getattr(entry.act, "needed_by", None) == day
    assert asked_inside(desk.sheet(number))
    assert needed_words(desk.bench, desk.sheet(number)).startswith(f"{day:%a %Y-%m-%d}: our answer is due")


def test_a_letter_nobody_else_must_answer_needs_none(
    desk: Desk, take_in: Callable[..., str], put: Put
) -> None:
    number = take_in(desk, "bill.txt", b"I was charged twice on March 1 for order 48213, $39.95 each.\n")

    assert needed_words(desk.bench, desk.sheet(number)) == ""


def test_a_price_waits_for_the_workshop(desk: Desk, put: Put) -> None:
    number = put()
    sheet = desk.sheet(number)
    head, _, foot = sheet.text.rpartition("\n\n")
    desk.save_draft(number, f"{head}\n\nThe price is $4.10 each.\n\n{foot}", sheet)
    assert "PC-51" in {found.rule for found in desk.proof(number)}

    desk.clocks.set(number, "engineering_answer", "yes", "T. Voss: feasible, $4.10 each, valid 30 days")

    assert "PC-51" not in {found.rule for found in desk.proof(number)}


def test_a_bill_beside_which_a_special_product_is_asked_about_names_its_figures(desk: Desk, put: Put) -> None:
    number = put()
    sheet = desk.sheet(number)
    assert open_question(desk.bench, sheet)

    desk.classify(number, "BIL SPC")

    again = desk.sheet(number)
    assert (again.letter.category, again.letter.also) == ("BIL", ("SPC",))
    assert open_question(desk.bench, again) == ""
