"""Making a connection to the server of a control log: with what options, how soon, and why it is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeAlias

from corrtui.control.postgres_address import Address
from corrtui.control.postgres_guard import GUARD
from corrtui.control.postgres_schema import prepare
from corrtui.errors import ServerAway, SettingsError
from corrtui.text import one_line

if TYPE_CHECKING:
    import psycopg

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"
ANSWER = 1.5
"""Seconds the server has for an answer."""
_TRANSPORT = {
    "connect_timeout": 2,
    "tcp_user_timeout": 2000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "target_session_attrs": "read-write",
}
# What the server ends by itself: a wait for a lock, a statement, the session of a clerk whose line is cut.
_SESSION = (
    "-c lock_timeout=500ms -c statement_timeout=20s -c idle_in_transaction_session_timeout=10s "
    "-c default_transaction_isolation=read\\ committed "
    "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000"
)
_TURNED_AWAY = (
    "authentication failed",
    "no password supplied",
    "pg_hba.conf",
    "does not exist",
    "could not translate host name",
    "failed to resolve host",
    "permission denied",
    "invalid",
)


def need_driver() -> None:
    """See that psycopg is there.

    Raises:
        SettingsError: it is not; it is no part of a plain installation.
    """
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise SettingsError(
            "A control log on PostgreSQL needs psycopg", str(error), "pip install 'corrtui[postgres]'"
        ) from error


def in_words(address: Address, error: Exception) -> str:
    """Return what driver or server say of an error, on one line and without the password."""
    return one_line(address.without_password(str(error)), 300) or type(error).__name__


def reach(address: Address, who: str) -> Connection:
    """Connect, in seconds, and see that the log's tables are there.

    Raises:
        ServerAway: the server cannot be reached; the detail says why.
        SettingsError: it does not take this user, password or database.
    """
    import psycopg

    try:
        connection = _open(address, who)
        try:
            with GUARD.limit(connection.fileno(), ANSWER):
                prepare(connection)
        except BaseException:
            connection.close()
            raise
    except psycopg.Error as error:
        words = in_words(address, error)
        if any(part in words for part in _TURNED_AWAY):
            raise SettingsError(
                "The control log's server does not let us in",
                f"{address.shown}: {words}",
                "set [control] url in desk.toml, or ~/.pgpass; see docs/postgresql.md",
            ) from None
        raise ServerAway("The control log's server cannot be reached", words) from None
    return connection


def _open(address: Address, who: str) -> Connection:
    """Connect; what the url does not say itself is said here."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(address.conninfo)
    name = one_line(f"corrtui {who}", 60).strip()
    options: dict[str, Any] = {**_TRANSPORT, "application_name": name, "client_encoding": "utf8"}
    options |= {key: value for key, value in given.items() if key in options and value is not None}
    options["options"] = f"{given.get('options') or ''} {_SESSION}".strip()
    return psycopg.connect(address.conninfo, autocommit=True, **options)


class Attempt:
    """A connection being made in a thread, so that nobody need wait for it."""

    def __init__(self, make: Callable[[], Connection]) -> None:
        self._future: Future[Connection] = Future()
        self._thread = threading.Thread(target=self._run, args=[make], name="server-connect", daemon=True)
        self._thread.start()

    def _run(self, make: Callable[[], Connection]) -> None:
        try:
            self._future.set_result(make())
        except BaseException as error:
            self._future.set_exception(error)

    def done(self, seconds: float) -> bool:
        """Wait so long at most; tell whether it came to an end."""
        self._thread.join(seconds)
        return self._future.done()

    def outcome(self) -> Connection:
        """Return the connection, or raise what stood in its way."""
        return self._future.result()

    def abandon(self) -> None:
        """Nobody waits for the connection any more: it is closed as soon as it is there."""
        self._future.add_done_callback(_close)


def _close(found: Future[Connection]) -> None:
    if found.exception() is None:
        found.result().close()
