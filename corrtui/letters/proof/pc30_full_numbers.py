"""PC-30: a letter shows no number a thief could use: only the last four digits leave the house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.lists import either, words
from corrtui.records.numbers import number_key

RULE = "PC-30"
_GAP = r"(?:[-. \u2010\u2011–\u00a0]?\n|[-. \u2010\u2011–\u00a0])"
_RUN = re.compile(rf"\d+(?:{_GAP}\d+)*(?!\w)")
_GROUP = re.compile(r"\d+")
_FEWEST_DIGITS = 5
_MOST_GROUPS = 8
_FIRST_GROUP = 3
"""Neither a card nor a Social Security number begins with a shorter group of digits."""
_SIGN = r"(?:\s*(?:\b(?:is|was|are|of|no|number)\b\.?|#|:|-))*\s*$"


def _after(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b{either(words('secret', key))}{_SIGN}", re.I)


_CUES = (
    ("Social Security number", _after("social_security"), range(9, 10)),
    ("bank routing number", _after("routing"), range(9, 10)),
    ("bank account number", _after("bank_account"), range(_FEWEST_DIGITS, 31)),
)
_HINTS = words("secret", "hints")
_BIRTH_HINTS = words("secret", "birth_hints")
_LEAD_LENGTH = 60
_SOCIAL_SHAPE = re.compile(r"(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}")
_IBAN = re.compile(r"IBAN:?\s*(?P<number>[A-Z]{2}\d{2}(?:\s?[A-Z0-9]){8,30})")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    rf"|\d{{1,2}}\s+{_MONTH}\s+\d{{4}})"
)
_BIRTH = re.compile(
    rf"\b{either(words('secret', 'birth'))}(?!\w)\s*(?:is|was|on|of|:|\()*\s*(?P<number>{_DATE})(?!\d)", re.I
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CARD_DIGITS = range(13, 20)


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a whole Social Security number, card number, bank account, routing number or date of birth.

    A card number is 13 to 19 digits that pass the Luhn check. The control number and the numbers of orders,
    invoices and claims at hand are none of these, whatever they look like. Source: proof rule PC-30; of any
    such number only the last four digits leave, of a date of birth nothing.
    """
    ours = _numbers_of_records(case)
    for name, start, end in _secrets(case.text):
        number = case.text[start:end]
        if number_key(number) in ours and name in ("Social Security number", "card number"):
            continue
        born = name == "date of birth"
        remedy = "Take it out." if born else f"Write …{number[-4:]}."
        shown = "…" if born else f"…{number[-4:]}"
        yield case.finding(RULE, "block", f"This is a whole {name}. {remedy}", start, end, shown)


def _secrets(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what each secret is and where it stands."""
    for run in _RUN.finditer(text):
        before = text[run.start() - 1] if run.start() else " "
        if len(run[0]) >= _FEWEST_DIGITS and not before.isalnum() and before not in "$.,-":
            yield from _in_run(text, run)
    for match in _IBAN.finditer(text):
        yield "bank account number", *match.span("number")
    folded = text.casefold()
    if any(hint in folded for hint in _BIRTH_HINTS):
        for match in _BIRTH.finditer(text):
            yield "date of birth", *match.span("number")


def _in_run(text: str, run: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the secrets in a run of digit groups: a card number may stand next to other figures."""
    groups = list(_GROUP.finditer(text, *run.span()))
    lead = text[max(0, run.start() - _LEAD_LENGTH) : run.start()]
    cued = None
    if any(hint in lead.casefold() for hint in _HINTS):
        cued = next(((name, sizes) for name, cue, sizes in _CUES if cue.search(lead)), None)
    first = 0
    while first < len(groups):
        if len(groups[first][0]) < _FIRST_GROUP and not (cued and first == 0):
            first += 1
            continue
        for last in range(min(len(groups), first + _MOST_GROUPS), first, -1):
            some = [group[0] for group in groups[first:last]]
            gaps = {text[left.end() : right.start()] for left, right in pairwise(groups[first:last])}
            # A line break may stand in for any gap; else a number is divided in one way throughout.
            one_way = sum("\n" not in gap for gap in gaps) < 2
            name = _named(some, cued if first == 0 else None) if one_way else ""
            if name:
                yield name, groups[first].start(), groups[last - 1].end()
                first = last - 1
                break
        first += 1


def _named(groups: list[str], cued: tuple[str, range] | None) -> str:
    """Return which secret these groups of digits are, empty when none; `cued`: as the words before say."""
    number = "".join(groups)
    if cued and len(number) in cued[1]:
        return cued[0]
    if [len(group) for group in groups] == [3, 2, 4] and _SOCIAL_SHAPE.fullmatch(number):
        return "Social Security number"
    return "card number" if len(number) in _CARD_DIGITS and _is_card(groups, number) else ""


def _is_card(groups: list[str], number: str) -> bool:
    """Return whether digits are divided as on a card and pass its check; a row of years is no card."""
    in_fours = len(groups[0]) == 4 and len(groups) > 2 and all(len(group) > 2 for group in groups[1:-1])
    in_halves = len(groups) == 2 and all(len(group) > 5 for group in groups)
    divided = len(groups) == 1 or in_fours or in_halves
    if not divided or not number.strip("0") or all(_YEAR.fullmatch(group) for group in groups):
        return False
    # stdnum brings all of ssl and pydoc with it: only a letter with so long a number pays for it.
    from stdnum import luhn

    return bool(luhn.is_valid(number))


def _numbers_of_records(case: ProofCase) -> frozenset[str]:
    """Numbers of orders, invoices, claims and the like, and the control number."""
    rows = [record for record in case.records if record.kind not in ("account", "card", "payment")]
    numbers = [case.control_no, *(record.key for record in rows)]
    numbers += [
        found.value
        for found in case.facts.found
        if found.kind in ("order", "invoice", "claim", "pro", "lading", "tracking")
    ]
    return frozenset(map(number_key, numbers))
