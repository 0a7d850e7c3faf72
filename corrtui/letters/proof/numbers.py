"""Numbers of records in a text, accounts among them, whole or masked: "order 48213", "INV-771", "…4417"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corrtui.letters.proof.lists import either, words
from corrtui.records.numbers import number_key

# Every pattern here begins with a character it can be searched by: a proof is on the way of every letter.
_TOKEN = re.compile(r"\d[\dA-Z]*(?:[-/][\dA-Z]+){0,6}(?![\w$%])(?![.,]\d|-\w)")
_PREFIX = re.compile(r"#?[A-Z]{0,6}[-/]?$|$")
_ONLY_MASK = re.compile("#?X{2,}-?")
_ABBREVIATED = frozenset(("no", "nos", "num", "nbr", "acct", "ref", "p.o"))
_PERIOD = re.compile(r"\b(?:year|period|month|quarter|week|cycle|day)\s*$", re.I)
_ORDINAL = re.compile(r"\d{1,2}[.)]\s")
_NO_NUMBER_BEFORE = frozenset("$€£.,/*•…-")
_WORD = re.compile(r"[A-Za-z][A-Za-z/.]*|[^\sA-Za-z:.]")
_LONGEST_LINK = 7
_SIGNS = frozenset(("number", "numbers", "no", "nos", "num", "#", "nbr"))
_VERBS = frozenset(("is", "was", "of", "are"))
_LINKS = frozenset((",", "and", "or", "&"))
_CUES = frozenset(words("numbers", "cues"))
_EXACT_CUES = frozenset(words("numbers", "exact_cues"))
_ACCOUNT_CUES = frozenset(words("numbers", "accounts"))
_LEAD_LENGTH = 40
_YEAR = re.compile(r"(?:19|20)\d\d")

_TAIL = re.compile(
    r"(?:…(?=[A-Z]{0,4}\d)|(?:\.{3}|[Xx*•]{2,20}(?:[- ][Xx*•]{2,20}){1,4}[- ]?|[Xx*•]{2,20}-?)(?=\d{3}))"
    r"([\dA-Z]{1,5})(?!\w|-\d)"
)
_ENDING = re.compile(
    r"(?:[Ee]nd(?:ing|s)|[Ll]ast\s+(?:four|4)(?:\s+digits)?"
    r"(?:\s+of\s+(?:your|the|this)\s+[Aa]ccount(?:\s+number)?)?)"
    r"(?:\s+(?:in|with|of|are|is))?\s*:?\s*(?:…|\.{3}|[Xx*•]+)?(\d{3,5})(?!\w|-\d)"
)
_OTHER_MASK = re.compile(rf"\b{either(words('numbers', 'other_masks'))}\b[^.;]*$", re.I)
_ACCOUNT_NEAR = re.compile(rf"\b{either(words('numbers', 'accounts'))}\b[^;\n]*$", re.I)
_FEWEST_ACCOUNT_DIGITS = 4

FEWEST_DIGITS_ALONE = 5
"""A number of fewer digits that nothing introduces may be anything: a year, a model, a street."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a record as written in a text."""

    text: str
    """As written, without a leading #."""
    cue: str
    """The word that introduces it, lower case and singular: "order"; empty when none does."""
    start: int
    end: int
    listed: bool = False
    """Whether it is one of a list, so that what follows "and" is another."""

    @property
    def is_account(self) -> bool:
        """Whether it is introduced as an account."""
        return self.cue in _ACCOUNT_CUES

    @property
    def certain(self) -> bool:
        """Whether it is a number of a record beyond doubt: introduced, long, or letters before digits."""
        return bool(self.cue) or _digits(self.text) >= FEWEST_DIGITS_ALONE or self.text[:2].isalpha()


