"""The day's seal: how many entries the log held and how its hash began, in a form that is typed from paper.

`1234-9f2c 01ab 77de 0c55`: entry 1234 had a hash that begins so. A chain shows that no line inside it was
altered; only a seal kept elsewhere shows that the log was not cut off at its end, or written anew as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrtui.control.place import GENESIS
from corrtui.errors import SettingsError
from corrtui.text import one_line

_PRINTED, _LEAST, _MOST = 16, 12, 64
EXAMPLE = "1234-9f2c 01ab 77de 0c55"
_FORM = re.compile(
    r"""\W* (?:seal (?:\s+of\s+the\s+day)? [\s:]*)?
        ([\doil] [\doil,]{0,18}) [-:/\s]+    # the hyphen after the count may have been typed as a blank
        ([\da-foil] [\da-foil\s-]*) \W*""",
    re.VERBOSE | re.ASCII,
)
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
_TAKEN_FOR = str.maketrans({"o": "0", "l": "1", "i": "1"})
"""What is read from paper for a digit no hash has."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a tally says of the log at the end of its day.

    Attributes:
        entries: number of the last entry, from 1; 0 for a log without entries.
        digits: how its hash begins: 12 to 64 hexadecimal digits, lower case.
    """

    entries: int
    digits: str

    def __str__(self) -> str:
        groups = [self.digits[at : at + 4] for at in range(0, len(self.digits), 4)]
        return f"{self.entries}-{' '.join(groups)}"


def seal_of(entries: int, last_hash: str) -> Seal:
    """Return the seal of a log after entry `entries`, whose hash is `last_hash`, as it is printed."""
    return Seal(entries, (last_hash or GENESIS)[:_PRINTED])


def parse_seal(text: str) -> Seal:
    """Return the seal a person typed; blanks, case and more hyphens do not matter, nor does O for 0, l for 1.

    Raises:
        SettingsError: this is no seal.
    """
    found = _FORM.fullmatch(_DASHES.sub("-", text.casefold()))
    if found is None:
        raise _unreadable(text, "a number of entries, a hyphen, and hexadecimal digits were expected")
    entries = re.sub(r"[\s,]", "", found[1]).translate(_TAKEN_FOR)
    digits = re.sub(r"[\s-]", "", found[2]).translate(_TAKEN_FOR)
    if not _LEAST <= len(digits) <= _MOST:
        raise _unreadable(text, f"{len(digits)} digits of the hash; {_LEAST} to {_MOST} are needed")
    return Seal(int(entries), digits)


def _unreadable(text: str, why: str) -> SettingsError:
    return SettingsError(
        f"“{one_line(text, 80)}” is no seal", why, f'type it as the tally has it, e.g. --seal "{EXAMPLE}"'
    )


def seal_problem(seal: Seal, entries: int, found: str) -> str:
    """Return in words what differs between a seal and the log; empty when the log still holds it.

    Args:
        seal: from a tally.
        entries: how many entries of the log hold together.
        found: the hash of entry `seal.entries`; empty when there is no such entry.
    """
    if seal.entries == 0:
        found = GENESIS
    if not found:
        return f"the log has only {entries} entries: its end was cut off, or the seal is not this log's"
    if found.startswith(seal.digits):
        return ""
    there = seal_of(seal.entries, found)
    if _misread(seal.digits, found):
        return f"entry {seal.entries} has {there}: one or two digits differ, look at the paper again"
    return f"entry {seal.entries} has another hash, {there}: the log was written anew, or is another log"


def _misread(digits: str, found: str) -> bool:
    return sum(a != b for a, b in zip(digits, found, strict=False)) <= 2
