"""PostgresCursor: how far this process has read a log on a server, and reading on from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, LiteralString

from corrtui.control.line import line_problem
from corrtui.control.place import GENESIS, Place
from corrtui.control.postgres_address import Address
from corrtui.control.segments import Line
from corrtui.errors import LogDamaged

PAGE = 2000
"""Lines fetched at once."""
_NEW: LiteralString = (
    "SELECT n, letter, line FROM corrtui.line WHERE desk = %(desk)s AND n >= %(n)s ORDER BY n LIMIT %(page)s"
)
_PAIR: LiteralString = (
    "SELECT n, letter, line FROM corrtui.line WHERE desk = %(desk)s AND n BETWEEN %(n)s - 1 AND %(n)s"
    " ORDER BY n"
)
Ask = Callable[..., list[tuple[Any, ...]]]
"""How to ask the server: statement, then its values by name."""


class PostgresCursor:
    """A place in the lines of a desk. Not safe for threads by itself.

    Args:
        address: whose lines, for the statements and the messages.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self.last_n = 0
        self.last_hash = GENESIS

    @property
    def place(self) -> Place:
        """Where it stands; the number says it all."""
        return Place(self.last_n, self.last_hash)

    def go(self, n: int, last_hash: str) -> None:
        """Stand after a line that this process has just appended here."""
        self.last_n, self.last_hash = n, last_hash

    def resume(self, place: Place, ask: Ask) -> bool:
        """Go to `place` if the log holds exactly that entry there, its hash right for its line.

        Returns:
            False: it does not; the cursor stands where it stood.
        """
        if place == Place():
            self.go(0, GENESIS)
            return True
        if place.n < 1 or place.where:
            return False
        found = ask(_PAIR, desk=self._address.desk, n=place.n)
        if not found:
            return False
        before = _seal_of(found[0][2]) if len(found) == 2 else GENESIS
        n, letter, line = found[-1]
        if row_problem(n, letter, line, place.n - 1, before) or _seal_of(line) != place.hash:
            return False
        self.go(place.n, place.hash)
        return True

    def read_on(self, ask: Ask) -> Iterator[dict[str, Any]]:
        """Yield every line after this place, oldest first, and stand after it.

        The line before the place is fetched again: it must still be what it was.

        Raises:
            LogDamaged: the chain does not hold; the message names the entry.
        """
        while True:
            found = new = ask(_NEW, desk=self._address.desk, n=self.last_n, page=PAGE)
            if self.last_n:
                if not found or found[0][0] != self.last_n or self.last_hash != _seal_of(found[0][2]):
                    raise self._damage(self.last_n, "it was there and is not there any more, or is another")
                new = found[1:]
            for n, letter, line in new:
                if problem := row_problem(n, letter, line, self.last_n, self.last_hash):
                    raise self._damage(self.last_n + 1, problem)
                doc = _parsed(line)
                self.go(n, doc["h"])
                yield doc
            if len(found) < PAGE:
                return

    def _damage(self, n: int, what: str) -> LogDamaged:
        return LogDamaged(
            "The control log has been altered or damaged",
            f"{self._address.shown}, entry {n}: {what}",
            "leave the database as it is, run `corrtui verify`, and restore it from the last backup",
        )


def row_problem(n: int, letter: str, line: str, last_n: int, last_hash: str) -> str:
    """Return in words what is wrong with a row that should follow entry `last_n`; empty when nothing is."""
    doc = _parsed(line)
    if problem := line_problem(line.encode(), doc, last_n, last_hash):
        return problem
    if not _columns_fit(n, letter, doc):
        return "number or letter beside its line are not those in the line: they were altered"
    return ""


def table_line(n: int, letter: str, line: str) -> Line:
    """Return a row as a line to be checked: one that contradicts the columns it is found by is altered."""
    fits = _columns_fit(n, letter, _parsed(line))
    return "table corrtui.line", n, line.encode() if fits else f"{n} {letter} {line}".encode()


def _columns_fit(n: int, letter: str, doc: Any) -> bool:
    return isinstance(doc, dict) and doc.get("n") == n and str(doc.get("letter", "")) == letter


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _seal_of(line: str) -> str:
    """Return the hash at the end of a line."""
    return line[-2 - 64 : -2]
