"""ControlLog: what the desk asks of a log, and its form on a folder — TinyDB's face over the journal."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from corrtui.compat import AppendOnlyTable
from corrtui.control.acts import Act
from corrtui.control.entry import Entry, EntryReader, entry_from_doc, entry_to_doc
from corrtui.control.journal import Journal
from corrtui.control.line import entry_number, parse_line
from corrtui.control.place import Place
from corrtui.control.segments import Line, blocks_back, lines_with, read_lines
from corrtui.errors import CorrtuiError, LogDamaged
from corrtui.mounts import MOUNTS

TABLE = "control"
_LETTER_KEY = b'"letter":"'
"""Stands in a line first where its letter is named: a quotation mark inside a text is escaped."""
_STEM = re.compile(r"\d{6}-", re.ASCII)


class ControlLog(Protocol):
    """A log of entries in one order that several processes append to."""

    def locked(self) -> AbstractContextManager[None]:
        """Hold the log alone: what was checked inside still holds when the entry is appended."""
        ...

    def read_new(self) -> Iterator[Entry]:
        """Yield the entries this process has not seen yet, its own included."""
        ...

    def append(self, by: str, acts: Iterable[tuple[str, Act]], intent: str = "") -> list[Entry]:
        """Enter (control number, act) pairs durably; on return they survive a power cut."""
        ...

    def history(self, letter: str) -> Iterator[Entry]:
        """Yield every entry of one letter, oldest first."""
        ...

    def histories(self, letters: Collection[str]) -> Iterator[Entry]:
        """Yield every entry of some letters, oldest first; many at once cost little more than one."""
        ...

    def entries(self, numbers: Collection[int]) -> dict[int, Entry]:
        """Return the entries with these running numbers; recent ones are found fast."""
        ...

    def of_kinds(self, names: Collection[str], after: int) -> Iterator[Entry]:
        """Yield the entries whose acts have these names and that come after entry `after`, oldest first.

        The others are not parsed, nor is the log before them read.
        """
        ...

    def everything(self) -> Iterator[Entry]:
        """Yield every entry there is, oldest first."""
        ...

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the whole log, oldest first, unchecked: what `check_lines` takes."""
        ...

    def place(self) -> Place:
        """Return the place after the last entry `read_new` gave: what `resume` takes.

        Raises:
            LogDamaged: the reading has stopped at an entry that cannot be read.
        """
        ...

    def resume(self, place: Place) -> bool:
        """Let `read_new` go on after `place` if the log holds exactly that entry there.

        Returns:
            False: it does not, e.g. another log was put in its place. Nothing changed: read from the start.
        """
        ...

    def length(self) -> int:
        """Return the number of the newest entry there is, read or not: what a progress bar counts to."""
        ...

    def close(self) -> None:
        """Give files and connections back."""
        ...

    @property
    def hindrance(self) -> str:
        """Why nothing can be entered now, in words; empty when all is well."""
        ...

    @property
    def last_hash(self) -> str:
        """Hash of the last entry read: the seal that is printed on the tally."""
        ...

    @property
    def last_n(self) -> int:
        """Number of the last entry read; 0 when the log is empty."""
        ...


class JournalStorage(Storage):
    """TinyDB's storage contract over a `Journal`: reading gives all, a whole-state write is refused."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return all entries, read afresh: nothing of closed months is kept in memory between queries."""
        docs = {}
        for _, _, line in read_lines(self.journal.folder):
            doc = json.loads(line)
            docs[str(doc["n"])] = doc
        return {TABLE: docs} if docs else None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Refuse: TinyDB would replace the whole log."""
        raise CorrtuiError("The control log is append-only", "a whole-state write was asked", "use insert")

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()


class JournalTable(AppendOnlyTable):
    """TinyDB's table whose insert is one append to the journal, whatever the log's length."""

    def __init__(self, storage: JournalStorage, name: str, **_: Any) -> None:
        # A query cache would hide the entries of other processes.
        super().__init__(storage, name, cache_size=0)
        self._journal = storage.journal

    def insert(self, document: Mapping[str, Any]) -> int:
        """Append one entry and return its number."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Append entries with one write and one sync, and return their numbers."""
        return [doc["n"] for doc in self._journal.append([dict(doc) for doc in documents])]


class JournalDB(TinyDB):
    """TinyDB over the control log: `JournalDB(folder).table("control").search(where("by") == "rhale")`."""

    table_class: type[Table] = JournalTable
    default_table_name = TABLE

    def __init__(self, folder: Path, *, keep: bool = False, mounts: Path = MOUNTS) -> None:
        super().__init__(storage=lambda: JournalStorage(Journal(folder, keep=keep, mounts=mounts)))


