"""PC-13: nothing of another customer leaves in this letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, ProofCase, pc13_foreign_identifiers, run_proof
from corrtui.records.record import Record
from corrtui.triage.facts import Facts, Writer

ObjectsTo = Callable[..., list[str]]
NEIGHBOR = {
    "name": "Lee Chen", "street": "16 Alder Street", "city": "Boise", "phone": "208-555-0177",
    "balance": "910.00",
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "Your account 1002-4417, …4417, order 48213, our number 261119-0007, is in order.",
        "Call 563-555-0140 by 2026-12-04; it is $39.95.",
        "In 2026 nothing changed.",
    ],
)
def test_the_writers_own_passes(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc13_foreign_identifiers, body=body) == []


@pytest.mark.parametrize(
    "body",
    [
        "Your account 1002-5523 is in order.",
        "The number 1002-5523 is in order.",
        "The number #1002-5523 is in order.",
        "Order 1002-5523 is in order.",
        "Accounts 1002-4417 and 1002-5523 are in order.",
    ],
)
def test_a_number_of_somebody_elses_account_blocks(proof: Callable[..., list[Finding]], body: str) -> None:
    [finding] = proof(pc13_foreign_identifiers, body=body)

    assert (finding.rule, finding.level, finding.excerpt) == ("PC-13", "block", "…5523")
    assert body[finding.column :].startswith("1002-5523")
    assert "5523" in finding.message
    assert "1002-5523" not in finding.message  # a message may be read by others


def test_a_number_is_asked_for_with_and_without_its_separators(objects_to: ObjectsTo) -> None:
    assert objects_to(pc13_foreign_identifiers, body="See 7712-0031 for it.") == ["…0031"]
    assert objects_to(pc13_foreign_identifiers, body="See 77120031 for it.") == ["…0031"]


def test_each_number_is_asked_for_once(make_case: Callable[..., ProofCase]) -> None:
    asked: list[str] = []

    def ask(number: str) -> bool:
        asked.append(number)
        return False

    run_proof(make_case(body="See 7788-9900, 7788-9900 and 7788-9900.", other_accounts=ask))

    assert sorted(asked) == sorted(set(asked))


def test_an_order_of_the_writer_may_bear_the_number_of_an_account(objects_to: ObjectsTo) -> None:
    assert objects_to(pc13_foreign_identifiers, other_accounts=lambda number: number == "48213") == []


def test_the_reply_with_the_neighbors_account_is_blocked(
    objects_to: ObjectsTo,
    make_account: Callable[..., Record],
    make_record: Callable[..., Record],
    make_facts: Callable[..., Facts],
) -> None:
    """The writer quotes a neighbor's number: it stays in the letter that came, it does not go out again."""
    theirs = make_account("1002-5523", **NEIGHBOR)
    case = {
        "incoming": "My neighbor has account 1002-5523 and never waits so long. Pat Ortiz",
        "facts": make_facts(account=["1002-5523"]),
        "records": (
            theirs,
            make_account(),
            make_record("order", "55100", account="1002-5523", total="910.00"),
        ),
    }

    for nobody_knows in (False, True):
        asked = {} if not nobody_knows else {"other_accounts": lambda number: False}
        for body, shown in [
            ("Your neighbor's account 1002-5523 is none of ours.", "…5523"),
            ("Account …5523 is in order.", "…5523"),
            ("Account ending in 5523 is in order.", "…5523"),
            ("We wrote to Lee Chen about it.", "Lee Chen"),
            ("We wrote to lee\nchen about it.", "lee chen"),
            ("It went to 16 Alder Street.", "16 Alder Street"),
            ("Their order 55100 came first.", "55100"),
        ]:
            assert objects_to(pc13_foreign_identifiers, body=body, **case, **asked) == [shown]
        assert objects_to(pc13_foreign_identifiers, body="You live in Boise, …4417.", **case, **asked) == []


def test_a_letter_addressed_to_the_neighbor_is_blocked(
    objects_to: ObjectsTo, make_account: Callable[..., Record]
) -> None:
    text = "Lee Chen\n16 Alder Street\nBoise ID 83702\n\nDear Mr. Chen:\n\nIt is done.\n\nSincerely,\n"
    records = (make_account(), make_account("1002-5523", **NEIGHBOR))

    assert objects_to(pc13_foreign_identifiers, text, records=records) == ["Lee Chen", "16 Alder Street"]


def test_a_household_is_not_somebody_else(objects_to: ObjectsTo, make_account: Callable[..., Record]) -> None:
    spouse = make_account("2002-1188", name="ORTIZ, SAM", street="14 Alder Street")
    body = "Account …1188 is in order, and we told Sam Ortiz at 14 Alder Street."

    assert objects_to(pc13_foreign_identifiers, body=body, records=(make_account(), spouse)) == []


def test_a_company_is_known_by_its_name_without_its_form(
    objects_to: ObjectsTo, make_account: Callable[..., Record]
) -> None:
    records = (make_account("3003-7741", name="Bolt Supply, Inc."),)
    body = "Account …7741 is in order."

    writer = Writer(name="Pat Ortiz", last="Ortiz", org="Bolt Company")
    assert objects_to(pc13_foreign_identifiers, body=body, records=records, writer=writer) == []
    stranger = Writer(name="Pat Ortiz", last="Ortiz", org="Harbor Company")
    assert objects_to(pc13_foreign_identifiers, body=body, records=records, writer=stranger) == ["…7741"]


def test_an_account_whose_holder_the_letter_names_is_its_subject(
    objects_to: ObjectsTo, make_account: Callable[..., Record]
) -> None:
    records = (make_account("3003-7741", name="Bolt Co."),)
    body = "Account …7741 is held by Bolt Co."

    assert objects_to(pc13_foreign_identifiers, body=body, records=records) != []
    asked = "Please furnish a credit reference on Bolt Co."
    assert objects_to(pc13_foreign_identifiers, body=body, records=records, incoming=asked) == []


def test_a_writer_without_a_name_is_not_told_from_the_holder(
    objects_to: ObjectsTo, make_account: Callable[..., Record]
) -> None:
    records = (make_account("3003-7741", name="Lee Chen"),)

    assert objects_to(pc13_foreign_identifiers, body="Account …7741.", records=records, writer=Writer()) == []


def test_the_clerk_may_confirm_a_holder_of_another_name_but_not_a_known_stranger(
    objects_to: ObjectsTo, make_account: Callable[..., Record]
) -> None:
    records = (make_account("3003-7741", name="Pat Miller"),)
    body = "Account …7741 is in order."

    [shown] = objects_to(pc13_foreign_identifiers, body=body, records=records)
    confirmed = {"confirmed": frozenset({shown})}
    assert objects_to(pc13_foreign_identifiers, body=body, records=records, **confirmed) == []

    known = {"other_accounts": lambda number: number == "3003-7741"}
    assert objects_to(pc13_foreign_identifiers, body=body, records=records, **confirmed, **known) == ["…7741"]
