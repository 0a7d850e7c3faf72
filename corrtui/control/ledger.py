"""Ledger: what is asked of every letter there ever was, open or closed, and of every day."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from corrtui.control.index import Index

T = TypeVar("T")


class Ledger(ABC):
    """The questions a register answers from its index alone."""

    _taken: int
    """Number of the last entry folded: nothing after it is told."""

    @abstractmethod
    def _ask(self, question: Callable[[Index], T]) -> T:
        """Ask the index."""

    # -- letters

    def unknown(self, numbers: Iterable[str]) -> list[str]:
        """Return those control numbers that were never given; many at once cost little more than one."""
        wanted = list(numbers)
        return self._ask(lambda index: index.unknown(wanted))

    def received_after(self, n: int, limit: int) -> list[tuple[int, str]]:
        """Return (number of its entry, control number) of the letters received after entry `n`, oldest first.

        Args:
            n: an entry; 0 for the beginning.
            limit: so many at most.
        """
        found = self._ask(lambda index: index.received_after(n, limit))
        return [(first, number) for first, number in found if first <= self._taken]

    # -- PDFs, bytes, numbers, days

    def is_stray(self, number: str, pdf: str) -> bool:
        """Tell whether a PDF of this letter, open or closed however long ago, is not filed.

        False for a number that was never given: no letter of ours.
        """
        return bool(self.strays([(number, pdf)]))

    def strays(self, pdfs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return those (control number, PDF) that `is_stray`; many at once cost little more than one."""
        wanted = list(pdfs)
        sent = self._ask(lambda index: index.sent({number for number, _ in wanted}))
        return [(number, pdf) for number, pdf in wanted if number in sent and pdf not in sent[number]]

    def same_bytes(self, sha256: str) -> str:
        """Return the control number of the first letter with these very bytes; empty when there is none."""
        return self._ask(lambda index: index.same_bytes(sha256))

    def all_same_bytes(self, sha256: str) -> tuple[str, ...]:
        """Return the control numbers of all letters with these very bytes, oldest first."""
        return self._ask(lambda index: index.all_same_bytes(sha256))

    def next_number(self, stem: str) -> str:
        """Return the control number the next letter gets: `YYMMDD-NNNN`, without a gap.

        After 9999 letters a day the running part grows a digit.

        Args:
            stem: the day it is logged on, `day_stem(day)`.
        """
        return f"{stem}-{self._ask(lambda index: index.last_number(stem)) + 1:04d}"

    def newest(self) -> tuple[str, int]:
        """Return the `number_key` of the highest control number given; ("", 0) when there is none."""
        return self._ask(lambda index: index.newest())

    def entries_on(self, first: date, last: date) -> tuple[int, int]:
        """Return the numbers of the first and the last entry stamped, in UTC, from `first` to `last`.

        Entries with other stamps may stand between them; (0, 0) when there is none.
        """
        begin, end = self._ask(lambda index: index.entries_on(first, last))
        return (begin, min(end, self._taken)) if begin <= self._taken else (0, 0)
