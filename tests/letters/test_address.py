"""Inside address and salutation: what is known of the writer and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.address import inside_address, salutation, title_of
from corrtui.letters.parts import read_parts

ADDRESS = ["614 Marigold Lane", "Boise ID 83704"]


@pytest.mark.parametrize(
    ("writer", "greeting"),
    [
        ({"title": "Ms.", "first": "Elena", "last": "Ortiz"}, "Dear Ms. Ortiz:"),
        ({"title": "mr", "full": "Lee Chen", "last": "Chen"}, "Dear Mr. Chen:"),
        ({"title": "Dr.", "last": "Pike"}, "Dear Dr. Pike:"),
        ({"first": "Pat", "last": "Ortiz"}, "Dear Pat Ortiz:"),
        ({"title": "Baron", "full": "Pat Ortiz", "last": "Ortiz"}, "Dear Pat Ortiz:"),
        ({"title": "Ms.", "full": "Pat Ortiz"}, "Dear Pat Ortiz:"),
        ({"full": "Ana Ortiz and Lee Chen"}, "Dear Ana Ortiz and Lee Chen:"),
        ({"full": "Estate of John Kowal"}, "Dear Personal Representative of the Estate of John Kowal:"),
        ({"org": "The Estate of J. Kowal"}, "Dear Personal Representative of the Estate of J. Kowal:"),
        ({"title": "Senator", "full": "Jane Doe", "last": "Doe"}, "Dear Senator Doe:"),
        ({"title": "Congresswoman", "full": "Jane Doe", "last": "Doe"}, "Dear Representative Doe:"),
        ({}, "Dear ⟦writer.full⟧:"),
    ],
)
def test_a_title_is_used_only_when_it_was_stated(writer: dict[str, object], greeting: str) -> None:
    assert salutation(writer) == greeting


@pytest.mark.parametrize(
    ("category", "office"),
    [
        ("CRI", "Credit Manager"),
        ("DMG", "Claims Manager"),
        ("SVC", "Customer Service Manager"),
        ("", "Customer Service Manager"),
    ],
)
def test_an_organization_is_greeted_by_its_office(category: str, office: str) -> None:
    assert salutation({"org": "Bolt Company"}, category) == f"Dear {office}:"


def test_a_person_of_an_organization_is_greeted_in_person() -> None:
    assert salutation({"full": "Pat Ortiz", "org": "Bolt Company"}, "CRI") == "Dear Pat Ortiz:"


def test_the_address_has_title_name_organization_street_city() -> None:
    writer = {"title": "Ms.", "full": "Elena M. Ortiz", "org": "Bolt Company", "addr": ADDRESS}

    assert inside_address(writer) == ("Ms. Elena M. Ortiz", "Bolt Company", *ADDRESS)


def test_a_member_of_congress_is_the_honorable() -> None:
    writer = {"title": "Sen.", "full": "Jane Doe", "addr": ["United States Senate", "Washington DC 20510"]}

    assert inside_address(writer)[0] == "The Honorable Jane Doe"


def test_an_organization_that_also_stands_in_the_address_stands_once() -> None:
    writer = {"full": "Pat Ortiz", "org": "Bolt Company", "addr": ["Bolt Company", *ADDRESS]}

    assert inside_address(writer) == ("Pat Ortiz", "Bolt Company", *ADDRESS)


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        ([], ("⟦writer.address⟧", "⟦writer.city⟧")),
        (["614 Marigold Lane"], ("614 Marigold Lane", "⟦writer.city⟧")),
        (["Boise, ID 83704"], ("⟦writer.address⟧", "Boise, ID 83704")),
        (["Boise, ID 83704-1234"], ("⟦writer.address⟧", "Boise, ID 83704-1234")),
    ],
)
def test_what_is_missing_of_the_address_is_a_hole(lines: list[str], address: tuple[str, ...]) -> None:
    assert inside_address({"full": "Pat Ortiz", "addr": lines}) == ("Pat Ortiz", *address)


def test_nobody_known_is_all_holes() -> None:
    assert inside_address({}) == ("⟦writer.full⟧", "⟦writer.address⟧", "⟦writer.city⟧")


def test_titles_are_known_in_any_spelling() -> None:
    assert [title_of(stated) for stated in ("MS", "mrs.", "Doctor", "Baron", "", None)] == [
        "Ms.",
        "Mrs.",
        "Dr.",
        "",
        "",
        "",
    ]


HOSTILE = st.sampled_from(
    ["Dear Sir:", "Re: x", "re: Re: x", "Sincerely,", "cc: A", "Enclosure: x", "⟦x⟧", "a\n\nb"]
)


@given(
    st.text(max_size=40) | HOSTILE,
    st.text(max_size=40) | HOSTILE,
    st.lists(st.text(max_size=30) | HOSTILE, max_size=3),
)
def test_no_name_can_pass_for_another_part_of_the_letter(name: str, org: str, lines: list[str]) -> None:
    writer = {"full": name, "org": org, "addr": lines}
    greeting = salutation(writer)
    address = "\n".join(inside_address(writer))

    parts = read_parts(f"{address}\n\n{greeting}\n\nRe: Test\n\nText.\n\nSincerely,\n")

    assert parts.problems == ()
    assert parts.salutation == greeting
    assert (parts.subject, parts.paragraphs) == ("Test", ("Text.",))
