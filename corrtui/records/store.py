"""A cache's file: its tables, how it is made, shared by several sessions, and replaced when it is damaged.

Everything in it can be had again: the record index from the sources, the index of look-alikes from the log.
It is as private as the folder it lies in.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corrtui.errors import CorrtuiError
from corrtui.files import exclusive
from corrtui.modes import file_mode

APPLICATION_ID = 0x436F7272
"""Written into the file's header, so that no other program's database is ever taken for ours."""
VERSION = 1
BUSY_SECONDS = 60.0
"""How long a refresh waits for another session's refresh."""

_LOG_BYTES = 4_000_000
_WRITER_KIB = 8_000

KEY, TAIL, LINK, EMAIL, ENDING = range(5)
"""Forms of a number in `numbers`: a row's own, its digits behind letters, another's, a mail address, the last
four digits of an account."""

# A row's id is its slot's id × 2³² + its place, so that a slot's rows and names are one range of ids.
SLOT_SHIFT = 32

_TABLES = """
CREATE TABLE slots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: a session may hold one for days
    declaration TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, columns TEXT NOT NULL, twice TEXT NOT NULL,
    read TEXT NOT NULL, troubles TEXT NOT NULL, used TEXT NOT NULL
);
CREATE TABLE rows (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, cells TEXT NOT NULL);
CREATE TABLE numbers (
    slot INTEGER NOT NULL, form INTEGER NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
    day TEXT NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (slot, form, kind, number, day, row)
) WITHOUT ROWID;
CREATE TABLE named (
    slot INTEGER NOT NULL, name TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (slot, name, row)
) WITHOUT ROWID;
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE VIRTUAL TABLE name_words USING fts5(
    name, content='names', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3'
);
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a cache is: its name in words, the marks in its file's header, its tables."""

    name: str
    application_id: int
    """Written into the file's header, so that no other program's database is ever taken for ours."""
    version: int
    tables: str
    patience: float
    """Seconds to wait for another session that writes in it."""


RECORDS = Shape("record index", APPLICATION_ID, VERSION, _TABLES, BUSY_SECONDS)


class NotOurs(CorrtuiError):
    """The file at the index's place belongs to another program or to a newer corrtui; it is left alone."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file itself is broken, not that it is busy or out of reach."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Store:
    """The open file: one connection to read, others for each refresh.

    Args:
        path: the file.
        shape: what it is.
    """

    def __init__(self, path: Path, shape: Shape = RECORDS) -> None:
        self.path = path
        self._shape = shape
        self._inode = 0
        self.reader = self._open()

    def _open(self) -> sqlite3.Connection:
        """Open the file, making or replacing it where needed.

        Raises:
            NotOurs: the file is somebody else's.
            OSError, sqlite3.Error: the folder or file cannot be written.
        """
        for make in (False, True):
            if make:
                self._make()
            # Looked up before the file is opened: if a colleague replaces it between, `follow` notices.
            with suppress(FileNotFoundError):
                self._inode = self.path.stat().st_ino
            connection = self._current()
            if connection is not None:
                return connection
        raise OSError(f"{self.path} cannot be made a database")

    def _current(self) -> sqlite3.Connection | None:
        """Return a connection to a file that is ours and current; None when it has to be made."""
        if not self.path.exists():
            return None
        if not os.access(self.path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, "no permission to write", str(self.path))
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=self._shape.patience,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if (owner != self._shape.application_id and tables) or version > self._shape.version:
                raise NotOurs(
                    f"The {self._shape.name} cannot be kept in this file",
                    f"{self.path} is a database of another program or of a newer corrtui",
                    "move that file away, or name another place for the index",
                )
            if owner == self._shape.application_id and version == self._shape.version and tables:
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA temp_store = MEMORY")
                connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
                return connection
        except sqlite3.DatabaseError as error:
            connection.close()
            if is_damage(error):
                return None
            raise
        except NotOurs:
            connection.close()
            raise
        connection.close()
        return None

    def _make(self) -> None:
        """Make the file unless a colleague just did. What lies there and is no sound index is removed."""
        with exclusive(self.path.with_name(self.path.name + ".lock"), self._shape.patience) as alone:
            if not alone:
                raise OSError(f"another session has been making {self.path} for {self._shape.patience:.0f} s")
            made = self._current()
            if made is not None:
                made.close()
                return
            # It is made under another name and moved to its own when it is whole: a session that looks
            # without the lock would take tables whose mark it did not see yet for another program's.
            new = self.path.with_name(self.path.name + ".new")
            for path in (self.path, new):
                for ending in ("", "-wal", "-shm", "-journal"):
                    path.with_name(path.name + ending).unlink(missing_ok=True)
            handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
            # Colleagues share the index where they share the folder.
            os.fchmod(handle, file_mode(self.path.parent))
            os.close(handle)
            connection = sqlite3.connect(new, isolation_level=None)
            try:
                # Readers of a WAL database are not stopped by a refresh; where the file system cannot do it,
                # SQLite stays with its journal and a reader waits.
                connection.execute("PRAGMA journal_mode = WAL")
                shape = self._shape
                ours = (
                    f"PRAGMA application_id = {shape.application_id}; PRAGMA user_version = {shape.version};"
                )
                connection.executescript(f"BEGIN; {shape.tables} {ours} COMMIT;")
            finally:
                connection.close()
            new.replace(self.path)

    def follow(self) -> bool:
        """Open the file anew when it was replaced or removed; True if so: slots known until now are void."""
        try:
            same = self.path.stat().st_ino == self._inode
        except FileNotFoundError:
            same = False
        if not same:
            self._reopen()
        return not same

    def replace(self) -> None:
        """Put an empty index in the place of one that proved damaged, unless a colleague has done so."""
        with suppress(FileNotFoundError):
            if self.path.stat().st_ino == self._inode:
                self.path.unlink()
        self._reopen()

    def _reopen(self) -> None:
        old = self.reader
        self.reader = self._open()
        old.close()

    @contextmanager
    def writer(self) -> Iterator[sqlite3.Connection]:
        """Give a second connection for a refresh, so that lookups go on beside it."""
        connection = self._current()
        if connection is None:
            raise sqlite3.OperationalError(f"{self.path} is gone")
        try:
            connection.execute(f"PRAGMA cache_size = -{_WRITER_KIB}")
            yield connection
        finally:
            connection.close()

    def close(self) -> None:
        """Close the reading connection; the file stays."""
        self.reader.close()


class MemoryStore(Store):
    """An index for one session, in memory: where it cannot be kept, no record is written elsewhere."""

    def __init__(self) -> None:
        self.path = Path("(memory)")
        self._make_anew()

    def _make_anew(self) -> None:
        self._place = f"file:corrtui-records-{secrets.token_hex(8)}?mode=memory&cache=shared"
        self.reader = self._connect()
        self.reader.executescript(_TABLES)
        # A lookup beside a refresh sees rows of a slot nobody asks for yet; it does not wait.
        self.reader.execute("PRAGMA read_uncommitted = ON")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._place, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    def follow(self) -> bool:
        """See `Store.follow`: nobody else can replace it."""
        return False

    def replace(self) -> None:
        """See `Store.replace`."""
        old = self.reader
        self._make_anew()
        old.close()

    @contextmanager
    def writer(self) -> Iterator[sqlite3.Connection]:
        """See `Store.writer`."""
        with closing(self._connect()) as connection:
            yield connection
