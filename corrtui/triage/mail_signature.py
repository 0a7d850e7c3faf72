"""The signature a mail program or its user puts under a letter: it tells who writes, not what for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrtui.triage.address_block import find_email, find_phone
from corrtui.triage.names import read_name

Span = tuple[int, int]

_WIDEST = 200
_LOOKED_BACK = 24
_BRIEF = 4
_SHORT = 60
_LONGEST_LINE = 100
_MOST_LINES = 14

_SENT_FROM = re.compile(
    r"[ \t*_]{0,4}(?:sent (?:from|via|with|using) (?:my|the|a|yahoo|outlook|proton|samsung"
    r"|sparrow|mail for)\b"
    r"|sent from \w+ mail\b"
    r"|get outlook for\b|via (?:mobile|iphone|android)\s*$|enviado desde mi\b|envoyé de mon\b)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"[ \t]{0,3}(?:--|[-_=*~]{4,40})[ \t]*$")
_WEB = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)


def find_signature(text: str, lines: Sequence[Span]) -> int:
    """Return where the mail signature at the end of the own lines begins, -1 when there is none.

    It is what stands below a line of dashes, what a telephone puts there, or a last block of short lines that
    begins with a name and holds a mail address, a web address or a telephone number.
    """
    last = lines[-_LOOKED_BACK:]
    heads = [text[start : min(end, start + _WIDEST)].rstrip("\n") for start, end in last]
    full = [nth for nth, head in enumerate(heads) if head.strip()]
    if not full:
        return -1
    for nth in full:
        below = [at for at in full if at > nth]
        short = all(len(heads[at]) <= _LONGEST_LINE for at in below)
        if _DASHES.match(heads[nth]) and 0 < len(below) <= _MOST_LINES and short and nth > full[0]:
            # A longer rule may also part a table from the letter.
            told = heads[nth].strip() == "--" or any(_reaches(heads[at]) for at in below)
            if told:
                return last[nth][0]
    first = full[-1]
    while first > 0 and heads[first - 1].strip():
        first -= 1
    block = heads[first : full[-1] + 1]
    sent_from = next((nth for nth in full[-3:] if _SENT_FROM.match(heads[nth])), -1)
    if sent_from >= 0:
        named = sent_from > 0 and sent_from - 1 > first - 1 and read_name(heads[sent_from - 1]) is not None
        return last[sent_from - 1 if named and len(block) <= _BRIEF else sent_from][0]
    reached = any(_reaches(head) for head in block)
    named_block = len(block) > 1 and read_name(block[0].partition(",")[0].lstrip(" -–—~")) is not None
    brief = len(block) <= _MOST_LINES and all(len(head) <= _SHORT for head in block)
    return last[first][0] if reached and named_block and brief and first > full[0] else -1


def _reaches(line: str) -> bool:
    """Say whether the line holds a mail address, a telephone number or an address of the web."""
    return bool(find_email(line) or find_phone(line) or _WEB.search(line))
