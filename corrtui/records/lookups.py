"""The questions put to the index file, each one SQL statement a source; text goes in as a parameter only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from corrtui.records.names import ALIKE, alike, fts_query, name_key
from corrtui.records.record import Record
from corrtui.records.refresh import CELL_MARK, Slot
from corrtui.records.sheet import Unusable
from corrtui.records.sources import Layout, lay_out
from corrtui.records.store import ENDING, KEY, SLOT_SHIFT, TAIL

_CANDIDATES = 60
_ROWS_A_NAME = 12
_BEGIN_LETTERS = 3
# From the narrowest question to the widest: all words, all their beginnings, any word, any beginning.
_WIDER = ((True, 0), (True, _BEGIN_LETTERS), (False, 0), (False, _BEGIN_LETTERS))
_OWN = (KEY, TAIL, ENDING)
_ROW = "r.id, r.line, r.cells, s.columns, s.twice, s.read"
_OF_NUMBER = (
    f"SELECT {_ROW}, n.day, n.number FROM numbers n JOIN rows r ON r.id = n.row JOIN slots s ON s.id = n.slot"
)


def numbered(
    db: sqlite3.Connection, slots: Sequence[Slot], form: int, kind: str, number: str, limit: int
) -> tuple[Record, ...]:
    """Return the rows found by a number in one form: own numbers in file order, all others newest first."""
    found: list[tuple[str, int, Record]] = []
    order = "n.row" if form in _OWN else "n.day DESC, n.row DESC"
    for slot in slots:
        rows = db.execute(
            f"{_OF_NUMBER} WHERE n.slot = ? AND n.form = ? AND n.kind = ? AND n.number = ?"
            f" ORDER BY {order} LIMIT ?",
            (slot.id, form, kind, number, limit),
        )
        found.extend((row[6], row[0], record_of(slot, row)) for row in rows)
    if form not in _OWN:
        found.sort(key=lambda item: item[:2], reverse=True)
    return tuple(record for _, _, record in found[:limit])


def any_of(
    db: sqlite3.Connection, slots: Sequence[Slot], numbers: Sequence[str], limit: int
) -> tuple[tuple[str, Record], ...]:
    """Return (number, row) of the rows of any kind whose own number is one of `numbers`."""
    marks = ",".join("?" * len(numbers))
    found: list[tuple[str, Record]] = []
    for slot in slots:
        rows = db.execute(
            f"{_OF_NUMBER} WHERE n.slot = ? AND n.form = ? AND n.kind = ? AND n.number IN ({marks}) LIMIT ?",
            (slot.id, KEY, slot.source.kind, *numbers, limit),
        )
        found.extend((row[7], record_of(slot, row)) for row in rows)
    place = {number: at for at, number in enumerate(numbers)}
    found.sort(key=lambda item: place[item[0]])
    return tuple(found[:limit])


def number_begins(
    db: sqlite3.Connection, slots: Sequence[Slot], start: str, limit: int
) -> tuple[Record, ...]:
    """Return rows whose own number begins with `start` (3 characters or more), in the order of numbers."""
    if len(start) < _BEGIN_LETTERS:
        return ()
    found: list[tuple[str, Record]] = []
    for slot in slots:
        rows = db.execute(
            f"{_OF_NUMBER} WHERE n.slot = ? AND n.form = ? AND n.kind = ? AND n.number >= ? AND n.number < ?"
            " ORDER BY n.number LIMIT ?",
            (slot.id, KEY, slot.source.kind, start, start + "\U0010ffff", limit),
        )
        found.extend((row[7], record_of(slot, row)) for row in rows)
    found.sort(key=lambda item: item[0])
    return tuple(record for _, record in found[:limit])


def names_like(
    db: sqlite3.Connection, slots: Sequence[Slot], name: str, limit: int, *, every_word: bool = False
) -> tuple[tuple[int, Record], ...]:
    """Return (likeness, row) for names equal to `name`, or where there are none, for those like it.

    With `every_word` only for names that hold all its words (initials aside): quick, and blind to slips.
    """
    wanted = name_key(name)
    # An initial is a word for comparing, not for finding.
    words = [word for word in wanted.split() if len(word) > 1]
    found: list[tuple[int, int, str]] = []
    for every, prefix in _WIDER[:1] if every_word else _WIDER:
        candidates = _names(db, slots, fts_query(words, every=every, prefix=prefix))
        found = [(score, at, own) for at, own in candidates if (score := alike(wanted, own)) >= ALIKE]
        if found:
            break
    best = max((score for score, _, _ in found), default=0)
    rows = [
        (score, record)
        for score, at, own in found
        if best < 100 or score == 100
        for record in _in_name(db, slots, at, own)
    ]
    rows.sort(key=lambda item: (-item[0], item[1].kind != "account", item[1].source, -item[1].row))
    return tuple(rows[:limit])


def name_begins(db: sqlite3.Connection, slots: Sequence[Slot], text: str, limit: int) -> tuple[Record, ...]:
    """Return rows in whose name every word of `text` begins a word."""
    words = name_key(text).split()
    query = fts_query(words, every=True, prefix=max((len(word) for word in words), default=0))
    return tuple(record for at, own in _names(db, slots, query) for record in _in_name(db, slots, at, own))[
        :limit
    ]


def _names(db: sqlite3.Connection, slots: Sequence[Slot], query: str) -> list[tuple[int, str]]:
    if not query or not slots:
        return []
    marks = ",".join("?" * len(slots))
    return db.execute(
        "SELECT rowid, name FROM name_words WHERE name_words MATCH ?"
        f" AND (rowid >> {SLOT_SHIFT}) IN ({marks}) ORDER BY rank LIMIT {_CANDIDATES}",
        (query, *(slot.id for slot in slots)),
    ).fetchall()


def _in_name(db: sqlite3.Connection, slots: Sequence[Slot], at: int, name: str) -> list[Record]:
    slot = next(slot for slot in slots if slot.id == at >> SLOT_SHIFT)
    rows = db.execute(
        f"SELECT {_ROW} FROM named n JOIN rows r ON r.id = n.row JOIN slots s ON s.id = n.slot"
        " WHERE n.slot = ? AND n.name = ? ORDER BY n.row DESC LIMIT ?",
        (slot.id, name, _ROWS_A_NAME),
    )
    return [record_of(slot, row) for row in rows]


def record_of(slot: Slot, row: Sequence[Any]) -> Record:
    """Return the record of a stored row (`_ROW`), as the session's declaration reads it."""
    _, line, joined, columns, twice, read = row[:6]
    layout = _layout(slot, columns, twice)
    cells = joined.split(CELL_MARK)
    return Record(
        source=slot.source.name,
        kind=slot.source.kind,
        key=cells[layout.key],
        title=layout.title_of(cells),
        fields=tuple(zip(layout.columns, cells, strict=True)),
        values={name: cells[at] for name, at in layout.fields},
        links={kind: cells[at] for kind, at in layout.links if cells[at]},
        file=slot.source.path.name,
        row=int(line),
        read=datetime.fromisoformat(read),
    )


def names_on(slot: Slot, record: Record) -> tuple[str, ...]:
    """Return the names on a row; none where its columns are not those of the source any more."""
    columns = json.dumps([column for column, _ in record.fields])
    try:
        layout = _layout(slot, columns, "[]")
    except Unusable:
        return ()
    return tuple(layout.names_of([value for _, value in record.fields]))


def _layout(slot: Slot, columns: str, twice: str) -> Layout:
    """Return the layout for these stored columns; a colleague's refresh may have brought other columns."""
    layout = slot.layouts.get((columns, twice))
    if layout is None:
        layout, _ = lay_out(slot.source, json.loads(columns), json.loads(twice))
        slot.layouts[columns, twice] = layout
    return layout
