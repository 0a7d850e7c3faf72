"""Whose account is whose: those a reply may name, and those of somebody else that came in with the letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corrtui.letters.proof.lists import words
from corrtui.letters.proof.numbers import find_accounts, find_numbers
from corrtui.records.numbers import bare_numbers, number_key

if TYPE_CHECKING:
    from corrtui.letters.proof.case import ProofCase
    from corrtui.records.record import Record

_NAME_COLUMN = re.compile("|".join(words("foreign", "name_columns")), re.I)
_READ_FOR_NAMES = 100_000
_NOT_A_NAME = frozenset(
    (
        *words("salutation", "titles"),
        *words("salutation", "suffixes"),
        *words("salutation", "organisations"),
        "and",
    )
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts a letter has to do with, as `number_key` writes them."""

    own: frozenset[str]
    foreign: frozenset[str]
    """Of somebody else: known as such to the desk, or held under a name that is not the writer's."""


def accounts_of(case: ProofCase) -> Accounts:
    """Return the accounts the incoming letter and the records name, the writer's apart from others'."""
    others = {number_key(account_of(record)) for record in case.reading.foreign_records}
    named = [*case.facts.values("account"), *(account_of(record) for record in case.records)]
    foreign = {number_key(number) for number in named if number and case.is_foreign(number)} | others
    return Accounts(
        frozenset(number_key(number) for number in named if number) - foreign, frozenset(foreign - {""})
    )


def numbers_of_the_letter(case: ProofCase) -> frozenset[str]:
    """Return what the incoming letter names that may be an account, as `number_key` writes it.

    What it calls an order, an invoice, a claim or an item is none.
    """
    otherwise = {number_key(found.value) for found in case.facts.found if found.record != "account"}
    incoming = case.incoming[:_READ_FOR_NAMES]
    called = [mention.text for mention in find_accounts(incoming, find_numbers(incoming))]
    bare = [number for number in bare_numbers(case.incoming) if number_key(number) not in otherwise]
    return frozenset(number_key(number) for number in (*called, *bare))


def account_of(record: Record) -> str:
    """Return the account a record belongs to; empty when it names none."""
    return record.key if record.kind == "account" else record.links.get("account", "")


def foreign_records(case: ProofCase) -> tuple[Record, ...]:
    """Return the records that belong to somebody else's account.

    A letter may quote a neighbor's number, and the records find that account as readily as the writer's
    own. It is told by its holder: when some account bears the writer's name, those that do not are foreign;
    when none does, those whose holder the letter never names.
    """
    accounts = {number_key(record.key): record for record in case.records if record.kind == "account"}
    writer = _writer_words(case)
    theirs = {
        key for key, record in accounts.items() if writer and _holder(record) and not _holder(record) & writer
    }
    if theirs and len(theirs) == len(accounts):
        letter = name_words([case.incoming[:_READ_FOR_NAMES]])
        theirs = {key for key in theirs if not _holder(accounts[key]) <= letter}
    theirs = {key for key in theirs if not _confirmed(key, case.confirmed)}
    return tuple(
        record
        for record in case.records
        if (number := account_of(record)) and (number_key(number) in theirs or case.is_foreign(number))
    )


def _confirmed(account: str, confirmed: Iterable[str]) -> bool:
    """Return whether the clerk has confirmed an account, whole or as "…4417"."""
    return any(
        account.endswith(number_key(each)) if each.startswith("…") else account == number_key(each)
        for each in confirmed
    )


def _writer_words(case: ProofCase) -> frozenset[str]:
    """Words by which an account is known as the writer's: the surname and the organization."""
    writer = case.writer
    surname = writer.last or (writer.name.split() or [""])[-1]
    return name_words([surname, writer.org])


def _holder(record: Record) -> frozenset[str]:
    return name_words(value for column, value in record.fields if _NAME_COLUMN.search(column))


def name_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of names in the one form they are compared by, without titles and company forms."""
    found = {plain(word) for text in texts for word in re.findall(r"[^\W\d_][\w’'-]*", text)}
    return frozenset(word for word in found if len(word) > 1 and word not in _NOT_A_NAME)


def plain(name: str) -> str:
    """Return a name without case, accents and apostrophes: "O’Neíl" is "oneil"."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in letters if char.isalnum() or char in " -").strip(" -")
