"""PC-00: a draft that cannot be read as a letter has no address, greeting or close to print."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.text import one_line

RULE = "PC-00"


def check(case: ProofCase) -> Iterable[Finding]:
    """Block whatever `read_parts` could not place: no salutation, no inside address, no close.

    Source: parts of a business letter in order (office style, full block).
    """
    if not case.text.strip():
        yield Finding(
            RULE, "block", "There is no draft yet. Choose a template or write the letter.", 0, 0, ""
        )
        return
    problems = case.problems or (case.parts.problems if case.parts else ())
    rows = case.text.split("\n")
    for problem in problems:
        row = rows[problem.line] if problem.line < len(rows) else ""
        yield Finding(RULE, "block", problem.message, problem.line, 0, one_line(row, 60))
    if case.parts is None and not problems:
        yield Finding(
            RULE, "block", "The draft cannot be read as a letter. Choose its template again.", 0, 0, ""
        )
