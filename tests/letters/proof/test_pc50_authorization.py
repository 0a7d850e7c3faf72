"""PC-50: a release waits for the authorization it rests on; every other letter passes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from corrtui.letters.proof import ProofCase
from corrtui.letters.proof.pc50_authorization import check
from corrtui.triage.authorization import Authorization, load_authorization

DAY = date(2026, 3, 2)
MARKS = frozenset({"MED", "provider", "third_party"})
LETTER = (
    "The authorization names your office, this firm and the purpose. It was signed on February 20, 2026."
    " Please send all records 2023-2025."
)


def of(text: str) -> Authorization | None:
    return load_authorization().read(text, MARKS, {}, DAY, DAY)


def test_what_is_missing_blocks_and_what_is_doubtful_warns(make_case: Callable[..., ProofCase]) -> None:
    missing, vague = check(make_case(authorization=of(LETTER)))

    assert (missing.level, vague.level) == ("block", "warn")
    assert "expires (45 CFR 164.508(c)(1)(v))" in missing.message
    assert "`:clock auth_expiry yes`" in missing.message
    assert "“all records 2023-2025”" in vague.message


def test_with_everything_there_only_the_doubt_is_told(make_case: Callable[..., ProofCase]) -> None:
    found = of(f"{LETTER} The form expires on December 31, 2026.")

    assert [finding.level for finding in check(make_case(authorization=found))] == ["warn"]


def test_a_letter_that_rests_on_none_passes(make_case: Callable[..., ProofCase]) -> None:
    assert list(check(make_case())) == []
