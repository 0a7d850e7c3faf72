"""Records are released on an authorization that has everything; the clerk's word on the form counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.casework.authorizing import authorization_lines
from corrtui.casework.forms import letter_report
from corrtui.desk import Desk

ATTORNEY = """HOLLIS & PRATT
Attorneys at Law
300 Dexter Avenue
Montgomery, AL 36104

Dear Records Custodian:

This firm represents Leona Faircloth. Enclosed is her signed authorization to release medical records. Please
furnish her visit notes from 2023 to 2025. The authorization was signed on February 20, 2026. It names your
office, this firm and the purpose.

Sincerely,

Douglas Pratt
Attorney for Leona Faircloth
"""
PATIENT = """Mabel Storch
18 Alpine Street
Dubuque, IA 52001

Please send me a copy of my chart from the clinic, everything since my visit of October 2025.

Mabel Storch
"""


@pytest.fixture
def put(desk: Desk, take_in: Callable[..., str]) -> Callable[[str, str], str]:
    """Takes in a letter of these words."""
    return lambda name, text: take_in(desk, name, text.encode())


def blocks(desk: Desk, number: str) -> list[str]:
    return [found.message for found in desk.proof(number) if (found.rule, found.level) == ("PC-50", "block")]


def test_a_release_waits_until_the_clerk_has_seen_what_the_letter_does_not_tell(
    desk: Desk, put: Callable[[str, str], str]
) -> None:
    number = put("attorney.txt", ATTORNEY)
    assert desk.sheet(number).template == "med-auth-defective"

    desk.choose_template(number, "med-cover")
    [message] = blocks(desk, number)
    assert "expires" in message
    assert authorization_lines(desk.bench, desk.sheet(number)) == [
        "the authorization lacks: the day or the event on which it expires (45 CFR 164.508(c)(1)(v))"
    ]

    desk.clocks.set(number, "auth_expiry", "yes", "the form says December 31")
    assert blocks(desk, number) == []
    assert authorization_lines(desk.bench, desk.sheet(number)) == []


def test_what_the_letter_tells_is_reported_with_its_words(desk: Desk, put: Callable[[str, str], str]) -> None:
    number = put("attorney.txt", ATTORNEY)

    known = letter_report(desk.bench, desk.privacy, desk.sheet(number), {}, 1)["authorization"]

    assert not known["releasable"]
    told = {one["name"]: one["phrase"] for one in known["elements"]}
    assert told["signature"] == "signed on February 20, 2026"
    assert told["expiry"] is None


def test_who_asks_for_the_own_records_needs_none(desk: Desk, put: Callable[[str, str], str]) -> None:
    number = put("patient.txt", PATIENT)

    desk.choose_template(number, "med-cover")

    assert blocks(desk, number) == []
    assert letter_report(desk.bench, desk.privacy, desk.sheet(number), {}, 1)["authorization"] is None
