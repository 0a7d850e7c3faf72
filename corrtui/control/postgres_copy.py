"""A control log on a PostgreSQL server as an end of a copy: held while read, written in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

from corrtui.control.postgres_address import read_url
from corrtui.control.postgres_connect import Connection, in_words, need_driver, reach
from corrtui.control.postgres_cursor import PAGE, table_line
from corrtui.control.postgres_session import DEAD
from corrtui.control.postgres_writer import lock_key
from corrtui.control.segments import Line
from corrtui.errors import CorrtuiError, Refused

_NO_LIMIT: LiteralString = (
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
)
_LINES: LiteralString = (
    "SELECT n, letter, line FROM corrtui.line WHERE desk = %(desk)s AND n > %(n)s ORDER BY n LIMIT %(page)s"
)


class PostgresPlace:
    """The log of a desk on a server.

    Args:
        url: where it is.

    Raises:
        SettingsError: the url cannot be read, or psycopg is not installed.
    """

    def __init__(self, url: str) -> None:
        need_driver()
        self._address = read_url(url)
        self._desk = self._address.desk
        self.shown = self._address.shown

    def size(self) -> int:
        """See `LogPlace.size`."""
        with self._transaction() as connection:
            statement: LiteralString = (
                "SELECT coalesce(sum(octet_length(line) + 1), 0)::bigint FROM corrtui.line WHERE desk = %s"
            )
            [(size,)] = connection.execute(statement, [self._desk]).fetchall()
            return int(size)

    @contextmanager
    def held(self) -> Iterator[Callable[[], Iterator[Line]]]:
        """See `LogPlace.held`."""
        with self._alone() as connection:
            if self._is_empty(connection):
                raise Refused("There is no control log", f"{self.shown}: desk {self._desk} has no entry")
            statement: LiteralString = (
                f"SELECT DISTINCT name FROM corrtui.claim WHERE desk = %s AND NOT {DEAD} ORDER BY name"
            )
            if seats := connection.execute(statement, [self._desk]).fetchall():
                who = ", ".join(name for (name,) in seats)
                raise Refused("The control log is in use", f"{self.shown}: {who}", "copy when all have left")
            yield lambda: self._lines(connection)

    def fill(self, lines: Iterable[Line], check: Callable[[Iterable[Line]], None]) -> None:
        """See `LogPlace.fill`."""
        with self._alone() as connection:
            if not self._is_empty(connection):
                raise Refused(
                    "There is a control log already",
                    f"{self.shown}: desk {self._desk}",
                    "name another desk in the url: ?desk=NAME",
                )
            into: LiteralString = "COPY corrtui.line (desk, n, letter, line) FROM STDIN"
            with connection.cursor() as cursor, cursor.copy(into) as copy:
                for _, _, line in lines:
                    copy.write_row(self._row(line))
            check(self._lines(connection))
            connection.execute("SELECT pg_notify('corrtui', %s)", [f"{self._desk} entry"])

    def _row(self, line: bytes) -> tuple[str, int, str, str]:
        doc = json.loads(line)
        return self._desk, doc["n"], str(doc.get("letter", "")), line.decode()

    def _is_empty(self, connection: Connection) -> bool:
        statement: LiteralString = "SELECT FROM corrtui.line WHERE desk = %s LIMIT 1"
        return not connection.execute(statement, [self._desk]).fetchall()

    def _lines(self, connection: Connection) -> Iterator[Line]:
        n = 0
        while True:
            values: dict[str, Any] = {"desk": self._desk, "n": n, "page": PAGE}
            found = connection.execute(_LINES, values).fetchall()
            for n, letter, line in found:
                yield table_line(n, letter, line)
            if len(found) < PAGE:
                return

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        with self._transaction() as connection:
            if connection.execute(
                "SELECT pg_try_advisory_xact_lock(%s)", [lock_key(self._desk)]
            ).fetchall() == [(False,)]:
                raise Refused(
                    "The control log is in use",
                    f"{self.shown}: somebody enters something",
                    "copy when all have left",
                )
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        import psycopg

        connection = reach(self._address, "log copy")
        try:
            with connection.transaction():
                connection.execute(_NO_LIMIT)
                yield connection
        except psycopg.Error as error:
            raise CorrtuiError(
                "The server broke the copying off: nothing was copied",
                f"{self.shown}: {in_words(self._address, error)}",
                "do it again",
            ) from error
        finally:
            connection.close()
