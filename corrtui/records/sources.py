"""A declared source against its file: is it there, has it changed, do its columns fit the declaration."""

from __future__ import annotations

import difflib
import errno
import json
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corrtui.records.csv_source import open_csv
from corrtui.records.sheet import Sheet, Unavailable, Unusable
from corrtui.records.sqlite_source import is_sqlite, open_sqlite

if TYPE_CHECKING:
    from corrtui.settings import RecordSource

_PART_OF_NAME = re.compile(r"first|last|middle|given|family|surname|forename", re.IGNORECASE)
_HOLE = re.compile(r"\{([^{}]+)\}")
# A file written while it is looked at can change again within one tick of the file system's clock and
# keep its size and time; such a stamp must not be believed later.
_TICK_NS = 50_000_000


def declaration(source: RecordSource) -> str:
    """Return what `desk.toml` says of the source as one canonical string; where it says so does not count."""
    return json.dumps(
        [
            source.name,
            source.kind,
            str(source.path),
            source.table,
            source.key,
            source.title,
            list(source.names),
            sorted(source.links.items()),
            sorted(source.fields.items()),
        ]
    )


def stamp(source: RecordSource) -> str:
    """Return size, modification time (ns) and inode of the file: equal as long as it is unchanged.

    Raises:
        Unavailable: no such file, not a regular file, or not readable by this user.
    """
    path = source.path
    try:
        parts = [_stamp(path)]
        # A program in WAL mode writes here first and leaves the main file as it was. SQLite makes an empty
        # one when we read such a database; that is no change.
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            parts.append(_stamp(log))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unavailable(f"{path.name} cannot be read", reason, f"look at {path}") from error
    return json.dumps(parts)


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise Unavailable(f"{path.name} is not a file", str(path), "name a CSV or SQLite file as path = …")
    if not os.access(path, os.R_OK, effective_ids=True):
        raise PermissionError(errno.EACCES, "no permission to read it")
    young = abs(time.time_ns() - found.st_mtime_ns) < _TICK_NS
    return [found.st_size, found.st_mtime_ns, found.st_ino, *([time.time_ns()] if young else [])]


def open_source(source: RecordSource) -> AbstractContextManager[Sheet]:
    """Open the file as what it is: SQLite when a table is declared or its first bytes say so, else CSV.

    Raises:
        Unusable, Unavailable: here or on entering; see `open_csv` and `open_sqlite`.
    """
    try:
        database = bool(source.table) or is_sqlite(source.path)
    except OSError as error:
        raise Unavailable(f"{source.path.name} cannot be read", error.strerror or str(error)) from error
    return open_sqlite(source.path, source.table) if database else open_csv(source.path, source.key)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the declared things stand in a row: positions of columns, counted from 0."""

    columns: tuple[str, ...]
    key: int
    title: tuple[str | int, ...]
    """Pieces of text and positions, to be joined."""
    names: tuple[tuple[int, ...], ...]
    """One name each; the parts of a name that are columns of their own stand together."""
    links: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, int], ...]
    day: int | None
    """Column whose day tells which row is newer: the field called `date`, else the first so named."""

    def names_of(self, cells: Sequence[str]) -> Iterator[str]:
        """Yield the names on a row; one that is cut into columns comes whole."""
        for group in self.names:
            if name := " ".join(cells[at] for at in group if cells[at]):
                yield name

    def title_of(self, cells: Sequence[str]) -> str:
        """Return the line that names the row."""
        return "".join(part if isinstance(part, str) else cells[part] for part in self.title).strip()


def lay_out(
    source: RecordSource, sheet_columns: Sequence[str], twice: Sequence[str]
) -> tuple[Layout, tuple[str, ...]]:
    """Return the layout and the troubles of a declaration over these columns.

    A missing or ambiguous column among names, links, fields or in the title is left out with a trouble.

    Raises:
        Unusable: the key column is missing or stands twice.
    """
    find = _Finder(source, tuple(sheet_columns), frozenset(twice))
    key = find.position(source.key, "key")
    if key is None:
        raise Unusable(find.troubles[0])
    links = tuple(
        (kind, at)
        for kind, column in source.links.items()
        if (at := find.position(column, "links")) is not None
    )
    fields = tuple(
        (name, at)
        for name, column in source.fields.items()
        if (at := find.position(column, "fields")) is not None
    )
    naming = [at for column in source.names if (at := find.position(column, "names")) is not None]
    parts = tuple(at for at in naming if _PART_OF_NAME.search(sheet_columns[at]))
    whole = tuple((at,) for at in naming if at not in parts)
    dated = [at for at, column in enumerate(sheet_columns) if "date" in column.casefold()]
    layout = Layout(
        columns=tuple(sheet_columns),
        key=key,
        title=tuple(_title(source, find)) or (f"{source.kind} ", key),
        names=(parts, *whole) if parts else whole,
        links=links,
        fields=fields,
        day=dict(fields).get("date", dated[0] if dated else None),
    )
    unused = [
        f"{source.path.name}: column “{name}” stands twice" for name in twice if name not in find.refused
    ]
    return layout, (*find.troubles, *unused)


class _Finder:
    """Looks declared columns up and says in words which cannot be found."""

    def __init__(self, source: RecordSource, columns: tuple[str, ...], twice: frozenset[str]) -> None:
        self._source = source
        self._columns = columns
        self._twice = twice
        self.refused: set[str] = set()
        self.troubles: list[str] = []

    def position(self, column: str, use: str) -> int | None:
        if column in self._columns and column not in self._twice:
            return self._columns.index(column)
        file = self._source.path.name
        if column in self._twice:
            self.refused.add(column)
            said = f"{file}: column “{column}” stands twice, so it cannot be used as {use}"
        else:
            said = f"{file} has no column “{column}”, declared as {use}; {self._hint(column)}"
        if said not in self.troubles:
            self.troubles.append(said)
        return None

    def _hint(self, column: str) -> str:
        by_case = {own.casefold(): own for own in self._columns}
        close = difflib.get_close_matches(column.casefold(), by_case, n=1)
        if close:
            return f"is “{by_case[close[0]]}” meant?"
        return "its columns are " + ", ".join(self._columns[:12]) + (" …" if len(self._columns) > 12 else "")


def _title(source: RecordSource, find: _Finder) -> Iterator[str | int]:
    end = 0
    for hole in _HOLE.finditer(source.title):
        if hole.start() > end:
            yield source.title[end : hole.start()]
        position = find.position(hole[1].strip(), "title")
        yield hole[0] if position is None else position
        end = hole.end()
    if end < len(source.title):
        yield source.title[end:]
