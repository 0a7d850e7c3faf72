"""What the killed leave lying: half-written files, half a line, spoilt caches; and drafts nobody can read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.drafts import load_draft
from corrtui.casework.notes import SPOOL
from corrtui.casework.trouble import Trouble, shown
from corrtui.control.audit import differences
from corrtui.control.checkpoint import CHECKPOINT
from corrtui.control.checkpoint_file import CheckpointFile
from corrtui.control.tail import ends_torn, set_tail_aside
from corrtui.errors import CorrtuiError
from corrtui.files import fsync_folder, is_abandoned, is_half_written

_CACHES = ("register.sqlite", "records.sqlite", "search.sqlite", "alike.sqlite")


def half_written_files(bench: Bench) -> Iterator[Trouble]:
    """Temporary files whose writer is no more; they never got their real name, so nobody was told of them."""
    folder = bench.settings.folder
    for top in (folder / "outbox", folder / "control", folder / "cabinet", folder / "inbox" / SPOOL):
        for place, _, names in os.walk(top):
            for name in names:
                path = Path(place, name)
                if is_half_written(path):
                    yield Trouble(
                        f"{shown(bench, path)} was being written when its writer was killed",
                        "removes it",
                        partial(_remove, bench, path, "half written by a writer that was killed"),
                        partial(is_half_written, path),
                    )


def torn_tail(bench: Bench) -> Iterator[Trouble]:
    """A log that ends in half a line: an entry nobody was told of."""
    control = bench.settings.folder / "control"
    if ends_torn(control):
        yield Trouble(
            "the control log ends in half a line: a writer was killed before its entry was acknowledged",
            "keeps those bytes in a file of their own and cuts the line off",
            partial(_cut, control),
            partial(ends_torn, control),
        )


def stale_sessions(bench: Bench) -> Iterator[Trouble]:
    """Files of sessions that are no more: nobody holds their lock. They claim nothing."""
    try:
        paths = sorted((bench.settings.folder / "control" / "sessions").glob("*.json"))
    except OSError:
        return  # the check-up names a folder that cannot be read
    for path in paths:
        if is_abandoned(path):
            yield Trouble(
                f"{shown(bench, path)} is of a session that is no more",
                "removes it",
                partial(_remove, bench, path, "of a session that is no more"),
                partial(is_abandoned, path),
            )


def spoilt_caches(bench: Bench) -> Iterator[Trouble]:
    """Caches SQLite cannot read: nothing is in them that is not in the log or the record files."""
    for name in _CACHES:
        path = bench.settings.folder / "control" / name
        if problem := _cache_problem(path):
            yield Trouble(
                f"{shown(bench, path)} cannot be used: {problem}",
                "throws it away; the next start makes it anew",
                partial(_throw_away, bench, path),
                partial(os.path.lexists, path),
            )


def wrong_register(bench: Bench) -> Iterator[Trouble]:
    """A checkpoint that is not what the log says: sound for SQLite, but altered or put back."""
    path = bench.settings.folder / "control" / CHECKPOINT
    if found := differences(path, bench.log, bench.log.everything()):
        yield Trouble(
            f"{shown(bench, path.parent)}/{'; '.join(found)}",
            "throws it away; the next start makes it anew",
            partial(_discard, bench, path),
        )


def unreadable_drafts(bench: Bench) -> Iterator[Trouble]:
    """Drafts of open letters that cannot be read; what the clerk typed may still be found in the file."""
    for letter in list(bench.register.letters()):
        try:
            load_draft(bench.case_folder(letter.control_no), len(letter.sent))
        except CorrtuiError as error:
            yield Trouble(f"{letter.control_no}: its draft cannot be read: {error.detail}", error.hint)


def _remove(bench: Bench, path: Path, what: str) -> str:
    path.unlink(missing_ok=True)
    return f"{shown(bench, path)}: was {what}; removed"


def _cut(control: Path) -> str:
    kept = set_tail_aside(control)
    return f"the control log ended in half a line, never acknowledged; its bytes are kept as control/{kept}"


def _cache_problem(path: Path) -> str:
    if not path.exists():
        return ""
    # Who closes a cache last takes its -wal and -shm away, but only if it may write: at rest it has neither.
    mode = "ro" if path.with_name(path.name + "-wal").exists() or not _has_wal(path) else "rw"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=5)) as cache:
            [[said]] = cache.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.OperationalError:
        return ""  # somebody is writing it, or this user may not: it is not known to be spoilt
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else str(said)


def _has_wal(path: Path) -> bool:
    """Tell whether a database has a write-ahead log: byte 18 of its header is 2 (SQLite file format)."""
    try:
        with path.open("rb") as file:
            return file.read(19)[18:] == b"\x02"
    except OSError:
        return False


def _discard(bench: Bench, path: Path) -> str:
    if not CheckpointFile(path).discard():
        raise CorrtuiError(
            "The register's checkpoint cannot be emptied", shown(bench, path), "remove it by hand"
        )
    return f"{shown(bench, path)}: was not what the log says; thrown away, the next start makes it anew"


def _throw_away(bench: Bench, path: Path) -> str:
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    fsync_folder(path.parent)
    return f"{shown(bench, path)}: could not be read; thrown away, the next start makes it anew"
