"""A person's name taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.names import PersonName, is_organisation, read_name


@pytest.mark.parametrize(
    ("line", "name", "title", "first", "last"),
    [
        ("Ana Ortiz", "Ana Ortiz", "", "Ana", "Ortiz"),
        ("Mrs. Ana Ortiz", "Ana Ortiz", "Mrs.", "Ana", "Ortiz"),
        ("Ana Ortiz (Ms.)", "Ana Ortiz", "Ms.", "Ana", "Ortiz"),
        ("  - Ana M. Ortiz", "Ana M. Ortiz", "", "Ana M.", "Ortiz"),
        ("ANA ORTIZ", "Ana Ortiz", "", "Ana", "Ortiz"),
        ("ana ortiz", "Ana Ortiz", "", "Ana", "Ortiz"),
        ("Ortiz, Ana", "Ana Ortiz", "", "Ana", "Ortiz"),
        ("Mrs. Ortiz", "Ortiz", "Mrs.", "", "Ortiz"),
        ("Ana", "Ana", "", "Ana", ""),
        ("Dr. Maria de la Cruz", "Maria de la Cruz", "Dr.", "Maria", "de la Cruz"),
        ("Paul Lee, M.D.", "Paul Lee, M.D.", "Dr.", "Paul", "Lee"),
        ("Paul Lee, Jr.", "Paul Lee, Jr.", "", "Paul", "Lee"),
        ("Juan Ortiz Sr.", "Juan Ortiz Sr.", "", "Juan", "Ortiz"),
        ("PAUL O'NEIL", "Paul O'Neil", "", "Paul", "O'Neil"),
        ("JEAN MCDONALD", "Jean McDonald", "", "Jean", "McDonald"),
        ("Mary Smith-Jones", "Mary Smith-Jones", "", "Mary", "Smith-Jones"),
        ("John & Mary Smith", "John & Mary Smith", "", "John & Mary", "Smith"),
        ("Émilie Dubois", "Émilie Dubois", "", "Émilie", "Dubois"),
    ],
)
def test_a_name_and_its_parts(line: str, name: str, title: str, first: str, last: str) -> None:
    assert read_name(line) == PersonName(name, title, first, last)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "14 Elm Street",
        "Boise, ID 83702",
        "ana@ortiz.example",
        "Thank you for your help",
        "Bolt Manufacturing Co.",
        "Account 4471",
        "A Very Long Line That Goes On And On And Is Not A Name",
        "Dear Sirs",
        "?!",
    ],
)
def test_what_is_no_name(line: str) -> None:
    assert read_name(line) is None


def test_organisations_are_known_by_their_words() -> None:
    assert is_organisation("Dunmore Paper Company")
    assert is_organisation("Mason & Pike LLP")
    assert is_organisation("Office of the Registrar")
    assert not is_organisation("Ana Ortiz")


@given(st.text(max_size=80))
def test_any_line_is_read_without_harm(line: str) -> None:
    person = read_name(line)

    assert person is None or person.name
