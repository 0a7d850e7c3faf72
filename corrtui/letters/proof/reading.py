"""What the checks read out of a draft, each thing once: amounts, sums, numbers, accounts, whose they are."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from corrtui.letters.proof.accounts import Accounts, accounts_of, foreign_records
from corrtui.letters.proof.amounts import Amount, blank_out, find_amounts, without_figures_of_no_case
from corrtui.letters.proof.arithmetic import Sum
from corrtui.letters.proof.numbers import AccountMention, Number, find_accounts, find_numbers
from corrtui.letters.proof.sums import find_sums

if TYPE_CHECKING:
    from corrtui.letters.proof.case import ProofCase
    from corrtui.records.record import Record


class Reading:
    """One draft as the checks see it; offsets everywhere are those of the draft's text."""

    def __init__(self, case: ProofCase) -> None:
        self._case = case

    @cached_property
    def below_address(self) -> str:
        """The draft with the inside address blanked out."""
        parts = self._case.parts
        if parts is None or not parts.address or "address" not in parts.lines:
            return self._case.text
        starts = [*self._case.line_starts, len(self._case.text) + 1]
        first = parts.lines["address"]
        after = min(first + len(parts.address), len(starts) - 1)
        return blank_out(self._case.text, [(starts[first], starts[after] - 1)])

    @cached_property
    def figures_text(self) -> str:
        """`below_address` without dates, telephone numbers, addresses, citations and the control number."""
        return without_figures_of_no_case(self.below_address, self._case.control_no)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount of money the letter states, in order."""
        return find_amounts(self.figures_text)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Every sum the letter works out, right or wrong."""
        return find_sums(self.figures_text, self.amounts)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number of a record the letter names, accounts among them; amounts of money are none."""
        money = ((amount.start, amount.end) for amount in self.amounts)
        return find_numbers(blank_out(self.figures_text, money))

    @cached_property
    def account_mentions(self) -> tuple[AccountMention, ...]:
        """Every account the letter names, whole or masked."""
        return find_accounts(self.figures_text, self.numbers)

    @cached_property
    def foreign_records(self) -> tuple[Record, ...]:
        """The case's records that belong to somebody else's account."""
        return foreign_records(self._case)

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts named by the incoming letter and the records, the writer's apart from others'."""
        return accounts_of(self._case)
