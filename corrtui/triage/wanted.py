"""Goods a letter asks for, with their quantities: "3 of item 5521 in blue", "please send 12 blue mugs"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corrtui.text import one_line
from corrtui.triage.kept import Kept

_MOST = 60
_LARGEST = 99_999
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        start=1,
    )
} | {"a": 1, "an": 1, "dozen": 12}
_COUNT = (
    r"(?P<count>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:\s\(\d{1,5}\))?(?P<dozen>\s?dozen)?"
)
_CALLED = (
    r"(?:items?|no|number|nos|catalog(?:ue)?|cat|sku|model|part|stock|style)\b\.?"
    r"(?:\s(?:no\b\.?|number|\#))?\s?\#?"
)
_CODE = r"(?P<code>(?=[A-Za-z/-]{0,12}\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+){0,4})(?![\w-])"
_LOOKS = (
    r"(?P<looks>(?:,?\s(?:in|size|color|colour|with|the)\s[A-Za-z0-9/\"-]{1,20}"
    r"(?:\s(?:and\s)?[a-z]{2,12}){0,2})?)"
)
_OF_ITEM = re.compile(
    rf"(?<![\w$.,/#-]){_COUNT}\s(?:(?:x|×|pcs|pieces|units?|sets?|boxes|cases|each|copies|more)\s)?"
    r"(?:of\s)?(?:the\s|your\s)?"
    rf"(?:(?!cfr\b|usc\b)[a-z]{{3,14}}\s){{0,2}}{_CALLED}\s?{_CODE}{_LOOKS}",
    re.IGNORECASE,
)
_ITEM_THEN = re.compile(
    rf"\b{_CALLED}\s?{_CODE}{_LOOKS}[\s,:;(-]{{1,3}}(?:qty\b\.?|quantity|x|×)\s?(?:of\s|:\s?)?{_COUNT}(?!\w)",
    re.IGNORECASE,
)
_ENDS = r"and|to|for|by|at|so|that|from|with|which|please|as"
"""Words before which the name of the goods ends."""
_NO_GOODS = rf"(?:{_ENDS}|on|in|was|is|has|have|dated|placed|of|more)\b"
"""Words no goods begin with: after "order 48168" they go on about that order."""
_ASKED = re.compile(
    r"(?<!they\s)\b(?:send|ship|order|like|want|need|purchase|buy|mail)\s(?:(?:me|us|to\s(?:order|buy|purchase)|out)\s){0,2}"
    rf"{_COUNT}\s(?:of\s(?:the|your|those)\s)?"
    rf"(?P<goods>(?!{_NO_GOODS}|(?:day|week|month|year|hour|minute|time|cop(?:y|ie)|item|letter|dollar)s?\b)[a-z][\w'’-]{{2,20}}"
    rf"(?:\s(?!(?:{_ENDS})\b)[\w'’-]{{2,20}}){{0,3}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted(Kept):
    """One thing asked for."""

    quantity: int
    item: str
    """Its number as written; "" when it is only described."""
    words: str
    """What it is or looks like: "in blue", "blue mugs"; "" when only its number is given."""
    start: int
    end: int


def find_wanted(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Wanted, ...]:
    """Return the goods named with a quantity in `spans`, in reading order, at most 60."""
    found: list[Wanted] = []
    for start, end in spans:
        for pattern in (_OF_ITEM, _ITEM_THEN, _ASKED):
            for match in pattern.finditer(text, start, end):
                if len(found) >= _MOST:
                    break
                parts = match.groupdict()
                words = parts.get("looks") or parts.get("goods") or ""
                code, quantity = parts.get("code") or "", _quantity(match)
                overlaps = any(item.start < match.end() and match.start() < item.end for item in found)
                if 0 < quantity <= _LARGEST and not overlaps:
                    found.append(Wanted(quantity, code, one_line(words).strip(" ,"), *match.span()))
    return tuple(sorted(found, key=lambda item: item.start))


def _quantity(match: re.Match[str]) -> int:
    word = match["count"].lower()
    number = int(word) if word.isdecimal() else _NUMBER_WORDS[word]
    return number * (12 if match["dozen"] else 1)
