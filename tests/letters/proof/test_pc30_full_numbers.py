"""PC-30: a letter shows no number a thief could use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from corrtui.letters.proof import Finding, ProofCase, pc30_full_numbers
from corrtui.records.record import Record
from corrtui.triage.facts import Facts

ObjectsTo = Callable[..., list[str]]
any_case = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Card 4111 1111 1111 1111 is on file.", "…1111"),
        ("Card 4111111111111111.", "…1111"),
        ("Card 4111-1111-1111-1111, exp. 12/28.", "…1111"),
        ("Card 4111111111111111 12/28.", "…1111"),
        ("Card 4111 1111\n1111 1111.", "…1111"),
        ("Card 3782 822463 10005.", "…0005"),
        ("Card 30569309025904.", "…5904"),
        ("Card 4222222222222.", "…2222"),
        ("Card 4111\u00a01111\u00a01111\u00a01111.", "…1111"),
        ("Card 4111 1111 1111 1111 123.", "…1111"),
        ("Your number 123-45-6789 is on file.", "…6789"),
        ("Your number 123 45 6789 is on file.", "…6789"),
        ("123-45-6789 48213", "…6789"),
        ("SSN 123456789", "…6789"),
        ("SSN: 123-45-6789", "…6789"),
        ("Your Social Security number is 123456789.", "…6789"),
        ("Taxpayer ID 12-3456789", "…6789"),
        ("Your bank account number 00123456 is on file.", "…3456"),
        ("Your checking account no. 12-345-678 is on file.", "…-678"),
        ("savings account: 998877", "…8877"),
        ("IBAN DE89 3704 0044 0532 0130 00", "…0 00"),
        ("The routing number is 021000021.", "…0021"),
        ("ABA 021000021", "…0021"),
        ("Your date of birth: March 3, 1980.", "…"),
        ("You were born on 3/4/80.", "…"),
        ("DOB 1980-03-04", "…"),
        ("Date of birth is 4 March 1980", "…"),
    ],
)
def test_a_whole_secret_blocks_and_is_not_repeated(
    proof: Callable[..., list[Finding]], body: str, shown: str
) -> None:
    [finding] = proof(pc30_full_numbers, body=body)

    assert (finding.rule, finding.level, finding.excerpt) == ("PC-30", "block", shown)
    assert not any(word in finding.message for word in ("4111", "123-45", "02100", "1980", "/80"))


@pytest.mark.parametrize(
    "body",
    [
        "Card 4111111111111112.",  # fails the check
        "Card ****1111, card ending in 1111, XXXX-XXXX-XXXX-1111.",
        "SSN ending in 6789, ***-**-6789.",
        "checking account ending in 4417, bank account …4417",
        "Our number is 261119-0007, your order 48213, account 1002-4417.",
        "Call 563-555-0140 or 208-555-0177 1234.",
        "In 2023 2024 2025 2026 it rose.",
        "The numbers 000-12-3456, 666-12-3456, 123-00-4567 and 123-45-0000 are nobody's.",
        "ZIP 83702-1234, 12-345-6789",
        "Routing slip 021000021 went to billing.",
        "It was born of need on March 3. Date of birth: please write it.",
        "Your letter of March 3, 1980, and 1980-03-04.",
        "Tracking 9400100000000000000000.",
        "$4,111,111,111,111,111.00",
        "0000 0000 0000 0000",
    ],
)
def test_what_only_looks_like_one_passes(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc30_full_numbers, body=body) == []


def test_our_own_numbers_are_no_cards(
    objects_to: ObjectsTo, make_record: Callable[..., Record], make_facts: Callable[..., Facts]
) -> None:
    number = "4000000000000002"
    body = f"Your order {number} is on its way."

    assert objects_to(pc30_full_numbers, body=body) == ["…0002"]
    assert objects_to(pc30_full_numbers, body=body, control_no=number) == []
    assert objects_to(pc30_full_numbers, body=body, records=(make_record("order", number),)) == []
    assert objects_to(pc30_full_numbers, body=body, facts=make_facts(order=[number])) == []


def test_a_payment_record_does_not_let_its_card_out(
    objects_to: ObjectsTo, make_record: Callable[..., Record]
) -> None:
    payment = make_record("payment", "4000000000000002")

    assert objects_to(pc30_full_numbers, body="Paid with 4000000000000002.", records=(payment,)) == ["…0002"]


def test_the_subject_line_and_the_postscript_are_read_too(objects_to: ObjectsTo) -> None:
    body = "It is done."

    assert objects_to(pc30_full_numbers, body=body, foot="P.S. Card 4111 1111 1111 1111.") == ["…1111"]


def in_groups(number: str, gap: str) -> str:
    return gap.join(number[start : start + 4] for start in range(0, len(number), 4))


@any_case
@given(st.integers(12, 18), st.data(), st.sampled_from(["", " ", "-", "\u00a0"]))
def test_every_number_that_passes_the_check_is_caught(
    make_case: Callable[..., ProofCase], size: int, data: st.DataObject, gap: str
) -> None:
    payload = "5" + data.draw(st.text("0123456789", min_size=size - 1, max_size=size - 1))
    card = payload + luhn.calc_check_digit(payload)

    case = make_case(body=f"It is {in_groups(card, gap) if gap else card}, as you know.")

    assert len(list(pc30_full_numbers.check(case))) == 1


@any_case
@given(st.integers(10**12, 10**19 - 1).filter(lambda number: not luhn.is_valid(str(number))))
def test_a_number_that_fails_it_is_not(make_case: Callable[..., ProofCase], number: int) -> None:
    case = make_case(body=f"It is {number}, as you know.")

    assert list(pc30_full_numbers.check(case)) == []


@any_case
@given(st.text("0123456789 -.\n", max_size=120))
def test_any_row_of_digits_gets_an_answer(make_case: Callable[..., ProofCase], row: str) -> None:
    case = make_case(body=f"It is {row} so.")

    for finding in pc30_full_numbers.check(case):
        assert case.text.split("\n")[finding.line][finding.column].isdigit()
