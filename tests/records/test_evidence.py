"""A letter held against rows: names, amounts, days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.records.evidence import Evidence, names_of
from corrtui.records.record import Record
from corrtui.triage.facts import Facts, Writer

Make = Callable[..., Facts]


def row(**fields: str) -> Record:
    return Record("orders", "order", "1", "order 1", tuple(fields.items()), {}, {})


def test_the_writer_is_a_person_and_an_organisation() -> None:
    assert names_of(Writer(name="Robin M. Hale", first="Robin", last="Hale", org="Acme")) == (
        "Robin Hale",
        "Acme",
    )
    assert names_of(Writer(name="R. M. H. Hale")) == ("R. M. H. Hale",)
    assert names_of(Writer(name="...", org=" ")) == ()


def test_a_name_agrees_when_it_is_like_the_writers(facts: Make) -> None:
    letter = Evidence(facts(first="Robin", last="Hale", org="Acme Tool Co."), "")

    assert letter.agrees(["Dolores Vane", "Mr. Robyn Hale"])
    assert letter.agrees(["ACME TOOL"])
    assert not letter.agrees(["Dolores Vane"])
    assert not letter.agrees([])
    assert not Evidence(facts(), "").agrees(["Robin Hale"])


@pytest.mark.parametrize("name", ["Mrs. Alma Lindqvist", "ALMA LINDQVIST", "Álma  Lindqvist"])
def test_a_name_is_mentioned_whatever_its_titles_marks_and_line_breaks(facts: Make, name: str) -> None:
    assert Evidence(facts(), "My mother, Alma\nLindqvist, has died.").mentions([name])


@pytest.mark.parametrize("name", ["Alma Lind", "Lindqvist Alma", "Carol Lindqvist", ""])
def test_part_of_a_name_or_another_is_not_mentioned(facts: Make, name: str) -> None:
    assert not Evidence(facts(), "My mother, Alma Lindqvist, has died.").mentions([name])


def test_an_amount_or_day_of_the_letter_is_found_in_a_row(facts: Make) -> None:
    letter = Evidence(facts(("amount", "$1,412.00"), ("date", "March 4, 2026")), "")

    assert letter.shared_figure(row(item="lamp", total="1412.0")) == "total 1412.0"
    assert letter.shared_figure(row(paid="2026-03-04 00:00:00")) == "paid 2026-03-04 00:00:00"
    assert letter.shared_figure(row(total="1412.01", paid="2026-03-05")) == ""
    assert Evidence(facts(), "").shared_figure(row(total="", paid="")) == ""


def test_names_are_looked_for_where_words_have_capitals(facts: Make) -> None:
    names = Evidence(facts(), "Dear Sirs, we act for Marcus D. Whitaker of Mobile.").names_in_text()

    assert "Marcus D. Whitaker" in names
    assert "Dear Sirs" in names
    assert all(name[0].isupper() for name in names)


@given(st.text(max_size=300))
def test_no_letter_is_too_strange(text: str) -> None:
    letter = Evidence(Facts(writer=Writer(name=text, org=text)), text)

    assert len(letter.names_in_text()) <= 60
    letter.mentions([text])
    letter.agrees([text])


def test_a_letter_of_capitals_only_takes_no_time(facts: Make) -> None:
    assert len(Evidence(facts(), "WORD " * 20_000).names_in_text()) <= 60
    assert len(Evidence(facts(), "Aa" * 40_000).names_in_text()) <= 60
