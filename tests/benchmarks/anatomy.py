"""What the bytes of a key are made of: text, moves of the cursor, styles, erasing and repeating."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from tests.benchmarks.peers import Program
from tests.screens.pty_desk import PtyDesk

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?]*([A-Za-z])|[\r\n\x08]")
_KINDS = {
    "m": "styles",
    "K": "erasing and repeating",
    "X": "erasing and repeating",
    "b": "erasing and repeating",
}
_MOVES = "moves"


def parts_of(written: bytes) -> dict[str, int]:
    """Return how many of the bytes are text, moves, styles, erasing and repeating."""
    found = {"text": len(_SEQUENCE.sub(b"", written)), _MOVES: 0, "styles": 0, "erasing and repeating": 0}
    for sequence in _SEQUENCE.finditer(written):
        final = (sequence[1] or b"").decode()
        found[_KINDS.get(final, _MOVES)] += len(sequence[0])
    return found


def next_letter_parts(program: Program, session: PtyDesk, keys: int) -> dict[str, float]:
    """Type the key for the next letter; return the median of each part of what comes back, in bytes."""
    found = []
    for _ in range(keys):
        before = len(session.raw)
        session.measure(program.next_letter, program.quiet)
        found.append(parts_of(bytes(session.raw[before:])))
    return {kind: statistics.median(parts[kind] for parts in found) for kind in found[0]}


def print_parts(who: str, parts: dict[str, float], others: Sequence[tuple[str, float]]) -> None:
    """Print what a next letter is made of, and its text beside all the bytes of the others."""
    words = ", ".join(f"{kind} {size:,.0f} B" for kind, size in parts.items())
    print(f"  a next letter of {who}: {words}")
    for name, size in others:
        print(f"  its text alone is {parts['text'] / size:.2f} x all that {name} writes")
