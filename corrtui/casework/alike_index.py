"""The index of look-alikes: which letters share words, a writer or a number; a SQLite cache made as needed.

It holds signatures and digests, no text. A letter enters it when it is received: whoever asks first brings it
as far as the log, letter by letter, so a process that dies in the middle leaves a shorter index, not a wrong
one. Texts are kept for 90 days; writers and numbers as long as the log.
"""

from __future__ import annotations

import base64
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corrtui.casework.bench import Bench
from corrtui.errors import CorrtuiError
from corrtui.intake.recover import SIDECAR
from corrtui.records.store import NotOurs, Shape, Store, is_damage
from corrtui.triage.facts import Facts
from corrtui.triage.lookalikes import ALIKE, Signature, links, sign

FILE = "alike.sqlite"
SIGNATURE = "signature"
"""Key of the sidecar: the signature made when the letter came in, in base64."""
WINDOW = 90
"""Days in which letters are compared by their words. Source: campaigns are told over the last 90 days."""
_AT_ONCE = 50
"""Letters entered between two looks at the clock, and kept at once."""
_A_BAND = 400
"""Newest letters looked at that meet in one band: a campaign has thousands."""
_A_LINK = 100
_ASKED = 500
_PRUNED = 500
_SHAPE = Shape(
    name="index of look-alikes",
    application_id=0x436F4C41,
    version=1,
    patience=2.0,
    tables="""
CREATE TABLE letters (
    id INTEGER PRIMARY KEY,  -- number of the entry it was received with
    no TEXT NOT NULL UNIQUE, day INTEGER NOT NULL, kind TEXT NOT NULL, signature BLOB NOT NULL
);
CREATE INDEX letters_of_kind ON letters (kind, id);
CREATE TABLE bands (key INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE links (key INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE reached (n INTEGER NOT NULL, no TEXT NOT NULL, pruned INTEGER NOT NULL);
""",
)


class NotKept(CorrtuiError):
    """The index cannot be made, read or written: look-alikes are not told, everything else goes on."""


@dataclass(frozen=True, slots=True)
class Near:
    """A letter that reads like another."""

    number: str
    score: float
    """Share of word pairs in common, 0 to 1, estimated."""


