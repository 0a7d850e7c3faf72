"""Searching every letter, open or closed: a SQLite full-text cache over the case folders, made as needed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.control.register import Letter, number_key
from corrtui.errors import CorrtuiError
from corrtui.intake.recover import SIDECAR

_HITS = 1000
_AT_ONCE = 1000
_PATIENCE = 10.0
"""Seconds to wait for a colleague who writes in the cache."""


def search(bench: Bench, words: str, may_see: Callable[[Letter], bool]) -> list[str]:
    """Return the control numbers of letters that hold all `words`, newest first; the 1,000 newest at most.

    Words are matched at their beginning in control number, file name, writer, subject and text.

    Args:
        bench: the desk.
        words: what is looked for.
        may_see: whether a letter may be looked at here: no hit tells what stands in another.

    Raises:
        CorrtuiError: the cache cannot be written; it is in `control/search.sqlite` and may be removed.
    """
    terms = [word.replace('"', "") for word in words.split()]
    query = " ".join(f'"{term}"*' for term in terms if any(char.isalnum() for char in term))
    if not query:
        return []
    path = bench.settings.folder / "control" / "search.sqlite"
    try:
        return _search(bench, path, query, may_see)
    except sqlite3.OperationalError as error:  # locked, full, no rights: the cache itself is sound
        raise _cannot(path, error) from error
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)  # damaged, and only a cache: made again from the case folders
    try:
        return _search(bench, path, query, may_see)
    except sqlite3.Error as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: sqlite3.Error) -> CorrtuiError:
    return CorrtuiError("The search cannot be made", f"{path}: {error}", "check room and rights, try again")


def _search(bench: Bench, path: Path, query: str, may_see: Callable[[Letter], bool]) -> list[str]:
    try:  # SQLite would make it so that colleagues may not write in it
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660))
    except OSError as error:
        raise CorrtuiError("The search cannot be made", f"{path}: {error.strerror}") from error
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as db:
        db.execute("PRAGMA temp_store = MEMORY")
        _catch_up(bench, db)
        rows = db.execute("SELECT no FROM letters WHERE letters MATCH ? ORDER BY rowid DESC", (query,))
        found = islice((no for (no,) in rows if may_see(bench.letter(no))), _HITS)
        return sorted(found, key=number_key, reverse=True)


def _catch_up(bench: Bench, db: sqlite3.Connection) -> None:
    """Put letters into the cache that came in since it was last used."""
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS letters USING fts5(no, file, writer, subject, body)")
    db.execute("CREATE TABLE IF NOT EXISTS reached(n INTEGER, no TEXT)")
    db.execute("BEGIN IMMEDIATE")
    with suppress(CorrtuiError):  # a server that is away hinders nobody from searching
        bench.sync()  # under the lock: nobody has put a letter there that is not known here
    reached, number = db.execute("SELECT n, no FROM reached").fetchone() or (0, "")
    if reached and bench.register.received_after(reached - 1, 1) != [(reached, number)]:
        reached = 0  # it was made from another log than this
    if not reached:
        db.execute("DELETE FROM letters")
    begun = reached
    while found := bench.register.received_after(reached, _AT_ONCE):
        db.executemany("INSERT INTO letters VALUES (?, ?, ?, ?, ?)", (_row(bench, no) for _, no in found))
        reached, number = found[-1]
    if reached != begun:
        db.execute("DELETE FROM reached")
        db.execute("INSERT INTO reached VALUES (?, ?)", (reached, number))
    db.commit()


def _row(bench: Bench, number: str) -> tuple[str, ...]:
    """What is searched of a letter: nothing of it changes after it was taken in."""
    try:
        data = json.loads((bench.case_folder(number) / SIDECAR).read_bytes())
        act, body = data["act"], str(data["reading"]["text"])
        return number, str(act["file"]), str(act.get("writer", "")), str(act.get("subject", "")), body
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        letter = bench.letter(number)
        return number, letter.file, letter.writer, letter.subject, ""