@dataclass(frozen=True, slots=True)
class AccountMention:
    """An account named in a text, by its whole number or by its last digits."""

    text: str
    """The whole number, or the digits that show."""
    masked: bool
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The account as a message may name it: "…4417" when masked."""
        return f"…{self.text}" if self.masked else self.text

    def among(self, keys: Iterable[str]) -> bool:
        """Return whether it is one of these account numbers, written as `number_key` writes them."""
        key = number_key(self.text)
        return any(each.endswith(self.text) if self.masked else each == key for each in keys)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers in `text` that a word introduces, and every other of four digits or more.

    A short number counts only behind "no.", "number" or "#", or in a list of them ("invoices 771 and 772");
    a year nothing introduces never does.
    """
    found: list[Number] = []
    for match in _TOKEN.finditer(text):
        prefix = _PREFIX.search(text, max(0, match.start() - 8), match.start())
        start = prefix.start() if prefix else match.start()
        before = text[start - 1] if start else " "
        if before.isalnum() or before in _NO_NUMBER_BEFORE or before == "_":
            continue
        if _ONLY_MASK.fullmatch(text, start, match.start()):
            continue
        if _ORDINAL.match(text, start) and not text[text.rfind("\n", 0, start) + 1 : start].strip():
            continue
        sharp = text[start] == "#"
        start += sharp
        number = text[start : match.end()]
        cue, signed, listed = _introduced(text, start - sharp, found)
        digits = _digits(number)
        # In a list the next number is about as long as the last: "orders 771 and 2 lamps" names one.
        usual = _digits(found[-1].text) - 1 if cue and listed and found and found[-1].listed else 1
        if cue and digits >= (usual if signed or sharp else 3):
            found.append(Number(number, cue, start, match.end(), listed))
        elif (digits > 3 or (digits > 2 and number[:2].isalpha())) and not _YEAR.fullmatch(number):
            found.append(Number(number, "", start, match.end()))
    return tuple(found)


def _digits(number: str) -> int:
    return sum(char.isdigit() for char in number)


def _introduced(text: str, start: int, earlier: list[Number]) -> tuple[str, bool, bool]:
    """Return the word that introduces a number; is "no." or the like with it; is the word a plural."""
    if earlier and earlier[-1].listed and start - earlier[-1].end <= _LONGEST_LINK:
        between = text[earlier[-1].end : start].replace(",", " , ").casefold().split()
        if between and _LINKS.issuperset(between):
            return earlier[-1].cue, True, True
    if _ends_a_sentence(text, start):
        return "", False, False
    spoken = [word.strip(".") for word in _WORD.findall(text, max(0, start - _LEAD_LENGTH), start)]
    signed = verb = False
    while spoken and (word := spoken[-1].casefold()) in _SIGNS | _VERBS:
        signed |= word in _SIGNS
        verb |= word in _VERBS
        spoken.pop()
    if verb and not signed:
        return "", False, False
    for size in range(min(3, len(spoken)), 0, -1):
        said = " ".join(spoken[-size:])
        if said in _EXACT_CUES:
            return said.casefold(), True, False
        for cue in (said.casefold(), said.casefold().removesuffix("s")):
            if cue in _CUES or cue in _ACCOUNT_CUES:
                return cue, signed, cue != said.casefold()
    return "", False, False


def _ends_a_sentence(text: str, start: int) -> bool:
    """Return whether a sentence ends before a number: "into account. 48213" is no account."""
    lead = text[max(0, start - _LEAD_LENGTH) : start].rstrip()
    return lead.endswith(".") and lead.split()[-1].casefold().strip("(.") not in _ABBREVIATED


def find_accounts(text: str, numbers: Iterable[Number]) -> tuple[AccountMention, ...]:
    """Return the accounts named in `text`, `numbers` being those `find_numbers` found in it.

    "account 1002-4417" whole, "…4417" and "account ending in 4417" masked; a masked card is none.
    """
    found = [
        AccountMention(number.text, False, number.start, number.end)
        for number in numbers
        if number.is_account and _digits(number.text) >= _FEWEST_ACCOUNT_DIGITS
    ]
    for match in _TAIL.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        lead = text[max(0, match.start() - _LEAD_LENGTH) : match.start()]
        other = _OTHER_MASK.search(lead) or _YEAR.fullmatch(match[1])
        of_something_else = other and not _ACCOUNT_NEAR.search(lead)
        if not (before.isalnum() or before == "." or of_something_else):
            found.append(AccountMention(match[1], True, *match.span(1)))
    for match in _ENDING.finditer(text):
        lead = text[max(0, match.start() - 60) : match.start()]
        if _ACCOUNT_NEAR.search(f"{lead}{match[0]}") and not _PERIOD.search(lead):
            found.append(AccountMention(match[1], True, *match.span(1)))
    return tuple(
        sorted({mention.start: mention for mention in found}.values(), key=lambda mention: mention.start)
    )
