"""Checkpoint: the register as it stood after one entry, so that opening a desk need not read all history.

A cache, never the truth: it is used only where the log holds the very entry it was written after, and a
process adds to it only what it folded from that same log. Lost or thrown away, it is made again.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from corrtui.control.checkpoint_file import CheckpointFile, NoCheckpoint, State, seal
from corrtui.control.letter import Letter
from corrtui.control.letter_doc import letter_to_doc
from corrtui.control.log import ControlLog
from corrtui.control.place import Place
from corrtui.control.rank import Rank, rank_of, rank_to_text
from corrtui.control.rank_rows import put_ranks, read_ranks
from corrtui.errors import CorrtuiError

CHECKPOINT = "register.sqlite"
"""Its name in `control/`."""
OwnHash = Callable[[int], str]
"""Gives the hash of an entry this process folded; empty when it does not know any more."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a checkpoint gives a register that opens.

    Attributes:
        state: where it stands.
        ranks: the open letters by rank, their numbers only.
        intents: login → as `Intents` reads them.
    """

    state: State
    ranks: Sequence[tuple[Rank, Sequence[str]]]
    intents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What is held of every letter ever.

    Attributes:
        first: number of the entry it was received with; 0 when only `sent` changed since the checkpoint.
        sha: SHA-256 of the file.
        sent: names of the PDFs that are filed.
        touched: number of the entry that changed this row.
    """

    first: int
    sha: bytes
    sent: tuple[str, ...]
    touched: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a register learned after entry `since`, up to `place`; after entry 0 it is the whole register."""

    since: int
    place: Place
    balance: int
    standing_count: int
    rows: Mapping[str, Row]
    standing: Sequence[Letter]
    closed: Sequence[tuple[str, Letter | None]]
    """Letters that are not open now; without the letter where this process does not hold it any more."""
    last_numbers: Mapping[str, int]
    days: Mapping[date, tuple[int, int]]
    intents: Mapping[str, str]
    rules: str = ""


class Checkpoint:
    """The checkpoint of one log.

    Args:
        path: `control/register.sqlite` of the desk.
        log: the log it is made from.
    """

    def __init__(self, path: Path, log: ControlLog) -> None:
        self.file = CheckpointFile(path)
        self.log = log

    def place(self) -> Place:
        """Return where the log was read to; the beginning where that cannot be said."""
        try:
            return self.log.place()
        except CorrtuiError:  # it is damaged, or its server away
            return Place()

    def load(self) -> Saved | None:
        """Return what is there when the log holds the entry it was written after, and go on reading there.

        None: there is no such checkpoint, and the log is read from its beginning.
        """
        try:
            with self.file.reading() as (db, state):
                saved = Saved(state, read_ranks(db), _docs(db, "SELECT by, doc, crc FROM intents"))
                letters = db.execute("SELECT count(*) FROM standing").fetchone()[0]
            if not sum(len(numbers) for _, numbers in saved.ranks) == letters == state.standing:
                return None
            place = Place(state.n, state.hash, state.where)
            return saved if state.n and self.log.resume(place) else None
        except (NoCheckpoint, sqlite3.Error, ValueError, TypeError, LookupError):
            return None

    @contextmanager
    def asking(self, since: int, lineage: str, own_hash: OwnHash) -> Iterator[sqlite3.Connection]:
        """Give the file for a question about letters that did not change after entry `since`.

        Raises:
            NoCheckpoint: the file is gone, damaged, older than that, or of another history.
        """
        with self.file.reading() as (db, state):
            if state.n < since or (state.lineage != lineage and not self._is_ours(state, own_hash)):
                raise NoCheckpoint
            yield db

    def _is_ours(self, state: State, own_hash: OwnHash) -> bool:
        """Tell whether a file somebody made anew was made from this log."""
        return state.hash == (own_hash(state.n) or self._log_hash(state.n))

    def _log_hash(self, n: int) -> str:
        try:
            found = self.log.entries({n})
        except (CorrtuiError, OSError):
            return ""
        return found[n].hash if n in found else ""

    def write(self, changes: Changes, lineage: str, own_hash: OwnHash) -> State | None:
        """Write what changed; return where the file stands then, None when it is not to be relied on.

        Args:
            changes: what this process folded since entry `changes.since`.
            lineage: of the file it rests on.
            own_hash: knows what this process folded.
        """
        try:
            return self._write(changes, lineage, own_hash)
        except NoCheckpoint:
            return None
        except sqlite3.DatabaseError:
            if changes.since or not self.file.discard():
                return None
        try:
            return self._write(changes, lineage, own_hash)
        except (NoCheckpoint, sqlite3.DatabaseError):
            return None

    def _write(self, changes: Changes, lineage: str, own_hash: OwnHash) -> State:
        with self.file.writing() as db:
            state = self.file.state(db)
            if state is not None:
                ours = self._is_ours(state, own_hash)
                if state.n > changes.place.n and (ours or state.lineage == lineage):
                    return state  # a colleague is ahead
                if state.n < changes.since or (changes.since and not ours):
                    raise NoCheckpoint  # only who knows the whole log may begin anew
                if not ours and self._log_hash(changes.place.n) != changes.place.hash:
                    raise NoCheckpoint  # nor who read another log than lies there now
                lineage = state.lineage
            elif changes.since:
                raise NoCheckpoint
            if not changes.since:
                self.file.make(db)
                lineage = secrets.token_hex(8)
            return _put(db, changes, lineage)


def _docs(db: sqlite3.Connection, question: str) -> dict[str, str]:
    found = {}
    for name, doc, crc in db.execute(question):
        if seal(name, doc) != crc:
            raise NoCheckpoint
        found[name] = doc
    return found


def sent_doc(sent: Sequence[str]) -> str:
    """Return the names of PDFs as they stand in a row; empty when there are none."""
    return json.dumps(list(sent), separators=(",", ":")) if sent else ""


def _put(db: sqlite3.Connection, changes: Changes, lineage: str) -> State:
    new, resent = [], []
    for number, row in changes.rows.items():
        sent = sent_doc(row.sent)
        crc = seal(number, row.sha.hex(), sent)
        if row.first:
            new.append((row.first, number, row.sha, sent, crc))
        else:
            resent.append((sent, crc, number))
    db.executemany(
        "INSERT INTO letter(first, no, sha, sent, crc) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(no) DO UPDATE SET sent = excluded.sent, crc = excluded.crc",
        new,
    )
    if db.executemany("UPDATE letter SET sent = ?, crc = ? WHERE no = ?", resent).rowcount not in (
        -1,
        len(resent),
    ):
        raise NoCheckpoint  # a letter is not there
    numbers = [(number,) for number, _ in changes.closed]
    standing = {letter.control_no: letter for letter in changes.standing}
    ranks = {number: rank_to_text(rank_of(letter)) for number, letter in standing.items()}
    put_ranks(db, ranks, (number for number, _ in changes.closed), anew=not changes.since)
    db.executemany("DELETE FROM standing WHERE no = ?", numbers)
    _put_letters(db, "standing", ((no, ranks[no], letter_to_doc(letter)) for no, letter in standing.items()))
    db.executemany("DELETE FROM closed WHERE no = ?", numbers)
    db.executemany("DELETE FROM closed WHERE no = ?", [(number,) for number in standing])
    closed = ((no, letter_to_doc(letter)) for no, letter in changes.closed if letter is not None)
    _put_letters(db, "closed", closed)
    stems = list(changes.last_numbers.items())
    db.executemany("REPLACE INTO stem VALUES (?, ?, ?)", [(*row, seal(*row)) for row in stems])
    days = [(day.isoformat(), first, last) for day, (first, last) in changes.days.items()]
    db.executemany("REPLACE INTO day VALUES (?, ?, ?, ?)", [(*row, seal(*row)) for row in days])
    intents = list(changes.intents.items())
    db.executemany("REPLACE INTO intents VALUES (?, ?, ?)", [(*row, seal(*row)) for row in intents])
    place = changes.place
    counts = changes.balance, changes.standing_count
    state = State(place.n, place.hash, place.where, lineage, *counts, changes.rules)
    cells = astuple(state)
    db.execute("REPLACE INTO state VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", (*cells, seal(*cells)))
    return state


def _put_letters(db: sqlite3.Connection, table: str, rows: Iterable[tuple[str, ...]]) -> None:
    marks = {"standing": "?, ?, ?, ?", "closed": "?, ?, ?"}[table]
    db.executemany(f"REPLACE INTO {table} VALUES ({marks})", ((*row, seal(*row)) for row in rows))
