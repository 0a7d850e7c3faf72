"""Auditing the checkpoint: it is made once more from the log, beside the other, and the two are compared.

Memory stays flat however long the log is: what is made is a file as well, and both are read row by row.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from corrtui.control.checkpoint import Checkpoint
from corrtui.control.checkpoint_file import CheckpointFile, NoCheckpoint
from corrtui.control.entry import Entry
from corrtui.control.log import ControlLog
from corrtui.control.place import Place
from corrtui.control.register import Register

_TABLES = (
    ("standing", "no", "open letter", ("rank", "doc")),
    ("ranks", "rank", "open letters of the rank", ("numbers",)),
    ("letter", "no", "letter", ("first", "sha", "sent")),
    ("closed", "no", "closed letter", ("doc",)),
    ("stem", "stem", "last number of the day", ("last",)),
    ("day", "day", "entries of the day", ("first", "last")),
    ("intents", "by", "acts of", ("doc",)),
)
"""Table, its key, what a row is, what must be the same."""
_NAMED = 3
_TRIES = 5
"""A desk that is open writes the checkpoint on while the log is read."""


class _Made(Checkpoint):
    """The checkpoint that is made to compare with: its place is that of the entry folded last."""

    def __init__(self, path: Path, log: ControlLog) -> None:
        super().__init__(path, log)
        self.at = Place()

    def place(self) -> Place:
        return self.at

    def noting(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            self.at = Place(entry.n, entry.hash)
            yield entry


def differences(path: Path, log: ControlLog, entries: Iterable[Entry] | None = None) -> tuple[str, ...]:
    """Return in words where the checkpoint at `path` is not what the log says; empty when it is, or is none.

    Args:
        path: `control/register.sqlite` of the desk.
        log: the log.
        entries: all of the log, oldest first, if it is not to be read from `log`.
    """
    made = _Made(path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp"), log)
    try:
        return tuple(_compare(CheckpointFile(path), made, entries or log.everything()))
    finally:
        made.file.remove()


def _compare(file: CheckpointFile, made: _Made, entries: Iterable[Entry]) -> Iterator[str]:
    register = Register(made.log.history, made)
    left = made.noting(entries)
    for _ in range(_TRIES):
        try:
            with file.reading() as (_, state):
                pass
            register.take(islice(left, max(0, state.n - made.at.n)))
            if made.at.n < state.n:
                yield f"{file.path.name} is ahead of the log: it ends at entry {made.at.n}, not {state.n}"
                return
            register.save()
            with file.reading() as (db, state):
                db.execute("COMMIT")
                db.execute("ATTACH ? AS made", (f"{made.file.path.absolute().as_uri()}?mode=ro",))
                db.execute("BEGIN")
                state = file.state(db) or state
                if state.n != made.at.n:
                    continue
                if state.hash != made.at.hash:
                    yield f"{file.path.name} was made from another log: entry {state.n} has another hash"
                    return
                yield from _rows(file.path.name, db)
                return
        except NoCheckpoint:
            return  # there is none that would be used, or there is no room for another


def _rows(name: str, db: sqlite3.Connection) -> Iterator[str]:
    for table, key, words, columns in _TABLES:
        same = " AND ".join(f"one.{column} IS other.{column}" for column in columns)
        found: list[str] = []
        # Not every closed letter need be in the checkpoint.
        for one, other in [("main", "made")] if table == "closed" else [("main", "made"), ("made", "main")]:
            rows = db.execute(
                f"SELECT one.{key} FROM {one}.{table} AS one LEFT JOIN {other}.{table} AS other"
                f" ON other.{key} = one.{key} AND {same} WHERE other.{key} IS NULL LIMIT {_NAMED + 1}"
            )
            found += [row[0] for row in rows if row[0] not in found]
        if found:
            more = ", …" if len(found) > _NAMED else ""
            yield f"{name} is not what the log says: {words} {', '.join(found[:_NAMED])}{more}"
    differing = "SELECT one.balance IS NOT other.balance FROM main.state AS one, made.state AS other"
    if db.execute(differing).fetchone() == (1,):
        yield f"{name} is not what the log says: the number of open letters, counted entry by entry"
    differing = "SELECT one.rules IS NOT other.rules FROM main.state AS one, made.state AS other"
    if db.execute(differing).fetchone() == (1,):
        yield f"{name} is not what the log says: what the office changed of the clocks"
