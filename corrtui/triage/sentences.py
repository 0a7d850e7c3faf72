"""The sentences of a letter, and the clauses in them that could each stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corrtui.triage.layout import Span

_LOOKED_AT = 30_000

_STOP = re.compile(
    r"[.!?]+(?<!\b[^\W\d]\.)(?<!\n\d\.)(?<!\b(?:Mr|Ms|Dr|St|Co|No|no)\.)(?<!\b(?:Mrs|Inc|Ltd)\.)[\"'”’)]*(?=\s|$)"
    r"|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•]|\(?\d{1,2}[.)]|\(?[a-h]\))\s)"
)
_JOINT = re.compile(
    r"(?:,\s{0,2}|\s)(?:and|but|y)\s"
    r"(?=(?:your|my|our|the|i|we|you|what|when|why|how|where|who|can|could|do|does|is|are"
    r"|please|also|finally|cu[aá]l|su)\b)"
    r"|;\s|\s[-–—]{1,2}\s",
    re.IGNORECASE,
)


def sentences(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of `spans` without the blanks around them; past 30,000 characters none."""
    for start, end in spans:
        place, last = start, min(end, _LOOKED_AT)
        while place < last:
            stop = _STOP.search(text, place, last)
            ends = stop.end() if stop else last
            if span := bare(text, place, ends):
                yield span
            place = max(ends, place + 1)


def parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses of a sentence that could each stand alone."""
    place = start
    for joint in _JOINT.finditer(text, start, end):
        if span := bare(text, place, joint.start()):
            yield span
        place = joint.end()
    if span := bare(text, place, end):
        yield span


def bare(text: str, start: int, end: int) -> Span | None:
    """Return the place without the blanks around it; None where nothing else stands there."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None
