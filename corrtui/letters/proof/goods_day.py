"""Where a letter of ours names a day, or a term, by which goods leave or are with the writer.

"We deliver on January 4", "The lead time is six weeks", "You will get the pieces by March 5". A day for our
answer, a day the writer wants or asks about, and a day that is over are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from corrtui.letters.proof.lists import either, words
from corrtui.triage.dates import date_matches, read_date

_PAPERS, _GOODS = either(words("goods_day", "papers")), either(words("goods_day", "goods"))
_DONE = (
    "(?:shipped|delivered|dispatched|finished|completed|manufactured|produced|made|built|sent|ready|with you"
    "|in your hands|on (?:its|their) way)".replace(" ", r"\s")
)
_MAKES = (
    "(?:ship|deliver|dispatch|finish|complete|manufacture|produce|make|build|furnish|supply|send|forward"
    "|have|get|receive)"
)
_HAS = re.compile(r"(?:send|forward|have|get|receive)\Z", re.I)
_GETS = re.compile(r"(?:have|get|receive)\Z", re.I)
_WE_WILL = re.compile(r"\b(?:we|i)(?:'ll|\s(?:\w+\s)?(?:will|shall|can))\b", re.I)
_IS = r"(?:is|are|will|would|can|shall|takes?|comes?|follows?)"
_STARTS = re.compile(
    rf"""
      \b(?:(?:we|i|you)(?:'ll|\s(?:now\s)?(?:will|shall|can|intend\sto|expect\sto|plan\sto|hope\sto|promise\sto
          |undertake\sto|aim\sto|may\sexpect\sto|can\sexpect\sto))?(?:\s\w+ly)?|our\s\w+\s(?:will|shall|can))\s(?P<does>{_MAKES})\b
      | ,?\sand\s(?P<too>{_MAKES})\b
      | \b(?:will|shall|can|is|are)\s(?:\w+\s)?(?:be\s)?(?P<done>{_DONE})\b(?!\s\w+ing\b)
      | \b(?P<leaves>leaves?\s(?:our|the)\s(?:house|plant|works|workshop|shop|warehouse|dock|factory))\b
      | \b(?:{_GOODS}|(?:the|our|your|these|all)\s\w+)\s(?:(?:will|shall|can)\s)?
          (?P<goes>leaves?|ships?|arrives?|reach(?:es)?\syou|goe?s?\sout)\b
      | \b(?:we|you)\s(?:\w+\s)?(?:promise|expect)\s(?P<wait>(?:the\s)?(?:delivery|shipment|{_GOODS}))\b
      | \b(?:lead\stime|(?:delivery|shipment|shipping|dispatch|production|manufactur(?:e|ing)|completion)
          (?:\s(?:time|date|day|period|term))?)(?P<noun>\s?:|\s(?:\w+\s)?{_IS}\b)
      | (?:\A|[;:,]\s)(?:our\s)?(?P<bare>delivery|shipment|dispatch|completion)\s(?=(?:in|on|by|within)\s)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOUN = re.compile(rf"\b(?:(?P<paper>{_PAPERS})|(?P<goods>{_GOODS}))\b", re.I)
_CLAUSE = re.compile(r"[;:]\s|,?\s(?:and|but|so)\s")
_OF_THE_WRITER = re.compile(
    r"\b(?:please|cannot|not|never|nobody|whether"
    r"|you\s(?:\w+\s)?(?:need|want|ask|wish|name|request|require|mention|said|say|wrote|write|hope|gave|give|set)"
    r"(?:ed|d)?"
    r"|your\s(?:wish|request|letter|need))\b|n['’]t\b",
    re.I,
)
_CONDITION = re.compile(r"\b(?:if|unless|until|when|once|after|provided|as soon as)\b", re.I)
_NUMBER = either(
    (r"\d{1,3}", *(word for key in ("units", "tens", "vague") for word in words("goods_day", key)))
)
_TERM = re.compile(
    rf"\b{_NUMBER}(?:\s?(?:to|or|-|–)\s?{_NUMBER})?[\s-](?:(?:business|working|calendar)\s)?(?:day|week|month)s?\b",
    re.I,
)


def goods_days(sentence: str, written: date) -> Iterator[tuple[int, int]]:
    """Yield where the days and terms stand that a sentence of ours promises goods by.

    Args:
        sentence: of a letter, on one line or more; offsets are those of it.
        written: date of the letter: what lies before it is no promise.
    """
    flat = re.sub(r"\s", " ", sentence)
    starts = list(_STARTS.finditer(flat))
    if not starts or flat.lstrip().startswith("Re:"):
        return
    for start, end in _named(flat, written):
        if any(_is_of_goods(flat, each, start) for each in starts if each.end() <= start):
            yield start, end


def _named(flat: str, written: date) -> Iterator[tuple[int, int]]:
    for match in date_matches(flat, 0, len(flat)):
        day = read_date(match[0]) or read_date(match[0], written + timedelta(days=364))
        if day is not None and day >= written:
            yield match.span()
    yield from (match.span() for match in _TERM.finditer(flat))


def _is_of_goods(flat: str, promise: re.Match[str], day: int) -> bool:
    clause = max((m.end() for m in _CLAUSE.finditer(flat, 0, promise.start() + 1)), default=0)
    if _OF_THE_WRITER.search(flat, clause, day) or _CONDITION.search(flat, promise.end(), day):
        return False
    if verb := promise["does"] or promise["too"]:
        if not _does(flat, promise, verb):
            return False
        noun = _NOUN.search(flat, promise.end(), day)
        return bool(noun and noun["goods"]) or (noun is None and not _HAS.match(verb))
    if behind := promise["done"] or promise["goes"]:
        nouns = list(_NOUN.finditer(flat, 0, promise.end() - len(behind)))
        told = _CONDITION.search(flat, clause, promise.start())
        return (not nouns or bool(nouns[-1]["goods"])) and not (
            told and "," not in flat[told.end() : promise.start()]
        )
    return True


def _does(flat: str, promise: re.Match[str], verb: str) -> bool:
    """Tell whether it is the office that does it: "you have" tells what is, "you send" is the writer's."""
    if promise["too"]:
        return bool(_WE_WILL.search(flat, 0, promise.start()))
    if promise[0].casefold().startswith("you") and not _GETS.match(verb):
        return False
    return verb.casefold() != "have" or promise[0].count(" ") > 1 or "'" in promise[0]
