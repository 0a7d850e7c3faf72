"""Watching the inbox: events only wake a scan, the folder itself is the truth.

A file is taken when its size and time have rested and nobody has it open for writing. What cannot be
taken stays where it is and is shown with the reason. Several desks may watch one inbox: a scan holds a
lock, so each file is taken once.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corrtui.errors import CorrtuiError
from corrtui.files import exclusive
from corrtui.intake.disk import being_written, not_a_letter
from corrtui.intake.recover import PutBack
from corrtui.mounts import on_network
from corrtui.text import one_line, shown_name

# Names programs use while they copy: rsync and editors a leading dot, WinSCP .filepart, browsers the rest.
_UNFINISHED = (".part", ".filepart", ".tmp", ".crdownload", ".swp", "~")
_NETWORK_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file that stands in the inbox and is not a letter yet.

    Attributes:
        name: printable name.
        size: bytes so far.
        state: why it waits, in words.
    """

    name: str
    size: int
    state: str


@dataclass(slots=True)
class _Seen:
    signature: tuple[int, int, int]
    since: float
    trouble: str = ""


@dataclass(slots=True)
class InboxWatch:
    """The inbox of one desk.

    Attributes:
        inbox: the watched folder.
        lock: lock file that one scan at a time holds.
        accept: takes one file in, returns its control number, raises CorrtuiError when it cannot.
        settle: seconds a file must rest.
        rescan: seconds between scans when nothing wakes it.
        clock: monotonic seconds.
        mend: mends what a crash left; called by the first scan, and by the next after a letter left the
            inbox without being entered.
        waiting: what stands in the inbox and is no letter yet.
        mended: what was mended, in words.
        trouble: why nothing can be taken in at all, in words; empty while all is well.
    """

    inbox: Path
    lock: Path
    accept: Callable[[Path], str]
    settle: float
    rescan: float
    clock: Callable[[], float] = time.monotonic
    mend: Callable[[], tuple[str, ...]] = tuple
    waiting: tuple[Arriving, ...] = ()
    mended: tuple[str, ...] = ()
    trouble: str = ""
    _unmended: bool = True
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _wake: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _observer: Any = None
    _inode: int = 0

    def scan(self, patience: float = 0.0) -> list[str]:
        """Take in every file that is ready; return the control numbers. `waiting` then names the others.

        Args:
            patience: seconds to wait while another process scans.
        """
        with exclusive(self.lock, patience) as mine:
            if not mine:
                return []
            return self._scan()

    def _scan(self) -> list[str]:
        taken: list[str] = []
        waiting: list[Arriving] = []
        present: set[str] = set()
        trouble = self._mend()
        try:
            with os.scandir(self.inbox) as found:
                items = sorted(found, key=lambda item: item.name)
        except OSError as error:
            self.trouble = f"the inbox cannot be read: {error.strerror}"
            return taken
        self.trouble = trouble
        for item in items:
            if item.name.startswith("."):
                continue
            present.add(item.name)
            number, state, size = self._look_at(item)
            if number:
                taken.append(number)
            elif state:
                waiting.append(Arriving(shown_name(item.name), size, state))
            if self._stop.is_set():
                break
        for name in set(self._seen) - present:
            del self._seen[name]
        self.waiting = tuple(waiting)
        return taken

    def _mend(self) -> str:
        """Mend once, and again after a letter went astray; return why that cannot be done, in words."""
        if self._unmended:
            self._unmended = False  # first: `mend_again` may be called meanwhile
            try:
                self.mended += self.mend()
            except CorrtuiError as error:
                self._unmended = True
                return _in_words(error)
        return ""

    def mend_again(self) -> None:
        """Have the next scan mend before it takes letters in; where there is a thread it comes at once."""
        self._unmended = True
        self._wake.set()

    def _look_at(self, item: os.DirEntry[str]) -> tuple[str, str, int]:
        """Return (control number, why it waits, size) of one name; both empty when it is gone."""
        try:
            found = item.stat(follow_symlinks=False)
        except OSError:
            return "", "", 0
        if state := not_a_letter(found.st_mode):
            return "", state, 0
        size = found.st_size
        signature = (found.st_ino, size, found.st_mtime_ns)
        seen = self._seen.get(item.name)
        if seen is None or seen.signature != signature:
            seen = self._seen[item.name] = _Seen(signature, self.clock())
            if self.settle > 0:
                return "", "arriving", size
        if item.name.lower().endswith(_UNFINISHED):
            return "", "arriving under an unfinished name", size
        if self.clock() - seen.since < self.settle:
            return "", "arriving", size
        if being_written(Path(item.path)):
            return "", "arriving: still being written", size
        try:
            number = self.accept(Path(item.path))
        except PutBack as done:
            self.mended += (done.title,)
            return "", "", size
        except CorrtuiError as error:
            reason = _in_words(error)
        except Exception as error:  # whatever one letter trips over, the others must come in
            reason = f"cannot be taken in: {type(error).__name__}: {one_line(str(error), 120)}"
        else:
            return number, "", size
        seen.since = self.clock()
        self._unmended |= not os.path.lexists(item.path)
        return "", reason, size

    def scan_until_quiet(self, patience: float) -> list[str]:
        """Scan until every file is taken or waits for more than rest; return the control numbers.

        Args:
            patience: seconds to wait for the scan lock and for files to come to rest.
        """
        until = self.clock() + patience
        taken = self.scan(patience)
        while any(item.state == "arriving" for item in self.waiting) and self.clock() < until:
            time.sleep(min(0.05, self.settle / 4 + 0.01))
            taken += self.scan(patience)
        return taken

    # -- the watching thread

    def start(self, on_change: Callable[[], None]) -> None:
        """Watch from a thread of its own; `on_change` is called in it after a scan that changed something."""
        self._thread = threading.Thread(target=self._run, args=(on_change,), name="inbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a letter being taken in is finished first."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
        if self._observer is not None:
            self._observer.stop()

    def _run(self, on_change: Callable[[], None]) -> None:
        pause = min(self.rescan, _NETWORK_PAUSE) if on_network(self.inbox) else self.rescan
        while not self._stop.is_set():
            self._keep_observing()
            before = (self.waiting, self.trouble, self.mended)
            try:
                taken = self.scan()
            except OSError as error:  # e.g. the lock file cannot be made: the desk folder is gone or full
                taken, self.trouble = [], f"the inbox cannot be scanned: {error.strerror}"
            if taken or before != (self.waiting, self.trouble, self.mended):
                on_change()
            young = any(item.state.startswith("arriving") for item in self.waiting)
            self._wake.wait(max(0.05, self.settle / 2) if young else pause)
            self._wake.clear()
            time.sleep(0.02)  # a burst of events is one scan

    def _keep_observing(self) -> None:
        """(Re)build the observer when it, or its emitter, died or the folder was replaced.

        Without it the slow rescan still finds every file, so a failure here is only slower.
        """
        try:
            inode = os.stat(self.inbox).st_ino
        except OSError:
            return
        observer = self._observer
        if observer is not None:
            alive = observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)
            if alive and inode == self._inode:
                return
            observer.stop()
        self._observer, self._inode = _observe(self.inbox, self._wake), inode


def _observe(inbox: Path, wake: threading.Event) -> Any:
    from watchdog.events import FileClosedEvent, FileCreatedEvent, FileMovedEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Waker(FileSystemEventHandler):
        def dispatch(self, event: object) -> None:
            wake.set()  # nothing here can raise: an exception would kill the observer unseen

    class Overflow(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            wake.set()  # watchdog only logs that events were lost

    logger = logging.getLogger("watchdog")
    if not any(type(handler).__name__ == "Overflow" for handler in logger.handlers):
        logger.addHandler(Overflow())
        logger.propagate = False
    observer = Observer()
    kinds = [FileClosedEvent, FileMovedEvent, FileCreatedEvent]
    try:
        observer.schedule(Waker(), str(inbox), event_filter=kinds)
        observer.start()
    except OSError:  # no inotify watches left: the rescan goes on
        return None
    return observer


def _in_words(error: CorrtuiError) -> str:
    return ": ".join(part for part in (error.title, error.detail) if part)
