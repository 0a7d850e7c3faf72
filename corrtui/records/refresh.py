"""Bringing the index up to date: one source, one transaction, only when its file or declaration changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from corrtui.records.figures import day_of
from corrtui.records.names import name_key
from corrtui.records.numbers import ending_key, number_key, tail_key
from corrtui.records.sheet import Sheet, Unavailable, Unusable
from corrtui.records.sources import Layout, declaration, lay_out, open_source, stamp
from corrtui.records.store import EMAIL, ENDING, KEY, LINK, SLOT_SHIFT, TAIL
from corrtui.text import one_line

if TYPE_CHECKING:
    from corrtui.settings import RecordSource

CELL_MARK = "\x1f"
"""Between the cells of a stored row; a clean cell cannot hold it."""
_BATCH = 2_000
_UNUSED_DAYS = 2
_NUMBER_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """A source that can be looked up in the index, as declared in this session."""

    id: int
    source: RecordSource
    layouts: dict[tuple[str, str], Layout] = field(default_factory=dict, compare=False)
    """Columns and doubled names as stored → where everything stands; filled as rows are shown."""


def current_slot(
    connection: sqlite3.Connection, source: RecordSource, seen: str
) -> tuple[Slot, tuple[str, ...]] | None:
    """Return the slot and its troubles when the index holds the file as `seen` (a `stamp`), else None."""
    found = connection.execute(
        "SELECT id, troubles FROM slots WHERE declaration = ? AND stamp = ?", (declaration(source), seen)
    ).fetchone()
    return (Slot(found[0], source), tuple(json.loads(found[1]))) if found else None


def refresh_source(connection: sqlite3.Connection, source: RecordSource) -> tuple[Slot, tuple[str, ...]]:
    """Read the source into the index in one transaction, unless another session has just done so.

    Returns:
        its slot and, in words, what was left out and why.

    Raises:
        Unavailable: the file cannot be read now; the index is as it was.
        sqlite3.Error: the index cannot be written; it is as it was.
    """
    seen = stamp(source)
    connection.execute("BEGIN IMMEDIATE")
    try:
        known = current_slot(connection, source, seen)
        if known is None:
            known = _reread(connection, source, seen)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return known


def is_marked(connection: sqlite3.Connection, slots: Sequence[Slot], now: datetime) -> bool:
    """Whether `mark_used` would change nothing."""
    today, stale = _days(now)
    ids = {slot.id for slot in slots}
    used = dict(connection.execute("SELECT id, used FROM slots"))
    return all(day >= (today if slot in ids else stale) for slot, day in used.items())


def mark_used(connection: sqlite3.Connection, slots: Sequence[Slot], now: datetime) -> None:
    """Note that these slots are in use today (UTC) and drop those nobody has used for two days.

    A slot goes with its declaration: a colleague whose session still has yesterday's `desk.toml` keeps his.
    """
    today, stale = _days(now)
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany("UPDATE slots SET used = ? WHERE id = ?", [(today, slot.id) for slot in slots])
        for (slot,) in connection.execute("SELECT id FROM slots WHERE used < ?", (stale,)).fetchall():
            _empty(connection, slot)
            connection.execute("DELETE FROM slots WHERE id = ?", (slot,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _days(now: datetime) -> tuple[str, str]:
    today = now.astimezone(UTC).date()
    return today.isoformat(), (today - timedelta(days=_UNUSED_DAYS)).isoformat()


def _reread(connection: sqlite3.Connection, source: RecordSource, seen: str) -> tuple[Slot, tuple[str, ...]]:
    now = datetime.now(UTC)
    connection.execute(
        "INSERT OR IGNORE INTO slots (declaration, stamp, columns, twice, read, troubles, used)"
        " VALUES (?, '', '[]', '[]', '', '[]', ?)",
        (declaration(source), now.date().isoformat()),
    )
    (slot,) = connection.execute(
        "SELECT id FROM slots WHERE declaration = ?", (declaration(source),)
    ).fetchone()
    _empty(connection, slot)
    connection.execute("SAVEPOINT filling")
    columns: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    try:
        with open_source(source) as sheet:
            columns, twice = sheet.columns, sheet.twice
            layout, troubles = lay_out(source, columns, twice)
            _fill(connection, slot, source, layout, sheet)
            left_out = sheet.faults.sentences(source.path.name)
            troubles = (
                *(in_words(source, Unusable(trouble)) for trouble in troubles),
                *(one_line(f"records “{source.name}”: {sentence}") for sentence in left_out),
            )
    except Unavailable:
        raise
    except Unusable as error:
        connection.execute("ROLLBACK TO filling")
        troubles = (in_words(source, error),)
    connection.execute(
        "UPDATE slots SET stamp = ?, columns = ?, twice = ?, read = ?, troubles = ?, used = ? WHERE id = ?",
        (
            seen,
            json.dumps(columns),
            json.dumps(twice),
            now.isoformat(timespec="seconds"),
            json.dumps(troubles),
            now.date().isoformat(),
            slot,
        ),
    )
    return Slot(slot, source), troubles


def in_words(source: RecordSource, error: Unusable) -> str:
    """Return one sentence: the source, what is wrong, with what, what to do, and where it is declared."""
    detail = f" ({error.detail})" if error.detail else ""
    hint = f"; {error.hint}" if error.hint else ""
    where = f" [{source.file} line {source.line}]" if source.file else ""
    return one_line(f"records “{source.name}”: {error.title}{detail}{hint}{where}")


def _empty(connection: sqlite3.Connection, slot: int) -> None:
    span = (slot << SLOT_SHIFT, (slot + 1) << SLOT_SHIFT)
    connection.execute("DELETE FROM rows WHERE id >= ? AND id < ?", span)
    connection.execute("DELETE FROM numbers WHERE slot = ?", (slot,))
    connection.execute("DELETE FROM named WHERE slot = ?", (slot,))
    connection.execute(
        "INSERT INTO name_words (name_words, rowid, name)"
        " SELECT 'delete', id, name FROM names WHERE id >= ? AND id < ?",
        span,
    )
    connection.execute("DELETE FROM names WHERE id >= ? AND id < ?", span)


def _fill(
    connection: sqlite3.Connection, slot: int, source: RecordSource, layout: Layout, sheet: Sheet
) -> None:
    base = slot << SLOT_SHIFT
    numbered = enumerate(sheet.rows, start=base + 1)
    while batch := list(islice(numbered, _BATCH)):
        kept = [(row, line, cells) for row, (line, cells) in batch if cells[layout.key]]
        for _, (line, cells) in batch:
            if not cells[layout.key]:
                sheet.faults.left_out(f"no {source.key} in it", line)
        connection.executemany(
            "INSERT INTO rows (id, line, cells) VALUES (?, ?, ?)",
            ((row, line, CELL_MARK.join(cells)) for row, line, cells in kept),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO numbers (slot, form, kind, number, day, row) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (slot, *number, row)
                for row, _, cells in kept
                for number in _numbers(source.kind, layout, cells)
            ),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO named (slot, name, row) VALUES (?, ?, ?)",
            (
                (slot, name, row)
                for row, _, cells in kept
                for written in layout.names_of(cells)
                if (name := name_key(written))
            ),
        )
    connection.execute(
        "INSERT INTO names (id, name) SELECT ? + row_number() OVER (), name"
        " FROM (SELECT DISTINCT name FROM named WHERE slot = ?)",
        (base, slot),
    )
    connection.execute(
        "INSERT INTO name_words (rowid, name) SELECT id, name FROM names WHERE id >= ? AND id < ?",
        (base, (slot + 1) << SLOT_SHIFT),
    )


def _numbers(kind: str, layout: Layout, cells: Sequence[str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield (form, kind, number, day) of every number by which this row can be found."""
    day = "" if layout.day is None else day_of(cells[layout.day])
    own = cells[layout.key]
    yield KEY, kind, number_key(own), day
    if tail := tail_key(own):
        yield TAIL, kind, tail, day
    if kind == "account" and (ending := ending_key(own)):
        yield ENDING, kind, ending, day
    for other, at in layout.links:
        if number := number_key(cells[at]):
            yield LINK, other, number, day
    for cell in cells:
        if "@" in cell and len(cell) <= _NUMBER_LONGEST and " " not in cell:
            yield EMAIL, "", cell.casefold(), day
