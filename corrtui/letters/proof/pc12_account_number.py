"""PC-12: an account the letter names is one the writer or the records name."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.proof.accounts import numbers_of_the_letter
from corrtui.letters.proof.case import Finding, ProofCase

RULE = "PC-12"


def check(case: ProofCase) -> Iterable[Finding]:
    """Block an account number, whole or by its last digits, that neither letter nor records have.

    A masked one ("…4417", "ending in 4417") is compared by the digits that show. An account known as
    somebody else's is left to PC-13. Source: proof rule PC-12.
    """
    accounts = case.reading.accounts
    known = accounts.own | accounts.foreign
    for mention in case.reading.account_mentions:
        if mention.among(known) or (not mention.masked and case.is_foreign(mention.text)):
            continue
        if mention.among(numbers_of_the_letter(case)):
            continue
        message = f"Account {mention.shown} is named neither in the letter answered nor in the records."
        yield case.finding(RULE, "block", message, mention.start, mention.end, mention.shown)
