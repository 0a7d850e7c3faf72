"""PC-51: no price and no day of delivery is named before the department asked has answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from corrtui.letters.figures import parse_money
from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.fixed import fixed_spans
from corrtui.letters.proof.goods_day import goods_days
from corrtui.letters.proof.lists import either, words
from corrtui.letters.proof.sources import Sources

RULE = "PC-51"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n")
_PRICE = re.compile(r"\b(?:prices?|priced|quot(?:e|ation)s?)\b", re.I)
_EACH = re.compile(r"\b(?:each|apiece|a\s+piece|per\s+\w+)\b", re.I)
_OURS = re.compile(
    r"\bour\s+(?:\w+\s+)?(?:price|cost|charge|quote|quotation|offer)s?\b"
    r"|\bthe\s+(?:\w+\s+)?price\s+(?:is|will\s+be|would\s+be|comes\s+to)\b|^\s*price\s*:"
    r"|\bwe\s+(?:(?:can|could|will|would|shall)\s+)?"
    r"(?:make|build|sell|supply|furnish|produce|manufacture|quote|offer|charge)\b",
    re.I,
)
_NOT_SAID = re.compile(
    r"\b(?:cannot|can not|not|whether|unable|nobody"
    r"|you\s+(?:\w+\s+)?(?:wrote|write|say|said|think|mention(?:ed)?)\s+that)\b|n['’]t\b",
    re.I,
)
_FEES = either(words("goods_day", "fees"))
_FOR_COPIES = re.compile(rf"\b(?P<named>(?:fee|charge)s?\s+for\s+(?:\w+\s+)?)?{_FEES}\b", re.I)
_COUNTS = either(
    (*words("goods_day", "units"), *words("goods_day", "tens"), "an?", "hundred", "thousand", "and")
)
_VALUES = {word: number for number, word in enumerate(words("goods_day", "units"), 1)} | {
    word: number for number, word in zip(range(20, 100, 10), words("goods_day", "tens"), strict=True)
}
_SPELLED = re.compile(rf"\b{_COUNTS}(?:[\s-]+{_COUNTS})*\s+(?:dollars?|cents?)\b", re.I)


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a price of ours and a day promised for the goods while a question is open.

    An amount the writer or a record names is none of ours unless the sentence makes it so; the approved words
    of the template promise what the office promises everybody. Source: practice of made-to-order goods, no
    price or date before the engineering answer is recorded.
    """
    if not case.open_question:
        return
    fixed = fixed_spans(case.text, case.approved)
    sentences = list(_sentences(case.text))
    for start, end in _prices(case, sentences):
        if not _within(start, end, fixed):
            yield case.finding(RULE, "block", f"a price is named, and {case.open_question}", start, end)
    for start, end in sentences:
        days = goods_days(case.text[start:end], case.letter_date)
        if any(not _within(start + first, start + last, fixed) for first, last in days):
            message = f"a day is promised for the goods, and {case.open_question}"
            yield case.finding(RULE, "block", message, start, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _prices(case: ProofCase, sentences: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where amounts stand that are the office's own price, or nobody else's."""
    own = {parse_money(value) for value in case.facts.values("amount")}
    sources = Sources(case)
    incoming = " ".join(case.incoming.casefold().split())
    for start, end in sentences:
        amounts = [
            (each.start, each.end, each.value in own or sources.is_in_a_record(each.value))
            for each in case.reading.amounts
            if start <= each.start < end
        ]
        taken = {at for at, _, _ in amounts}
        amounts += [
            (*match.span(), " ".join(match[0].casefold().split()) in incoming or _spelled(match[0]) in own)
            for match in _SPELLED.finditer(case.text, start, end)
            if match.start() not in taken
        ]
        if not amounts:
            continue
        sentence = case.text[start:end]
        fee = _FOR_COPIES.search(sentence)
        if fee and not _PRICE.search(sentence) and (fee["named"] or not _EACH.search(sentence)):
            continue
        ours = _OURS.search(sentence)
        for at, behind, known in amounts:
            promised = ours and not _NOT_SAID.search(case.text, start, at)
            if not known or promised:
                yield at, behind


def _spelled(written: str) -> Decimal:
    """Read an amount in words: "forty-two dollars" is 42, "ninety cents" 0.90."""
    *numbers, unit = re.findall(r"[a-z]+", written.casefold())
    total = part = 0
    for word in numbers:
        if word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        elif word == "hundred":
            part = max(part, 1) * 100
        else:
            part += _VALUES.get(word, 0)
    return Decimal(total + part) / (100 if unit.startswith("cent") else 1)


def _within(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= start and end <= last for first, last in spans)
