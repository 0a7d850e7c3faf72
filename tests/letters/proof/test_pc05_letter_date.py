"""PC-05: the date printed on the letter is the day it is signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.letters.proof import Finding, pc05_letter_date

Proof = Callable[..., list[Finding]]


def dates(letter: str, today: str, received: str, document: str = "") -> dict[str, date | None]:
    return {
        "letter_date": date.fromisoformat(letter),
        "today": date.fromisoformat(today),
        "received": date.fromisoformat(received),
        "document_date": date.fromisoformat(document) if document else None,
    }


@pytest.mark.parametrize(
    "days",
    [
        dates("2026-11-20", "2026-11-20", "2026-11-19", "2026-11-16"),
        dates("2026-11-19", "2026-11-20", "2026-11-19"),  # yesterday's letter, answered the day it came
        dates("2026-11-20", "2026-11-23", "2026-11-19"),  # dated Friday, signed Monday
        dates("2026-11-25", "2026-11-27", "2026-11-19"),  # Thanksgiving between
        dates("2026-11-20", "2026-11-20", "2026-11-19", "2027-11-16"),  # the writer misdated the letter
    ],
)
def test_a_fresh_date_passes(proof: Proof, days: dict[str, date]) -> None:
    assert proof(pc05_letter_date, **days) == []


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (dates("2026-11-23", "2026-11-20", "2026-11-19"), "today is November 20, 2026"),
        (dates("2026-11-18", "2026-11-20", "2026-11-17"), "more than a business day ago"),
        (dates("2026-11-19", "2026-11-23", "2026-11-17"), "more than a business day ago"),
        (dates("2026-11-18", "2026-11-19", "2026-11-19"), "came in on November 19, 2026"),
        (dates("2026-11-19", "2026-11-20", "2026-11-20", "2026-11-18"), "came in on November 20, 2026"),
        (dates("2025-11-20", "2026-11-20", "2026-11-19"), "came in on November 19, 2026"),
    ],
)
def test_any_other_date_blocks(proof: Proof, days: dict[str, date], why: str) -> None:
    [finding] = proof(pc05_letter_date, **days)

    assert (finding.rule, finding.level) == ("PC-05", "block")
    assert why in finding.message


def test_the_offices_own_closed_days_do_not_age_a_letter(proof: Proof) -> None:
    days = dates("2026-12-22", "2026-12-28", "2026-12-21")

    assert len(proof(pc05_letter_date, **days)) == 1
    closed = OfficeCalendar(frozenset({date(2026, 12, 23), date(2026, 12, 24)}))
    assert proof(pc05_letter_date, **days, calendar=closed) == []
