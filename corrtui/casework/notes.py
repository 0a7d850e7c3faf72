"""Notes being taken at the desk: kept on disk from the first keys on, filed as incoming letters.

A note has no control number until it is filed. Until then it lies in `control/notes/` under a token of its
own; the session that has it open holds a lock beside it, so it is open once, and comes back after a crash.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.intaking import Intake
from corrtui.casework.note import Note, check, filed_text, read_form, reading_of
from corrtui.casework.note_file import KeptNote, OpenNote, read_kept, to_bytes
from corrtui.casework.note_form import Kind, blank_form, is_untouched
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import make_folder, replace_file
from corrtui.intake.accept import Stamp, check_stamp

_FOLDER = "notes"
SPOOL = ".notes"
"""In the inbox, for the moment of filing: a hidden name is no letter that arrives."""
_ASIDE = "aside"
"""In the folder of the notes: what became no letter and is nobody's note any more."""
_ASIDE_SECONDS = 7 * 86400
_TOKEN = re.compile(r"[0-9a-f]{8}")


class Notes:
    """The notes of who sits at one open desk.

    Args:
        bench: the desk.
        intake: takes the filed ones in.
        look: looks at the records, by which clocks start; raises Refused while they are still being read.
    """

    def __init__(self, bench: Bench, intake: Intake, look: Callable[[], None]) -> None:
        self._bench = bench
        self._look = look
        self._intake = intake
        self._folder = bench.settings.folder / "control" / _FOLDER

    def now(self) -> datetime:
        """Return day and time of the office, to the minute."""
        return datetime.now(self._bench.settings.office.zone).replace(second=0, microsecond=0, tzinfo=None)

    def begin(self, kind: Kind) -> OpenNote:
        """Begin a note.

        Raises:
            CorrtuiError: its lock cannot be made on the disk.
        """
        now = self.now()
        kept = KeptNote(secrets.token_hex(4), kind, now, blank_form(kind, now, self._bench.me.name))
        lock = self._lock(kept.token)
        if lock is None:
            return self.begin(kind)
        return OpenNote(kept, lock)

    def kept(self) -> tuple[KeptNote, ...]:
        """Return the notes of this clerk that no session has open, newest first.

        One that a crash left between filing and tidying away is a letter already: it is tidied away.
        """
        found = []
        self._clear_aside()
        for token in sorted({path.stem for path in self._folder.glob("*") if _TOKEN.fullmatch(path.stem)}):
            kept = self._read(token)
            begun_only = kept is None and not (self._folder / f"{token}.json").exists()
            if kept is None and not begun_only:
                continue  # a colleague's
            lock = self._lock(token)
            if lock is None:
                continue  # open in a session
            if kept is None or self._number_of(kept):
                self._lay_by(kept)
                self._tidy(token)
            else:
                found.append(kept)
            os.close(lock)
        return tuple(sorted(found, key=lambda kept: (kept.begun, kept.token), reverse=True))

    def take_up(self, token: str) -> OpenNote:
        """Go on with a kept note.

        Raises:
            Refused: it was filed, or another session of this clerk has it open.
        """
        lock = self._lock(token)
        kept = self._read(token) if lock is not None else None
        if lock is None:
            raise Refused("The note is open in another session of yours", hint="go on with it there")
        if kept is None:
            self._tidy(token)
            os.close(lock)
            raise Refused("The note is not kept any more", "it was filed, or nothing was typed")
        return OpenNote(kept, lock)

    def save(self, note: OpenNote, text: str) -> None:
        """Save the form as the clerk has it; on return it survives a power cut.

        Raises:
            Refused: it is filed; to save it would have it come back as a note.
            CorrtuiError: the disk refused it; what was saved before stands.
        """
        with note.writing:
            if number := note.number or self._number_of(note.kept):
                raise Refused(f"The {note.kept.kind} is filed as {number}", hint="file it again to see it")
            self._write(note.kept, text, note.kept.filing)

    def put_down(self, note: OpenNote, text: str) -> bool:
        """Close a note and keep it; False when nothing was typed, then there is nothing to keep.

        Raises:
            CorrtuiError: the disk refused it; the note stays open.
        """
        worth = not is_untouched(note.kept.kind, text)
        if worth:
            self.save(note, text)
        else:
            self._tidy(note.kept.token)
        os.close(note.lock)
        return worth

    def throw_away(self, note: OpenNote, text: str) -> None:
        """Close a note and keep it no more; for a week it lies aside in `control/notes/aside/`.

        Raises:
            Refused: it is filed.
            CorrtuiError: the disk refused it; the note stays open.
        """
        with note.writing:
            if not is_untouched(note.kept.kind, text):
                self.save(note, text)
                self._put_aside(replace(note.kept, text=text))
            self._tidy(note.kept.token)
            os.close(note.lock)

    def wants_reason(self, note: OpenNote, text: str) -> bool:
        """Tell whether filing it asks why it comes so late: more than a business day after.

        Raises:
            FormTrouble: the form cannot be filed as it stands.
        """
        received = read_form(note.kept.kind, text, self.now()).received
        today = self._bench.today()
        return self._bench.calendar.business_days_between(received, today) > 1

    def file(self, note: OpenNote, text: str, reason: str = "") -> str:
        """File a note as an incoming letter and return its control number; it is durable then.

        Args:
            note: the note.
            text: the form as the clerk left it.
            reason: why it comes more than a business day late.

        Raises:
            FormTrouble: a line of the form will not do.
            Refused: it is late, and no reason was given; the records are still being read.
            CorrtuiError: disk or log refused it; the note stands as it was.
        """
        said = read_form(note.kept.kind, text, self.now())
        with note.writing:
            tried = self._read(note.kept.token) or note.kept
            number = self._number_of_tried(tried)
            if number:
                self._lay_by(replace(tried, text=text))
            else:
                name, data = f"{said.kind} {note.kept.token}.txt", filed_text(said).encode()
                filing = name, hashlib.sha256(data).hexdigest()
                self._write(note.kept, text, filing)
                note.kept = replace(note.kept, text=text, filing=filing)
                number = self._enter(said, name, data, reason)
            note.number = number
            self._tidy(note.kept.token)
            os.close(note.lock)
        return number

    def file_at_once(self, note: Note, reason: str = "") -> str:
        """File what was given complete, e.g. on the command line; return its control number.

        Raises:
            Refused: nothing was said, its day is in the future, or late without a reason; the records
                are still being read.
            CorrtuiError: disk or log refused it; nothing was done.
        """
        if not note.text.strip():
            raise Refused("The text is empty", hint="give it on the standard input")
        check(note, self.now())
        return self._enter(note, f"{note.kind} {secrets.token_hex(4)}.txt", filed_text(note).encode(), reason)

    def _enter(self, note: Note, name: str, data: bytes, reason: str) -> str:
        stamp = Stamp(note.received, reason)
        check_stamp(stamp, self._bench.today(), self._bench.calendar.business_days_between)
        self._look()
        spool = self._bench.settings.folder / "inbox" / SPOOL
        path = spool / name
        try:
            make_folder(spool)
            replace_file(path, data)
            return self._intake.accept(path, stamp, reading_of(note))
        except OSError as error:
            raise _refused(spool, error) from error
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    # the folder

    def _clear_aside(self) -> None:
        for path in (self._folder / _ASIDE).glob("*.json"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _ASIDE_SECONDS:
                    path.unlink()

    def _lock(self, token: str) -> int | None:
        """Lock a note for this session; None while another one has it.

        Raises:
            CorrtuiError: the disk does not let us.
        """
        try:
            make_folder(self._folder)
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            lock = os.open(self._folder / f"{token}.lock", flags, 0o660)
        except OSError as error:
            raise _refused(self._folder, error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return None
        return lock

    def _write(self, kept: KeptNote, text: str, filing: tuple[str, str]) -> None:
        data = to_bytes(replace(kept, text=text, filing=filing), self._bench.me.login)
        replace_file(self._folder / f"{kept.token}.json", data)

    def _read(self, token: str) -> KeptNote | None:
        """Return a kept note of this clerk; None when there is none, or it is not one."""
        return read_kept(self._folder, token, self._bench.me.login)

    def _number_of_tried(self, kept: KeptNote) -> str:
        """As `_number_of`; where filing it failed before, what was left halfway is mended first.

        Raises:
            CorrtuiError: log or disk do not let us; the note stands as it was.
        """
        self._bench.sync()
        number = self._number_of(kept)
        if not number and kept.filing[1]:
            self._intake.mend()
            self._bench.sync()
            number = self._number_of(kept)
        return number

    def _number_of(self, kept: KeptNote) -> str:
        """Return the control number a note was filed under; empty when it was not.

        The same text may have come before: the name of the file is this note's alone.
        """
        name, sha256 = kept.filing
        for number in self._bench.register.all_same_bytes(sha256) if sha256 else ():
            letter = self._bench.register.get(number)
            if letter is not None and letter.file == name:
                return number
        return ""

    def _lay_by(self, kept: KeptNote | None) -> None:
        """Lay by a filed note in which something was typed after its letter was made."""
        if kept is None:
            return
        try:
            data = filed_text(read_form(kept.kind, kept.text, self.now())).encode()
        except CorrtuiError:
            data = b""
        if hashlib.sha256(data).hexdigest() != kept.filing[1]:
            self._put_aside(kept)

    def _put_aside(self, kept: KeptNote) -> None:
        make_folder(self._folder / _ASIDE)
        replace_file(self._folder / _ASIDE / f"{kept.token}.json", to_bytes(kept, self._bench.me.login))

    def _tidy(self, token: str) -> None:
        """Take a note away that is a letter now, or never said anything; its lock is still ours."""
        for name in (f"{token}.json", f"{token}.lock"):
            with suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)


def _refused(folder: Path, error: OSError) -> CorrtuiError:
    return CorrtuiError(
        "A note cannot be kept on the disk",
        f"{error.filename or folder}: {error.strerror}",
        "check room and rights of control/ and inbox/",
    )
