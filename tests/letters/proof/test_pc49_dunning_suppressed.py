"""PC-49: a dunning letter stops where dunning is suppressed, any other goes."""

from __future__ import annotations

from collections.abc import Callable

from corrtui.letters.proof import ProofCase
from corrtui.letters.proof.pc49_dunning_suppressed import check


def test_a_suppressed_dunning_letter_is_blocked_with_the_reason(make_case: Callable[..., ProofCase]) -> None:
    [finding] = check(make_case(dunning_barred="STOP (11 USC 362), “chapter 7”"))

    assert finding.level == "block"
    assert "STOP (11 USC 362), “chapter 7”" in finding.message


def test_other_letters_pass(make_case: Callable[..., ProofCase]) -> None:
    assert list(check(make_case())) == []
