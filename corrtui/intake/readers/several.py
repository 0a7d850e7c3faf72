"""Two letters in one file: told by a second salutation after the first letter's close."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from corrtui.intake.reading import Reading

TWO_LETTERS: Final = "two letters in one file"

_SALUTATION: Final = re.compile(
    r"(?:dear\b.{1,60}|to whom it may concern|gentlemen|ladies and gentlemen|sirs?|madam)\s*[:,]?", re.I
)
_CLOSE: Final = re.compile(
    r"(?:yours?(?: very)? (?:truly|sincerely|faithfully)"
    r"|(?:very |most )?(?:truly|sincerely|respectfully) yours"
    r"|(?:very )?(?:truly|sincerely)|respectfully(?: (?:submitted|yours))?|cordially(?: yours)?"
    r"|(?:with )?(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards)\s*[,.]?",
    re.I,
)
_EARLIER: Final = re.compile(
    r"original message|forwarded|wrote:|\bcop(?:y|ies) of\b|\b(?:earlier|previous|first) letter\b|^\s*>", re.I
)
"""Between the two: what follows is an earlier letter, quoted or enclosed."""


def told_apart(reading: Reading) -> Reading:
    """Return `reading` with the defect said when it seems to hold two letters.

    A letter has a salutation and a close, each a line of its own; a second letter is a second salutation
    after the first close, with a close of its own. An earlier letter that is quoted or said to be a copy is
    none. It is a remark for the clerk's eye: the text stays whole.
    """
    step = 0
    for line in map(str.strip, reading.text.splitlines()):
        if step == 2 and _EARLIER.search(line):
            return reading
        wanted = _SALUTATION if step % 2 == 0 else _CLOSE
        if len(line) <= 70 and wanted.fullmatch(line):
            step += 1
            if step == 4:
                return replace(reading, defects=(*reading.defects, TWO_LETTERS))
    return reading
