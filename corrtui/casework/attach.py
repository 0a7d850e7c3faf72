"""Attaching records: the whole row is kept in the case folder as it was, and the log names it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.control.acts import RecordAttached, RecordDetached
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import make_folder, replace_file
from corrtui.records.record import Record, snapshot

SNAPSHOTS = "records"
"""Folder of the snapshots in a case folder."""


def snapshot_name(record: str, digest: str) -> str:
    """Name of the snapshot of `source/key` with this SHA-256; hostile keys make no paths.

    A row that changed since it was attached before has a snapshot of its own: the log names both.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", record.replace("/", "-"))[:60].lstrip(".")
    return f"{safe}-{digest[:12]}.json"


def attach(bench: Bench, number: str, record: Record, intent: str, seen: int | None = None) -> str:
    """Put `record` with the letter and say so.

    Raises:
        Refused: closed, no such letter, or it is attached already.
        CorrtuiError: the snapshot or the entry cannot be written; nothing was attached.
    """
    name = record.id
    letter = bench.open_letter(number)
    if name in letter.attached:
        raise Refused(
            f"{record.title} is attached already", hint=f"{bench.key_of('attach')} takes it off again"
        )
    data = json.dumps(snapshot(record), ensure_ascii=True, sort_keys=True).encode()
    digest = hashlib.sha256(data).hexdigest()
    path = bench.case_folder(number) / SNAPSHOTS / snapshot_name(name, digest)
    try:
        make_folder(path.parent)
    except OSError as error:
        raise CorrtuiError("The record cannot be kept", f"{path.parent}: {error.strerror}") from error
    replace_file(path, data)
    act = RecordAttached(record=name, title=record.title, snapshot=path.name, sha256=digest)
    bench.enter(number, act, intent, seen)
    return f"{record.title} attached to {number}"


def detach(bench: Bench, number: str, record: str, intent: str, seen: int | None = None) -> str:
    """Take `source/key` off the letter; its snapshot stays in the case folder.

    Raises:
        Refused: it is not attached.
    """
    letter = bench.open_letter(number)
    if record not in letter.attached:
        raise Refused(f"{record} is not attached to {number}")
    bench.enter(number, RecordDetached(record=record), intent, seen)
    return f"{record} taken off {number}"


def toggle(
    bench: Bench,
    letter: Letter,
    records: Sequence[Record],
    record: str,
    intent: str,
    seen: int | None = None,
) -> str:
    """Attach `source/key`, one of `records`, or take it off when it is attached; say so.

    Raises:
        Refused: it is not among the records, or the letter is closed.
    """
    if record in letter.attached:
        return detach(bench, letter.control_no, record, intent, seen)
    row = next((row for row in records if row.id == record), None)
    if row is None:
        raise Refused(f"{record} is not among the records of {letter.control_no}")
    return attach(bench, letter.control_no, row, intent, seen)


def attached_records(folder: Path, letter: Letter, troubles: list[str]) -> tuple[Record, ...]:
    """Return the attached rows as they were when they were attached.

    Args:
        folder: case folder of the letter.
        letter: the letter.
        troubles: what cannot be read of them is added here, in words.
    """
    found = []
    for record, kept in zip(letter.attached, letter.snapshots, strict=True):
        path = folder / SNAPSHOTS / kept
        try:
            found.append(Record.from_json(json.loads(path.read_bytes())["record"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            troubles.append(f"The attached {record} cannot be read: {path}: {error}; attach it again")
    return tuple(found)
