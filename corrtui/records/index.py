"""The index over all declared sources: rows by number, by link, by name, by mail address. It lives on disk.

Several clerks' sessions use one index file at once; each sees only the sources its own `desk.toml` declares,
as their files were at its last refresh.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from corrtui.errors import CorrtuiError
from corrtui.records import lookups
from corrtui.records.numbers import number_key, tail_key
from corrtui.records.record import Record
from corrtui.records.refresh import Slot, current_slot, in_words, is_marked, mark_used, refresh_source
from corrtui.records.sheet import Unavailable
from corrtui.records.sources import stamp
from corrtui.records.store import EMAIL, ENDING, KEY, LINK, TAIL, MemoryStore, NotOurs, Store, is_damage
from corrtui.text import clean

if TYPE_CHECKING:
    from corrtui.settings import RecordSource

T = TypeVar("T")

MOST = 50
"""Rows a lookup gives unless told otherwise."""


class RecordIndex:
    """What can be found in the office's records. Safe to ask from one thread while another refreshes."""

    def __init__(self, sources: Sequence[RecordSource], store: Store) -> None:
        self._sources = tuple(sources)
        self._store = store
        self._slots: tuple[Slot, ...] = ()
        self._asking = threading.Lock()
        self._refreshing = threading.Lock()
        self._kept = ""

    @classmethod
    def open(cls, sources: Sequence[RecordSource], cache: Path) -> Self:
        """Open the index kept in the file `cache`, making it where there is none.

        Sources that are in it and unchanged can be looked up at once, the others after `refresh`. Where the
        file cannot be used the index is kept for this session only, and `refresh` says so.
        """
        try:
            cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            index = cls(sources, Store(cache))
        except (OSError, sqlite3.Error, NotOurs) as error:
            index = cls(sources, MemoryStore())
            reason = error.detail if isinstance(error, NotOurs) else str(error)
            index._kept = f"the record index is kept for this session only: {reason}"
        index._adopt()
        return index

    def _adopt(self) -> None:
        slots: dict[int, Slot] = {}
        for source in self._sources:
            try:
                seen = stamp(source)
                with self._asking:
                    known = current_slot(self._store.reader, source, seen)
            except (Unavailable, sqlite3.Error):
                continue  # `refresh` meets it again and says so
            if known is not None:
                slots[known[0].id] = known[0]
        self._slots = tuple(slots.values())

    def refresh(self) -> tuple[str, ...]:
        """Read every source whose file (size, time, inode) or declaration changed since the index read it.

        Returns:
            one sentence for everything that could not be used: a file, a column, the lines left out of it.
            Rows of a file that cannot be read now are not found until it can.

        Raises:
            CorrtuiError: the index itself cannot be read or written.
        """
        with self._refreshing:
            try:
                return self._refresh()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise _unusable(error, self._store.path) from error
                with self._asking:
                    self._start_anew(self._store.reader)
                return self._refresh()
            except OSError as error:
                raise _unusable(error, self._store.path) from error

    def _refresh(self) -> tuple[str, ...]:
        with self._asking:
            if self._store.follow():
                self._slots = ()
        slots: dict[int, Slot] = {}
        troubles = [self._kept] if self._kept else []
        for source in self._sources:
            try:
                slot, said = self._refreshed(source)
            except Unavailable as error:
                troubles.append(in_words(source, error))
            except sqlite3.OperationalError as error:
                troubles.append(f"records “{source.name}” could not be indexed: {error}")
            else:
                slots[slot.id] = slot
                troubles.extend(said)
        self._slots = tuple(slots.values())
        try:
            self._mark_used(datetime.now(UTC))
        except sqlite3.OperationalError as error:
            troubles.append(f"the record index could not be tidied: {error}")
        return tuple(dict.fromkeys(troubles))

    def _mark_used(self, now: datetime) -> None:
        with self._asking:
            if is_marked(self._store.reader, self._slots, now):
                return
        with self._store.writer() as connection:
            mark_used(connection, self._slots, now)

    def _refreshed(self, source: RecordSource) -> tuple[Slot, tuple[str, ...]]:
        seen = stamp(source)
        with self._asking:
            known = current_slot(self._store.reader, source, seen)
        if known is not None:
            return known
        with self._store.writer() as connection:
            return refresh_source(connection, source)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of records that can be looked up now."""
        return frozenset(slot.source.kind for slot in self._slots)

    def lookup(self, kind: str, number: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return the rows of `kind` whose own number this is, however written, in the order of their file."""
        return self._numbered(KEY, kind, number_key(number), limit)

    def lookup_tail(self, kind: str, number: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return the rows of `kind` whose number differs by letters in front: `HV-4417` for 4417 and back."""
        found = self._numbered(TAIL, kind, number_key(number), limit)
        tail = tail_key(number)
        return found or (self._numbered(KEY, kind, tail, limit) if tail else ())

    def accounts_ending(self, ending: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return the accounts whose longer number ends in these four digits, in the order of their file."""
        return self._numbered(ENDING, "account", ending.strip(), limit)

    def lookup_numbers(self, numbers: Sequence[str], limit: int = MOST) -> tuple[tuple[str, Record], ...]:
        """Return (number as given, row) for every row of any kind whose own number is among `numbers`."""
        given: dict[str, str] = {}
        for number in numbers:
            given.setdefault(number_key(number), number)
        given.pop("", None)
        found = self._ask(lambda db, slots: lookups.any_of(db, slots, tuple(given), limit))
        return tuple((given[key], record) for key, record in found)

    def by_link(self, kind: str, number: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return rows of other sources in which this number of `kind` stands, newest first."""
        return self._numbered(LINK, kind, number_key(number), limit)

    def by_email(self, email: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return rows with this mail address in any column, newest first."""
        return self._numbered(EMAIL, "", email.strip().casefold(), limit)

    def by_name(self, name: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return rows in a name equal to or like this one, best first; `why` says how like it is."""
        return tuple(
            record.because(f"in the name {name}" if score == 100 else f"in a name {score} % like {name}")
            for score, record in self.names_like(name, limit)
        )

    def names_like(self, name: str, limit: int = MOST) -> tuple[tuple[int, Record], ...]:
        """Return (0–100, row), most alike first, accounts first; equal names only if there are any."""
        return self._ask(lambda db, slots: lookups.names_like(db, slots, name, limit))

    def names_holding(self, name: str, limit: int = MOST) -> tuple[tuple[int, Record], ...]:
        """Return (0–100, row) as `names_like`, but only names that hold every word of this one."""
        return self._ask(lambda db, slots: lookups.names_like(db, slots, name, limit, every_word=True))

    def names_on(self, record: Record) -> tuple[str, ...]:
        """Return the names that stand on a row, as written."""
        slot = next((slot for slot in self._slots if slot.source.name == record.source), None)
        return lookups.names_on(slot, record) if slot else ()

    def search(self, text: str, limit: int = MOST) -> tuple[Record, ...]:
        """Return rows for what a clerk types: a number, mail address or name, or how one begins."""
        found: dict[tuple[str, str, int], Record] = {}
        for kind in sorted(self.kinds):
            for record in (*self.lookup(kind, text, limit), *self.lookup_tail(kind, text, limit)):
                found.setdefault(record.identity, record.because(f"number {record.key}"))
        for record in self._ask(lambda db, slots: lookups.number_begins(db, slots, number_key(text), limit)):
            found.setdefault(record.identity, record.because(f"number {record.key}"))
        for record in self.by_email(text, limit) if "@" in text else ():
            found.setdefault(record.identity, record.because("mail address"))
        for record in self.by_name(text, limit):
            found.setdefault(record.identity, record)
        for record in self._ask(lambda db, slots: lookups.name_begins(db, slots, text, limit)):
            found.setdefault(record.identity, record.because("name"))
        return tuple(found.values())[:limit]

    def _numbered(self, form: int, kind: str, number: str, limit: int) -> tuple[Record, ...]:
        if not number:
            return ()
        # A lone surrogate cannot be sent to SQLite; stored text is clean, so cleaned text finds as much.
        kind, number = clean(kind), clean(number)
        return self._ask(lambda db, slots: lookups.numbered(db, slots, form, kind, number, limit))

    def _ask(self, question: Callable[[sqlite3.Connection, tuple[Slot, ...]], T]) -> T:
        """Put a question to the index; one that meets damage is put again to an index made anew."""
        try:
            with self._asking:
                reader = self._store.reader
                return question(reader, self._slots)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise _unusable(error, self._store.path) from error
        with self._refreshing, self._asking:
            self._start_anew(reader)
        self.refresh()
        with self._asking:
            return question(self._store.reader, self._slots)

    def _start_anew(self, broken: sqlite3.Connection) -> None:
        if self._store.reader is broken:
            self._store.replace()
            self._slots = ()

    def close(self) -> None:
        """Close the index; the file stays for the next session."""
        with self._refreshing, self._asking:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _unusable(error: sqlite3.Error | OSError, path: Path) -> CorrtuiError:
    return CorrtuiError(
        "The record index cannot be read", f"{path}: {error}", "remove that file; it is made again by itself"
    )
