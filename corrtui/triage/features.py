"""What a letter says, as countable features: words, their stems and pairs of words, each with its place.

Numbers, dates and what was blacked out ("XXXX") become one token and amounts another, so that what is learned
from letters depends on no name or number in them. The model shipped and what an office's clerks teach use
the same features.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from zlib import crc32

from corrtui.triage.lexicon import Evidence

Span = tuple[int, int]
Features = dict[int, tuple[int, int, int]]
"""Feature (a 32-bit mark of it) → how often, and where it stands first: start and end, -1 for nowhere."""

# No part can be tried twice over the same characters: the time taken grows with the text only.
_TOKEN = re.compile(
    r"(?P<amount>\{?[$€£]\s?\d[\d,.]*+\}?)"
    r"|(?P<number>(?<!\w)(?:x{2}|\d)[\dx]*+(?:[-/:.,][\dx]++)*+(?:st|nd|rd|th|%)?(?!\w))"
    r"|(?P<word>[^\W\d_]++(?:['’][^\W\d_]++)*+)",
    re.IGNORECASE,
)
_AMOUNT, _NUMBER = "$", "#"
_MOST_WORDS = 4_000
"""Words looked at: what a letter wants is said in its first ten pages."""
_STEM = 5
_STRONG = 3
_APOSTROPHES = str.maketrans("", "", "'’")


def mark_of(feature: str) -> int:
    """Return the mark a feature is kept under: one that gives no word away to who reads a file of them."""
    return crc32(feature.encode())


def find_features(
    text: str,
    spans: Iterable[Span],
    subject: str = "",
    evidence: Iterable[Evidence] = (),
) -> Features:
    """Return the features of a letter.

    Args:
        text: the letter as read.
        spans: the parts of `text` that are its body.
        subject: subject line of an e-mail, else ""; what stands only there has no place.
        evidence: what the lexicon found; a feature each category and strength, however often.
    """
    found: dict[str, tuple[int, int, int]] = {}
    _count(found, _tokens(text, spans))
    if subject:
        _count(found, [(token, -1, -1) for token, _, _ in _tokens(subject, ((0, len(subject)),))])
    for item in evidence:
        if item.weight > 0:
            name = f"!{item.category}{'+' if item.weight >= _STRONG else ''}"
            times, start, end = found.get(name, (0, item.start, item.end))
            found[name] = (times + 1, start, end)
    return {mark_of(name): place for name, place in found.items()}


def _tokens(text: str, spans: Iterable[Span]) -> list[tuple[str, int, int]]:
    tokens: list[tuple[str, int, int]] = []
    last = ""
    for span in spans:
        for match in islice(_TOKEN.finditer(text, *span), _MOST_WORDS - len(tokens)):
            if match.lastgroup == "word":
                token = match[0].lower().translate(_APOSTROPHES)
            elif match.lastgroup == "amount":
                token = _AMOUNT
            elif last == _NUMBER:
                continue
            else:
                token = _NUMBER
            tokens.append((token, match.start(), match.end()))
            last = token
    return tokens


def _count(found: dict[str, tuple[int, int, int]], tokens: list[tuple[str, int, int]]) -> None:
    before, began = "", 0
    for token, start, end in tokens:
        names = [(token, start)] if token != _NUMBER else []
        if len(token) > _STEM:
            names.append(("~" + token[:_STEM], start))
        if before:
            names.append((f"{before} {token}", began))
        for name, place in names:
            there = found.get(name)
            found[name] = (1, place, end) if there is None else (there[0] + 1, there[1], there[2])
        before, began = token, start
