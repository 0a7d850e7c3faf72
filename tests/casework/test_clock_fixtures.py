"""Letters a desk must know the clocks of, received on Monday, 2 March 2026; cycles close on the 15th."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from corrtui.casework.clocking import Matter, start_clocks
from corrtui.control.clock import clocks_of
from corrtui.desk import Desk
from corrtui.triage.facts import find_facts
from corrtui.triage.sensitive import find_sensitive, load_sensitive

OFFICE = """
[clocks]
closing_day = 15
office_is = ["bank", "carrier", "collector", "creditor", "furnisher", "merchant", "mortgage_servicer",
             "open_end_creditor", "provider", "shipper"]
"""

LETTERS = [
    ("BIL", "I was charged twice on March 1 for order 48213, $39.95 each.", "FCBA-ACK 04-01, FCBA-RES 05-15"),
    (
        "BIL",
        "Mortgage: You put my January payment in suspense. Explain and fix it.",
        "RESPA-ACK 03-09, RESPA-RES 04-13, RESPA-HOLD 05-01",
    ),
    (
        "DMG",
        "PRO 778-1203, carton crushed, we claim $412.00",
        "CARM-ACK 04-01, CARM-DISP 06-30, CARM-STAT 08-29",
    ),
    ("SVC DMG", "Your driver broke my crate. I am furious.", ""),
    ("ORD", "Please send 3 of item 5521 in blue. Check for $80.07 enclosed.", "MITOR-SHIP 04-01"),
    ("MED", "I represent Mr. Doe. All records 2023-2025; the signed authorization is enclosed.", ""),
    ("MED", "Please email me a copy of my chart.", "HIPAA-ACC 04-01"),
    ("LEG", "SUBPOENA DUCES TECUM: produce records of J. Doe. Attorney for plaintiff", ""),
    ("ORD", "What a killer deal! I paid Jan 5, when will it ship?", "MITOR-SHIP 02-04"),
    ("ADM", "My mother passed away Feb 3. I am executor. What does she owe?", "ZESTATE 04-01, STOP 03-02"),
    ("DLQ ADM", "I refuse to pay. Stop writing.", "STOP 03-02"),
    ("GOV", "United States Senate: my constituent asks for your help.", "GOV-5 03-09, GOV-10 03-23"),
    ("CRI", "Please furnish a credit reference on Bolt Co.", ""),
    ("CRD", "The late payment reported for Oct 2025 is wrong.", "FCRA-DIR 04-01"),
    ("LEG", "United States Bankruptcy Court, case 26-10234, chapter 7", "STOP 03-02"),
    ("RUL", "What is the rule on returned deposits?", ""),
    ("SVC", "Thank you. Ann at your counter was wonderful.", ""),
    ("UNK", "You know what I want.", ""),
    ("BIL SVC RUL", "Invoice 771 is wrong, and your agent hung up on me.", "FCBA-ACK 04-01, FCBA-RES 05-15"),
]


@pytest.fixture
def clocks(folder: Any, open_desk: Callable[..., Desk]) -> Callable[..., str]:
    """The clocks of a letter by its categories and its text: id and due date of each."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + OFFICE)
    desk = open_desk()

    def of(codes: str, text: str, medium: str = "letter", words: tuple[str, ...] = ()) -> str:
        facts, sensitive = find_facts(text), find_sensitive(text, "", load_sensitive())
        told = tuple(codes.split()), medium, text, "", facts, sensitive
        lines = start_clocks(desk.bench, Matter(date(2026, 3, 2), *told, words=words))
        return ", ".join(
            f"{clock.id} {clock.due:%m-%d}" for clock in clocks_of(lines) if clock.state == "runs"
        )

    return of


@pytest.mark.parametrize(("codes", "text", "expected"), LETTERS)
def test_the_clocks_of_a_letter(clocks: Callable[..., str], codes: str, text: str, expected: str) -> None:
    assert clocks(codes, text) == expected


def test_a_call_starts_the_clocks_of_electronic_transfers(clocks: Callable[..., str]) -> None:
    call = "$200 ATM withdrawal on Feb 27 is not mine"

    assert clocks("BIL", call, "phone note") == "REGE-10 03-16, REGE-45 04-16"


