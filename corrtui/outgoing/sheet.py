"""One letter ready for the page: the parts the clerk wrote and what the house adds to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corrtui.letters.parts import LetterParts
    from corrtui.settings import Office

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Spelled out here, so that no locale changes a dateline."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What `render` prints; two equal sheets give the same bytes."""

    office: Office
    """For the letterhead."""
    parts: LetterParts
    date: dt.date
    """Date of the letter, a day of the office."""
    control_no: str
    signer_name: str
    signer_title: str = ""
    reference_initials: str = ""
    """Signer in capitals, typist small: "MRS:dv"."""
    copies: tuple[str, ...] = ()
    """Who gets a copy besides those the draft names; a name in both prints once."""

    @property
    def dateline(self) -> str:
        """The date as a letter writes it: "November 22, 2026"."""
        return f"{MONTHS[self.date.month - 1]} {self.date.day}, {self.date.year}"

    @property
    def all_copies(self) -> tuple[str, ...]:
        """Names on the cc lines, those of the draft first."""
        once: dict[str, str] = {}
        for name in (*self.parts.copies, *self.copies):
            once.setdefault(name.casefold(), name)
        return tuple(once.values())
