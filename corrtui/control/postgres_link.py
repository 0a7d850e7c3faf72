"""Link: one connection to the server of a control log — made when first needed, made again when it was lost.

Every call ends within seconds. While the server is away a call fails at once, and only now and then does
one try to reach it: whoever works at the desk reads why and waits for nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, LiteralString, TypeVar

from corrtui.control.postgres_address import Address
from corrtui.control.postgres_connect import ANSWER, Attempt, Connection, in_words, need_driver, reach
from corrtui.control.postgres_guard import GUARD
from corrtui.errors import CorrtuiError, ServerAway

T = TypeVar("T")
_GLANCE, _PATIENCE, _REST = 0.5, 5.0, 0.5


class ConnectionLost(Exception):
    """The connection broke while something was asked: it may be done or not. Never reaches a person."""


class Link:
    """A connection to the server, used by one thread at a time.

    Args:
        address: where the server is.
        who: login of who works, for the server's own list of sessions.

    Raises:
        SettingsError: psycopg is not installed.
    """

    def __init__(self, address: Address, who: str = "") -> None:
        need_driver()
        self.address = address
        self._who = who
        self._lock = threading.RLock()
        self._connection: Connection | None = None
        self._attempt: Attempt | None = None
        self._been_there = False
        self._rest_until = 0.0
        self._why = ""

    @property
    def hindrance(self) -> str:
        """Why the server could not be reached when it was last tried, in one line; empty while it can be."""
        connection = self._connection
        if not self._why or (connection is not None and not connection.closed):
            return ""
        error = self.away()
        return f"{error.title}: {error.detail}; {error.hint}"

    def close(self) -> None:
        """Give the connection back; the next call makes another."""
        with self._lock:
            if self._attempt is not None:
                self._attempt.abandon()
            if self._connection is not None:
                with suppress(Exception):  # a connection that is lost cannot be closed in good order
                    self._connection.close()
            self._connection = self._attempt = None

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when the server says something by itself.

        Raises:
            ConnectionLost: there is no connection.
        """
        with self._lock:
            if self._connection is None or self._connection.closed:
                raise ConnectionLost(self._why or "no connection")
            return self._connection.fileno()

    def ask(self, statement: LiteralString, **values: object) -> list[tuple[Any, ...]]:
        """Ask something that may be asked twice: a connection lost in the middle is made anew.

        Raises:
            ServerAway: the server cannot be reached.
            CorrtuiError: it refuses.
        """
        return self.again(lambda connection: rows(connection, statement, values))

    def again(self, work: Callable[[Connection], T]) -> T:
        """Do some work with the connection, once more if the connection was lost in the middle.

        Raises:
            ServerAway: the server cannot be reached.
            CorrtuiError: it refuses.
        """
        with self._lock:
            self.connect()
            try:
                return self.once(work)
            except ConnectionLost:
                self.connect()  # the server was restarted since it was last asked
            try:
                return self.once(work)
            except ConnectionLost as error:
                raise self.away(str(error)) from None

    def once(self, work: Callable[[Connection], T], seconds: float = ANSWER) -> T:
        """Do some work with the connection there is.

        Args:
            work: what to ask.
            seconds: how long the server may take.

        Raises:
            ConnectionLost: there is none, or it broke; it is not made anew.
            CorrtuiError: the server refuses; nothing was done.
        """
        import psycopg

        with self._lock:
            connection = self._connection
            if connection is None or connection.closed:
                raise ConnectionLost("no connection")
            try:
                with GUARD.limit(connection.fileno(), seconds):
                    return work(connection)
            except psycopg.Error as error:
                words = in_words(self.address, error)
                ended = (error.sqlstate or "").startswith("57P")
                if ended or connection.closed or isinstance(error, psycopg.InterfaceError):
                    self.close()
                    raise ConnectionLost(words) from error
                raise CorrtuiError(
                    "The control log's server refuses: nothing was done",
                    f"{self.address.shown}: {words}",
                    "see docs/postgresql.md, or show this to whoever keeps the server",
                ) from error
            except BaseException:
                self.close()  # interrupted: whatever the server still says belongs to nobody
                raise

    def connect(self, *, patient: bool = True) -> None:
        """See that there is a connection.

        It is made in a thread. Only the first time, when the desk opens, the thread is waited for; later a
        server that does not answer at once is away until it has answered.

        Args:
            patient: leave the server alone for a moment after it could not be reached.

        Raises:
            ServerAway: the server cannot be reached, or could not a moment ago.
            SettingsError: it does not take this user, password or database.
        """
        with self._lock:
            if self._connection is not None and not self._connection.closed:
                return
            wait = 0.0
            if self._attempt is None:
                if patient and time.monotonic() < self._rest_until:
                    raise self.away()
                self._attempt = Attempt(lambda: reach(self.address, self._who))
                wait = _GLANCE if self._been_there else _PATIENCE
            if not self._attempt.done(wait):
                raise self.away("it does not answer")
            attempt, self._attempt = self._attempt, None
            try:
                self._connection = attempt.outcome()
            except ServerAway as error:
                raise self.away(error.detail) from None
            self._been_there, self._why = True, ""

    def away(self, why: str = "") -> ServerAway:
        """Return what to raise when the server cannot be reached.

        Args:
            why: what was found out just now; the server is left alone for a moment.
        """
        if why:
            self._rest_until, self._why = time.monotonic() + _REST, why
        return ServerAway(
            "The control log's server cannot be reached",
            f"{self.address.shown}: {self._why}",
            "drafts are kept; acts wait until it is back, and the desk finds out by itself",
        )


def rows(connection: Connection, statement: LiteralString, values: Mapping[str, object]) -> list[Any]:
    """Return the rows a statement gives; none for one that gives no rows."""
    cursor = connection.execute(statement, values)
    return cursor.fetchall() if cursor.description else []
