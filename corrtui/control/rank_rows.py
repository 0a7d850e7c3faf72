"""The ranks in the checkpoint: one row a rank, with the numbers of its letters, so that the order of work of
any number of open letters is read without reading one of them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from corrtui.control.checkpoint_file import NoCheckpoint, seal
from corrtui.control.rank import Rank, rank_from_text

_AT_ONCE = 500
"""Numbers in one question to SQLite."""


def read_ranks(db: sqlite3.Connection) -> list[tuple[Rank, list[str]]]:
    """Return every rank with the numbers of its letters.

    Raises:
        NoCheckpoint: a row is not what was written.
        ValueError, TypeError: a row says nothing.
    """
    return [(rank_from_text(text), _numbers(text, *row)) for text, *row in db.execute("SELECT * FROM ranks")]


def put_ranks(db: sqlite3.Connection, ranks: Mapping[str, str], closed: Iterable[str], *, anew: bool) -> None:
    """Write the ranks of letters that changed; the letters themselves must not be written yet.

    Args:
        db: the file, in a transaction.
        ranks: control number → rank, as text, of letters that are open now.
        closed: numbers that are not open any more, or never were.
        anew: there is nothing in the file.

    Raises:
        NoCheckpoint: a row is not what was written.
    """
    before = {} if anew else _before(db, [*ranks, *closed])
    gone, come = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for number, text in before.items():
        if ranks.get(number) != text:
            gone[text].add(number)
    for number, text in ranks.items():
        if before.get(number) != text:
            come[text].add(number)
    for text in gone.keys() | come.keys():
        row = db.execute("SELECT numbers, crc FROM ranks WHERE rank = ?", (text,)).fetchone()
        numbers = set(_numbers(text, *row) if row else ()) - gone[text] | come[text]
        if numbers:
            joined = " ".join(sorted(numbers, key=lambda number: (len(number), number)))
            db.execute("REPLACE INTO ranks VALUES (?, ?, ?)", (text, joined, seal(text, joined)))
        else:
            db.execute("DELETE FROM ranks WHERE rank = ?", (text,))


def _before(db: sqlite3.Connection, numbers: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    left = iter(numbers)
    while some := list(islice(left, _AT_ONCE)):
        marks = ",".join("?" * len(some))
        found.update(db.execute(f"SELECT no, rank FROM standing WHERE no IN ({marks})", some).fetchall())
    return found


def _numbers(text: str, joined: str, crc: int) -> list[str]:
    if seal(text, joined) != crc:
        raise NoCheckpoint
    return joined.split(" ")
