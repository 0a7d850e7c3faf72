"""Records are released on an authorization that has everything; the clerk's word on the form counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
INSURER = """Tidewater Life Insurance Company
9 Bay Street, Mobile, AL 36602

Please send us the complete medical records of Ruth Meyer to decide on her claim.

Alan Brock
Claims Examiner
"""
EMPLOYER = """Delta Foundry Inc.
1 Mill Road, Mobile, AL 36602

Please mail us our employee's medical records from your clinic, for our personnel file on Ruth Meyer.

Joan Vane
Personnel Manager
"""
QUOTING = """Tidewater Life Insurance Company
9 Bay Street, Mobile, AL 36602

Our insured told us: please send my medical records. Mail us what you have on Ruth Meyer.

Alan Brock
Claims Examiner
Tidewater Life Insurance Company
"""
RELATIVE = """Carl Meyer
18 Alpine Street
Dubuque, IA 52001

My mother, Ruth Meyer, was a patient at your clinic. Please mail me a copy of her medical records,
for my records.

Carl Meyer
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


@pytest.mark.parametrize("text", [INSURER, EMPLOYER, QUOTING, RELATIVE])
@pytest.mark.parametrize("category", ["MED", "INF"])
def test_somebody_else_gets_no_records_without_one_whatever_the_category(
    desk: Desk, put: Callable[[str, str], str], text: str, category: str
) -> None:
    number = put("other.txt", text)
    desk.classify(number, category, "as the clerk reads it")

    desk.choose_template(number, "med-cover")

    assert len(blocks(desk, number)) >= 5
    assert letter_report(desk.bench, desk.privacy, desk.sheet(number), {}, 1)["authorization"] is not None


def test_a_letter_of_the_offices_own_that_releases_waits_too(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], put: Callable[[str, str], str]
) -> None:
    number = put("relative.txt", RELATIVE)
    shipped = desk.bench.library.get("med-cover").path.read_text(encoding="utf-8")
    own = shipped.replace('code = "med-cover"', 'code = "chart-out"').replace('short = "mc"', 'short = "zco"')
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "chart-out.j2").write_text(
        own.replace('category = "MED"', 'category = "INF"'), encoding="utf-8"
    )
    again = open_desk()

    again.choose_template(number, "chart-out")

    assert len(blocks(again, number)) >= 5


def test_a_clerk_may_say_that_none_is_needed(desk: Desk, put: Callable[[str, str], str]) -> None:
    number = put("relative.txt", RELATIVE)
    desk.choose_template(number, "med-cover")
    assert all("`:clock auth_none yes`" in message for message in blocks(desk, number))

    desk.clocks.set(number, "auth_none", "yes", "the executor; his papers were seen")

    assert blocks(desk, number) == []


def test_who_asks_for_the_own_records_needs_none_whatever_the_category(
    desk: Desk, put: Callable[[str, str], str]
) -> None:
    number = put("patient.txt", PATIENT)
    desk.classify(number, "INF", "as the clerk reads it")

    desk.choose_template(number, "med-cover")

    assert blocks(desk, number) == []
