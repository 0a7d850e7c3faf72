"""Whose account is whose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import ProofCase
from corrtui.letters.proof.accounts import name_words, numbers_of_the_letter, plain
from corrtui.records.record import Record
from corrtui.triage.facts import Facts


def test_the_writers_accounts_are_kept_apart_from_others(
    make_case: Callable[..., ProofCase],
    make_record: Callable[..., Record],
    make_account: Callable[..., Record],
) -> None:
    case = make_case(
        records=(make_account(), make_account("9900", name="Lee Chen"), make_record(account="1002-5523")),
    )

    assert case.reading.accounts.own == {"10024417"}
    assert case.reading.accounts.foreign == {"9900", "10025523"}
    assert [record.title for record in case.reading.foreign_records] == ["account 9900", "order 48213"]


def test_numbers_a_letter_calls_something_else_are_no_accounts(
    make_case: Callable[..., ProofCase], make_facts: Callable[..., Facts]
) -> None:
    case = make_case(incoming="Order 48213, and 7700-1234.", facts=make_facts(order=["48213"]))

    assert numbers_of_the_letter(case) == {"77001234"}


@pytest.mark.parametrize(
    ("name", "same"),
    [("O’Neíl", "O'NEIL"), ("Núñez", "nunez"), ("Smith-Jones", "SMITH-JONES"), ("Dr.", "dr")],
)
def test_names_are_compared_without_case_accents_and_apostrophes(name: str, same: str) -> None:
    assert plain(name) == plain(same)


def test_titles_and_company_forms_are_no_names() -> None:
    assert name_words(["Dr. Ana M. Ortiz, Jr.", "Bolt Supply Company, Inc."]) == {"ana", "ortiz", "bolt"}