class FolderLog:
    """The control log of a desk folder.

    Args:
        folder: `control/` of the desk.
        mounts: the system's list of mounts; replaced in tests.
    """

    def __init__(self, folder: Path, mounts: Path = MOUNTS) -> None:
        self.folder = folder
        self.db = JournalDB(folder, keep=True, mounts=mounts)
        storage: Any = self.db.storage
        self._journal: Journal = storage.journal
        self._reader = EntryReader()

    def close(self) -> None:
        """Give the files back."""
        self.db.close()

    def locked(self) -> AbstractContextManager[None]:
        """See `ControlLog.locked`."""
        return self._journal.locked()

    def read_new(self) -> Iterator[Entry]:
        """See `ControlLog.read_new`.

        Raises:
            LogDamaged: the chain does not hold, or an entry is of a newer release. So does every later
                call: what comes after it must not be taken for the whole.
        """
        return self._reader.entries(self._journal.read_new())

    def place(self) -> Place:
        """See `ControlLog.place`."""
        self._reader.check()
        return self._journal.place()

    def resume(self, place: Place) -> bool:
        """See `ControlLog.resume`; reads that one line."""
        return self._journal.resume(place)

    def length(self) -> int:
        """See `ControlLog.length`."""
        return next((entry_number(lines[-1]) for lines in blocks_back(self.folder)), 0)

    def append(self, by: str, acts: Iterable[tuple[str, Act]], intent: str = "") -> list[Entry]:
        """See `ControlLog.append`; the entries are also among those `read_new` yields next.

        Raises:
            Refused: nothing can be entered here: a read-only desk, a network disk, a disk that failed before.
            CorrtuiError: the disk refused it, or the lock was not to be had; nothing was entered.
            LogUncertain: the disk failed in the middle of it.
        """
        now = datetime.now(UTC)
        docs = [entry_to_doc(by, letter, act, intent, now) for letter, act in acts]
        numbers = self.db.table(TABLE).insert_multiple(docs)
        return [entry_from_doc({"n": n, **doc}) for n, doc in zip(numbers, docs, strict=True)]

    def history(self, letter: str) -> Iterator[Entry]:
        """See `ControlLog.history`; reads on from the month of its number, parses only lines that name it."""
        for line in lines_with(self.folder, json.dumps(letter).encode(), _first_month(letter)):
            entry = _entry(line)
            if entry.letter == letter:
                yield entry

    def histories(self, letters: Collection[str]) -> Iterator[Entry]:
        """See `ControlLog.histories`; parses only lines that name one of them."""
        wanted = {json.dumps(letter)[1:-1].encode() for letter in letters}
        since = min(map(_first_month, letters), default="")
        for line in lines_with(self.folder, _LETTER_KEY, since) if wanted else ():
            if line.split(_LETTER_KEY, 1)[1].partition(b'"')[0] in wanted:
                entry = _entry(line)
                if entry.letter in letters:
                    yield entry

    def entries(self, numbers: Collection[int]) -> dict[int, Entry]:
        """See `ControlLog.entries`; reads back from the end, and no further than it must."""
        wanted = set(numbers)
        found: dict[int, Entry] = {}
        for lines in blocks_back(self.folder) if wanted else ():
            first, last = entry_number(lines[0]), entry_number(lines[-1])
            if any(first <= number <= last for number in wanted):
                for line in lines:
                    if entry_number(line) in wanted:
                        entry = _entry(line)
                        found[entry.n] = entry
            if first <= min(wanted):
                break
        return found

    def of_kinds(self, names: Collection[str], after: int) -> Iterator[Entry]:
        """See `ControlLog.of_kinds`."""
        marks = [f'"act":"{name}"'.encode() for name in names]
        found: list[list[bytes]] = []
        for lines in blocks_back(self.folder):
            found.append([line for line in lines if any(mark in line for mark in marks)])
            if entry_number(lines[0]) <= after + 1:
                break
        for lines in reversed(found):
            yield from (entry for entry in map(_entry, lines) if entry.n > after and entry.act.name in names)

    def everything(self) -> Iterator[Entry]:
        """See `ControlLog.everything`."""
        for _, _, line in read_lines(self.folder):
            yield _entry(line)

    def lines(self) -> Iterator[Line]:
        """See `ControlLog.lines`."""
        return read_lines(self.folder)

    @property
    def hindrance(self) -> str:
        """See `ControlLog.hindrance`."""
        return self._journal.hindrance

    @property
    def last_hash(self) -> str:
        """See `ControlLog.last_hash`."""
        return self._journal.last_hash

    @property
    def last_n(self) -> int:
        """See `ControlLog.last_n`."""
        return self._journal.last_n


def _entry(line: bytes) -> Entry:
    doc = parse_line(line)
    if not isinstance(doc, dict):
        raise LogDamaged(
            "The control log has been altered or damaged",
            "a line of it is not an entry",
            "leave control/ as it is, run `corrtui verify`, and restore it from the last backup",
        )
    return entry_from_doc(doc)


def _first_month(letter: str) -> str:
    """Return the monthly file before which no entry of this letter can stand; empty when it cannot be told.

    A control number begins with the day of the office it was given on, which the month of the log, in UTC,
    is less than a day behind.
    """
    if not _STEM.match(letter):
        return ""
    try:
        day = date(2000 + int(letter[:2]), int(letter[2:4]), int(letter[4:6])) - timedelta(days=1)
    except ValueError:
        return ""
    return f"{day:%Y-%m}.jsonl"
