"""Slow reading: what only another program can read is read behind the other letters, one file at a time.

The file waits in the inbox, in sight; the letter it becomes carries the day it was first seen. Of the desks
that share an inbox one reads at a time. A desk that is closed, or killed, in the middle loses nothing: the
file still stands in the inbox, and the next desk begins with it anew.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corrtui.errors import CorrtuiError, Refused
from corrtui.files import exclusive
from corrtui.intake.brought import Brought, Need, with_text_within
from corrtui.intake.first_seen import FirstSeen, Identity, identity_of
from corrtui.intake.programs.ocr import TITLE as OCR_TITLE
from corrtui.intake.programs.ocr import Ocr, read_with_ocr
from corrtui.intake.programs.office import TITLE as OFFICE_TITLE
from corrtui.intake.programs.office import find_office, read_with_office
from corrtui.intake.programs.run import Failed, Stopped
from corrtui.intake.reading import UNREADABLE, Reading
from corrtui.text import one_line

_PAUSE = 0.5
"""Seconds between two looks whether another desk is done, or whether our own results were taken."""
_AGAIN = 10.0
"""Seconds until a file is tried again that the disk stood in the way of."""


class BeingRead(Refused):
    """A slow program has still to read the file; the title says how far it is."""


@dataclass(frozen=True, slots=True)
class Programs:
    """What reads slowly on this machine."""

    office: str
    """Path of LibreOffice; empty: it is not here."""
    ocr: Ocr

    @classmethod
    def find(cls, languages: str) -> Programs:
        """Return what is on this machine."""
        return cls(find_office(), Ocr.find(languages))

    def can(self, need: Need) -> bool:
        """Tell whether the program is here that is needed."""
        return bool(self.office if need.program == "office" else self.ocr.tesseract)


@dataclass(slots=True)
class _Job:
    """A file that waits. None of its bytes: many wait long, in every session at the desk."""

    path: Path
    name: str
    need: Need
    """Without its data."""
    within: bool
    """Whether the program reads something within the file, not the file itself."""
    state: str
    inner: Reading | None = None
    """What the program read."""

    @property
    def done(self) -> bool:
        """Whether it was read."""
        return self.inner is not None


class SlowReading:
    """Reads for one desk. Threads may share it.

    Args:
        folder: the desk's control folder: of its lock, its notes and its scratch files.
        bring: reads a file in the limited child.
        find: says which programs are here; asked at the first file that needs one.
        today: day of the office.
        on_change: called from the reading thread when a file was read.
    """

    def __init__(
        self,
        folder: Path,
        bring: Callable[[Path, str], Brought],
        find: Callable[[], Programs],
        today: Callable[[], date],
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._lock = folder / "reading.lock"
        self._scratch = folder / "reading"
        self._bring = bring
        self._find = find
        self._seen = FirstSeen(folder / "arriving.json", today)
        self._on_change = on_change
        self._programs: Programs | None = None
        self._jobs: dict[Identity, _Job] = {}
        self._mutex = threading.Lock()
        self._stop = threading.Event()
        self._more = threading.Event()
        self._thread: threading.Thread | None = None
        self._elsewhere = False
        """Whether another desk was reading when we last looked."""

    def bring(self, path: Path, name: str) -> Brought:
        """Return what a file of the inbox brings.

        Raises:
            BeingRead: it is read behind; ask again.
            CorrtuiError: as the reader child does.
        """
        identity = identity_of(path)
        with self._mutex:
            job = self._jobs.get(identity)
        if job is None:
            brought = self._bring(path, name)
            if brought.need is None or not self._here().can(brought.need):
                return replace(brought, need=None)
            need, within = replace(brought.need, data=None), brought.need.data is not None
            job = _Job(path, name, need, within, f"arriving: waits to be read by {_title(need)}")
            self._seen.note(identity)
            with self._mutex:
                self._jobs[identity] = job
                self._forget_what_is_gone()
            self._begin()
        if job.inner is not None:
            return _answered(self._bring(path, name), job, job.inner)
        raise BeingRead("arriving: being read at another desk" if self._elsewhere else job.state)

    def first_seen(self, path: Path) -> date | None:
        """Return the day a file that had to wait was first seen, None where it had not."""
        return self._seen.day(identity_of(path))

    def busy(self) -> bool:
        """Tell whether a file is being read, or waits to be, at this desk."""
        with self._mutex:
            return not self._elsewhere and any(not job.done for job in self._jobs.values())

    def close(self) -> None:
        """End what is being read; it is begun anew at the next start."""
        self._stop.set()
        self._more.set()
        with self._mutex:
            self._forget_what_is_gone()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _here(self) -> Programs:
        if self._programs is None:
            self._programs = self._find()
        return self._programs

    def _forget_what_is_gone(self) -> None:
        for identity, job in list(self._jobs.items()):
            if identity_of(job.path) != identity:  # it is a letter by now, or was taken away or changed
                del self._jobs[identity]
                self._seen.forget(identity)

    # -- the reading thread

    def _begin(self) -> None:
        with self._mutex:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="slow reading", daemon=True)
                self._thread.start()
        self._more.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._more.wait()
            self._more.clear()
            while self._waiting() and not self._stop.is_set():
                try:
                    with exclusive(self._lock, 0.0) as mine:
                        self._elsewhere = not mine
                        if mine:
                            self._work_off()
                            continue
                except OSError as error:
                    self._hold_up(error)
                self._stop.wait(_PAUSE)
            self._elsewhere = False

    def _waiting(self) -> bool:
        with self._mutex:
            self._forget_what_is_gone()
            return bool(self._jobs)

    def _work_off(self) -> None:
        """Read file by file; the lock is held until the letters were taken in: nobody reads them too."""
        shutil.rmtree(self._scratch, ignore_errors=True)  # of a desk that was killed
        while self._waiting() and not self._stop.is_set():
            with self._mutex:
                left = [(identity, job) for identity, job in self._jobs.items() if not job.done]
            if not left:
                self._stop.wait(_PAUSE)
                continue
            # A book does not keep ten letters waiting.
            identity, job = min(left, key=lambda one: one[1].need.pages)
            try:
                self._read(job)
            except Stopped:
                return
            except (
                OSError,
                CorrtuiError,
            ) as error:  # a full disk, a closed reader: nothing is known of the file
                if identity_of(job.path) == identity:
                    self._hold_up(error)
            self._on_change()

    def _hold_up(self, error: OSError | CorrtuiError) -> None:
        why = error.title if isinstance(error, CorrtuiError) else error.strerror
        with self._mutex:
            for job in self._jobs.values():
                if not job.done:
                    job.state = f"arriving: cannot be read yet: {why}"
        self._on_change()
        self._stop.wait(_AGAIN)

    def _read(self, job: _Job) -> None:
        place = self._scratch / secrets.token_hex(6)
        place.mkdir(mode=0o770, parents=True)
        try:
            source = place / f"letter{job.need.suffix}"
            source.write_bytes(self._data(job))
            try:
                inner = self._through(job, source)
            except Failed as failure:
                inner = Reading(medium=UNREADABLE, text="", unreadable=failure.reason)
            except (OSError, CorrtuiError, Stopped):
                raise
            except Exception as error:  # whatever one file brings about, the others must be read
                reason = f"its reader failed ({one_line(type(error).__name__, 40)}); open the original"
                inner = Reading(medium=UNREADABLE, text="", unreadable=reason)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        job.inner = inner

    def _data(self, job: _Job) -> bytes:
        """Return what the program is to read."""
        if not job.within:
            return _content(job.path)
        need = self._bring(job.path, job.name).need
        return need.data or b"" if need is not None else b""

    def _through(self, job: _Job, source: Path) -> Reading:
        programs, need = self._here(), job.need
        job.state = f"arriving: being read by {_title(need)}"
        self._on_change()
        if need.program == "office":
            return read_with_office(
                programs.office, source, need, lambda path, name: self._bring(path, name).reading, self._stop
            )

        def tell(where: str) -> None:
            job.state = f"arriving: being read by {_title(need)}" + (f", {where}" if where else "")
            self._on_change()

        return read_with_ocr(programs.ocr, source, need, job.name, self._stop, tell)


def _title(need: Need) -> str:
    return OFFICE_TITLE if need.program == "office" else OCR_TITLE


def _answered(brought: Brought, job: _Job, inner: Reading) -> Brought:
    """Return what a file brings once the program it needed has read it, or could not."""
    if job.within:
        return with_text_within(brought, inner, job.need.title)
    typed = brought.reading.text
    if typed and sum(map(str.isalnum, inner.text)) <= sum(map(str.isalnum, typed)):
        return replace(brought, need=None)
    return Brought(inner)


def _content(path: Path) -> bytes:
    """Return the bytes of a regular file; a link put in its place meanwhile is not followed."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return b""
        return file.read()
