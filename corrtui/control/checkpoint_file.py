"""The checkpoint's file, `control/register.sqlite`: made, locked, asked in short transactions, thrown away.

It is a cache and nobody waits for it long: whatever SQLite says against it means that there is none.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corrtui.control.letter_doc import FIELDS
from corrtui.files import exclusive

_PATIENCE = 2.0
"""Seconds to wait for a colleague who writes."""
_FOLD = 1
"""Raise it when the fold gives another letter from the same entries."""
_TABLES = """
CREATE TABLE state(
    one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER, hash TEXT, place TEXT, lineage TEXT, balance INTEGER,
    standing INTEGER, rules TEXT, crc INTEGER
);
CREATE TABLE letter(
    first INTEGER PRIMARY KEY, no TEXT NOT NULL UNIQUE, sha BLOB NOT NULL, sent TEXT NOT NULL, crc INTEGER
);
CREATE INDEX letter_sha ON letter(sha);
CREATE TABLE standing(no TEXT PRIMARY KEY, rank TEXT NOT NULL, doc TEXT NOT NULL, crc INTEGER);
CREATE TABLE ranks(rank TEXT PRIMARY KEY, numbers TEXT NOT NULL, crc INTEGER);
CREATE TABLE closed(no TEXT PRIMARY KEY, doc TEXT NOT NULL, crc INTEGER);
CREATE TABLE stem(stem TEXT PRIMARY KEY, last INTEGER NOT NULL, crc INTEGER);
CREATE TABLE day(day TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, crc INTEGER);
CREATE TABLE intents(by TEXT PRIMARY KEY, doc TEXT NOT NULL, crc INTEGER)
"""
FORM = zlib.crc32(repr((_FOLD, _TABLES, FIELDS)).encode()) & 0x7FFFFFFF
"""Form of the file: of another release's file nothing is read."""


class NoCheckpoint(Exception):
    """There is no checkpoint that can be used: the log must be asked."""


@dataclass(frozen=True, slots=True)
class State:
    """What a checkpoint says of itself.

    Attributes:
        n: number of the entry it holds the register after.
        hash: that entry's hash.
        where: where the log finds it (`Place.where`).
        lineage: made when the file was made from nothing; whoever adds to the file keeps it.
        balance: letters received and reopened less letters closed, counted entry by entry.
        standing: how many open letters it holds.
        rules: what the office changed of the clocks' rules, as last entered.
    """

    n: int
    hash: str
    where: str
    lineage: str
    balance: int
    standing: int
    rules: str = ""


def seal(*parts: object) -> int:
    """Return the check sum a row carries: a byte that the disk changed is not taken for the register."""
    return zlib.crc32("\x1f".join(map(str, parts)).encode())


class CheckpointFile:
    """One file, opened anew for every question: it may be thrown away by anybody at any time.

    Args:
        path: `control/register.sqlite` of the desk; need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_suffix(".lock")

    @contextmanager
    def reading(self) -> Iterator[tuple[sqlite3.Connection, State]]:
        """Give the file as it stands now, for one transaction.

        Raises:
            NoCheckpoint: it is not there, damaged, of another form, or cannot be read.
        """
        if not self.path.exists():
            raise NoCheckpoint
        try:
            with closing(self._connect(_PATIENCE)) as db:
                db.execute("BEGIN")
                state = self.state(db)
                if state is None:
                    raise NoCheckpoint
                yield db, state
        except (sqlite3.Error, OSError) as error:
            raise NoCheckpoint from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the file alone, made if missing; what was written stands when the block ends without error.

        Raises:
            NoCheckpoint: a colleague is writing, or the disk refuses it.
            sqlite3.DatabaseError: it is damaged.
        """
        try:
            with exclusive(self._lock, 0) as mine:
                if not mine:
                    raise NoCheckpoint
                # SQLite would make it so that colleagues may not write in it.
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660))
                with closing(self._connect(0)) as db:
                    db.execute("BEGIN IMMEDIATE")
                    yield db
                    db.execute("COMMIT")
        except (sqlite3.OperationalError, OSError) as error:  # locked, full, read-only
            raise NoCheckpoint from error

    def _connect(self, patience: float) -> sqlite3.Connection:
        db = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", timeout=patience, uri=True)
        db.isolation_level = None
        db.execute("PRAGMA temp_store = MEMORY")
        return db

    @staticmethod
    def state(db: sqlite3.Connection) -> State | None:
        """Return what the file says of itself; None when it is empty or of another form.

        Raises:
            sqlite3.DatabaseError: it is damaged.
        """
        if db.execute("PRAGMA user_version").fetchone()[0] != FORM:
            return None
        row = db.execute(
            "SELECT n, hash, place, lineage, balance, standing, rules, crc FROM state"
        ).fetchone()
        if row is None or seal(*row[:-1]) != row[-1]:
            raise sqlite3.DatabaseError("the state is not what was written")
        return State(*row[:-1])

    @staticmethod
    def make(db: sqlite3.Connection) -> None:
        """Begin anew in the transaction: no table, whatever there was."""
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            db.execute(f'DROP TABLE "{name}"')
        for statement in _TABLES.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {FORM}")

    def remove(self) -> None:
        """Remove a file nobody else knows of, and its lock."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            self._lock.unlink(missing_ok=True)

    def discard(self) -> bool:
        """Throw the contents away; True when there was a file and it is empty now.

        In place: a name that another process has open must not stand for two files.
        """
        try:
            with exclusive(self._lock, _PATIENCE) as mine:
                if not mine or not self.path.exists():
                    return False
                self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
                os.truncate(self.path, 0)
                return True
        except OSError:
            return False
