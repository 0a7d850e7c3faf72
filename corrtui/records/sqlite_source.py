"""SQLite databases of other programs: opened read-only, one table or view read, nothing of theirs changed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corrtui.records.sheet import Faults, Sheet, Unavailable, Unusable, clean_cell, different
from corrtui.text import one_line

MAGIC = b"SQLite format 3\x00"
SECONDS = 60.0
"""A view may be a program of its own; one that runs longer is stopped."""
_CELL_BYTES = 16_000_000
_LOCK_WAIT = 2.0
_STEPS = 100_000
# Of the primary result codes, those that say something about the moment or this user, not about the content.
_MOMENTARY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
    }
)


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as every SQLite database does. Raises OSError when it cannot be read."""
    with path.open("rb") as handle:
        return handle.read(len(MAGIC)) == MAGIC


@contextmanager
def open_sqlite(path: Path, table: str) -> Iterator[Sheet]:
    """Open one table or view of a SQLite file, read-only, beside whatever program writes to it.

    Raises:
        Unavailable: locked by another program, or not to be opened by this user.
        Unusable: damaged, not a database, or without that table.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=0"
    try:
        database = sqlite3.connect(uri, uri=True, timeout=_LOCK_WAIT, isolation_level=None)
    except sqlite3.Error as error:
        raise _trouble(error, path) from error
    with closing(database):
        try:
            _guard(database)
            name = _table(database, path, table)
            # An identifier cannot be a parameter; this one came back from the database's own catalogue.
            cursor = database.execute(f'SELECT * FROM "{name.replace(chr(34), chr(34) * 2)}"')
        except sqlite3.Error as error:
            raise _trouble(error, path) from error
        columns, twice = different([one_line(column[0]) for column in cursor.description])
        yield Sheet(columns, twice, _rows(cursor, path), Faults("row"))


def _guard(database: sqlite3.Connection) -> None:
    end = time.monotonic() + SECONDS
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _CELL_BYTES)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    database.text_factory = _decoded


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _table(database: sqlite3.Connection, path: Path, table: str) -> str:
    catalogue = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    names = [str(row[0]) for row in catalogue if not str(row[0]).startswith("sqlite_")]
    if table in names:
        return table
    if not table and len(names) == 1:
        return names[0]
    shown = ", ".join(f"“{one_line(name, 40)}”" for name in names[:12]) or "none"
    title = (
        f"{path.name} has no table “{one_line(table, 40)}”" if table else f"no table of {path.name} is named"
    )
    raise Unusable(title, f"its tables and views: {shown}", "name one of them as table = …")


def _rows(cursor: sqlite3.Cursor, path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(cursor, start=1):
            yield number, [_shown(value) for value in row]
    except sqlite3.Error as error:
        raise _trouble(error, path) from error


def _shown(value: str | bytes | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_cell(value)
    if isinstance(value, bytes):
        return f"({len(value):,} bytes)"
    return str(value)


def _trouble(error: sqlite3.Error, path: Path) -> Unusable:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _MOMENTARY:
        return Unavailable(f"{path.name} cannot be read now", str(error), "it is tried again by itself")
    if code == sqlite3.SQLITE_INTERRUPT:
        return Unusable(
            f"{path.name} needs more than {SECONDS:.0f} s", "", "export that view as a table or as CSV"
        )
    return Unusable(f"{path.name} cannot be read as a database", str(error), "export it again")
