"""Naming damage: was the first bad line of a log altered, inserted, moved, or are lines before it removed?

What stands after it tells: whether the entry that should stand here comes later, whether this one does again,
and whether the next line was sealed upon this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from corrtui.control.line import body_of, chain_hash, entry_number, line_problem, parse_line


@dataclass(slots=True)
class _After:
    """What the lines after a bad one say about it; where is in words."""

    next_seals_it: bool = False
    """The next line has the number after the missing one and was sealed upon the bad line's hash."""
    missing: str = ""
    """Where the entry that should stand in its place comes after all."""
    missing_fits: bool = False
    again: str = ""
    """Where an entry of the bad line's own number comes again."""
    sealed_before: set[str] = field(default_factory=set)
    """Hashes of the entries that carry the number before the bad line's."""
    between: int = 0
    """How many of the numbers left out before the bad line come after it."""


def name_damage(line: bytes, doc: Any, last_n: int, last_hash: str, rest: Iterable[tuple[str, bytes]]) -> str:
    """Return in words what happened at a line that does not follow entry `last_n`.

    Args:
        line: the bad line without its end.
        doc: its JSON value; None when it has none.
        last_n: number of the entry before it.
        last_hash: hash of that entry.
        rest: (where, line) of every line after it; read to its end, one at a time.
    """
    wanted = last_n + 1
    entry = line_problem(line, doc, last_n, last_hash) != "the line is not an entry"
    number: int = doc["n"] if entry else 0
    after = _look_after(doc if entry else None, last_n, last_hash, rest)
    if not entry:
        if after.missing_fits:
            return f"inserted: the line is not an entry; entry {wanted} is whole on {after.missing}"
        return f"altered: the line is not an entry; entry {wanted} should stand here"
    if number == wanted:
        if after.missing_fits:
            return f"inserted: the true entry {wanted} is on {after.missing}"
        return f"altered: the hash of entry {wanted} does not fit what the line says"
    if after.next_seals_it and not after.missing:
        return f"altered: entry {wanted} should stand here, its number was changed to {number}"
    if number < wanted:
        return f"inserted: entry {number} stands here a second time"
    if not after.missing:
        gone = f"entry {wanted} is" if number == wanted + 1 or after.between else _range(wanted, number - 1)
        return f"removed: {gone} missing; entry {number} stands here"
    if after.again:
        return f"inserted: entry {number} comes again on {after.again}, where it belongs"
    if any(doc["h"] == chain_hash(before, body_of(line)) for before in after.sealed_before):
        return f"reordered: entry {number} stands here, and entry {wanted} on {after.missing}"
    return f"inserted: entry {number} belongs nowhere in this log; entry {wanted} is on {after.missing}"


def _range(first: int, last: int) -> str:
    return f"entries {first} to {last} are"


def _look_after(
    bad: dict[str, Any] | None, last_n: int, last_hash: str, rest: Iterable[tuple[str, bytes]]
) -> _After:
    after, wanted, first = _After(), last_n + 1, True
    number = bad["n"] if bad else 0
    for where, line in rest:
        found = entry_number(line)
        if bad and first and found == wanted + 1:
            after.next_seals_it = _hash_of(line) == chain_hash(bad["h"], body_of(line))
        first = False
        if found == wanted and not after.missing_fits:
            fits = not line_problem(line, parse_line(line), last_n, last_hash)
            if fits or not after.missing:
                after.missing, after.missing_fits = where, fits
        if found == number and found and not after.again:
            after.again = where
        if found and found == number - 1:
            after.sealed_before.add(_hash_of(line))
        after.between += wanted <= found < number
    return after


def _hash_of(line: bytes) -> str:
    doc = parse_line(line)
    found = doc.get("h") if isinstance(doc, dict) else ""
    return found if isinstance(found, str) else ""
