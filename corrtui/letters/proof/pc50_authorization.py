"""PC-50: no records leave on an authorization that lacks what the law wants of it."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.proof.case import Finding, ProofCase

RULE = "PC-50"


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a release while a particular of the authorization is missing or it is defective; warn of doubts.

    Source: 45 CFR 164.508(b)(2), (c)(1); the rows of authorization.toml.
    """
    known = case.authorization
    if known is None:
        return
    for element in known.missing:
        says = "the authorization lacks" if known.described else "nothing tells that the authorization has"
        message = (
            f"{says} {element.words}; send med-auth-defective, or say that it stands there: "
            f"`:clock {element.row.mark} yes`, or that none is needed: `:clock auth_none yes`"
        )
        yield case.finding(RULE, "block", message, 0, 0)
    for fault in known.faults:
        yield case.finding(RULE, fault.row.level, f"the authorization: {fault.words}", 0, 0)
