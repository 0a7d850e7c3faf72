"""PC-02: the letter greets the person it is addressed to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc02_salutation
from corrtui.triage.facts import Writer

ObjectsTo = Callable[..., list[str]]


def letter(address: str, greeting: str) -> str:
    return f"{address}\n14 Alder Street\nBoise ID 83702\n\n{greeting}\n\nIt is done.\n\nSincerely,\n"


@pytest.mark.parametrize(
    ("address", "greeting"),
    [
        ("Ms. Pat Ortiz", "Dear Ms. Ortiz:"),
        ("Pat Ortiz", "Dear Pat Ortiz:"),
        ("Pat Ortiz", "Dear Pat:"),
        ("PAT ORTIZ", "Dear Ms. Ortiz:"),
        ("Ms. Ortiz and Mr. Chen", "Dear Ms. Ortiz and Mr. Chen:"),
        ("Ms. Ana Ortiz and Mr. Lee Chen", "Dear Ms. Ortiz and Mr. Chen:"),
        ("Ms. Ana Ortiz\nMr. Lee Chen", "Dear Ms. Ortiz and Mr. Chen:"),
        ("Ana Ortiz, Lee Chen and Bo Li", "Dear Ms. Ortiz, Mr. Chen, and Dr. Li:"),
        ("Mr. and Mrs. Lee Chen", "Dear Mr. and Mrs. Chen:"),
        ("Pat and Lee Ortiz", "Dear Pat and Lee Ortiz:"),
        ("Drs. Ana and Lee Ortiz", "Dear Drs. Ortiz:"),
        ("Henry Ford, Jr.", "Dear Mr. Ford:"),
        ("Henry Ford Jr.", "Dear Mr. Ford, Jr.:"),
        ("Henry Ford III", "Dear Mr. Ford III:"),
        ("Henry Ford III", "Dear Mr. Ford:"),
        ("Ana Ortiz, M.D.", "Dear Dr. Ortiz:"),
        ("Ana Ortiz, Esq.", "Dear Ms. Ortiz:"),
        ("Ortiz, Pat", "Dear Ms. Ortiz:"),
        ("Kim Do", "Dear Ms. Do:"),
        ("Ann Smith-Jones", "Dear Ms. Smith-Jones:"),
        ("Shaun O'Neil", "Dear Mr. O’Neil:"),
        ("Inés Núñez", "Dear Ms. Nunez:"),
        ("Ines Nunez", "Dear Ms. Núñez:"),
        ("María García López", "Dear Ms. García López:"),
        ("Jan van der Berg", "Dear Mr. van der Berg:"),
        ("Jan van der Berg", "Dear Mr. Berg:"),
        ("Ian St. John", "Dear Mr. St. John:"),
        ("The Honorable Jane Doe\nUnited States Senate", "Dear Senator Doe:"),
        ("The Honorable Jane Doe", "Dear Representative Doe:"),
        ("Bolt Co.", "Dear Customer Service Manager:"),
        ("Bolt Co.\nAttn: Pat Ortiz", "Dear Ms. Ortiz:"),
        ("Bolt Company\nPat Ortiz", "Dear Ms. Ortiz:"),
        ("Pat Ortiz\nBolt Co.", "Dear Ms. Ortiz:"),
        ("Bolt Company", "Dear Bolt Company:"),
        ("Bolt Co.", "Dear General Manager:"),
        ("Bolt Co.", "Dear Sir or Madam:"),
        ("Bolt Co.", "Ladies and Gentlemen:"),
        ("Pat Ortiz", "To Whom It May Concern:"),
        ("Pat Ortiz", "Dear Customer:"),
        ("Estate of John Doe\nc/o Ann Smith, Executor", "Dear Ms. Smith:"),
        ("Estate of John Doe", "Dear Personal Representative of the Estate of John Doe:"),
        ("Estate of John Doe", "To the Estate of John Doe:"),
        ("Pat Ortiz", "Dear ⟦writer.last⟧:"),
        ("Pat Ortiz", "Dear {{ title }} Ortega:"),
    ],
)
def test_a_fitting_salutation_passes(objects_to: ObjectsTo, address: str, greeting: str) -> None:
    assert objects_to(pc02_salutation, letter(address, greeting)) == []


@pytest.mark.parametrize(
    ("address", "greeting", "wrong"),
    [
        ("Ms. Pat Ortiz", "Dear Mr. Ortega:", "Mr. Ortega"),
        ("Ms. Pat Ortiz", "Dear Ms. Ortiz and Mr. Chen:", "Mr. Chen"),
        ("Ms. Ortiz and Mr. Chen", "Dear Ms. Ortiz and Mr. Chan:", "Mr. Chan"),
        ("Pat Ortiz", "Dear Pat Ortega:", "Pat Ortega"),
        ("Pat Ortiz", "Dear Lee:", "Lee"),
        ("Ann Smith-Jones", "Dear Ms. Jones:", "Ms. Jones"),
        ("Shaun O'Neil", "Dear Mr. O’Neal:", "Mr. O’Neal"),
        ("Pat Lee Ortiz", "Dear Ms. Lee:", "Ms. Lee"),
        ("Henry Ford III", "Dear Mr. Fjord:", "Mr. Fjord"),
        ("Bolt Co.", "Dear Ms. Ortiz:", "Ms. Ortiz"),
        ("Bolt Co.\nAttn: Pat Ortiz", "Dear Ms. Ortega:", "Ms. Ortega"),
        ("Bolt Company", "Dear Volt Company:", "Volt Company"),
        ("Mr. and Mrs. Lee Chen", "Dear Mr. and Mrs. Chan:", "Mrs. Chan"),
    ],
)
def test_another_surname_blocks(objects_to: ObjectsTo, address: str, greeting: str, wrong: str) -> None:
    assert objects_to(pc02_salutation, letter(address, greeting)) == [wrong]


def test_the_cursor_goes_to_the_wrong_name(proof: Callable[..., list[Finding]]) -> None:
    [finding] = proof(pc02_salutation, letter("Ms. Ortiz", "Dear Ms. Ortiz and Mr. Chen:"))

    assert (finding.line, finding.column) == (4, len("Dear Ms. Ortiz and "))


def test_the_first_of_two_surnames_serves_when_the_writer_signs_with_it(objects_to: ObjectsTo) -> None:
    text = letter("María García López", "Dear Ms. García:")

    assert objects_to(pc02_salutation, text, writer=Writer(name="María García", last="García")) == []
    assert objects_to(pc02_salutation, text, writer=Writer(name="Pat Ortiz", last="Ortiz")) == ["Ms. García"]
