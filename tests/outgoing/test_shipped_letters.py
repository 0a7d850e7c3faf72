"""The longer shipped letters on paper: one sheet, though the case fills every line they have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from corrtui.letters.compose import compose
from corrtui.letters.library import Library, builtin_templates
from corrtui.outgoing.page import render
from corrtui.outgoing.sheet import Sheet

CASE: dict[str, object] = {
    "today": dt.date(2026, 11, 21),
    "control_no": "261121-0028",
    "received_date": dt.date(2026, 11, 21),
    "your_letter": "letter",
    "your_letter_date": dt.date(2026, 11, 13),
    "reply_by": dt.date(2026, 12, 8),
    "reach_us": "call us at 563-555-0140 (8 a.m. to 5 p.m., Monday through Friday)",
    "writer": {
        "title": "Ms.", "full": "Shanice Burrell", "last": "Burrell",
        "addr": ["1043 Cooper Street, Unit 2B", "Rock Island, IL 61201"],
    },
    "account_masked": "…443",
    "account": {
        "no": "204443", "name": "Bolt Co.", "opened": "2020-04-06", "terms": "net 30",
        "high_credit": "588.47", "balance": "165.91", "past_due": "0.00", "pays": "within terms",
        "last_sale": "2026-10-16",
    },
    "amount_owed": "166.39",
    "plan": {
        "total": "166.39", "offer": "35", "accepted": True,
        "payments": [{"due": dt.date(2026, 12, 1), "amount": "$35.00"}] * 5,
    },
    "given": {"certificate": True},
    "told": {"several": True},
    "authorization": {"described": True, "expiry": True},
}  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "adm-condolence",
        "bil-late-notice",
        "cri-reference",
        "dlq-plan",
        "dmg-need-docs",
        "med-auth-defective",
        "spc-need-specs",
        "svc-apology",
    ],
)
def test_a_full_letter_fits_one_sheet(code: str, make_sheet: Callable[..., Sheet]) -> None:
    library = Library([builtin_templates()])
    signer = {"signer": {"name": "Margaret R. Stern"}}

    page = render(make_sheet(compose(library.get(code), CASE | signer).text))

    assert page.pages == 1
