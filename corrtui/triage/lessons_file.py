"""What an office's decisions taught, as a file that is read back at once; another release learns anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corrtui.triage.learning import NEWEST, Lesson, Lessons
from corrtui.triage.packed import pack_numbers, unpack_numbers

_VERSION = 3


def to_bytes(lessons: Lessons) -> bytes:
    """Return the bytes of a file: a line of JSON, marks and counts of each category, marks of each letter."""
    codes = list(lessons.counts)
    header: Mapping[str, Any] = {
        "version": _VERSION,
        "upto": lessons.upto,
        "seal": lessons.seal,
        "taught": lessons.taught,
        "score": lessons.score,
        "agreed": lessons.agreed,
        "sizes": {code: len(lessons.counts[code]) for code in codes},
        "kept": [
            [len(one.marks), one.suggested, one.step, one.right, one.like] for one in lessons.kept.values()
        ],
        "likened": lessons.likened,
        "stale": lessons.stale,
    }
    parts = [json.dumps(header).encode(), b"\n"]
    rows = [part for code in codes for part in (lessons.counts[code].keys(), lessons.counts[code].values())]
    parts += map(pack_numbers, (*rows, *(lesson.marks for lesson in lessons.kept.values())))
    return b"".join(parts)


def from_bytes(data: bytes) -> Lessons:
    """Return what to_bytes gave.

    Raises:
        ValueError: it is no such file, or not whole.
        KeyError: a value is missing in its first line.
    """
    line, _, rest = data.partition(b"\n")
    header = json.loads(line)
    sizes = header["sizes"]
    if header["version"] != _VERSION:
        raise ValueError("lessons of another release")
    if len(rest) != 8 * sum(sizes.values()) + 4 * sum(size for size, *_ in header["kept"]):
        raise ValueError("lessons that are not whole")
    numbers = unpack_numbers(rest)
    counts, at = {}, 0
    for code, size in sizes.items():
        counts[code] = dict(zip(numbers[at : at + size], numbers[at + size : at + 2 * size], strict=True))
        at += 2 * size
    kept = {}
    for number, (size, *judged) in zip(header["taught"], header["kept"], strict=True):
        kept[number] = Lesson(numbers[at : at + size], *judged)
        at += size
    newest = {number: frozenset(kept[number].marks) for number in list(kept)[-NEWEST:]}
    return Lessons(
        upto=header["upto"],
        seal=header["seal"],
        taught=header["taught"],
        counts=counts,
        score=header["score"],
        agreed=header["agreed"],
        newest=newest,
        likened=header["likened"],
        kept=kept,
        stale=header["stale"],
    )
