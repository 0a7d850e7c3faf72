"""Intake at a desk: the inbox, the reader child and the meaning of a letter, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from corrtui.casework.bench import Bench, Progress
from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.readers import ReaderChild
from corrtui.intake.watch import InboxWatch

if TYPE_CHECKING:
    from corrtui.casework.repair import Repaired
    from corrtui.casework.trouble import Trouble
    from corrtui.intake.accept import Acceptor, Stamp


class Intake:
    """Takes letters in for one open desk.

    Args:
        bench: the desk.
    """

    def __init__(self, bench: Bench) -> None:
        settings = bench.settings
        self._bench = bench
        self._reader = ReaderChild()
        self.watch = InboxWatch(
            inbox=settings.folder / "inbox",
            lock=settings.folder / "control" / "intake.lock",
            accept=lambda path: self._acceptor.accept(path),
            settle=settings.settle,
            rescan=settings.rescan,
            mend=self.mend,
        )

    @cached_property
    def _acceptor(self) -> Acceptor:
        from corrtui.casework.describe import Describer, office_marks
        from corrtui.intake.accept import Acceptor

        bench = self._bench
        describer = Describer(bench.categories, bench.calendar, office_marks(bench.settings.office))
        return Acceptor(
            inbox=bench.settings.folder / "inbox",
            cabinet=bench.cabinet,
            log=bench.log,
            register=bench.register,
            sync=bench.sync,
            read=self._reader.read,
            describe=describer.describe,
            by=bench.me.login,
            today=bench.today,
        )

    def start(self, on_change: Callable[[], None]) -> None:
        """Mend what a crash left between file and entry and take letters in, from a thread."""
        self.watch.start(on_change)

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

    def close(self) -> None:
        """Stop watching and end the reader child; a letter being taken in is finished first."""
        self.watch.stop()
        self._reader.close()
