"""Intake at a desk: the inbox, the reader child and the meaning of a letter, put together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from corrtui.casework.bench import Bench, Progress
from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.brought import Brought
from corrtui.intake.readers import ReaderChild
from corrtui.intake.reading import UNREADABLE, Enclosure, Reading
from corrtui.intake.slow import BeingRead, Programs, SlowReading
from corrtui.intake.watch import InboxWatch

_PATIENCE = 5.0
"""Seconds a clerk waits for what is in an enclosure."""

if TYPE_CHECKING:
    from pathlib import Path

    from corrtui.casework.lessons import Taught
    from corrtui.casework.repair import Repaired
    from corrtui.casework.trouble import Trouble
    from corrtui.intake.accept import Acceptor, Stamp
    from corrtui.intake.reading import Reading

_SETTLED = 3.0
"""Seconds after the desk opened until what nobody waits for is begun."""


class Intake:
    """Takes letters in for one open desk.

    Args:
        bench: the desk.
        records: looks at the records, by which clocks start; False while they are read for the first time.
    """

    def __init__(self, bench: Bench, records: Callable[[], bool] = lambda: True) -> None:
        settings = bench.settings
        self._bench = bench
        self._records = records
        self._reader = ReaderChild()
        self._quick = ReaderChild(_PATIENCE, int(_PATIENCE))
        self._slow = SlowReading(
            settings.folder / "control",
            self._reader.bring,
            lambda: Programs.find(settings.ocr_languages),
            bench.today,
            lambda: self.watch.wake(),
        )
        self._ended = threading.Event()
        self._comparing: threading.Thread | None = None
        self.watch = InboxWatch(
            inbox=settings.folder / "inbox",
            lock=settings.folder / "control" / "intake.lock",
            accept=self._accept_watched,
            settle=settings.settle,
            rescan=settings.rescan,
            mend=self.mend,
            busy=self._slow.busy,
        )

    @cached_property
    def _taught(self) -> Taught:
        from corrtui.casework.lessons import Taught

        return Taught(self._bench)

    @cached_property
    def _acceptor(self) -> Acceptor:
        from corrtui.casework.authorizing import defects_reader
        from corrtui.casework.clocking import clock_starter
        from corrtui.casework.describe import Describer, office_marks
        from corrtui.casework.lookalikes import describe_alike
        from corrtui.intake.accept import Acceptor

        bench = self._bench
        marks = office_marks(bench.settings.office)
        describer = Describer(
            bench.categories,
            bench.calendar,
            marks,
            clock_starter(bench),
            defects_reader(bench),
            self._taught.lessons,
            bench.whom.words if bench.settings.tell.data else None,
            lambda hit: not hit.routine or bench.whom.names_any(hit.kind),
        )
        return Acceptor(
            inbox=bench.settings.folder / "inbox",
            cabinet=bench.cabinet,
            log=bench.log,
            register=bench.register,
            sync=bench.sync,
            read=self._slow.bring,
            describe=describe_alike(bench, describer.describe),
            by=bench.me.login,
            today=bench.today,
            first_seen=self._slow.first_seen,
        )

    def _accept_watched(self, path: Path) -> str:
        if not self._records():
            raise BeingRead("arriving: the records are still being read")
        return self._acceptor.accept(path)

    def accept(self, path: Path, stamp: Stamp, reading: Reading) -> str:
        """Take in a file this desk wrote itself, whose reading is known; return its control number.

        Raises:
            CorrtuiError: see `intake.accept.Acceptor.accept`.
        """
        return replace(self._acceptor, read=lambda path, name: Brought(reading)).accept(path, stamp)

    def start(self, on_change: Callable[[], None]) -> None:
        """Mend what a crash left between file and entry and take letters in, from a thread."""
        self.watch.start(on_change)
        self._comparing = threading.Thread(target=self._compare, name="look-alikes", daemon=True)
        self._comparing.start()

    def _compare(self) -> None:
        """Enter letters in the index of look-alikes when the desk stands: it may have to be made anew."""
        if not self._ended.wait(_SETTLED):
            from corrtui.casework.lookalikes import keep_up

            keep_up(self._bench, self._ended.wait)

    def mend(self) -> tuple[str, ...]:
        """Mend what a crash left between a file and its entry; say what was done."""
        from corrtui.casework.mend import mend_start

        return mend_start(self._bench, self._acceptor.recovery())

    def find_troubles(self, progress: Progress | None = None) -> tuple[Trouble, ...]:
        """Return in what files and log disagree; see `casework.repair.find_troubles`."""
        from corrtui.casework.repair import find_troubles

        return find_troubles(self._bench, self._acceptor.recovery(), progress)

    def repair(self, progress: Progress | None = None) -> Repaired:
        """Put right in what files and log disagree; see `casework.repair.repair`."""
        from corrtui.casework.repair import repair

        return repair(self._bench, self._acceptor.recovery(), progress)

    @contextmanager
    def mended_after(self) -> Iterator[None]:
        """Where an act on the outbox fails halfway, put that in order as soon as disk and log allow it."""
        try:
            yield
        except Refused:
            raise
        except CorrtuiError:
            self.watch.mend_again()
            raise

    def take_in(self, stamp: Stamp, patience: float) -> list[str]:
        """Take in what stands in the inbox now; return the control numbers.

        Args:
            stamp: date received, when it is not today.
            patience: seconds to wait for files to come to rest, and for another process that scans.

        Raises:
            Refused: the date received is in the future, or back-dated without a reason.
            CorrtuiError: the inbox cannot be read, or what a crash left cannot be mended.
        """
        from corrtui.intake.accept import check_stamp

        today = self._bench.today()
        check_stamp(stamp, today, self._bench.calendar.business_days_between)
        self.watch.accept = lambda path: self._acceptor.accept(path, stamp)
        try:
            taken = self.watch.scan_until_quiet(patience)
        except OSError as error:  # the lock file cannot be made: a disk that is full or read-only
            raise CorrtuiError(
                "Letters cannot be taken in",
                f"{error.filename or self.watch.lock}: {error.strerror}",
                "run `corrtui check`",
            ) from error
        if self.watch.trouble:
            raise CorrtuiError("Letters cannot be taken in", self.watch.trouble, "run `corrtui check`")
        return taken

    def look_into(self, number: str, enclosure: Enclosure) -> tuple[Path | None, Reading]:
        """Return the file of an enclosure, None where none was kept, and what is in it, read now.

        A clerk waits for it: it is given up sooner than a letter is, and no slow program is asked.
        """
        if not enclosure.file:
            return None, Reading(UNREADABLE, "", unreadable="its bytes did not come out of the letter")
        path = self._bench.case_folder(number) / enclosure.file
        reading = self._quick.read(path, enclosure.name if "." in enclosure.name else enclosure.file)
        return path, reading

    def close(self) -> None:
        """Stop watching and end the reader child; a letter being taken in is finished first."""
        self._slow.close()
        self._ended.set()
        self.watch.stop()
        if self._comparing is not None:
            self._comparing.join(timeout=10)
        self._reader.close()
        self._quick.close()
        if "_taught" in vars(self):
            self._taught.save()
