"""PostgresClaims: which session has which letter open, a row a claim; it counts while its session lives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC
from functools import partial
from itertools import islice
from typing import Any, LiteralString

from corrtui.control.claims import Seat
from corrtui.control.postgres_connect import Connection
from corrtui.control.postgres_link import Link, rows
from corrtui.control.postgres_session import DEAD, PostgresSession
from corrtui.errors import CorrtuiError, ServerAway
from corrtui.text import one_line

_BATCH = 100
_TRIES = 20
_SEE: LiteralString = (
    f"SELECT session, login, name, since, {DEAD} FROM corrtui.claim"
    " WHERE desk = %(desk)s AND letter = %(letter)s"
)
_SEE_ALL: LiteralString = (
    f"SELECT letter, session, {DEAD} FROM corrtui.claim WHERE desk = %(desk)s AND letter = ANY(%(letters)s)"
)
_CLAIM: LiteralString = (
    "INSERT INTO corrtui.claim (desk, letter, session, token, login, name)"
    " VALUES (%(desk)s, %(letter)s, %(session)s, %(token)s, %(login)s, %(name)s)"
)
_OVER: LiteralString = (
    " ON CONFLICT (desk, letter) DO UPDATE SET session = excluded.session, token = excluded.token,"
    " login = excluded.login, name = excluded.name, since = excluded.since"
)
_SAY: LiteralString = "SELECT pg_notify('corrtui', %(desk)s || ' claim')"


class PostgresClaims:
    """The claims of a desk on a server.

    Args:
        link: a connection; may be shared.
        session: this session.
        login: who works.
        name: that person's full name.
    """

    def __init__(self, link: Link, session: PostgresSession, login: str, name: str) -> None:
        self.session = session.id
        self._link = link
        self.sitting = session
        self._who: dict[str, object] = {
            "desk": link.address.desk,
            "session": session.id,
            "token": session.token,
            "login": login,
            "name": name,
        }
        self._letters: frozenset[str] = frozenset()
        self._owed: frozenset[str] = frozenset()
        """Released while the server was away."""
        session.came_back = self._claim_again

    def take(self, number: str) -> Seat | None:
        """See `Claims.take`.

        Raises:
            ServerAway: the server cannot be reached.
        """
        self._be_there()
        values = self._about(number)
        [seat] = self._link.again(lambda connection: [self._take(connection, values)])
        if seat is None:
            self._letters |= {number}
        return seat

    def _take(self, connection: Connection, values: Mapping[str, object]) -> Seat | None:
        for row in rows(connection, _SEE, values):
            if row[0] == self.session:
                return None
            if not row[4]:
                return _seat(row)
        with connection.transaction():
            for _ in range(_TRIES):
                found = rows(connection, f"{_SEE} FOR UPDATE", values)
                if found and found[0][0] == self.session:
                    return None
                if found and not found[0][4]:
                    return _seat(found[0])
                if found:
                    connection.execute(_CLAIM + _OVER, values)
                elif not rows(connection, f"{_CLAIM} ON CONFLICT DO NOTHING RETURNING 1", values):
                    continue  # somebody claimed it between our two looks
                connection.execute(_SAY, values)
                return None
        raise CorrtuiError("No letter can be claimed just now", str(values["letter"]), "try again")

    def take_first(self, numbers: Iterable[str]) -> str:
        """See `Claims.take_first`.

        Raises:
            ServerAway: the server cannot be reached.
        """
        self._be_there()
        left = iter(numbers)
        while batch := list(islice(left, _BATCH)):
            values = {**self._who, "letters": batch}
            if number := self._link.again(partial(self._take_first, values)):
                self._letters |= {number}
                return number
        return ""

    def _take_first(self, values: Mapping[str, Any], connection: Connection) -> str:
        """In one short transaction; a dead session's row that another is just taking is passed over."""
        with connection.transaction():
            taken = {letter: (session, dead) for letter, session, dead in rows(connection, _SEE_ALL, values)}
            for number in values["letters"]:
                about = {**values, "letter": number}
                session, dead = taken.get(number, ("", False))
                if session == self.session:
                    return str(number)
                if not session:
                    won = rows(connection, f"{_CLAIM} ON CONFLICT DO NOTHING RETURNING 1", about)
                else:
                    won = dead and rows(connection, f"{_SEE} AND {DEAD} FOR UPDATE SKIP LOCKED", about)
                    if won:
                        connection.execute(_CLAIM + _OVER, about)
                if won:
                    connection.execute(_SAY, about)
                    return str(number)
        return ""

    def seize(self, number: str) -> None:
        """See `Claims.seize`.

        Raises:
            ServerAway: the server cannot be reached.
        """
        self._be_there()
        values = self._about(number)

        def work(connection: Connection) -> None:
            with connection.transaction():
                connection.execute(_CLAIM + _OVER, values)
                connection.execute(_SAY, values)

        self._link.again(work)
        self._letters |= {number}

    def release(self, number: str) -> None:
        """See `Claims.release`; while the server is away it is owed."""
        if number in self._letters:
            self._letters -= {number}
            self._owed |= {number}
        with suppress(ServerAway):
            self._give_back()

    def _give_back(self) -> None:
        owed = self._owed
        if not owed:
            return
        self._link.ask(
            "WITH gone AS (DELETE FROM corrtui.claim WHERE desk = %(desk)s AND session = %(session)s"
            " AND letter = ANY(%(letters)s) RETURNING letter)"
            " SELECT pg_notify('corrtui', %(desk)s || ' claim') FROM gone",
            **self._who,
            letters=sorted(owed - self._letters),
        )
        self._owed -= owed

    def mine(self) -> frozenset[str]:
        """See `Claims.mine`.

        Raises:
            ServerAway: the server cannot be reached.
        """
        if not self._letters:
            return frozenset()
        found = self._link.ask(
            "SELECT letter FROM corrtui.claim WHERE desk = %(desk)s AND session = %(session)s", **self._who
        )
        self._letters &= frozenset(letter for (letter,) in found)
        return self._letters

    def others(self) -> Mapping[str, Seat]:
        """See `Claims.others`.

        Raises:
            ServerAway: the server cannot be reached.
        """
        self._give_back()
        found = self._link.ask(
            f"SELECT letter, session, login, name, since, {DEAD} FROM corrtui.claim"
            " WHERE desk = %(desk)s AND session <> %(session)s",
            **self._who,
        )
        return {letter: _seat(row) for letter, *row in found if not row[-1]}

    def close(self) -> None:
        """See `Claims.close`; what the server does not hear of, it finds out by the session's end."""
        self._owed, self._letters = self._owed | self._letters, frozenset()
        with suppress(CorrtuiError):
            self._give_back()
        self.sitting.close()

    def _about(self, number: str) -> dict[str, object]:
        return {**self._who, "letter": number}

    def _be_there(self) -> None:
        self.sitting.hold()
        self._give_back()

    def _claim_again(self) -> None:
        """The server was restarted: claim again what was ours and nobody else has by now."""
        for number in self._letters:
            self._link.ask(f"{_CLAIM} ON CONFLICT DO NOTHING", **self._about(number))


def _seat(row: Any) -> Seat:
    session, login, name, since, *_ = row
    return Seat(one_line(login, 40), one_line(name, 60), since.astimezone(UTC), session)
