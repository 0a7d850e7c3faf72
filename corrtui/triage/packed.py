"""Whole numbers in a file: four bytes each, the lowest first, whatever machine wrote them."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return numbers from 0 to 2**32 - 1 as bytes."""
    row = array("I", numbers)
    if sys.byteorder == "big":
        row.byteswap()
    return row.tobytes()


def unpack_numbers(data: bytes) -> array[int]:
    """Return what `pack_numbers` was given.

    Raises:
        ValueError: the bytes are not a multiple of four.
    """
    row = array("I")
    row.frombytes(data)
    if sys.byteorder == "big":
        row.byteswap()
    return row
