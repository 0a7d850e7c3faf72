"""The fixed words of a business letter: salutation, subject line, close, enclosures, copies, postscript.

Whoever reads or writes a draft goes by these; nothing else in the house knows how such a line looks.
"""

from __future__ import annotations

import re

CLOSES = (
    "Sincerely",
    "Sincerely yours",
    "Yours sincerely",
    "Yours truly",
    "Yours very truly",
    "Very truly yours",
    "Respectfully",
    "Respectfully yours",
    "Cordially",
    "Cordially yours",
    "Regards",
    "Best regards",
    "Kind regards",
    "With best regards",
    "With kind regards",
    "With appreciation",
    "With gratitude",
    "With sympathy",
    "With sincere sympathy",
    "With our sympathy",
)
"""Complimentary closes a letter may end in; each stands on a line of its own and takes a comma."""

_WORDS = frozenset(close.casefold() for close in CLOSES)
SALUTATION = re.compile(r"(dear\b|to the estate of\b|to whom it may concern\b|ladies and gentlemen\b)", re.I)
SUBJECT = re.compile(r"(?:re|subject)\s*:\s*(.*)$", re.I)
ENCLOSURES = re.compile(r"(?:enclosures?|encls?\.?|enc\.?)\s*(?:\(?(\d{1,3})\)?)?\s*(?::\s*(.*))?$", re.I)
COPY = re.compile(r"cc\s*:\s*(.*)$", re.I)
BLIND_COPY = re.compile(r"bcc\s*:", re.I)
POSTSCRIPT = re.compile(r"P\.?\s?S\.?(?::|\s|$)\s*(.*)$")


def is_close(line: str) -> bool:
    """Return whether a line is a complimentary close, with or without its comma."""
    return line.strip().rstrip(",").casefold() in _WORDS


def is_notation(row: str) -> bool:
    """Return whether a line is one of those that stand under the close."""
    return any(pattern.match(row) for pattern in (ENCLOSURES, COPY, BLIND_COPY, POSTSCRIPT))


def enclosure_block(names: tuple[str, ...], count: int = 0) -> str:
    """Return the enclosure notation: "Enclosure: Receipt", or "Enclosures (2)" over an indented list."""
    count = count or len(names)
    if not count:
        return ""
    if count == 1:
        return f"Enclosure: {names[0]}" if names else "Enclosure"
    return "\n".join([f"Enclosures ({count})", *(f"  {name}" for name in names)])
