"""PC-17: no word stands twice, on one line or across a line break."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import eq

from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.lists import words

RULE = "PC-17"
_ALLOWED = frozenset(words("doubled", "allowed"))
_NEVER_NAMES = frozenset(words("doubled", "never_names"))
_TWICE = re.compile(
    r"(?<![\w’'-])([^\W\d_]+(?:[’'][^\W\d_]+)?)(?P<gap> |\u00a0|[ \t]*\n[ \t]*)(\1)(?![\w’'-])", re.I
)
_MARKS = ".,;:!?()[]\"“”‘’'…"


def check(case: ProofCase) -> Iterable[Finding]:
    """Warn of a word that stands twice, whatever its case; "had had" and "Walla Walla" may.

    Columns of a table, list lines that begin with a capital and the inside address are left alone.
    Source: proof rule PC-17; allowed words in `proof.toml`.
    """
    spoken = [word.strip(_MARKS) for word in case.reading.below_address.casefold().split()]
    if not any(map(eq, spoken, spoken[1:])):
        return
    for match in _TWICE.finditer(case.reading.below_address):
        first, second = match[1], match[3]
        word = first.casefold()
        a_name = first[0].isupper() and second[0].isupper() and word not in _NEVER_NAMES
        a_new_line = "\n" in match["gap"] and second[0].isupper() and not first[0].isupper()
        if word not in _ALLOWED and not a_name and not a_new_line:
            yield case.finding(
                RULE, "warn", f"“{first}” stands twice.", match.start(3), match.end(3), match[0]
            )
