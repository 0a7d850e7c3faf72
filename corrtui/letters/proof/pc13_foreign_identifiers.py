"""PC-13: nothing of another customer leaves in this letter: no number, no name, no address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from corrtui.letters.proof.accounts import account_of, plain
from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.lists import words
from corrtui.records.numbers import number_key

if TYPE_CHECKING:
    from corrtui.records.record import Record

RULE = "PC-13"
_FEWEST_LETTERS = 5
"""A shorter name or street proves nothing: "Lee", "Box 7"."""
_PLACE = re.compile("city|state|zip|postal|country|county|town", re.I)
_PERSONAL = re.compile(
    "|".join((*words("foreign", "name_columns"), *words("foreign", "address_columns"))), re.I
)


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a number of somebody else's account, and what the records hold under it.

    Every number of four digits or more is asked for. An account the incoming letter names stays what it
    is: a writer who quotes a neighbor's number gets no reply with it. Source: proof rule PC-13.
    """
    foreign = case.reading.foreign_records
    yield from _accounts(case)
    if foreign:
        yield from _numbers_of(case, foreign)
        yield from _names_of(case, foreign)


def _accounts(case: ProofCase) -> Iterator[Finding]:
    """Yield every account of somebody else, whole, masked, or standing there as a bare number."""
    accounts = case.reading.accounts
    named: set[int] = set()
    for mention in case.reading.account_mentions:
        named.add(mention.start)
        foreign = mention.among(accounts.foreign) or (not mention.masked and case.is_foreign(mention.text))
        if foreign and not mention.among(accounts.own):
            yield _account_finding(case, mention.text, mention.start, mention.end)
    otherwise = _own_numbers(case) | accounts.own
    for number in case.reading.numbers:
        key = number_key(number.text)
        if number.start in named or key in otherwise:
            continue
        if key in accounts.foreign or case.is_foreign(number.text):
            yield _account_finding(case, number.text, number.start, number.end)


def _account_finding(case: ProofCase, number: str, start: int, end: int) -> Finding:
    shown = f"…{number[-4:]}"
    message = f"Account {shown} is somebody else's, not {case.writer.name or 'the writer'}'s. Take it out."
    return case.finding(RULE, "block", message, start, end, shown)


def _own_numbers(case: ProofCase) -> frozenset[str]:
    """Numbers of the writer's own orders, invoices and the like: an account may bear the same by chance."""
    rows = [record for record in case.records if record not in case.reading.foreign_records]
    numbers = [number for record in rows for number in (record.key, *record.links.values())]
    numbers += [found.value for found in case.facts.found if found.record != "account"]
    return frozenset(map(number_key, numbers))


def _numbers_of(case: ProofCase, foreign: Sequence[Record]) -> Iterator[Finding]:
    """Yield the orders, invoices and claims that belong to somebody else's account."""
    rows = {number_key(record.key): record for record in foreign if record.kind != "account"}
    for number in case.reading.numbers:
        record = rows.get(number_key(number.text))
        if record:
            account = f"…{account_of(record)[-4:]}"
            message = (
                f"{record.kind.capitalize()} {number.text} belongs to account {account}, somebody else's."
            )
            yield case.finding(RULE, "block", message, number.start, number.end)


def _names_of(case: ProofCase, foreign: Sequence[Record]) -> Iterator[Finding]:
    """Yield names, streets, mail addresses and telephones that stand under somebody else's account."""
    writer = case.writer
    own = [*case.office, writer.name, writer.org, *writer.address, writer.email, writer.phone]
    own += [value for record in case.records if record not in foreign for value in _personal(record)]
    known = "\n".join(plain(each) for each in own)
    for value in dict.fromkeys(value for record in foreign for value in _personal(record)):
        if plain(value) in known:
            continue
        words_of_it = r"\s+".join(map(re.escape, value.split()))
        for match in re.finditer(rf"(?<!\w){words_of_it}(?!\w)", case.text, re.I):
            message = "This stands in the records of somebody else's account. Take it out."
            yield case.finding(RULE, "block", message, match.start(), match.end())


def _personal(record: Record) -> list[str]:
    return [
        value
        for column, value in record.fields
        if len(value) >= _FEWEST_LETTERS and _PERSONAL.search(column) and not _PLACE.search(column)
    ]
