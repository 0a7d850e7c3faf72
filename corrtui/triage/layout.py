"""Which parts of an incoming letter are the writer's own words, and which of those are its body.

Quoted earlier letters, e-mail signatures' disclaimers, the address block and the sign-off say nothing about
what this letter wants. All places are offsets into the text as it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]*\n?")
_WIDEST_MARK = 200
_TOP_LINES = 60
_LAST_LINES = 60
_MOST_LINES = 20_000
_FIRST_KEPT = 100_000
_LAST_KEPT = 60_000
_WIDEST_CLOSE = 90
_FEWEST_WORDS = 4
_HEADER_OF_EARLIER = 3
_ATTRIBUTION_WORDS = ("On ", "Am ", "Le ", "El ")

_QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|[ \t]?>)")
_QUOTED_BELOW = re.compile(r"\n[ \t]{0,3}>")
_ATTRIBUTION = re.compile(r"[ \t]{0,3}(?:On|Am|Le|El) .{4,190}\b(?:wrote|schrieb|a écrit|escribió) ?:\s*$")
_EARLIER_BEGINS = re.compile(
    r"[ \t]{0,3}-{2,}[ \t]*(?:Original Message|Forwarded message|Original Appointment)[ \t]*-{2,}",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(r"[ \t>*]{0,4}(From|Sent|Date|To|Cc|Subject)\*?:", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"[ \t*_]{0,4}(?:confidentiality (?:notice|note|statement)\b|(?:legal )?disclaimer\b"
    r"|privileged (?:and|&) confidential\b|sent from my \w|get outlook for\b|virus-free\b"
    r"|please consider the environment\b|(?:this|the (?:information|contents) (?:contained )?(?:in|of) this)"
    r" (?:e-?mail|electronic mail|message|communication|transmission|fax)\b"
    r".{0,120}\b(?:confidential|privileged|intended|attachments?|legally|solely)\b)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"[ \t]{0,12}(?:dear\b|to whom (?:it|this) may concern|gentle(?:men|persons)\b|ladies and gentlemen"
    r"|(?:hi|hello|good (?:morning|afternoon|day|evening)|greetings)\b.{0,40}[,:!.\-–—]?[ \t]*\n?$"
    r"|sirs?\b.{0,20}[,:]|estimad[oa]s?\b|a quien corresponda)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"[ \t]{0,12}(?:re|subject|subj|reference|asunto)[ \t]{0,3}[:.]", re.IGNORECASE)
# A complimentary close is a line made of these words only, at least one of the first set among them.
_CLOSING = re.compile(
    r"sincerely|truly|respectfully|cordially|faithfully|gratefully|yours|regards|wishes|best|cheers|thanks?"
    r"|appreciation|gratitude|thankfully"
    r"|atentamente|saludos|cordialmente"
)
_BESIDE_CLOSING = re.compile(
    r"very|most|submitted|kind|kindly|kindest|deepest|sincere|warm|warmest|with|and|you|so|much|many|again|in|advance|for|your|time"
    r"|help|attention|to|this|matter|prompt|assistance|consideration|understanding|all|my|muy|i|remain"
)
_CLOSE_WORDS = re.compile(r"[^\W\d_]+")
# What a form calls its fields says nothing of what stands in them.
_FORM_LABEL = re.compile(
    r"[ \t]{0,12}(?:(?:street|mailing|home)?[ ]?address|(?:tele)?phone|tel|fax|e-?mail|date|time"
    r"|(?:full )?name|caller|city|state|zip(?: code)?|company|taken by|received)[ \t]{0,3}:",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"[ \t]{0,12}P\. ?(?:P\. ?)?S\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the writer's own words."""

    start: int
    text: str
    """Without the line end, cut at 200 characters: no mark of a letter's layout is longer."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of one letter."""

    own: tuple[Span, ...]
    """The writer's own words with heading and sign-off; the whole text when nothing else is left."""
    body: tuple[Span, ...]
    """Subject line, what stands between salutation and close, and postscripts, without labels of forms."""
    heading: tuple[Line, ...]
    """Up to 60 lines above the salutation; empty when there is no salutation."""
    signoff: tuple[Line, ...]
    """Up to 60 lines below the last complimentary close; empty when there is no close."""


