"""Attaching records: the whole row is kept in the case folder as it was, and the log names it.

An enclosure of the letter is attached by the same act, to go back to its writer: see `returning`.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from corrtui.casework.bench import Bench
from corrtui.casework.returning import UNDO_FIRST, find_enclosure, is_enclosure, put_back
from corrtui.control.acts import RecordAttached, RecordDetached
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import make_folder, replace_file
from corrtui.records.record import Record, snapshot
from corrtui.text import one_line

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet

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
            f"{record.title} is attached already",
            hint=f"{bench.way('attach', number, name)} takes it off again",
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
        listed = ", ".join(letter.attached) or "nothing"
        raise Refused(f"{record} is not attached to {number}", f"attached: {listed}")
    if record in letter.went_with:
        raise Refused(f"{record} went back with a reply that is filed", hint=UNDO_FIRST)
    bench.enter(number, RecordDetached(record=record), intent, seen)
    return f"{record} taken off {number}"


def toggle(
    bench: Bench,
    sheet: Worksheet,
    paper: str,
    intent: str,
    seen: int | None = None,
    *,
    put: bool | None = None,
) -> str:
    """Attach a paper of the worksheet, or take it off when it is attached; say so.

    Args:
        bench: the desk.
        sheet: the worksheet of the letter.
        paper: `source/key` of a record, or an enclosure of the letter: see `returning.find_enclosure`.
        intent: of the key or command.
        seen: number of the last entry the clerk saw of the letter.
        put: attach it, or take it off, only; None: whichever it is not.

    Raises:
        Refused: it is not among the papers, the letter is closed, or `put` is what it is already.
    """
    letter = sheet.letter
    enclosures = sheet.reading.enclosures
    row = next((row for row in sheet.records if row.id == paper), None)
    enclosure = find_enclosure(enclosures, paper) if row is None else None
    name = enclosure.file if enclosure is not None and enclosure.file else paper
    if put is False or (put is None and name in letter.attached):
        return detach(bench, letter.control_no, name, intent, seen)
    if row is not None:
        return attach(bench, letter.control_no, row, intent, seen)
    if enclosure is not None:
        return put_back(bench, letter, enclosures, enclosure, intent, seen)
    known = ", ".join((*(row.id for row in sheet.records), *(each.file for each in enclosures if each.file)))
    raise Refused(
        f"{one_line(paper, 60)} is not among the records and enclosures of {letter.control_no}",
        f"there are: {known or 'none'}",
    )


def attached_records(folder: Path, letter: Letter, troubles: list[str]) -> tuple[Record, ...]:
    """Return the attached rows as they were when they were attached.

    Args:
        folder: case folder of the letter.
        letter: the letter.
        troubles: what cannot be read of them is added here, in words.
    """
    found = []
    for record, kept in zip(letter.attached, letter.snapshots, strict=True):
        if is_enclosure(record):
            continue
        path = folder / SNAPSHOTS / kept
        try:
            found.append(Record.from_json(json.loads(path.read_bytes())["record"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            troubles.append(f"The attached {record} cannot be read: {path}: {error}; attach it again")
    return tuple(found)
