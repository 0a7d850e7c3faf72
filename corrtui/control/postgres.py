"""PostgresLog: the control log of a desk on a PostgreSQL server: line for line what a folder holds."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, LiteralString

from corrtui.control.acts import Act
from corrtui.control.entry import Entry, EntryReader, entry_from_doc, entry_to_doc
from corrtui.control.line import seal
from corrtui.control.place import Place
from corrtui.control.postgres_cursor import PAGE, PostgresCursor, table_line
from corrtui.control.postgres_link import Link
from corrtui.control.postgres_writer import PostgresWriter
from corrtui.control.segments import Line
from corrtui.errors import ServerAway


class PostgresLog:
    """The control log of one desk on a server.

    Args:
        reading: the connection that reads; may be shared.
        writing: the connection that locks and appends; nothing else may use it.
    """

    def __init__(self, reading: Link, writing: Link) -> None:
        self._reading = reading
        self._writer = PostgresWriter(writing)
        self._desk = reading.address.desk
        self._mutex = threading.RLock()  # taken after the lock: who only reads waits for no other process
        self._at = PostgresCursor(reading.address)
        self._unread: deque[tuple[dict[str, Any], Place]] = deque()
        self._given = Place()
        self._reader = EntryReader()

    def close(self) -> None:
        """Give the connections back."""
        self._writer.close()
        self._reading.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """See `ControlLog.locked` and `PostgresWriter.locked`."""
        with self._writer.locked():
            yield

    @property
    def hindrance(self) -> str:
        """See `ControlLog.hindrance`."""
        return self._reading.hindrance

    # -- reading

    @property
    def last_n(self) -> int:
        """See `ControlLog.last_n`."""
        return self._at.last_n

    @property
    def last_hash(self) -> str:
        """See `ControlLog.last_hash`."""
        return self._at.last_hash

    def read_new(self) -> Iterator[Entry]:
        """See `ControlLog.read_new`.

        Raises:
            LogDamaged: the chain does not hold, or an entry is of a newer release. So does every later
                call: what comes after it must not be taken for the whole.
            ServerAway: the server cannot be reached.
        """
        return self._reader.entries(self._new_docs())

    def _new_docs(self) -> Iterator[dict[str, Any]]:
        with self._mutex:
            own = bool(self._unread)
            while self._unread:
                doc, self._given = self._unread.popleft()
                yield doc
            try:
                yield from self._at.read_on(self._reading.ask)
            except ServerAway:
                if not own:  # what was entered a moment ago stands, whatever befalls the server now
                    raise

    def place(self) -> Place:
        """See `ControlLog.place`."""
        self._reader.check()
        with self._mutex:
            return self._given if self._unread else self._at.place

    def resume(self, place: Place) -> bool:
        """See `ControlLog.resume`; reads that line and the one before."""
        with self._mutex:
            if not self._at.resume(place, self._reading.ask):
                return False
            self._unread.clear()
            return True

    def length(self) -> int:
        """See `ControlLog.length`."""
        found = self._reading.ask("SELECT max(n) FROM corrtui.line WHERE desk = %(desk)s", desk=self._desk)
        return found[0][0] or 0

    def history(self, letter: str) -> Iterator[Entry]:
        """See `ControlLog.history`."""
        return self._pages(
            "SELECT n, line FROM corrtui.line WHERE desk = %(desk)s AND letter = %(letter)s AND n > %(n)s"
            " ORDER BY n LIMIT %(page)s",
            letter=letter,
        )

    def histories(self, letters: Collection[str]) -> Iterator[Entry]:
        """See `ControlLog.histories`."""
        return self._pages(
            "SELECT n, line FROM corrtui.line WHERE desk = %(desk)s AND letter = ANY(%(letters)s::text[])"
            " AND n > %(n)s ORDER BY n LIMIT %(page)s",
            letters=sorted(letters),
        )

    def entries(self, numbers: Collection[int]) -> dict[int, Entry]:
        """See `ControlLog.entries`."""
        found = self._reading.ask(
            "SELECT n, line FROM corrtui.line WHERE desk = %(desk)s AND n = ANY(%(numbers)s::bigint[])",
            desk=self._desk,
            numbers=sorted(numbers),
        )
        return {n: entry_from_doc(json.loads(line)) for n, line in found}

    def of_kinds(self, names: Collection[str], after: int) -> Iterator[Entry]:
        """See `ControlLog.of_kinds`."""
        found = self._reading.ask(
            "SELECT line FROM corrtui.line WHERE desk = %(desk)s AND n > %(after)s"
            " AND line LIKE ANY(%(marks)s::text[]) ORDER BY n",
            desk=self._desk,
            after=after,
            marks=[f'%"act":"{name}"%' for name in names],
        )
        entries = (entry_from_doc(json.loads(line)) for (line,) in found)
        yield from (entry for entry in entries if entry.act.name in names)

    def everything(self) -> Iterator[Entry]:
        """See `ControlLog.everything`."""
        return self._pages(
            "SELECT n, line FROM corrtui.line WHERE desk = %(desk)s AND n > %(n)s ORDER BY n LIMIT %(page)s"
        )

    def lines(self) -> Iterator[Line]:
        """See `ControlLog.lines`."""
        n = 0
        while True:
            found = self._reading.ask(
                "SELECT n, letter, line FROM corrtui.line WHERE desk = %(desk)s AND n > %(n)s"
                " ORDER BY n LIMIT %(page)s",
                desk=self._desk,
                n=n,
                page=PAGE,
            )
            for n, letter, line in found:
                yield table_line(n, letter, line)
            if len(found) < PAGE:
                return

    def _pages(self, statement: LiteralString, **values: object) -> Iterator[Entry]:
        """Yield entries page by page: nothing stays open on the server while they are looked at."""
        n = 0
        while True:
            found = self._reading.ask(statement, desk=self._desk, n=n, page=PAGE, **values)
            for _, line in found:
                yield entry_from_doc(json.loads(line))
            if len(found) < PAGE:
                return
            n = found[-1][0]

    # -- writing

    def append(self, by: str, acts: Iterable[tuple[str, Act]], intent: str = "") -> list[Entry]:
        """See `ControlLog.append`; the entries are also among those `read_new` yields next.

        Raises:
            ServerAway: the server cannot be reached: nothing was entered.
            LogUncertain: see `PostgresWriter.insert`.
            CorrtuiError: the server refused it, or the lock was not to be had: nothing was entered.
        """
        now = datetime.now(UTC)
        docs = [entry_to_doc(by, letter, act, intent, now) for letter, act in acts]
        with self.locked(), self._mutex:
            before = self._at.place
            for doc in self._at.read_on(self._writer.ask):  # what others entered comes before us in the chain
                self._keep_unread(doc, before)
                before = self._at.place
            lines, sealed = seal(docs, self._at.last_n, self._at.last_hash)
            if sealed:
                self._writer.insert(sealed, [line[:-1].decode() for line in lines])
            for doc in sealed:
                self._keep_unread(doc, self._at.place)
                self._at.go(doc["n"], doc["h"])
            return [entry_from_doc(doc) for doc in sealed]

    def _keep_unread(self, doc: dict[str, Any], before: Place) -> None:
        """Keep an entry met while appending for the next `read_new`; `before` is the place before it."""
        if not self._unread:
            self._given = before
        self._unread.append((doc, Place(doc["n"], doc["h"])))
