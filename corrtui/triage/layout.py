"""Which parts of an incoming letter are the writer's own words, and which of those are its body.

Quoted earlier letters, e-mail signatures' disclaimers, the address block and the sign-off say nothing about
what this letter wants. All places are offsets into the text as it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corrtui.triage.address_block import has_zip_line
from corrtui.triage.quoting import MOST_LINES, WIDEST_MARK, Aside, read_own

Span = tuple[int, int]

_TOP_LINES = 60
_LAST_LINES = 60
_FIRST_KEPT = 100_000
_LAST_KEPT = 60_000
_WIDEST_CLOSE = 90
_WIDEST_SALUTATION = 90

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
# What a clerk took down begins under the last label of the form: see `casework.note`.
_TAKEN_DOWN = re.compile(
    r"\s{0,9}(?:PHONE NOTE|LETTER (?:TYPED|PASTED) IN|RECEIVED BY FAX, TYPED IN)\n"
    r"(?:[^\n]{0,400}\n){1,14}?(?:Asked|Text):[ \t]{0,9}\n"
)
_HEAD = 4_000
_FEWEST_LABELS = 2
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
    """Up to 60 lines below the last complimentary close, or a mail signature; empty when there is neither."""
    asides: tuple[Aside, ...] = ()
    """Quoted and forwarding parts, disclaimers, mail signatures: they tell nothing of what it wants."""
    passed_on_from: str = ""
    """Who a letter that was only passed on is from, as its "From:" line says; "" for any other letter."""


def has_letter_form(text: str, layout: Layout) -> bool:
    """Tell whether a text is set out as a letter or a note: salutation, close, address or labelled fields.

    What somebody typed into the one field of a complaint form is not.
    """
    if layout.heading or layout.signoff:
        return True
    head = "".join(text[start:end] for start, end in layout.own)[:_HEAD]
    lines = head.split("\n")[:_TOP_LINES]
    labels = sum(bool(_FORM_LABEL.match(line)) for line in lines)
    return labels >= _FEWEST_LABELS or has_zip_line(lines)


# The rooms of triage ask for the layout of the same letter one after the other.
@lru_cache(maxsize=2)
def read_layout(text: str) -> Layout:
    """Return the parts of `text`.

    Of a text longer than any letter (160 000 characters of own words) only the first 100 000 and the last
    60 000 are kept; its first 20 000 lines are looked at one by one, the rest is taken as own words.
    """
    own = read_own(text)
    lines = list(own.lines)
    if lines and lines[-1][1] < len(text) and len(lines) >= MOST_LINES:
        lines.append((lines[-1][1], len(text)))
    heads = [_line(text, *span) for span in lines]
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
    if close < 0 and own.signature >= 0:
        # The last line before the signature stands where a complimentary close would.
        close = next(nth for nth, line in enumerate(heads) if line.start >= own.signature) - 1
        ends_at = close + 1
    else:
        ends_at = close
    body = _joined(_body(lines, heads, salutation, ends_at))
    if not any(text[start : min(end, start + WIDEST_MARK)].strip() for start, end in body[:_TOP_LINES]):
        # Who writes but "Hello" says that.
        body = _joined(lines[:ends_at]) if ends_at > 0 else _joined(lines)
    if form := _TAKEN_DOWN.match(text):
        body = tuple((max(start, form.end()), end) for start, end in body if end > form.end()) or body
    return Layout(
        own=_within_reach(_joined(lines)),
        body=_within_reach(body),
        heading=tuple(heads[: max(salutation, 0)]),
        signoff=tuple(heads[close + 1 :]) if close >= 0 else (),
        asides=own.asides,
        passed_on_from=own.passed_on_from,
    )


def _line(text: str, start: int, end: int) -> Line:
    return Line(start, text[start : min(end, start + WIDEST_MARK)].rstrip("\n"))


def _is_close(line: str) -> bool:
    words = [word.lower() for word in _CLOSE_WORDS.findall(line)] if len(line) < _WIDEST_CLOSE else []
    closing = [word for word in words if _CLOSING.fullmatch(word)]
    return bool(closing) and all(word in closing or _BESIDE_CLOSING.fullmatch(word) for word in words)


def _body(lines: list[Span], heads: list[Line], salutation: int, close: int) -> list[Span]:
    last = close if close >= 0 else len(lines)
    subject = [nth for nth in range(max(salutation, 0)) if _SUBJECT.match(heads[nth].text)]
    after_close = range(last + 1, len(lines)) if close >= 0 else range(0)
    postscript = next((nth for nth in after_close if _POSTSCRIPT.match(heads[nth].text)), len(lines))
    # Who writes all on one line has the letter behind his "Dear Sirs:".
    whole = salutation >= 0 and len(heads[salutation].text) > _WIDEST_SALUTATION
    first = salutation + (0 if whole else 1)
    said = [*subject, *range(first, last), *range(postscript, len(lines))]
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
    """Join lines that follow each other without a gap; what is empty is left out."""
    spans: list[Span] = []
    for start, end in lines:
        if start == end:
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
