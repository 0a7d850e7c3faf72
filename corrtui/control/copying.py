"""Copying a control log, line for line, between a folder and a PostgreSQL server; both ends are verified.

The target is empty before, and whole or recognisably unfinished after: on a server one transaction, in a
folder the first month comes last, and without it no chain begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corrtui.control.chain import ChainReport, Progress, check_lines
from corrtui.control.folder_copy import FolderPlace
from corrtui.control.postgres_address import is_url
from corrtui.control.segments import Line
from corrtui.errors import LogDamaged, Refused


class LogPlace(Protocol):
    """Where a log is, or shall be."""

    shown: str
    """The place for people."""

    def size(self) -> int:
        """Return how many bytes its lines have together."""
        ...

    def held(self) -> AbstractContextManager[Callable[[], Iterator[Line]]]:
        """Hold the log against everybody who would enter something; gives what reads its lines.

        Raises:
            Refused: somebody works with it, or there is none.
        """
        ...

    def fill(self, lines: Iterable[Line], check: Callable[[Iterable[Line]], None]) -> None:
        """Write all lines, all of them or none.

        Args:
            lines: oldest first; they are whole entries.
            check: shown what can be read of the lines once written; what it raises takes them back.

        Raises:
            Refused: something is there already.
        """
        ...


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: how many entries, and the hash of the last."""

    entries: int
    last_hash: str


def log_place(place: str) -> LogPlace:
    """Return the log at `place`: a desk's folder, its `control/`, or a url of PostgreSQL.

    Raises:
        SettingsError: the url cannot be read, or psycopg is not installed.
    """
    if is_url(place):
        from corrtui.control.postgres_copy import PostgresPlace

        return PostgresPlace(place)
    folder = Path(place)
    return FolderPlace(folder if folder.name == "control" else folder / "control")


def copy_log(source: LogPlace, target: LogPlace, progress: Progress = lambda _: None) -> Copied:
    """Copy a whole log.

    Args:
        source: it is held meanwhile, and stays as it is.
        target: must be empty.
        progress: told how many bytes were read since it was last told; all are read three times.

    Raises:
        Refused: the source is in use or is not there, or something is at the target.
        LogDamaged: the source was altered, or the copy does not hold; nothing was copied.
    """
    with source.held() as lines:
        found = check_lines(lines(), progress)
        _refuse_damaged(found, source, "The control log was altered: it was not copied")
        if not found.entries:
            raise Refused("There is nothing to copy", f"{source.shown}: no entry")

        def check(written: Iterable[Line]) -> None:
            copy = check_lines(written, progress)
            _refuse_damaged(copy, target, "The copy does not hold: nothing was copied")
            if copy != found:
                raise LogDamaged("The copy is not the whole log: nothing was copied", target.shown)

        target.fill(_told(lines(), progress), check)
    return Copied(found.entries, found.last_hash)


def _refuse_damaged(report: ChainReport, place: LogPlace, what: str) -> None:
    if report.problem:
        raise LogDamaged(what, f"{place.shown}: {report.problem}", "restore it from the last backup")


def _told(lines: Iterable[Line], progress: Progress) -> Iterator[Line]:
    for line in lines:
        yield line
        progress(len(line[2]) + 1)