class AlikeIndex:
    """The index, open in one thread; use it in a `with`.

    Args:
        bench: the desk.

    Raises:
        NotKept: it cannot be made or opened.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._path = path_of(bench)
        try:
            self._store = Store(self._path, _SHAPE)
        except (OSError, sqlite3.Error, NotOurs) as error:
            raise _not_kept(self._path, error) from error
        self._db = self._store.reader
        self.behind = False
        """True when letters of the log were not in it yet after `catch_up`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        damaged = isinstance(error, _Damaged) or (isinstance(error, sqlite3.Error) and is_damage(error))
        if damaged:
            with suppress(OSError, sqlite3.Error, NotOurs):
                self._store.replace()  # only a cache: made again from log and case folders
        self._store.close()
        if isinstance(error, sqlite3.Error | _Damaged):
            raise _not_kept(self._path, error) from error

    # -- as far as the log

    def catch_up(self, seconds: float) -> None:
        """Enter the letters received since, for `seconds` at most; `behind` tells whether some are left."""
        until = time.monotonic() + seconds
        self.behind = True
        with suppress(CorrtuiError):  # a server that is away hinders nobody from looking
            self._bench.sync()
        try:
            while self._enter_some():
                if time.monotonic() >= until:
                    return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return  # a colleague enters them
        self.behind = False

    def _enter_some(self) -> bool:
        """Enter some letters, all or none of them; False when none were left."""
        register = self._bench.register
        reached, number, pruned = self._reached()
        if reached and register.received_after(reached - 1, 1) == [(reached, number)]:
            if not register.received_after(reached, 1) and pruned >= self._first_day():
                return False
        elif not reached and not register.received_after(0, 1):
            return False
        self._db.execute("BEGIN IMMEDIATE")
        try:
            with suppress(CorrtuiError):
                self._bench.sync()  # under the lock: nobody has put a letter there that is not known here
            reached, number, pruned = self._reached()
            if not reached or register.received_after(reached - 1, 1) != [(reached, number)]:
                for table in ("letters", "bands", "links"):  # it was made from another log than this
                    self._db.execute(f"DELETE FROM {table}")
                reached = pruned = 0
            found = register.received_after(reached, _AT_ONCE)
            for n, no in found:
                self._enter(n, no)
            reached, number = found[-1] if found else (reached, number)
            pruned = self._prune(pruned)
            self._db.execute("DELETE FROM reached")
            self._db.execute("INSERT INTO reached VALUES (?, ?, ?)", (reached, number, pruned))
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        return True

    def _reached(self) -> tuple[int, str, int]:
        return self._db.execute("SELECT n, no, pruned FROM reached").fetchone() or (0, "", 0)

    def _first_day(self) -> int:
        return self._bench.today().toordinal() - WINDOW

    def _enter(self, n: int, number: str) -> None:
        signature, keys, day, kind = self._read(number)
        kept = day >= self._first_day()
        row = (n, number, day, kind, signature.data if kept else b"")
        self._db.execute("INSERT INTO letters VALUES (?, ?, ?, ?, ?)", row)
        pairs = ((key, n) for key in signature.bands()) if kept else ()
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", pairs)
        self._db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", ((key, n) for key in keys))

    def _read(self, number: str) -> tuple[Signature, Sequence[int], int, str]:
        """What is kept of a letter; one whose case folder cannot be read is like no other."""
        try:
            data: dict[str, Any] = json.loads((self._bench.case_folder(number) / SIDECAR).read_bytes())
            act = data["act"]
            day = date.fromisoformat(act["received"]).toordinal()
            kind = kind_of(act.get("category", ""), act.get("template", ""))
            keys = [link.key for link in links(Facts.from_json(data["facts"]))]
            return _signature(data), keys, day, kind
        except (OSError, ValueError, KeyError, TypeError, AttributeError, CorrtuiError):
            letter = self._bench.letter(number)
            return Signature(), (), letter.received.toordinal(), kind_of(letter.suggested, letter.template)

    def _prune(self, pruned: int) -> int:
        """Take the words of letters out that are older than the window; return the day that is done."""
        first = self._first_day()
        if pruned >= first:
            return pruned
        old = self._db.execute(
            "SELECT id, signature FROM letters WHERE day < ? AND signature <> x'' LIMIT ?", (first, _PRUNED)
        ).fetchall()
        for n, signature in old:
            pairs = ((key, n) for key in _kept(signature).bands())
            self._db.executemany("DELETE FROM bands WHERE key = ? AND id = ?", pairs)
            self._db.execute("UPDATE letters SET signature = x'' WHERE id = ?", (n,))
        return pruned if len(old) == _PRUNED else first

    # -- asking

    def signature(self, number: str) -> Signature:
        """Return the signature of a letter; an empty one when it is not here."""
        row = self._db.execute("SELECT signature FROM letters WHERE no = ?", (number,)).fetchone()
        return _kept(row[0]) if row else Signature()

    def near(self, signature: Signature) -> list[Near]:
        """Return the letters of the last 90 days that read like a text, the most alike first, 500 at most."""
        met: Counter[int] = Counter()
        for key in signature.bands():
            newest = "SELECT id FROM bands WHERE key = ? ORDER BY id DESC LIMIT ?"
            met.update(n for (n,) in self._db.execute(newest, (key, _A_BAND)))
        found = []
        for _, number, day, kept in self._rows([n for n, _ in met.most_common(2 * _ASKED)]):
            score = signature.resemblance(_kept(kept))
            if score >= ALIKE and day >= self._first_day():
                found.append(Near(number, score))
        found.sort(key=lambda near: -near.score)
        return found[:_ASKED]

    def linked(self, key: int) -> list[str]:
        """Return the letters that have something too, open or closed, the 100 newest, newest first."""
        asked = "SELECT id FROM links WHERE key = ? ORDER BY id DESC LIMIT ?"
        rows = self._rows([n for (n,) in self._db.execute(asked, (key, _A_LINK))])
        return [number for _, number, _, _ in sorted(rows, reverse=True)]

    def of_kind(self, kind: str, most: int) -> list[str]:
        """Return the newest letters that came in as a kind; see `kind_of`."""
        asked = "SELECT no FROM letters WHERE kind = ? ORDER BY id DESC LIMIT ?"
        return [number for (number,) in self._db.execute(asked, (kind, most))]

    def _rows(self, ids: Sequence[int]) -> Iterable[tuple[int, str, int, bytes]]:
        for at in range(0, len(ids), _ASKED):
            part = ids[at : at + _ASKED]
            marks = ",".join("?" * len(part))
            yield from self._db.execute(
                f"SELECT id, no, day, signature FROM letters WHERE id IN ({marks})", part
            )


def path_of(bench: Bench) -> Path:
    """Return where the index lies."""
    return bench.settings.folder / "control" / FILE


def kind_of(category: str, template: str) -> str:
    """Return what letters answered alike have in common: category and template as they were suggested."""
    return f"{category} {template}"


def kept_signature(signature: Signature) -> str:
    """Return a signature as the sidecar keeps it."""
    return base64.b64encode(signature.data).decode()


class _Damaged(Exception):
    """A row is not what was written."""


def _kept(data: object) -> Signature:
    try:
        return Signature(bytes(data))  # type: ignore[call-overload]
    except (ValueError, TypeError) as error:
        raise _Damaged(f"a row is damaged: {error}") from error


def _signature(data: dict[str, Any]) -> Signature:
    with suppress(KeyError, ValueError, TypeError):  # an older letter, or an older signature
        return Signature(base64.b64decode(data[SIGNATURE], validate=True))
    return sign(str(data["reading"]["text"]))


def _not_kept(path: Path, error: Exception) -> NotKept:
    detail = error.detail if isinstance(error, NotOurs) else str(error)
    return NotKept("Look-alikes are not kept", f"{path}: {detail}", "check room and rights; the work goes on")
