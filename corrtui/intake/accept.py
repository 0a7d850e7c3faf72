"""Accepting one file: it gets a control number, a case folder and one log entry, and leaves the inbox.

File first, then the act: the case folder is complete on disk before the entry is made, so a crash at any
step is mended by `recover` — nothing is lost and nothing comes in twice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corrtui.control.act_json import act_to_json
from corrtui.control.acts import DeskRepaired, LetterReceived
from corrtui.control.log import ControlLog
from corrtui.control.register import Register, day_stem
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import create_file, fsync_folder, make_folder
from corrtui.intake.brought import Brought
from corrtui.intake.enclosures import kept_as_files, suffix_of
from corrtui.intake.maildir import message_name
from corrtui.intake.reading import Reading
from corrtui.intake.recover import SIDECAR, PutBack, Recovery, digest, put_back
from corrtui.modes import file_mode
from corrtui.text import shown_name


@dataclass(frozen=True, slots=True)
class Description:
    """What the rooms above make of a letter when it comes in.

    Attributes:
        act: fields of `LetterReceived` about content: category, due, sensitive, writer…
        kept: goes into the sidecar beside the reading: facts, suggestion.
    """

    act: Mapping[str, Any]
    kept: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The date received, when it is not today, and why."""

    received: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acceptor:
    """Takes files in for one desk.

    Attributes:
        inbox: folder the letters come from.
        cabinet: folder of the case folders.
        log: the control log.
        register: kept up to date by `sync`.
        sync: folds new entries into the register.
        read: reads a file, in a child process; raises BeingRead while a slow program is at it.
        describe: what the reading means for the desk.
        by: login that the entry names.
        today: day of the office.
        first_seen: the day a file that had to wait was first seen, None for one that had not.
    """

    inbox: Path
    cabinet: Path
    log: ControlLog
    register: Register
    sync: Callable[[], object]
    read: Callable[[Path, str], Brought]
    describe: Callable[[Reading, date], Description]
    by: str
    today: Callable[[], date]
    first_seen: Callable[[Path], date | None] = lambda path: None

    def accept(self, path: Path, stamp: Stamp = Stamp()) -> str:
        """Take in the file at `path` and return its control number.

        Raises:
            BeingRead: a slow program has still to read it; it waits in the inbox.
            PutBack: it is the original of a letter whose case folder lacked it, and is there again.
            Refused: not a regular file, or it may not be read.
            CorrtuiError: the disk refused it; the letter is in the inbox, or whole in its case folder.
        """
        before, sha256 = digest(path)
        stamp = self._stamped(path, stamp)
        received = stamp.received or self.today()
        name, in_maildir = message_name(path, self.inbox)
        brought = kept_as_files(self.read(path, name + ".eml" if in_maildir else name))
        reading = brought.reading
        description = self.describe(reading, received)
        with self.log.locked():
            self.sync()
            duplicate_of = self.register.same_bytes(sha256)
            if duplicate_of:
                self._put_back_lost(duplicate_of, path, before)
            number = self.register.next_number(day_stem(self.today()))
            act = LetterReceived(
                file=shown_name(name),
                original="original" + (".eml" if in_maildir else suffix_of(name)),
                sha256=sha256,
                size=before.st_size,
                received=received,
                reason=stamp.reason,
                duplicate_of=duplicate_of,
                medium=reading.medium,
                unreadable=reading.unreadable,
                clocked=True,
                **description.act,
            )
            sidecar = {"act": act_to_json(act), "reading": reading.to_json(), **description.kept}
            folder = self._make_folder(number, sidecar, brought)
            try:
                self._move(path, folder / act.original, before)
            except BaseException:
                if not os.path.lexists(folder / act.original):  # else it is all there is of the letter
                    shutil.rmtree(folder, ignore_errors=True)
                raise
            self.log.append(self.by, [(number, act)])
            self.sync()
        return number

    def _stamped(self, path: Path, stamp: Stamp) -> Stamp:
        """A letter that had to wait until it was read came in on the day it was first seen."""
        seen = None if stamp.received else self.first_seen(path)
        if seen is None or seen >= self.today():
            return stamp
        return Stamp(seen, stamp.reason or f"it came then and was read by {self.today()}")

    def _put_back_lost(self, number: str, path: Path, before: os.stat_result) -> None:
        """Under the log's lock: an original that was moved out of its case folder goes back into it."""
        letter = self.register.get(number)
        place = self.cabinet / f"20{number[:2]}" / number
        if letter is None or os.path.lexists(place / letter.original):
            return
        for folder in (place.parent, place):
            make_folder(folder)
        self._move(path, place / letter.original, before)
        done = f"{number}: its original stood in inbox/ as {shown_name(path.name)}; in its case folder again"
        self.log.append(self.by, [("", DeskRepaired(done=(done,)))])
        self.sync()
        raise PutBack(done)

    def _make_folder(self, number: str, sidecar: Mapping[str, Any], brought: Brought) -> Path:
        year = self.cabinet / f"20{number[:2]}"
        folder = year / number
        try:
            make_folder(self.cabinet)
            make_folder(year)
            folder.mkdir(mode=0o770)
        except OSError as error:
            if os.path.lexists(folder):  # left by a crash that nobody has mended yet
                self.recover()
                raise CorrtuiError("A letter was being taken in", f"{folder}", "it is tried again") from None
            raise CorrtuiError(
                "No case folder can be made",
                f"{error.filename or folder}: {error.strerror}",
                "check room and rights of cabinet/; the letter waits in the inbox",
            ) from error
        try:
            for enclosure, piece in zip(brought.reading.enclosures, brought.pieces, strict=True):
                if enclosure.file:
                    create_file(folder / enclosure.file, piece)
            create_file(folder / SIDECAR, json.dumps(sidecar, ensure_ascii=True).encode())
            fsync_folder(year)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise _unsafe(folder, error) from error
            raise
        return folder

    @staticmethod
    def _move(path: Path, target: Path, before: os.stat_result) -> None:
        """Rename the letter out of the inbox; put it back when it is not the file that was read."""
        try:
            os.rename(path, target)
        except OSError as error:
            raise CorrtuiError(
                "A letter cannot be moved out of the inbox",
                f"{shown_name(path.name)}: {error.strerror}",
                "inbox/ and cabinet/ must be writable and on one file system",
            ) from error
        try:
            now = os.stat(target, follow_symlinks=False)
            if _signature(now) != _signature(before):
                put_back(target, path)
                raise Refused(
                    "The file changed while it was read", shown_name(path.name), "it is tried again"
                )
            with suppress(
                PermissionError
            ):  # not ours: then whoever dropped it must have let the group read it
                os.chmod(target, file_mode(target.parent))
            fsync_folder(target.parent)
            fsync_folder(path.parent)
        except OSError as error:
            raise _unsafe(target.parent, error) from error

    def recovery(self) -> Recovery:
        """Return what mends what a crash left between file and entry."""
        return Recovery(self.inbox, self.cabinet, self.log, self.register, self.sync, self.by, self.today)

    def recover(self) -> tuple[str, ...]:
        """Mend what a crash left between file and entry; see `Recovery.recover`."""
        return self.recovery().recover()


def _unsafe(folder: Path, error: OSError) -> CorrtuiError:
    return CorrtuiError(
        "A case folder cannot be made safe on disk",
        f"{error.filename or folder}: {error.strerror}",
        "check the disk; the letter is taken in when that works again",
    )


def check_stamp(stamp: Stamp, today: date, business_days_before: Callable[[date, date], int]) -> None:
    """Refuse a date received in the future, or back-dated by more than a business day without a reason.

    Source: control record rules, "received > today refused; received backdated > 1 business day → reason".

    Raises:
        Refused: the stamp cannot stand.
    """
    if stamp.received is None:
        return
    if stamp.received > today:
        raise Refused(
            f"A letter cannot be received on {stamp.received}",
            f"today is {today}",
            "stamp it today or earlier",
        )
    if business_days_before(stamp.received, today) > 1 and not stamp.reason.strip():
        raise Refused(
            f"Received {stamp.received} is more than a business day back",
            f"today is {today}",
            "give a --reason",
        )


def _signature(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
