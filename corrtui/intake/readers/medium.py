"""By which way a typed text came in: told by the heading the sender's form or machine put above it."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Final

_HEADINGS: Final = (
    (
        "phone note",
        re.compile(
            r"(?:tele)?phone (?:note|message|call)|record of (?:tele)?phone call|while you were out", re.I
        ),
    ),
    (
        "fax",  # a letterhead's "Fax: 563-555-0140" is none
        re.compile(
            r"(?:fax|facsimile|telefax)(?::?$| (?:transmission|transmittal|cover|message|letter))"
            r"|(?:sent |received )?(?:by|via) fax",
            re.I,
        ),
    ),
    ("web form", re.compile(r"(?:web|online|website|contact)[ -]form", re.I)),
)
_FAX_NAME: Final = re.compile(r"(?:e?fax)[-_. \d]", re.I)
_LINES_LOOKED_AT: Final = 3


def medium_of(text: str, name: str) -> str:
    """Return "phone note", "fax", "web form" or "letter" for a clean `text` from a file called `name`."""
    lines = (line.strip(" \t*=#-–—_[]") for line in text[:2000].splitlines() if line.strip())
    first = islice(lines, _LINES_LOOKED_AT)
    headings = list(takewhile(lambda line: not line.lower().startswith("dear "), first))
    for medium, heading in _HEADINGS:
        if any(len(line) <= 60 and heading.match(line) for line in headings):
            return medium
    return "fax" if _FAX_NAME.match(name) else "letter"
