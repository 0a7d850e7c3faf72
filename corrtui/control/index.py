"""Index: what is asked of every letter there ever was; the new ones are held, the others the checkpoint's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from sqlite3 import Connection

from corrtui.control.checkpoint import Checkpoint, OwnHash, Row
from corrtui.control.checkpoint_file import NoCheckpoint, State, seal
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter
from corrtui.control.letter_doc import letter_from_doc

_AT_ONCE = 500
"""Numbers in one question to SQLite."""


class Index:
    """Control numbers, bytes, filed PDFs and days; without a checkpoint everything is held in memory.

    Every question may raise `NoCheckpoint`: the checkpoint it rested on cannot be used any more.

    Args:
        checkpoint: where the letters are that did not change since it was written; None: nowhere.
        own_hash: knows what this process folded.
    """

    def __init__(self, checkpoint: Checkpoint | None, own_hash: OwnHash) -> None:
        self._checkpoint = checkpoint
        self._own_hash = own_hash
        self.since = 0
        """Letters no entry touched after this one are the checkpoint's; 0: all are held here."""
        self.lineage = ""
        self.rows: dict[str, Row] = {}
        self._by_sha: dict[bytes, str] = {}
        self.last_numbers: dict[str, int] = {}
        """Day stem → highest number given, for the stems something was given under since."""
        self.days: dict[date, tuple[int, int]] = {}
        """Day in UTC → numbers of the first and the last entry stamped with it, for the days of since."""

    def rest_on(self, state: State) -> None:
        """From now on leave everything to the checkpoint; it holds at least what is held here."""
        self.since, self.lineage = state.n, state.lineage
        self.rows, self._by_sha, self.last_numbers, self.days = {}, {}, {}, {}

    def hold(self, other: Index) -> None:
        """From now on rest on no checkpoint, but hold what another index learned of all letters."""
        self.since, self.lineage = 0, ""
        self.rows, self._by_sha = other.rows, other._by_sha
        self.last_numbers, self.days = other.last_numbers, other.days

    @contextmanager
    def _file(self) -> Iterator[Connection | None]:
        if not self.since or self._checkpoint is None:
            yield None
            return
        with self._checkpoint.asking(self.since, self.lineage, self._own_hash) as db:
            yield db

    # -- noting

    def recall_day(self, entry: Entry) -> None:
        """Have at hand what there is of the day of an entry: to note it then asks no checkpoint."""
        day = entry.at.date()
        if day not in self.days:
            self.days[day] = self.entries_on(day, day)

    def note_day(self, entry: Entry) -> None:
        """Note when an entry was made."""
        self.recall_day(entry)
        day = entry.at.date()
        first, last = self.days[day]
        self.days[day] = first or entry.n, max(last, entry.n)

    def put(self, before: Letter | None, letter: Letter, n: int) -> None:
        """Note what entry `n` made of a letter."""
        number, held = letter.control_no, self.rows.get(letter.control_no)
        if before is None:
            sha = bytes.fromhex(letter.sha256)
            self.rows[number] = Row(n, sha, letter.sent, n)
            self._by_sha.setdefault(sha, number)
            stem, tail = number_key(number)
            self.last_numbers[stem] = max(self.last_number(stem), tail)
        elif before.sent != letter.sent:
            first, sha = (held.first, held.sha) if held else (0, bytes.fromhex(letter.sha256))
            self.rows[number] = Row(first, sha, letter.sent, n)

    # -- questions

    def knows(self, number: str) -> bool:
        """Tell whether the control number was ever given."""
        return not self.unknown((number,))

    def unknown(self, numbers: Iterable[str]) -> list[str]:
        """Return those control numbers that were never given, in the order they came."""
        left = [number for number in numbers if number not in self.rows]
        known = self._filed(left)
        return [number for number in left if number not in known]

    def sent(self, numbers: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return, for those numbers that were given, the names of the PDFs that are filed."""
        wanted = list(numbers)
        found = {number: self.rows[number].sent for number in wanted if number in self.rows}
        return {**self._filed([number for number in wanted if number not in found]), **found}

    def _filed(self, numbers: list[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        if not numbers:
            return found
        with self._file() as db:
            if db is None:
                return found
            for start in range(0, len(numbers), _AT_ONCE):
                some = numbers[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = db.execute(f"SELECT no, sha, sent, crc FROM letter WHERE no IN ({marks})", some)
                for number, sha, sent, crc in rows:
                    _check(crc, number, sha.hex(), sent)
                    found[number] = tuple(json.loads(sent)) if sent else ()
        return found

    def closed(self, number: str) -> Letter | None:
        """Return a letter as it was closed, if the checkpoint holds it; it may be ahead of this process."""
        with self._file() as db:
            row = db and db.execute("SELECT doc, crc FROM closed WHERE no = ?", (number,)).fetchone()
        if not row:
            return None
        _check(row[1], number, row[0])
        return letter_from_doc(row[0])

    def standing(self, numbers: Sequence[str] | None) -> dict[str, Letter]:
        """Return those letters the checkpoint holds as open, all for None; it may be ahead of us."""
        found: dict[str, Letter] = {}
        with self._file() as db:
            if db is None:
                return found
            question = "SELECT no, rank, doc, crc FROM standing"
            if numbers is None:
                _read_standing(db.execute(question), found)
                return found
            for start in range(0, len(numbers), _AT_ONCE):
                some = numbers[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                _read_standing(db.execute(f"{question} WHERE no IN ({marks})", some), found)
        return found

    def same_bytes(self, sha256: str) -> str:
        """Return the control number of the first letter with these very bytes; empty when there is none."""
        sha = bytes.fromhex(sha256)
        with self._file() as db:
            row = (
                db
                and db.execute(
                    "SELECT no, sent, crc FROM letter WHERE sha = ? ORDER BY first LIMIT 1", (sha,)
                ).fetchone()
            )
            if row:
                _check(row[2], row[0], sha256, row[1])
                return str(row[0])
        return self._by_sha.get(sha, "")

    def all_same_bytes(self, sha256: str) -> tuple[str, ...]:
        """Return the control numbers of all letters with these very bytes, oldest first."""
        sha, found = bytes.fromhex(sha256), dict[str, int]()
        with self._file() as db:
            rows = db.execute("SELECT no, first, sent, crc FROM letter WHERE sha = ?", (sha,)) if db else ()
            for number, first, sent, crc in rows:
                _check(crc, number, sha256, sent)
                found[number] = first
        # One whose PDFs changed since has no first entry here: the checkpoint had it.
        found.update({no: row.first for no, row in self.rows.items() if row.sha == sha and no not in found})
        return tuple(sorted(found, key=lambda number: found[number]))

    def last_number(self, stem: str) -> int:
        """Return the highest number given under a day stem; 0 when there is none."""
        if stem in self.last_numbers:  # never behind the checkpoint's: `put` began with that
            return self.last_numbers[stem]
        with self._file() as db:
            row = db and db.execute("SELECT last, crc FROM stem WHERE stem = ?", (stem,)).fetchone()
        if not row:
            return 0
        _check(row[1], stem, row[0])
        return int(row[0])

    def is_next(self, number: str) -> bool:
        """Tell whether a control number is higher than all of its day: then it is new, whatever there is."""
        stem, tail = number_key(number)
        return tail > self.last_number(stem)

    def newest(self) -> tuple[str, int]:
        """Return the `number_key` of the highest control number given; ("", 0) when there is none."""
        with self._file() as db:
            row = db and db.execute("SELECT stem, last, crc FROM stem ORDER BY stem DESC LIMIT 1").fetchone()
        if row:
            _check(row[2], row[0], row[1])
        return max([*self.last_numbers.items(), (row[0], row[1]) if row else ("", 0)])

    def received_after(self, n: int, limit: int) -> list[tuple[int, str]]:
        """Return (entry, control number) of the letters received after entry `n`, oldest first."""
        found: dict[int, str] = {}
        with self._file() as db:
            if db is not None:
                rows = db.execute(
                    "SELECT first, no FROM letter WHERE first > ? ORDER BY first LIMIT ?", (n, limit)
                )
                found.update(rows.fetchall())
        if len(found) < limit:
            found.update({row.first: number for number, row in self.rows.items() if row.first > n})
        return sorted(found.items())[:limit]

    def entries_on(self, first: date, last: date) -> tuple[int, int]:
        """Return the numbers of the first and the last entry stamped, in UTC, from `first` to `last`.

        Both are 0 when there is none.
        """
        found = {day: pair for day, pair in self.days.items() if first <= day <= last}
        with self._file() as db:
            if db is not None:
                days = "SELECT day, first, last, crc FROM day WHERE day BETWEEN ? AND ?"
                for day, *pair, crc in db.execute(days, (first.isoformat(), last.isoformat())):
                    _check(crc, day, *pair)
                    found.setdefault(date.fromisoformat(day), (pair[0], pair[1]))
        pairs = [pair for pair in found.values() if pair != (0, 0)]
        return min((n for n, _ in pairs), default=0), max((n for _, n in pairs), default=0)


def _read_standing(rows: Iterable[tuple[str, str, str, int]], into: dict[str, Letter]) -> None:
    for number, rank, doc, crc in rows:
        _check(crc, number, rank, doc)
        into[number] = letter_from_doc(doc)


def _check(crc: int, *parts: object) -> None:
    if seal(*parts) != crc:
        raise NoCheckpoint  # not what was written


def number_key(control_no: str) -> tuple[str, int]:
    """Sort key of a control number: `261122-10000` comes after `261122-9999`."""
    stem, _, tail = control_no.partition("-")
    return stem, int(tail)
