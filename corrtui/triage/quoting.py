"""Which lines of a text are the writer's own: not quoted letters, disclaimers and mail signatures.

A letter somebody only passed on ("FYI, please handle") is the letter he passed on: its lines are the own ones
then, and the note above it stands aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corrtui.triage.mail_signature import find_signature

Span = tuple[int, int]

MOST_LINES = 20_000
WIDEST_MARK = 200
"""Characters of a line that are looked at: no mark of a letter's layout is longer."""
LINE = re.compile(r"[^\n]*\n?")

_FEWEST_WORDS = 4
_MOST_WORDS_OF_A_NOTE = 25
_FEWEST_WORDS_PASSED_ON = 8
_HEADER_OF_EARLIER = 3
_DEEPEST = 3
_LOOKED_BACK = 24
_ATTRIBUTION_WORDS = ("On ", "Am ", "Le ", "El ")

_QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|[ \t]?>)")
_QUOTED_BELOW = re.compile(r"\n[ \t]{0,3}>")
_ATTRIBUTION = re.compile(r"[ \t]{0,3}(?:On|Am|Le|El) .{4,190}\b(?:wrote|schrieb|a écrit|escribió) ?:\s*$")
_EARLIER_BEGINS = re.compile(
    r"[ \t]{0,3}(?:-{2,}[ \t]*"
    r"(?P<kind>Original Message|Forwarded (?:message|by)\b.{0,80}|Original Appointment"
    r"|Mensaje (?:original|reenviado))[ \t]*-{2,}|(?P<begin>Begin forwarded message:))",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(
    r"[ \t>*]{0,4}(?P<name>From|Sent|Date|To|Cc|Subject|De|Enviado|Fecha|Para|Asunto|Von|Gesendet|An|Betreff"
    r"|Envoyé|Objet|À|От|Отправлено|Кому|Тема) ?\*?:",
    re.IGNORECASE,
)
# A fax's cover sheet names sender, receiver and day line by line; the letter below it is no earlier one.
_COVER_WORDS = r"(?:cover|transmittal|transmission|message|sheet|page|memo|memorandum|form)\b[\W_]{0,4}"
_COVER_TITLE = re.compile(
    r"[\W_]{0,12}(?:(?:tele)?fax|facsimile"
    rf"|(?:\w{{1,20}} ){{0,4}}(?:(?:tele)?fax|facsimile) {_COVER_WORDS})[:\W_]{{0,4}}"
    rf"(?:{_COVER_WORDS}){{0,2}}$",
    re.IGNORECASE,
)
_COVER_LINE = re.compile(
    r"[ \t>*]{0,4}(?:(?:(?:total|no\.|number|#) (?:of )?)?pages?\b.{0,40}:|(?:tele)?fax\b.{0,20}:)",
    re.IGNORECASE,
)
_LONGEST_BLOCK = 12
_SENDERS = ("from", "de", "von", "от")
_DISCLAIMER = re.compile(
    r"[ \t*_]{0,4}(?:confidentiality (?:notice|note|statement)\b|(?:legal )?disclaimer\b"
    r"|privileged (?:and|&) confidential\b|virus-free\b"
    r"|please consider the environment\b|(?:this|the (?:information|contents) (?:contained )?(?:in|of) this)"
    r" (?:e-?mail|electronic mail|message|communication|transmission|fax)\b"
    r".{0,120}\b(?:confidential|privileged|intended|attachments?|legally|solely)\b)",
    re.IGNORECASE,
)
# "26.06.2014, 14:41, "Alexander L" <abc@example.com>:" in any language, the earlier letter below it unmarked.
_WRITTEN_AT = re.compile(r"\b\d{1,2}:\d{2}\b.{1,120}<[^<>\s]+@[^<>\s]+>:\s*$")
_WHO_AND_WHEN = re.compile(r"\S@\S|\b\d{1,2}:\d{2}\b")
_HANDS_OVER = re.compile(
    r"\b(?:f\.?y\.?i|fwd|forward(?:ed|ing)|for your (?:attention|handling|action|information|reply|response)"
    r"|please (?:handle|see|reply|respond|deal|advise|review|answer|take care|follow up|assist|process|look)"
    r"|see (?:below|the (?:letter|message|e-?mail))|pass(?:ing|ed) (?:this|it|the)? ?(?:on|along)|one for you"
    r"|(?:can|could|would) you (?:please )?(?:handle|help|take|look|reply|answer|deal|respond)"
    r"|over to you|yours(?: to answer)?\?|came in (?:today|yesterday))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A part of a letter that says nothing of what it wants."""

    kind: str
    """quoted, forwarding, disclaimer or signature."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Own:
    """The writer's own lines, and what stands aside."""

    lines: tuple[Span, ...]
    """(start, end) of each line, its line end within."""
    asides: tuple[Aside, ...]
    signature: int
    """Where a mail signature begins, -1 without one; its lines are own ones: they tell who writes."""
    passed_on_from: str = ""
    """What the "From:" line of a letter that was only passed on says; "" for any other letter."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where an earlier letter begins."""

    start: int
    below: int
    """Where its own text begins, after what the mail program put above it."""
    forwards: bool
    """Its mark is one of those put above a letter that is passed on."""
    sender: str


def read_own(text: str) -> Own:
    """Return the writer's own lines of `text` in reading order; of a longer text the first 20,000 lines."""
    return _read(text, 0, _DEEPEST)


def _read(text: str, begin: int, deepest: int) -> Own:
    lines, asides, mark = _scan(text, begin)
    signature = find_signature(text, lines)
    if mark and deepest and _is_passed_on(text, lines, mark, signature):
        inner = _read(text, mark.below, deepest - 1)
        note = Aside("forwarding", begin, mark.below)
        return replace(
            inner, asides=(note, *inner.asides), passed_on_from=inner.passed_on_from or mark.sender
        )
    if mark:
        asides.append(Aside("quoted", mark.start, len(text)))
    if _says_nothing(text, lines, signature):
        everything = [match.span() for match in islice(LINE.finditer(text, begin), MOST_LINES) if match[0]]
        return Own(tuple(everything), (), -1)
    if signature >= 0:
        asides.append(Aside("signature", signature, _run_from(lines, signature)))
    return Own(tuple(lines), _joined(asides), signature)


def _run_from(lines: Sequence[Span], place: int) -> int:
    """Return where the own lines that follow one another from `place` on end."""
    end = place
    for start, stop in lines:
        if start == end:
            end = stop
    return end


def _scan(text: str, begin: int) -> tuple[list[Span], list[Aside], _Mark | None]:
    """Return the own lines from `begin` on, what stands aside among them, and the mark they end at."""
    own: list[Span] = []
    asides: list[Aside] = []
    said_something = False
    header_lines = 0
    in_disclaimer = False
    after_blank = True
    for match in islice(LINE.finditer(text, begin), MOST_LINES):
        start, end = match.span()
        head = text[start : min(end, start + WIDEST_MARK)]
        blank = not head.strip()
        in_disclaimer = not blank and (in_disclaimer or (after_blank and _DISCLAIMER.match(head) is not None))
        after_blank = blank
        if in_disclaimer or _QUOTED.match(head):
            asides.append(Aside("disclaimer" if in_disclaimer else "quoted", start, end))
            continue
        if found := _EARLIER_BEGINS.match(head):
            forwards = bool(found["begin"]) or "original" not in found["kind"].lower()
            return own, asides, _mark(text, start, end, forwards=forwards)
        if head.lstrip().startswith(_ATTRIBUTION_WORDS) and _ATTRIBUTION.match(
            _with_next_line(text, start, end)
        ):
            # Below it stands the earlier letter. When its lines are marked, answers may stand between them.
            if said_something and not _QUOTED_BELOW.search(text, end, end + 2000):
                return own, asides, _Mark(start, end, forwards=False, sender="")
            asides.append(Aside("quoted", start, end))
            continue
        if said_something and _WRITTEN_AT.search(head):
            return own, asides, _Mark(start, end, forwards=False, sender="")
        if head.rstrip().endswith(":") and _tells_who_wrote(text, head, end):
            if own and text[own[-1][0] : own[-1][1]].rstrip().endswith("<"):
                asides.append(Aside("quoted", *own.pop()))  # the mail program broke it over two lines
            asides.append(Aside("quoted", start, end))
            continue
        header_lines = header_lines + 1 if _HEADER_LINE.match(head) else 0
        if header_lines == _HEADER_OF_EARLIER and said_something and not _is_cover(text, own, end):
            first = own[-_HEADER_OF_EARLIER + 1][0]
            return own[: -_HEADER_OF_EARLIER + 1], asides, _mark(text, first, first, forwards=False)
        said_something = said_something or not (blank or header_lines)
        own.append((start, end))
    return own, asides, None


def _is_cover(text: str, own: Sequence[Span], end: int) -> bool:
    """Tell whether lines like a mail's header that end at `end` are those of a fax's cover sheet."""
    above = [text[start : min(stop, start + WIDEST_MARK)].strip() for start, stop in own[-_LONGEST_BLOCK:]]
    if any(_COVER_TITLE.match(line) for line in above):
        return True
    for match in islice(LINE.finditer(text, end), _LONGEST_BLOCK):
        line = text[match.start() : min(match.end(), match.start() + WIDEST_MARK)]
        if not line.strip():
            break
        if _COVER_LINE.match(line):
            return True
    return False


def _mark(text: str, start: int, place: int, *, forwards: bool) -> _Mark:
    """Return the mark of an earlier letter; its header lines and blank ones before belong to it."""
    sender, seen = "", False
    for match in islice(LINE.finditer(text, place), _LOOKED_BACK):
        head = text[match.start() : min(match.end(), match.start() + WIDEST_MARK)]
        header = _HEADER_LINE.match(head)
        if header and header["name"].lower() in _SENDERS:
            sender = head[header.end() :].strip(" *\t\n")
        if not match[0] or not (header or (not head.strip() and not seen)):
            break
        seen = seen or header is not None
        place = match.end()
    return _Mark(start, place, forwards, sender)


def _is_passed_on(text: str, lines: Sequence[Span], mark: _Mark, signature: int) -> bool:
    """Say whether the letter is the one below the mark: above it stands nothing, or a note to a colleague."""
    if not mark.sender and not mark.forwards:
        return False
    above = "".join(text[start:end] for start, end in lines if signature < 0 or start < signature)
    said = len(above[:2_000].split())
    below = text[mark.below : mark.below + 2_000].split()
    if said > _MOST_WORDS_OF_A_NOTE or len(below) < _FEWEST_WORDS_PASSED_ON:
        return False
    # Above "Original Message" an answer may be as short as "Yes".
    fewest = _FEWEST_WORDS if mark.forwards else 1
    return said < fewest or _HANDS_OVER.search(above) is not None


def _says_nothing(text: str, lines: Sequence[Span], signature: int) -> bool:
    """Say whether the own lines are empty, or but a word or two that pass a quoted letter on."""
    said: list[str] = []
    for start, end in lines[:400]:
        if 0 <= signature <= start:
            break
        said += text[start:end].split()
        if len(said) >= _FEWEST_WORDS:
            return False
    return not said or _HANDS_OVER.search(" ".join(said)) is not None


def _with_next_line(text: str, start: int, end: int) -> str:
    """Return the line, with the next when mail software has broken "On … wrote:" over two."""
    line = text[start : min(end, start + WIDEST_MARK)]
    if line.rstrip().endswith(":"):
        return line
    following = text[end : end + WIDEST_MARK].partition("\n")[0]
    return f"{line.rstrip()} {following}"[:WIDEST_MARK]


def _tells_who_wrote(text: str, head: str, end: int) -> bool:
    """Say whether the line stands above a quoted letter, in any language: an address or an hour, then ">"."""
    below = text[end : end + WIDEST_MARK].lstrip("\n")
    return _QUOTED.match(below) is not None and _WHO_AND_WHEN.search(head) is not None


def _joined(asides: Sequence[Aside]) -> tuple[Aside, ...]:
    joined: list[Aside] = []
    for aside in sorted(asides, key=lambda aside: aside.start):
        if joined and joined[-1].kind == aside.kind and joined[-1].end == aside.start:
            joined[-1] = replace(joined[-1], end=aside.end)
        else:
            joined.append(aside)
    return tuple(joined)
