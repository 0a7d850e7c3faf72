"""PC-12: an account the letter names is one the writer or the records name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc12_account_number
from corrtui.records.record import Record
from corrtui.triage.facts import Facts

ObjectsTo = Callable[..., list[str]]


@pytest.mark.parametrize(
    "body",
    [
        "Your account 1002-4417 is in order.",
        "Your account 10024417 is in order.",
        "Your account no. 1002-4417 is in order.",
        "Your account number is 1002-4417.",
        "Your account …4417 is in order.",
        "Your account ...4417 is in order.",
        "Your account XXXX-4417, ****4417 and ••••4417.",
        "Your account ending in 4417 is in order.",
        "Your account, whose number ends with 4417, is in order.",
        "The last four digits of your account are 4417; last 4 digits of the account: 4417.",
        "The card ending in 1111, ****1111, is not yours.",
        "Your account is 30 days past due; the account of 2026, the year ending in 2026, is closed.",
        "Wait ...2026 will be better.",
        "We take this into account. 48213 is the order.",
    ],
)
def test_the_writers_account_passes(objects_to: ObjectsTo, body: str) -> None:
    assert objects_to(pc12_account_number, body=body) == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Your account 1002-4471 is in order.", ["1002-4471"]),
        ("Your account no. 10024471 is in order.", ["10024471"]),
        ("Your account …4471 is in order.", ["…4471"]),
        ("Your account ending in 4471 is in order.", ["…4471"]),
        ("Your accounts 1002-4417 and 1002-4471.", ["1002-4471"]),
        ("XXXX-XXXX-4471 is in order.", ["…4471"]),
        ("Account 48213 is in order.", ["48213"]),  # the number of the order
    ],
)
def test_any_other_account_blocks(objects_to: ObjectsTo, body: str, shown: list[str]) -> None:
    assert objects_to(pc12_account_number, body=body) == shown


def test_the_subject_line_is_read_too(proof: Callable[..., list[Finding]]) -> None:
    text = (
        "Pat Ortiz\n1 Elm St\nBoise ID 83702\n\nDear Ms. Ortiz:\n\nRe: Account …9999\n\nOk.\n\nSincerely,\n"
    )

    [finding] = proof(pc12_account_number, text)

    assert (finding.line, finding.column) == (6, 13)


def test_an_account_only_the_records_name_passes(
    objects_to: ObjectsTo, make_record: Callable[..., Record]
) -> None:
    body = "Your account 7700-1234 is in order, …1234."
    order = make_record(account="7700-1234")

    assert objects_to(pc12_account_number, body=body) != []
    assert objects_to(pc12_account_number, body=body, records=(order,)) == []


@pytest.mark.parametrize(
    "said",
    ["My acct 7700-1234 is wrong.", "7700 1234 is my number", "It is the one ending in 1234, account I mean",
     "account ending 1234"],
)  # fmt: skip
def test_an_account_only_the_letter_names_passes(
    objects_to: ObjectsTo, make_facts: Callable[..., Facts], said: str
) -> None:
    text = "Pat Ortiz\n1 Elm St\nBoise ID 83702\n\nDear Ms. Ortiz:\n\nYour account …1234.\n\nSincerely,\n"
    bare = {"records": (), "facts": make_facts()}

    assert objects_to(pc12_account_number, text, incoming="Hello", **bare) == ["…1234"]
    assert objects_to(pc12_account_number, text, incoming=said, **bare) == []


def test_an_account_known_as_somebody_elses_is_left_to_pc_13(objects_to: ObjectsTo) -> None:
    assert objects_to(pc12_account_number, body="Account 1002-5523 is in order.") == []


@pytest.mark.parametrize("tail", ["…417", "…17", "…A7"])
def test_short_masks_are_compared_too(
    objects_to: ObjectsTo, make_record: Callable[..., Record], tail: str
) -> None:
    body = f"Your account {tail} is in order."
    account = make_record("account", "AA17" if tail == "…17" else "X2A7" if tail == "…A7" else "204417")
    bare = {"incoming": "", "records": (account,)}

    assert objects_to(pc12_account_number, body=body, **bare) == []
    assert objects_to(pc12_account_number, body=body.replace("7", "8"), **bare) == [tail.replace("7", "8")]
