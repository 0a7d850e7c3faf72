"""Money a letter names: check number, amount, and wording that makes it full satisfaction of a dispute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corrtui.triage.kept import Kept
from corrtui.triage.numbers import Found, amount_of
from corrtui.triage.phrases import PhraseBook, quote
from corrtui.triage.rules import phrase_book, read_rules
from corrtui.triage.words import Words

_MOST = 20
_SUM = r"(?:US)?\$\s?\d[\d,]{0,12}(?:\.\d{2})?(?!\d)"
_MENTION = re.compile(
    rf"""
    (?:(?P<before>{_SUM})\s(?:(?:personal|certified|bank|cashier'?s|company)\s)?)?
    \b(?P<form>che(?:ck|que)s?|money\sorders?|bank\sdrafts?|postal\sorders?|cash)\b
    (?:,?\s{{0,2}}(?:(?:no|number|num|nos)\b\.?\s{{0,2}}|\#\s?)?(?P<number>\d{{3,10}})\b(?![.,]\d))?
    (?:(?:,?\s{{0,2}}(?:dated\s[^,.;\n]{{4,20}},?\s)?
        (?:for|in\sthe\s(?:amount|sum)\sof|of|over|\()?\s{{0,2}}(?:the\s(?:amount|sum)\sof\s)?)(?P<after>{_SUM}))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FORMS = {"check": "check", "cheque": "check", "money order": "money order", "postal order": "money order",
          "bank draft": "bank draft", "cash": "cash"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payment(Kept):
    """One piece of money named with its number or its sum."""

    form: str
    """check, money order, bank draft or cash."""
    number: str
    """As on the check; "" when the letter does not say."""
    sum: str
    """Plain figures, "250.00"; "" when the letter does not say."""
    start: int
    end: int

    @property
    def amount(self) -> Decimal | None:
        """The sum, in the currency the letter writes it in; None when it does not say."""
        return Decimal(self.sum) if self.sum else None


def find_payments(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Payment, ...]:
    """Return the checks, money orders and cash named in `spans` with a number or a sum, at most 20."""
    found: list[Payment] = []
    for start, end in spans:
        for match in _MENTION.finditer(text, start, end):
            total = match["after"] or match["before"]
            if len(found) >= _MOST or not (match["number"] or total):
                continue
            form = _FORMS[" ".join(match["form"].lower().split()).rstrip("s")]
            begin = match.start("before") if match["before"] else match.start("form")
            found.append(Payment(form, match["number"] or "", amount_of(total or ""), begin, match.end()))
    return tuple(found)


@lru_cache(maxsize=1)
def _satisfaction_book() -> tuple[PhraseBook, int]:
    rows = read_rules("facts.toml")["full_satisfaction"]
    return phrase_book([*rows["phrases"], *rows["near"]], "facts.toml"), len(rows["phrases"])


def find_full_satisfaction(text: str, words: Words) -> Found | None:
    """Return the words that make a payment the settlement of a dispute; None without them.

    "I already paid in full" tells what was; it is passed over. Whether money came is not looked at here.
    Source: full-satisfaction checks are held from deposit (UCC 3-311).
    """
    book, phrases = _satisfaction_book()
    hits = book.find(words)
    harmless = {word for hit in hits if hit.row >= phrases for word in hit.used}
    hit = next((hit for hit in hits if hit.row < phrases and harmless.isdisjoint(hit.used)), None)
    return Found("full satisfaction", *quote(text, words, hit)) if hit else None
