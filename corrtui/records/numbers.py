"""Numbers people write in many ways: one form to compare them by, and those that stand bare in a letter."""

from __future__ import annotations

import re
import unicodedata

BARE_DIGITS = 4
"""A number nobody calls by its kind must have so many digits to be looked up."""
BARE_SCAN = 200_000
"""Characters of a letter searched for bare numbers; a 2 MB log pasted into a mail names no more records."""
BARE_MOST = 200
_LONGEST = 40
_ENDING = 4

_PLAIN_JUNK = re.compile(r"[^0-9A-Z]+")
_WHOLE_FLOAT = re.compile(r"\s*\d+\.0\s*")
_TAIL = re.compile(r"[^\W\d_]+(\d{4,})")

# Figures that are never the number of a record: money, dates, telephones, ZIP codes behind a state, post
# office boxes, web and mail addresses.
_OTHER_FIGURES = re.compile(
    r"""[$€£]\s?\d[\d,.]*
    | \b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b
    | \b\d+[.,]\d{2}\b
    | \b\d{4}-\d{2}-\d{2}\b | \b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b
    | \(\d{3}\)\s?\d{3}-\d{4}\b | \b(?:1[-.])?\d{3}[-.]\d{3}[-.]\d{4}\b
    | \b[A-Z]{2}[ ]{1,3}\d{5}(?:-\d{4})?\b
    | \b[Bb](?:OX|ox)\s+\d+\b
    | \b(?:https?://|www\.)\S{1,2000} | [^\s@]{1,64}@\S{1,255}""",
    re.VERBOSE,
)
_TOKEN = re.compile(r"(?<![\w.,/:@-])[A-Za-z]{0,6}-?\d[0-9A-Za-z]*(?:-[0-9A-Za-z]+)*(?![\w@%]|[.,:/]\d)")
_GROUPS = re.compile(r"(?<![\w.,/:@-])\d{3,6}(?: \d{3,6}){1,4}(?![\w@%-]|[.,:/]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def number_key(number: str) -> str:
    """Return the form in which two ways of writing one number are equal.

    Case, spaces, dashes and all other marks do not count (`ab-12 3` is `AB123`), nor do full-width digits or
    accents. Leading zeros do not count where the whole is digits (`000482` is `482`, `000` is `0`); behind
    letters they do (`A-007` is not `A-7`). A whole number a spreadsheet wrote as `482.0` is `482`.
    """
    if _WHOLE_FLOAT.fullmatch(number):
        number = number.strip()[:-2]
    if number.isascii():
        plain = _PLAIN_JUNK.sub("", number.upper())
    else:
        folded = unicodedata.normalize("NFKD", number).upper()
        plain = "".join(char for char in unicodedata.normalize("NFKD", folded) if char.isalnum())
    if plain.isdecimal():
        return plain.lstrip("0") or "0"
    return plain


def tail_key(number: str) -> str:
    """Return the digits of a number made of letters and then at least four digits, else an empty string.

    People leave the letters out: `HV-004417` is called 4417.
    """
    match = _TAIL.fullmatch(number_key(number))
    return match[1].lstrip("0") if match else ""


def ending_key(number: str) -> str:
    """Return the last four of a number's digits, by which a masked account is quoted (`…4417`), else "".

    Leading zeros of the four stay. A number of four digits or fewer has no ending.
    """
    digits = "".join(char for char in number if char.isdecimal())
    return digits[-_ENDING:] if len(digits) > _ENDING else ""


def bare_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers that stand in `text`, as written, each once, in order, at most BARE_MOST.

    Left out: fewer than BARE_DIGITS digits, years, money, dates, telephones, ZIP codes, boxes, addresses of
    mail and web. Digits printed in groups (`4417 2201 9931`) are given as one, then by themselves.
    """
    searched = _OTHER_FIGURES.sub(" · ", text[:BARE_SCAN])
    spans = sorted(
        (match.start(), -match.end(), match[0])
        for pattern in (_TOKEN, _GROUPS)
        for match in pattern.finditer(searched)
    )
    numbers: dict[str, str] = {}
    for *_, written in spans:
        if len(written) > _LONGEST or sum(char.isdigit() for char in written) < BARE_DIGITS:
            continue
        if not _YEAR.fullmatch(written):
            numbers.setdefault(number_key(written), written)
        if len(numbers) == BARE_MOST:
            break
    return tuple(numbers.values())
