"""PostgresSession: a clerk's session as the server sees it: a lock that dies with it, an ear for wake-ups.

One connection and one thread. The lock is why a claim falls free when its clerk's process or line is gone;
a wake-up only says that something is new: what it is, is read from the tables.
"""

from __future__ import annotations

import os
import secrets
import select
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import LiteralString

from corrtui.control.postgres_connect import ANSWER, Connection
from corrtui.control.postgres_link import ConnectionLost, Link
from corrtui.errors import CorrtuiError

_TICK = 1.0
_RETRY = 0.25
_GRACE = 3.0
"""Seconds after a restart of the server in which sessions come back before any is taken for dead."""
DEAD: LiteralString = "pg_try_advisory_xact_lock_shared(token)"
"""Whether the session of a claim lives no more: nobody holds its lock. Asked from another connection."""
_SWEEP: LiteralString = (
    "WITH dead AS (SELECT desk, letter FROM corrtui.claim WHERE desk = %(desk)s AND session <> %(session)s"
    f" AND {DEAD} FOR UPDATE SKIP LOCKED),"
    " gone AS (DELETE FROM corrtui.claim c USING dead d WHERE (c.desk, c.letter) = (d.desk, d.letter)"
    " RETURNING c.letter) SELECT pg_notify('corrtui', %(desk)s || ' claim') FROM gone"
)


class PostgresSession:
    """This session among those at the server. It begins when first needed.

    Args:
        link: a connection of its own; nothing else uses it.
    """

    def __init__(self, link: Link) -> None:
        self.id = f"{os.getpid()}-{secrets.token_hex(6)}"
        self.token = secrets.randbits(63)
        self.listeners: list[Callable[[], None]] = []
        """Called, from the session's thread, when something is new, or the server went or came back."""
        self.came_back: Callable[[], None] = lambda: None
        """Called when the lock is held again after it was lost."""
        self._link = link
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._held = threading.Event()
        self._lost = False
        self._closed = False
        self._wake, self._waker = -1, -1

    @property
    def desk(self) -> str:
        """Name of the desk in the database."""
        return self._link.address.desk

    def start(self) -> None:
        """Begin to listen."""
        with self._starting:
            if self._thread is None and not self._closed:
                self._wake, self._waker = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
                self._thread = threading.Thread(target=self._run, name="server-session", daemon=True)
                self._thread.start()

    def hold(self) -> None:
        """See that the session's lock is held: without it a claim would count as a dead session's.

        Raises:
            ServerAway: the server cannot be reached.
        """
        self.start()
        if not self._held.wait(0 if self._lost else ANSWER):
            raise self._link.away()

    def close(self) -> None:
        """End it; the server gives the lock free."""
        with self._starting:
            self._closed = True
            thread, self._thread = self._thread, None
        if thread is not None:
            os.write(self._waker, b"x")
            thread.join(2 * ANSWER)
            os.close(self._waker)
            os.close(self._wake)
        self._link.close()

    def _run(self) -> None:
        while not self._closed:
            try:
                self._link.connect()
                self._link.once(self._sit_down)
                self._held.set()
                if self._lost:
                    self._lost = False
                    self.came_back()
                self._tell()
                self._listen()
            except (ConnectionLost, CorrtuiError, OSError, ValueError) as error:
                if not isinstance(error, CorrtuiError):  # a descriptor closed under our hands is a lost one
                    self._link.away(str(error))
                self._held.clear()
                if not self._lost:
                    self._lost = True
                    self._tell()
                select.select([self._wake], [], [], _RETRY)

    def _sit_down(self, connection: Connection) -> None:
        connection.add_notify_handler(lambda note: self._heard(note.payload))
        connection.execute("LISTEN corrtui")
        connection.execute("SELECT pg_advisory_lock(%s)", [self.token])

    def _listen(self) -> None:
        """Sleep until something comes; sweep up after the dead meanwhile.

        Raises:
            ConnectionLost: the server is gone.
        """
        values = {"desk": self.desk, "session": self.id}
        begun = time.monotonic()
        while not self._closed:
            heard = self._link.fileno()
            ready = select.select([heard, self._wake], [], [], _TICK)[0]
            if heard in ready:
                self._link.once(lambda connection: connection.execute("SELECT 1"))
            elif not ready and time.monotonic() - begun > _GRACE:
                self._link.once(lambda connection: connection.execute(_SWEEP, values))

    def _heard(self, payload: str) -> None:
        if payload.partition(" ")[0] == self.desk:
            self._tell()

    def _tell(self) -> None:
        for listener in list(self.listeners):
            with suppress(RuntimeError):  # the screen is closing
                listener()


class PostgresChanges:
    """Tells when a colleague entered, claimed or left something.

    Args:
        session: this session.
        on_change: called from another thread; what is new must be looked up.
    """

    def __init__(self, session: PostgresSession, on_change: Callable[[], None]) -> None:
        self._session = session
        self._on_change = on_change

    def start(self) -> None:
        """Begin."""
        self._session.listeners.append(self._on_change)
        self._session.start()

    def stop(self) -> None:
        """End; no call comes any more that has not begun."""
        with suppress(ValueError):
            self._session.listeners.remove(self._on_change)
