"""A letter that is in order, and ways to make one that is not: change one thing, then proof it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.letters.parts import read_parts
from corrtui.letters.proof import Finding, ProofCase
from corrtui.records.record import Record
from corrtui.triage.facts import Facts, Found, Writer

INCOMING = """14 Alder Street
Boise ID 83702

November 16, 2026

I was charged twice on November 1 for order 48213, $39.95 each time. My account is 1002-4417.
Please take one of them off. I enclose the receipt.

Pat Ortiz
"""

HEAD = """Ms. Pat Ortiz
14 Alder Street
Boise ID 83702

Dear Ms. Ortiz:

Re: Account …4417, order 48213, our number 261119-0007

"""

BODY = """Thank you for your letter of November 16, 2026, and for the receipt you enclosed. You were charged
twice for order 48213, and we are sorry.

We have credited $39.95 to your account. Your balance before the credit was $148.20; your new balance is
$108.25.

If anything is still unclear, please call us at 563-555-0140 within 30 days."""

CLOSE = "\n\nSincerely,\n"


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """A row of the office's records; by default the order the letter is about."""

    def make(kind: str = "order", key: str = "48213", account: str = "1002-4417", **cells: str) -> Record:
        shown = cells or {"customer": "Pat Ortiz", "item": "Blue lamp", "quantity": "1", "total": "39.95"}
        links = {"account": account} if account and kind != "account" else {}
        return Record(
            source=f"{kind}s",
            kind=kind,
            key=key,
            title=f"{kind} {key}",
            fields=tuple({f"{kind}_no": key, **shown, **links}.items()),
            values={"amount": shown["total"]} if "total" in shown else {},
            links=links,
        )

    return make


@pytest.fixture
def make_account(make_record: Callable[..., Record]) -> Callable[..., Record]:
    """An account, by default the writer's."""

    def make(key: str = "1002-4417", name: str = "Pat Ortiz", **cells: str) -> Record:
        return make_record("account", key, **{"name": name, "balance": "148.20", **cells})

    return make


@pytest.fixture
def make_facts() -> Callable[..., Facts]:
    """What the incoming letter says: `order=["48213"]`."""

    def make(writer: Writer | None = None, **found: list[str]) -> Facts:
        values = tuple(Found(kind, value, 0, 0) for kind, each in found.items() for value in each)
        return Facts(writer=writer or Writer(), found=values, document_date=date(2026, 11, 16))

    return make


@pytest.fixture
def make_case(
    make_record: Callable[..., Record], make_account: Callable[..., Record], make_facts: Callable[..., Facts]
) -> Callable[..., ProofCase]:
    """The letter in order with some of it changed: its `body`, its `foot`, or any field of ProofCase."""
    writer = Writer(
        name="Pat Ortiz",
        title="Ms.",
        first="Pat",
        last="Ortiz",
        address=("14 Alder Street", "Boise ID 83702"),
    )

    def make(text: str = "", *, body: str = BODY, foot: str = "", **changes: Any) -> ProofCase:
        text = text or HEAD + body + CLOSE + (f"\n{foot}\n" if foot else "")
        usual: dict[str, Any] = {
            "parts": read_parts(text),
            "control_no": "261119-0007",
            "letter_date": date(2026, 11, 20),  # a Friday
            "received": date(2026, 11, 19),
            "document_date": date(2026, 11, 16),
            "facts": make_facts(writer, account=["1002-4417"], order=["48213"], amount=["$39.95"]),
            "incoming": INCOMING,
            "records": (make_record(), make_account()),
            "attached": (),
            "writer": writer,
            "other_accounts": lambda number: number in ("1002-5523", "77120031"),
            "today": date(2026, 11, 20),
            "calendar": OfficeCalendar(),
        }
        return ProofCase(text=text, **(usual | changes))

    return make


@pytest.fixture
def proof(make_case: Callable[..., ProofCase]) -> Callable[..., list[Finding]]:
    """What one check says of the letter in order with some of it changed."""

    def run(rule: ModuleType, text: str = "", **changes: Any) -> list[Finding]:
        return list(rule.check(make_case(text, **changes)))

    return run


@pytest.fixture
def objects_to(proof: Callable[..., list[Finding]]) -> Callable[..., list[str]]:
    """The words one check objects to, in order."""

    def run(rule: ModuleType, text: str = "", **changes: Any) -> list[str]:
        return [finding.excerpt for finding in proof(rule, text, **changes)]

    return run
