"""Amounts of money in a text, each with where it stands; and a text freed of figures that belong to no case:
dates, telephone numbers, postal addresses, citations of law, the control number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corrtui.letters.proof.lists import either, words

# Every pattern here begins with a character it can be searched by: a proof is on the way of every letter.
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
_LEAD = re.compile(r"(?P<minus>[-−–])?(?P<mark>(?:US)?\$\s?|USD\s?|[€£]\s?)?(?P<inner>[-−–])?$")
_NO_FIGURE_BEFORE = frozenset(".,/$€£")
_AMOUNT_BEFORE = re.compile(r"\.\d\d[-−–]$")
_GOES_ON = re.compile(r"[/\d]|[.,]\d|\w*[A-Za-z]\w*[\d-]")
_BEHIND = re.compile(r"\)|\s?CR\b|-(?=\s|$)|\s+(?:dollars?|USD)\b")
_NO_MONEY_BEHIND = re.compile(
    r"\s?%|\s?\(\w|\s?[ap]\.?m\b|\s?" + either(words("numbers", "units")) + r"\b", re.I
)
_LAW = re.compile(
    r"(?:CFR|C\.F\.R\.|USC|U\.S\.C\.|§|[Ss]ec(?:tion|s?\.)|[Rr]ule|[Pp]art|[Vv]ersion|[Nn]o\.)\s*$"
)
_LEAD_LENGTH = 12

_STATES = (
    "A[EKLPRSZ]|C[AOT]|D[CE]|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[ARW]|RI|S[CD]|T[NX]|UT"
    "|V[AIT]|W[AIVY]"
)
_AT_A_DIGIT = re.compile(
    r"(?:\d[-. ]\(?\d{3}\)?[-. ]|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])"
    r"|\d{4}-\d{1,2}-\d{1,2}(?![\w-])"
    r"|\d{1,2}(?P<gap>[/.-])\d{1,2}(?P=gap)(?:\d{4}|\d{2})(?![\w-])"
    r"|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d(?![\w-])"
    r"|\d{1,2}[:.]\d{2}\s?[ap]\.?\s?m\b"
    r"|\d+[A-Z]?\s+(?:[NSEW]{1,2}\.?\s+)?(?:[A-Z0-9][\w.'’-]*\s+){1,4}(?:Street|St|Road|Rd|Avenue|Ave"
    r"|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Way|Terrace|Parkway|Pkwy|Highway|Hwy|Square|Circle)\b"
)
_BEFORE_A_DIGIT = tuple(
    re.compile(pattern)
    for pattern in (
        r"@[\w.-]+|https?://\S+|www\.\S+",
        r"\(\d{3}\)\s?\d{3}[-. ]\d{4}(?![\w-])",
        rf"(?:{_STATES})(?<!\w\w\w)\.?\s+\d{{5}}(?:-\d{{4}})?(?![\w-])",
        r"[Bb](?:OX|ox)\s+\d+\b",
        r"[Ee]xt(?:ension|\.)?\s*\d+\b",
        r"(?:CFR|C\.F\.R\.|USC|U\.S\.C\.|§+)\s*(?:[Pp]art\s+)?[\d.]+(?:-\d+)?\w?(?:\(\w+\))*",
    )
)
_DIGITS = re.compile(r"\d+")
_LOCAL_PHONE = re.compile(r"\d{3}-\d{4}(?![\w-])")
_PHONE_WORDS = frozenset(words("numbers", "phones"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as written."""

    value: Decimal
    """In the currency written, never negative; `negative` tells the sign."""
    start: int
    end: int
    negative: bool = False
    """Written with a minus, in brackets or with CR."""


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with each span turned to blanks, line breaks kept: offsets stay what they were."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end <= max(start, done):
            continue
        start = max(start, done)
        blank = " " * (end - start) if "\n" not in text[start:end] else re.sub(r"[^\n]", " ", text[start:end])
        pieces += [text[done:start], blank]
        done = end
    return "".join([*pieces, text[done:]])


def without_figures_of_no_case(text: str, control_no: str) -> str:
    """Return `text` with every figure blanked out that is no amount, quantity or number of a record."""
    spans = [match.span() for pattern in _BEFORE_A_DIGIT for match in pattern.finditer(text)]
    for digits in _DIGITS.finditer(text):
        if not _in_a_number(text, digits.start()) and (match := _AT_A_DIGIT.match(text, digits.start())):
            spans.append(match.span())
    for match in _LOCAL_PHONE.finditer(text):
        before = text[max(0, match.start() - _LEAD_LENGTH) : match.start()].casefold().split()
        if before and before[-1].strip(".:") in _PHONE_WORDS:
            spans.append(match.span())
    if control_no:
        own = re.compile(rf"{re.escape(control_no)}(?<![\w-]{re.escape(control_no)})(?![\w-])")
        spans += [match.span() for match in own.finditer(text)]
    return blank_out(text, spans)


def _in_a_number(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    return before.isalnum() or before in ".,$/-"


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of money in `text`: "$39.95", "1,240.00", "40 dollars"; "12 CFR 370.05" is none."""
    found = (_amount(text, match) for match in _FIGURE.finditer(text))
    return tuple(amount for amount in found if amount)


def _amount(text: str, figure: re.Match[str]) -> Amount | None:
    start, end = figure.span()
    lead = _LEAD.search(text, max(0, start - 6), start)
    behind = _BEHIND.match(text, end)
    behind_words = behind[0].strip() if behind else ""
    if lead is None or _GOES_ON.match(text, end):
        return None
    marked = bool(lead["mark"]) or behind_words.startswith(("dollar", "USD"))
    if not marked and (len(figure[0]) < 4 or figure[0][-3] != "."):
        return None
    begin = lead.start()
    before = text[begin - 1] if begin else " "
    # A hyphen is a sign where nothing stands before it; in "$20-$40" it is none.
    is_sign = lead["minus"] is None or before.isspace() or before in "(:=|"
    if not is_sign:
        begin += 1
        if not lead["mark"] and not _AMOUNT_BEFORE.search(text, max(0, begin - 4), begin):
            return None
    if is_sign and (before.isalnum() or before in _NO_FIGURE_BEFORE):
        return None
    if not marked and (
        _LAW.search(text, max(0, begin - _LEAD_LENGTH), begin) or _NO_MONEY_BEHIND.match(text, end)
    ):
        return None
    bracketed = before == "(" and behind_words == ")"
    negative = bool((lead["minus"] and is_sign) or lead["inner"]) or bracketed or behind_words in ("CR", "-")
    if behind and behind_words != ")":
        end = behind.end()
    return Amount(Decimal(figure[0].replace(",", "")), begin, end, negative)