# The rooms of triage ask for the layout of the same letter one after the other.
@lru_cache(maxsize=2)
def read_layout(text: str) -> Layout:
    """Return the parts of `text`.

    Of a text longer than any letter (160 000 characters of own words) only the first 100 000 and the last
    60 000 are kept; its first 20 000 lines are looked at one by one, the rest is taken as own words.
    """
    lines = _own_lines(text)
    if sum(len(text[start:end].split()) for start, end in lines[:400]) < _FEWEST_WORDS:
        lines = [match.span() for match in islice(_LINE.finditer(text), _MOST_LINES) if match[0]]
    if lines and lines[-1][1] < len(text) and len(lines) >= _MOST_LINES:
        lines.append((lines[-1][1], len(text)))
    heads = [Line(start, text[start : min(end, start + _WIDEST_MARK)].rstrip("\n")) for start, end in lines]
    salutation = next(
        (nth for nth, line in enumerate(heads[:_TOP_LINES]) if _SALUTATION.match(line.text)), -1
    )
    close = next(
        (
            nth
            for nth in range(len(heads) - 1, max(salutation, len(heads) - _LAST_LINES, 0), -1)
            if _is_close(heads[nth].text)
        ),
        -1,
    )
    return Layout(
        own=_within_reach(_joined(lines)),
        body=_within_reach(_joined(_body(lines, heads, salutation, close)) or _joined(lines)),
        heading=tuple(heads[: max(salutation, 0)]),
        signoff=tuple(heads[close + 1 :]) if close >= 0 else (),
    )


def _own_lines(text: str) -> list[Span]:
    """Return (start, end) of each line that is neither quoted nor part of a disclaimer."""
    own: list[Span] = []
    said_something = False
    header_lines = 0
    in_disclaimer = False
    after_blank = True
    for match in islice(_LINE.finditer(text), _MOST_LINES):
        start, end = match.span()
        head = text[start : min(end, start + _WIDEST_MARK)]
        blank = not head.strip()
        in_disclaimer = not blank and (in_disclaimer or (after_blank and _DISCLAIMER.match(head) is not None))
        after_blank = blank
        if in_disclaimer or _QUOTED.match(head):
            continue
        if said_something and _EARLIER_BEGINS.match(head):
            break
        if head.lstrip().startswith(_ATTRIBUTION_WORDS) and _ATTRIBUTION.match(
            _with_next_line(text, start, end)
        ):
            # Below it stands the earlier letter. When its lines are marked, answers may stand between them.
            if said_something and not _QUOTED_BELOW.search(text, end, end + 2000):
                break
            continue
        header_lines = header_lines + 1 if _HEADER_LINE.match(head) else 0
        if header_lines == _HEADER_OF_EARLIER and said_something:
            return own[: -_HEADER_OF_EARLIER + 1]
        said_something = said_something or not (blank or header_lines)
        own.append((start, end))
    return own


def _with_next_line(text: str, start: int, end: int) -> str:
    """Return the line, with the next when mail software has broken "On … wrote:" over two."""
    line = text[start : min(end, start + _WIDEST_MARK)]
    if line.rstrip().endswith(":"):
        return line
    following = text[end : end + _WIDEST_MARK].partition("\n")[0]
    return f"{line.rstrip()} {following}"[:_WIDEST_MARK]


def _is_close(line: str) -> bool:
    words = [word.lower() for word in _CLOSE_WORDS.findall(line)] if len(line) < _WIDEST_CLOSE else []
    closing = [word for word in words if _CLOSING.fullmatch(word)]
    return bool(closing) and all(word in closing or _BESIDE_CLOSING.fullmatch(word) for word in words)


def _body(lines: list[Span], heads: list[Line], salutation: int, close: int) -> list[Span]:
    last = close if close >= 0 else len(lines)
    subject = [nth for nth in range(max(salutation, 0)) if _SUBJECT.match(heads[nth].text)]
    after_close = range(last + 1, len(lines)) if close >= 0 else range(0)
    postscript = next((nth for nth in after_close if _POSTSCRIPT.match(heads[nth].text)), len(lines))
    said = [*subject, *range(salutation + 1, last), *range(postscript, len(lines))]
    return [_without_label(lines[nth], heads[nth]) for nth in said]


def _without_label(span: Span, line: Line) -> Span:
    label = _FORM_LABEL.match(line.text)
    return (span[0] + label.end(), span[1]) if label else span


def _within_reach(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Cut the middle out of spans longer than any letter."""
    if sum(end - start for start, end in spans) <= _FIRST_KEPT + _LAST_KEPT:
        return spans
    head = _cut(spans, _FIRST_KEPT)
    mirrored = _cut(tuple((-end, -start) for start, end in reversed(spans)), _LAST_KEPT)
    return head + tuple((-end, -start) for start, end in reversed(mirrored))


def _cut(spans: tuple[Span, ...], length: int) -> tuple[Span, ...]:
    """Return the first `length` characters of `spans`."""
    kept: list[Span] = []
    for start, end in spans:
        if length <= 0:
            break
        kept.append((start, min(end, start + length)))
        length -= end - start
    return tuple(kept)


def _joined(lines: list[Span]) -> tuple[Span, ...]:
    """Join lines that follow each other without a gap."""
    spans: list[Span] = []
    for start, end in lines:
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
