"""Where a desk keeps its control log and its claims: its own folder, or a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corrtui.control.changes import Changes, ChangeWatch
from corrtui.control.claims import Claims, FolderClaims
from corrtui.control.line import SEALED_LENGTH, entry_number, sealed_hash
from corrtui.control.log import ControlLog, FolderLog
from corrtui.control.segments import blocks_back
from corrtui.errors import SettingsError, given_back_on_error


@dataclass(frozen=True, slots=True)
class Control:
    """What a desk stands on: the log of what was done, and who has which letter open."""

    log: ControlLog
    claims: Claims
    changes: Callable[[Callable[[], None]], ChangeWatch]
    """Makes what calls back when a colleague entered, claimed or left something."""

    def close(self) -> None:
        """Give every letter, file and connection back."""
        self.claims.close()
        self.log.close()


def open_control(folder: Path, url: str, login: str, name: str) -> Control:
    """Open the log and the claims of a desk.

    Args:
        folder: `control/` of the desk.
        url: `[control] url`; empty: they are in `folder`.
        login: who works.
        name: that person's full name.

    Raises:
        SettingsError: the url cannot be read, the server does not let us in, psycopg is not installed, or the
            folder holds a log that was not taken along.
        CorrtuiError: the folder cannot be used, or the server cannot be reached.
    """
    if not url:
        seat = FolderClaims(folder, login, name)
        return Control(FolderLog(folder), seat, lambda on_change: Changes(folder, on_change, seat.session))
    from corrtui.control.postgres import PostgresLog
    from corrtui.control.postgres_address import read_url
    from corrtui.control.postgres_claims import PostgresClaims
    from corrtui.control.postgres_link import Link
    from corrtui.control.postgres_session import PostgresChanges, PostgresSession

    address = read_url(url)
    reading = Link(address, login)
    reading.connect()
    session = PostgresSession(Link(address, login))
    claims = PostgresClaims(reading, session, login, name)
    log = PostgresLog(reading, Link(address, login))
    with given_back_on_error(log.close), given_back_on_error(claims.close):
        _refuse_left_behind(folder, log, address.shown)
    return Control(log, claims, lambda on_change: PostgresChanges(session, on_change))


def open_log(folder: Path, url: str, login: str = "") -> ControlLog:
    """Open the log alone, for who only reads it or copies it; see `open_control`."""
    return open_control(folder, url, login, "").log


def _refuse_left_behind(folder: Path, log: ControlLog, shown: str) -> None:
    """Refuse a server that has never seen the last entry of the folder's own log.

    On it every letter in the cabinet would be entered anew, answered or not. A log that was moved leaves its
    files where they were: the server has their last entry, and more since.

    Raises:
        SettingsError: the log was not taken along, or another one was.
        LogDamaged: the folder's log cannot be opened.
    """
    line = next((lines[-1] for lines in blocks_back(folder)), b"")
    if not line:
        return
    n, ending = entry_number(line), sealed_hash(line[1 - SEALED_LENGTH :] + b"\n")
    entry = log.entries({n}).get(n)
    if entry is None or entry.hash != ending:
        entries = "1 entry" if n == 1 else f"{n:,} entries"
        raise SettingsError(
            f"control/ holds {entries} that the server does not",
            f"{folder}: the last of them is not at {shown}",
            f"take the log along: `corrtui log copy {folder.parent} {shown}`, or move control/*.jsonl away",
        )