@pytest.mark.parametrize(
    ("sent", "expected"), [("2025-12-20", ""), ("2026-01-01", "FCBA-ACK 04-01, FCBA-RES 05-15")]
)
def test_a_late_notice(clocks: Callable[..., str], sent: str, expected: str) -> None:
    word = f"rh fact statement_sent {sent}"

    assert clocks("BIL", "I was charged twice.", words=(word,)) == expected


def test_more_documents_extend_a_dispute(clocks: Callable[..., str]) -> None:
    words = ("rh fact more_documents 2026-03-20",)

    assert clocks("CRD", "The late payment reported is wrong.", words=words) == "FCRA-DIR 04-16"


@pytest.mark.parametrize(
    ("codes", "text", "expected"),
    [
        ("ORD", "I mailed my check on January 5 for the mill. When is it going out?", "MITOR-SHIP 02-04"),
        ("ORD", "Send six of item 5521. Charge it to my account.", "MITOR-SHIP 04-01"),
        ("ORD", "Please send a certificate of insurance.", ""),
        (
            "BIL ORD",
            "Please send 3 of item 5521. Check enclosed. The bill is wrong.",
            "FCBA-ACK 04-01, FCBA-RES 05-15",
        ),
        ("ORD", "I paid on February 9 and was told it would ship within ten days.", "MITOR-STATED 02-19"),
        ("ORD", "I paid Jan 5 for the mill and you promised delivery by Feb 4.", "MITOR-STATED 02-04"),
        (
            "ORD",
            "I paid Jan 5. Your ad says orders are shipped within 10 days. Where is it?",
            "MITOR-STATED 01-15",
        ),
        ("ORD", "I paid on March 1 and you told me it would ship by March 20.", "MITOR-STATED 03-20"),
        ("ORD", "I paid Jan 5 and you said it would ship soon. When will it ship?", "MITOR-SHIP 02-04"),
        (
            "ORD",
            "I paid Jan 5, when will it ship? Please have it shipped within 10 days.",
            "MITOR-SHIP 02-04",
        ),
        (
            "BIL",
            "My account shows a credit of $20.10. Please send me a check.",
            "FCBA-ACK 04-01, FCBA-RES 05-15, ZCREDIT 03-11",
        ),
        ("BIL", "You have denied my credit application. Kindly tell me the reasons.", "ECOA-RSN 04-01"),
        (
            "CRD",
            "A thief opened an account in my name. Send me copies of the application.",
            "FCRA-DIR 04-01, FCRA-609e 04-01",
        ),
        ("MED", "I want a list of everybody you sent my chart to.", "HIPAA-ACCT 05-01"),
        ("MED", "Please correct my medical record, it is mistaken.", "HIPAA-AMD 05-01"),
        ("MED", "My lab results were sent to my boss.", ""),
        ("DMG", "The crate is lost. It was due to arrive on June 1, 2025.", "CARM-WIN 03-01"),
        ("DMG", "Order 48163 came bent. The late charge of $5.00 should come off too.", ""),
        (
            "DMG",
            "Order 48163 came bent, $60.00. The late charge of $5.00 should come off too.",
            "CARM-ACK 04-01, CARM-DISP 06-30, CARM-STAT 08-29",
        ),
        ("ADM", "Stop sending me brochures.", ""),
        ("ADM", "Stop writing to me.", "STOP 03-02"),
        ("ADM", "Stop sending me brochures and letters about this debt.", "STOP 03-02"),
        ("BIL", "Please let me know my balance.", ""),
        ("BIL", "Please let me know my balance. You charged me twice.", "FCBA-ACK 04-01, FCBA-RES 05-15"),
        ("BIL", "I got a bill meant for somebody named Roe.", ""),
        ("BIL", "I want to open a charge account.", "ECOA-APP 04-01"),
    ],
)
def test_a_clock_starts_where_its_notice_stands_and_not_for_the_like(
    clocks: Callable[..., str], codes: str, text: str, expected: str
) -> None:
    assert clocks(codes, text) == expected
