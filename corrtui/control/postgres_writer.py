"""Writing into a log on a server: the desk's lock, and one commit an append, also when the line breaks in it.

Lock and INSERT share one connection: who loses the one has lost the other.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString

from corrtui.control.postgres_connect import Connection
from corrtui.control.postgres_link import ConnectionLost, Link, rows
from corrtui.errors import CorrtuiError, LogUncertain, ServerAway

_LOCK_PATIENCE = 20.0
_COMMIT = 10.0
_IN_DOUBT = 3.0
_INSERT: LiteralString = (
    "WITH entered AS (INSERT INTO corrtui.line (desk, n, letter, line)"
    " SELECT %(desk)s, * FROM unnest(%(numbers)s::bigint[], %(letters)s::text[], %(lines)s::text[]))"
    " SELECT pg_notify('corrtui', %(desk)s || ' entry')"
)


class PostgresWriter:
    """The one connection of a process that locks a desk's log and appends to it.

    Args:
        link: that connection; nothing else uses it.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._desk = link.address.desk
        self._key = lock_key(self._desk)
        self._writing = threading.RLock()
        self._depth = 0
        self._lost = ""

    def close(self) -> None:
        """Give the connection back."""
        self._link.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the log alone, across threads, processes and machines; re-entrant.

        Raises:
            ServerAway: the server cannot be reached.
            CorrtuiError: another process held the lock for 20 seconds.
        """
        with self._writing:
            if self._depth == 0:
                self._take_lock()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._give_lock_back()

    def _take_lock(self) -> None:
        self._lost = ""
        until = time.monotonic() + _LOCK_PATIENCE
        while not self._link.again(self._wait_for_turn):
            if time.monotonic() > until:
                raise CorrtuiError(
                    "The control log is held by another process",
                    f"{self._link.address.shown}: no turn within {_LOCK_PATIENCE:.0f} s",
                    "see who holds it in pg_stat_activity; nothing was entered",
                )

    def _wait_for_turn(self, connection: Connection) -> bool:
        """Wait for the lock, in the order of coming, as long as the session's lock_timeout lets us."""
        import psycopg

        try:
            connection.execute("SELECT pg_advisory_lock(%s)", [self._key])
        except psycopg.errors.LockNotAvailable:
            return False
        return True

    def _give_lock_back(self) -> None:
        try:
            self._link.once(lambda c: c.execute("SELECT pg_advisory_unlock(%s)", [self._key]))
        except (ConnectionLost, CorrtuiError):
            self._link.close()  # the lock goes with its connection

    def ask(self, statement: LiteralString, **values: object) -> list[tuple[Any, ...]]:
        """Ask under the lock.

        Raises:
            CorrtuiError: the connection, and the lock with it, was lost: nothing was entered.
        """
        if not self._lost:
            try:
                return self._link.once(lambda connection: rows(connection, statement, values))
            except ConnectionLost as error:
                self._lost = str(error)
        raise self._nothing_entered()

    def insert(self, docs: Sequence[dict[str, Any]], lines: Sequence[str]) -> None:
        """Enter lines that follow the last one, under the lock; on return the server has them on its disk.

        Args:
            docs: what they say, with number and hash.
            lines: the lines themselves, without their ends.

        Raises:
            LogUncertain: the connection was lost in the middle; whether they are entered, nobody says.
            CorrtuiError: they are not.
        """
        values = {
            "desk": self._desk,
            "numbers": [doc["n"] for doc in docs],
            "letters": [str(doc.get("letter", "")) for doc in docs],
            "lines": list(lines),
        }
        try:
            self._link.once(lambda connection: rows(connection, _INSERT, values), seconds=_COMMIT)
        except ConnectionLost as error:
            self._lost = str(error)
            if not self._is_entered(docs[-1]["n"], lines[-1]):
                raise self._nothing_entered() from None

    def _is_entered(self, n: int, line: str) -> bool:
        """Find out whether the line that was under way when the connection broke is in the log.

        It is when it stands there. It is not when it does not and the lock is ours again: the server gives
        it only when it has ended the broken session, with whatever was under way in it.

        Raises:
            LogUncertain: the server does not say within three seconds.
        """
        until = time.monotonic() + _IN_DOUBT
        statement: LiteralString = "SELECT line FROM corrtui.line WHERE desk = %(desk)s AND n = %(n)s"
        values = {"desk": self._desk, "n": n}
        while time.monotonic() < until:
            try:
                self._link.connect(patient=False)
                held = self._link.once(self._wait_for_turn)
                found = self._link.once(lambda connection: rows(connection, statement, values))
            except (ConnectionLost, CorrtuiError) as error:
                if not isinstance(error, ServerAway):
                    self._link.close()  # a lock that may be ours goes with it
                time.sleep(0.05)
                continue
            if held or found:
                return found == [(line,)]
        raise LogUncertain(
            "The control log's server was lost in the middle of an entry: it may be entered or not",
            f"{self._link.address.shown}, entry {n}: {self._lost}",
            "wait until the server is back, then look at the letter before doing it again",
        )

    def _nothing_entered(self) -> CorrtuiError:
        return CorrtuiError(
            "The connection to the control log's server was lost: nothing was entered",
            f"{self._link.address.shown}: {self._lost}",
            "drafts are kept; do it again when it is back",
        )


def lock_key(desk: str) -> int:
    """Return the advisory lock of a desk's log: the number the server knows it by."""
    digest = hashlib.sha256(f"corrtui log {desk}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
