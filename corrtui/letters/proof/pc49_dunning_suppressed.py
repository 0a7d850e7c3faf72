"""PC-49: no dunning letter leaves while dunning is suppressed."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.proof.case import Finding, ProofCase

RULE = "PC-49"


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a dunning letter to a writer who is bankrupt, represented, deceased, or disputes what is dunned.

    Source: 11 USC 362; 12 CFR 1006.6, 1006.38, 1026.13(d); the rows of clocks.toml with `stops_dunning`.
    """
    if case.dunning_barred:
        message = f"dunning is suppressed: {case.dunning_barred}; choose another letter"
        yield case.finding(RULE, "block", message, 0, 0)
