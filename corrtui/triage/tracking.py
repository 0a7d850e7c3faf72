"""Tracking numbers of parcels and certified mail, and whether their check digit holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FAILS = "check digit fails"

_USPS = re.compile(r"(?<![\w-])(?<!\d )\d(?: ?\d){19,29}(?![\w-])")
_ROUTED = re.compile(r"420(?:\d{9}|\d{5})(?=\d{20}(?:\d{2})?$)")
"""Postal-code routing in front of the number proper."""
_CLASSES = ("70", "71", "91", "92", "93", "94", "95", "03")
"""How published service types of domestic mail begin."""
_UPU = re.compile(r"(?<![\w-])[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?![\w-])")
_UPU_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_UPS = re.compile(r"(?<![\w-])1[Zz] ?[A-Za-z0-9](?: ?[A-Za-z0-9]){15}(?![\w-])")
_LABELLED = re.compile(
    r"\b(?:tracking|certified(?:\smail)?|registered(?:\smail)?)(?:\s(?:no\b\.?|nos?\b|num(?:ber)?\b|id\b|code\b)|\s?\#)"
    r"\s{0,2}:?\s{0,2}(?:is\s|was\s)?\#?\s?(?P<value>(?=[A-Z0-9]{0,30}\d)[A-Z0-9]{8,34})(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tracking:
    """One tracking number: where it stands, without blanks, and whether its check digit holds."""

    start: int
    end: int
    number: str
    holds: bool | None
    """None where the carrier's rule is not known."""


def find_tracking(text: str, start: int, end: int) -> Iterator[Tracking]:
    """Yield the tracking numbers between `start` and `end`.

    A bare run of 20 or 22 digits is one when it begins as domestic mail does, whether its check digit holds
    or not; what is called a tracking or certified number in words is one whatever it is.
    """
    seen: set[int] = set()
    for pattern in (_USPS, _UPU, _UPS):
        for match in pattern.finditer(text, start, end):
            number = match[0].replace(" ", "").upper()
            holds = check_digit_holds(number)
            begins = _ROUTED.sub("", number).startswith(_CLASSES)
            if holds is not None and (begins or pattern is not _USPS):
                seen.add(match.start())
                yield Tracking(*match.span(), number, holds)
    for match in _LABELLED.finditer(text, start, end):
        if match.start("value") not in seen:
            number = match["value"].upper()
            yield Tracking(*match.span("value"), number, check_digit_holds(number))


def check_digit_holds(number: str) -> bool | None:
    """Say whether the check digit of `number`, without blanks, is right; None where no rule is known.

    USS modulus 10 for 20 and 22 digits, a 20-digit number also with the prefix 91 it stands for; the
    Universal Postal Union's weights for two letters, nine digits, two letters; modulus 10 of 1Z numbers.
    Sources: USPS Publications 97 and 199, UPU S10.
    """
    number = _ROUTED.sub("", number)
    if _UPU.fullmatch(number):
        total = sum(int(digit) * weight for digit, weight in zip(number[2:10], _UPU_WEIGHTS, strict=True))
        rest = 11 - total % 11
        return int(number[10]) == {10: 0, 11: 5}.get(rest, rest)
    if _UPS.fullmatch(number):
        values = [int(sign) if sign.isdigit() else (ord(sign) - 63) % 10 for sign in number[2:-1].upper()]
        total = sum(values[::2]) + 2 * sum(values[1::2])
        return number[-1] == str(-total % 10)
    if not number.isdecimal() or not number.isascii() or len(number) not in (20, 22):
        return None
    return _uss10(number) or (len(number) == 20 and _uss10("91" + number))


def _uss10(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number[:-1])]
    return int(number[-1]) == -(3 * sum(digits[::2]) + sum(digits[1::2])) % 10
