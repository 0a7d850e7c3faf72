"""Place: a position in a control log that can be written down and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

GENESIS = "0" * 64
"""The hash before the first line."""


@dataclass(frozen=True, slots=True)
class Place:
    """The end of one entry of a log; without arguments the beginning of every log.

    Attributes:
        n: running number of the entry; 0 at the beginning.
        hash: its hash, 64 hexadecimal digits.
        where: what lets the log find it again; opaque to all but the log that gave it.
    """

    n: int = 0
    hash: str = GENESIS
    where: str = ""
