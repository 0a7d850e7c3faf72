"""What a letter says lies in its envelope: papers named, and whether money is among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from corrtui.text import one_line
from corrtui.triage.numbers import Found
from corrtui.triage.phrases import PhraseBook
from corrtui.triage.rules import read_rules
from corrtui.triage.words import Words

_MOST = 20
_MOST_LOOKED_AT = 500
_REACH = 160
_LONGEST = 80

_WORD = re.compile(r"\b(?:enclos(?:ed|ing|e)|attach(?:ed|ing)?|adjunt[oa])\b", re.IGNORECASE)
_NOTE = re.compile(
    r"""
    ^[ \t]{0,12}(?:encl?(?:osures?|s)?|attachments?)\b[ \t]{0,3}\.?[ \t]{0,3}(?:\(\d{1,2}\))?[ \t]{0,3}[:.]
    [ \t]{0,9}(?P<things>[^\n]{0,200})
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_TELLING = re.compile(r"[^\W_]+")
_SMALL = frozenset(("a", "an", "the", "my", "our", "this", "your", "of", "for", "is", "please", "find"))
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n[ \t]*\n")
# "enclosed [please find] | [is] | [herewith]" – what stands between the word and the thing.
_LEAD_IN = re.compile(
    r"""
    \s*,?\s*
    (?:(?:here|herewith|with\sthis\s(?:letter|note|form))\s+)?
    (?:please\sfind|you\swill\sfind|you'll\sfind|find|is|are|was|were|ha(?:s|ve)\sbeen|herewith)?
    (?:\s+(?:here|herewith))?\s*,?\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_THING = re.compile(
    r"\b(?:an?|the|my|our|his|her|their|this|these|one|two|three|four|five|both|all|some|cop(?:y|ies)|photos?"
    r"|checks?|cheque|payment|receipts?|invoices?|statements?|un|una|mi|copia|\d{1,3})\b|\$",
    re.IGNORECASE,
)
_AFTER_THE_THING = re.compile(
    r"""
    \s*(?: ,\s*(?:which|so|and\s(?:i|we|please|would)|but|as)\b
         | \b(?: which | (?:that\s)?(?:shows?|proves?) | so\s(?:that|you) | because
               | to\s(?:show|prove|support|cover|verify) | showing | in\scase | as\s(?:proof|evidence)
               | for\syour\s(?:review|records|reference|information|files)
               | and\s(?:i|we|please|would|ask|request) )\b
       ).*
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_LINKING = re.compile(
    r"\s(?:(?P<one>is|was|has been)|are|were|have been|please find|i have|we have)\s*$", re.I
)
_PART = re.compile(r"(?:(?! and )[^;,\n])+")
_AROUND = " \t\n,:"
_CLAUSE = re.compile(r",|\band\b|\bbut\b", re.IGNORECASE)
# "the attached statement shows": the word describes the thing after it, not the one before.
_GOES_ON = re.compile(r"\s+(?!(?:for|as|with|so|and|in|herewith|here)\b)[a-z]")


def find_enclosures(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Found, ...]:
    """Return what `text` says is enclosed or attached, each with its place, in reading order, at most 20.

    A note "Encl.: …" under the letter that names the things is taken instead of what the sentences say.
    """
    said: list[Found] = []
    noted: list[Found] = []
    for start, end in spans:
        for match in islice(_WORD.finditer(text, start, end), _MOST_LOOKED_AT):
            if len(said) >= _MOST:
                break
            place = _named_after(text, match.end(), end) or _named_before(text, match, start)
            said = _without_doubles([*said, *_things(text, place)])
        for note in _NOTE.finditer(text, start, end):
            for part in _PART.finditer(text, *note.span("things")):
                noted += _things(text, part.span())
    return tuple(_without_doubles(noted) or said)[:_MOST]


def enclosure_words(found: Iterable[Found]) -> tuple[str, ...]:
    """Return the things of `find_enclosures`, each on one line, cut to 80 characters."""
    return tuple(one_line(item.value, _LONGEST) for item in found)


def _things(text: str, place: tuple[int, int] | None) -> list[Found]:
    """Return the thing at `place`, without the blanks and commas around it; nothing where none stands."""
    if place is None:
        return []
    words = text[place[0] : place[1]]
    start = place[0] + len(words) - len(words.lstrip(_AROUND))
    end = place[0] + len(words.rstrip(_AROUND))
    return [Found("enclosure", one_line(text[start:end]), start, end)] if start < end else []


def _without_doubles(things: Iterable[Found]) -> list[Found]:
    """Return `things` without those that only say again what one of them says."""
    kept: list[tuple[Found, set[str]]] = []
    for thing in things:
        words = {word for word in _TELLING.findall(thing.value.lower()) if word not in _SMALL}
        if not any(words == others for _, others in kept):
            kept.append((thing, words))
    return [thing for thing, _ in kept]


def _named_after(text: str, place: int, end: int) -> tuple[int, int] | None:
    """Return where the thing in "enclosed is a copy of my receipt" stands; None when none is named there."""
    stop = _SENTENCE_END.search(text, place, min(end, place + _REACH))
    after = text[place : stop.start() if stop else min(end, place + _REACH)]
    lead_in = _LEAD_IN.match(after)
    begin = lead_in.end() if lead_in else 0
    if not _THING.match(after, begin):
        return None
    rest = _AFTER_THE_THING.search(after, begin)
    return place + begin, place + (rest.start() if rest else len(after))


def _named_before(text: str, word: re.Match[str], start: int) -> tuple[int, int] | None:
    """Return where the thing in "my receipt is enclosed" or "check for $80.07 enclosed" stands, or None."""
    if _GOES_ON.match(text, word.end(), word.end() + _REACH):
        return None
    first = max(start, word.start() - _REACH)
    ends = [stop.end() for stop in _SENTENCE_END.finditer(text, first, word.start())]
    begin = ends[-1] if ends else first
    before = text[begin : word.start()].rstrip(" ,(")
    linking = _LINKING.search(before)
    if linking:
        before = before[: linking.start()]
        if linking["one"]:
            clauses = [clause.end() for clause in _CLAUSE.finditer(before)]
            begin, before = (begin + clauses[-1], before[clauses[-1] :]) if clauses else (begin, before)
    thing = _THING.search(before)
    return (begin + thing.start(), begin + len(before)) if thing else None


@lru_cache(maxsize=1)
def _money_book() -> tuple[PhraseBook, int]:
    rows = read_rules("lexicon.toml")["money"]
    return PhraseBook([*rows["enclosed"], *rows["near"]]), len(rows["enclosed"])


def says_money_enclosed(words: Words) -> bool:
    """Say whether a check, money order or cash lies with the letter; a copy of a check is no money."""
    book, enclosed = _money_book()
    hits = book.find(words)
    harmless = {word for hit in hits if hit.row >= enclosed for word in hit.used}
    return any(hit.row < enclosed and harmless.isdisjoint(hit.used) for hit in hits)
