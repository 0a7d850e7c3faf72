"""Where a figure of a letter may come from: records, the letter answered, office, template, clerk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from corrtui.letters.figures import parse_money
from corrtui.letters.proof.amounts import find_amounts
from corrtui.letters.proof.lists import numerals
from corrtui.letters.proof.quantities import find_quantities
from corrtui.records.numbers import number_key

if TYPE_CHECKING:
    from corrtui.letters.proof.case import ProofCase
    from corrtui.records.record import Record

_TOKEN = re.compile(r"[A-Za-z]{0,6}[-/]?\d[\w/-]*(?:\.\d+)?")
_FIGURE = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?")
_LETTERED = re.compile(r"[A-Z]+(\d{2,})")
_LONGEST_NUMBER = 40
_LONGEST_SEARCH = 200_000


class Sources:
    """Answers for one letter whether a figure has a source; each source is read when it is first needed.

    Amounts are compared as Decimal US dollars without their sign, numbers as `number_key` writes them.
    """

    def __init__(self, case: ProofCase) -> None:
        self._case = case
        self._records = [record for record in case.records if record not in case.reading.foreign_records]
        self._incoming = case.incoming[:_LONGEST_SEARCH]

    def has_amount(self, value: Decimal) -> bool:
        """Return whether an amount of money is named anywhere."""
        return value in self._amounts or _amount_in(value, self._incoming)

    def is_in_a_record(self, value: Decimal) -> bool:
        """Return whether a record of the case states an amount of money."""
        return value in self._amounts_of_records

    def has_number(self, number: str) -> bool:
        """Return whether the number of an order, invoice, claim or account is named anywhere."""
        key = number_key(number)
        return key in self._numbers or _number_in(key, self._incoming)

    def has_quantity(self, value: Decimal, text: str) -> bool:
        """Return whether a number of things is named anywhere; `text` is it with its unit, as written."""
        return (
            value in self._figures
            or value in _figures_in([self._incoming])
            or _spoken(text)
            in {_spoken(each.text) for each in find_quantities("\n".join(self._case.confirmed))}
        )

    @cached_property
    def _amounts(self) -> frozenset[Decimal]:
        case = self._case
        values = [*case.facts.values("amount"), *case.sources, *case.confirmed]
        return self._amounts_of_records | _amounts_of(values, self._papers)

    @cached_property
    def _amounts_of_records(self) -> frozenset[Decimal]:
        return _amounts_of([value for record in self._records for value in _amount_cells(record)])

    @cached_property
    def _numbers(self) -> frozenset[str]:
        texts = [text for record in self._records for text in _cells(record)]
        texts += [found.value for found in self._case.facts.found]
        texts += [*self._papers, *self._case.sources, *self._case.confirmed, *self._case.writer.address]
        keys = {
            number_key(token) for text in texts for token in (text, *_TOKEN.findall(text)) if len(token) < 60
        }
        # A record's number may be called without its letters: INV-771 is invoice 771.
        return frozenset(keys | {bare[1] for key in keys if (bare := _LETTERED.fullmatch(key))})

    @cached_property
    def _figures(self) -> frozenset[Decimal]:
        cells = [text for record in self._records for text in _cells(record)]
        named = [found.value for found in self._case.facts.found]
        return frozenset(_figures_in([*cells, *self._papers, *self._case.sources, *named]))

    @cached_property
    def _papers(self) -> tuple[str, ...]:
        """What the office itself has approved or put in the envelope."""
        return (self._case.approved, *self._case.office, *self._case.attached)


def _amounts_of(values: list[str], wordy: tuple[str, ...] = ()) -> frozenset[Decimal]:
    parsed = {abs(amount) for amount in map(parse_money, values) if amount is not None}
    return frozenset(parsed | {amount.value for amount in find_amounts("\n".join([*values, *wordy]))})


def _spoken(quantity: str) -> str:
    return " ".join(quantity.casefold().split())


def _cells(record: Record) -> Iterator[str]:
    yield record.key
    yield from record.links.values()
    yield from record.values.values()
    yield from (value for _, value in record.fields)


def _amount_cells(record: Record) -> Iterator[str]:
    """Yield the values of a record that may be money: all but its numbers."""
    numbers = {record.key, *record.links.values()}
    yield from (value for value in record.values.values() if value not in numbers)
    yield from (value for _, value in record.fields if value not in numbers)


def _figures_in(texts: Iterable[str]) -> set[Decimal]:
    """Return every plain figure in the texts, number words included."""
    known = numerals()
    found: set[Decimal] = set()
    for text in texts:
        found |= {Decimal(figure.replace(",", "")) for figure in _FIGURE.findall(text)}
        found |= {Decimal(known[word]) for word in re.findall(r"[a-z]+", text.casefold()) if word in known}
    return found


def _amount_in(value: Decimal, text: str) -> bool:
    """Return whether a text states an amount, with or without its thousands commas and last zeros."""
    whole, _, cents = f"{value:.2f}".partition(".")
    # A writer leaves out zeros: "$40" is 40.00, "12.5" is 12.50.
    last_zero = rf"\.{cents[0]}0?" if cents[1] == "0" else rf"\.{cents}"
    written = r"(?:\.00?)?" if cents == "00" else last_zero
    return bool(re.search(rf"(?<![\d.,])(?:{whole}|{int(whole):,}){written}(?!\d|[.,]\d)", text))


def _number_in(key: str, text: str) -> bool:
    """Return whether a text names a number, however it is divided."""
    if not key or len(key) > _LONGEST_NUMBER:
        return False
    return bool(re.search(rf"(?<![^\W_])0*{'[^0-9A-Za-z]?'.join(map(re.escape, key))}(?![^\W_])", text, re.I))
