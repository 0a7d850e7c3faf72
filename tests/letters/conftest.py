"""What the tests of this room share: the shipped letters, a full case, an office's own template folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corrtui.letters.library import Library, builtin_templates

Context = dict[str, Any]


@pytest.fixture(scope="session")
def shipped() -> Library:
    return Library([builtin_templates()])


@pytest.fixture
def full_context() -> Context:
    """Everything a template can ask for: a known writer, matched records, and what a clerk fills in."""
    return {
        "today": date(2026, 11, 20),
        "control_no": "261120-0007",
        "received_date": date(2026, 11, 18),
        "your_letter": "letter",
        "your_letter_date": date(2026, 11, 16),
        "answer_by": date(2026, 11, 25),
        "reply_by": date(2026, 12, 7),
        "reach_us": "call us at 563-555-0140 (8 a.m. to 5 p.m., Monday through Friday)",
        "writer": {
            "title": "Ms.", "first": "Elena", "last": "Ortiz", "full": "Elena M. Ortiz",
            "addr": ["614 Marigold Lane", "Boise ID 83704"],
        },
        "office": {"name": "Harbor & Vale Supply Company", "email": "letters@harborvale.example"},
        "signer": {"name": "Morgan Stern", "title": "Manager"},
        "account_masked": "…417",
        "account": {
            "no": "204417", "name": "Bolt Company", "opened": "2002-03-14", "terms": "net 30",
            "high_credit": "1412.50", "balance": "148.20", "past_due": "39.95", "pays": "within terms",
            "last_sale": "2026-10-28", "last_payment": "68.30", "last_payment_date": "2026-11-05",
        },
        "order": {
            "no": "48213", "date": "2026-10-28", "amount": "39.95", "item": "Enamel coffee boiler, blue",
            "quantity": "1", "promised_date": "2026-12-10", "new_date": "2026-12-18", "status": "entered",
        },
        "invoice": {"no": "861", "date": "2026-11-02", "amount": "39.95", "due_date": "2026-12-10"},
        "claim": {"no": "C-17", "amount": "412.00"},
        "item": {"no": "5104", "item": "Enamel coffee boiler", "price": "34.95"},
        "credit": {
            "amount": "39.95", "date": "2026-11-19", "new_balance": "108.25",
            "reason": "one order was billed twice",
        },
        "rule": {"text": "Goods may be returned within 60 days.", "cite": "Rule 12 of our terms of sale"},
        "amount_owed": "39.95",
        "owed_on": "invoice",
        "due_date": "2026-12-10",
        "disputed_amount": Decimal("39.95"),
        "reason": "two orders were placed on the same day, and both were delivered",
        "plan": {
            "total": Decimal("39.95"),
            "payments": [
                {"due": date(2026, 12, 21), "amount": Decimal("13.31")},
                {"due": date(2027, 1, 20), "amount": Decimal("13.31")},
                {"due": date(2027, 2, 22), "amount": Decimal("13.33")},
            ],
        },
        "authorization": {"described": True, "expiry": True, "vague": True},
        "release": {"scope": "visit notes", "dates": "2023 to 2025", "pages": "87"},
        "delay": {"short": True, "choose_by": date(2026, 12, 7)},
        "encl": [],
        "cc": [],
    }  # fmt: skip


@pytest.fixture
def office_folder(tmp_path: Path) -> Callable[..., Path]:
    """Write one template of the office's own and return its folder.

    `front` replaces or, with None, takes out lines of a front matter that is right.
    """

    def write(body: str = "Re: Test\n\nHello.\n", name: str = "own-letter", **front: object) -> Path:
        lines: dict[str, object] = {
            "code": f'"{name}"', "short": '"ol"', "title": '"Our own"', "category": '"BIL"',
            "disposition": '"REPLY"', "edition": '"2026-11"', "status": '"approved"',
        }  # fmt: skip
        lines |= front
        head = "\n".join(f"{key} = {value}" for key, value in lines.items() if value is not None)
        (tmp_path / f"{name}.j2").write_text(f"+++\n{head}\n+++\n{body}", encoding="utf-8")
        return tmp_path

    return write
