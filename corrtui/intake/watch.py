"""Watching the inbox: events only wake a scan, the folder itself is the truth.

A file is taken when its size and time have rested and nobody has it open for writing. What cannot be
taken stays where it is and is shown with the reason. Several desks may watch one inbox: a scan holds a
lock, so each file is taken once. Of a Maildir folder and of a mailbox file every message is taken by itself.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from corrtui.errors import CorrtuiError
from corrtui.files import exclusive
from corrtui.intake import mailbox, maildir
from corrtui.intake.disk import being_written, not_a_letter
from corrtui.intake.observe import Observing
from corrtui.intake.recover import PutBack
from corrtui.intake.slow import BeingRead
from corrtui.mounts import on_network
from corrtui.text import one_line, shown_name

# Names programs use while they copy: rsync and editors a leading dot, WinSCP .filepart, browsers the rest.
# Mail programs keep .lock beside a mailbox while they write to it.
_UNFINISHED = (".lock", ".part", ".filepart", ".tmp", ".crdownload", ".swp", "~")
_NETWORK_PAUSE = 2.0
_KEPT = 120
"""Times as long as a file must rest a mailbox that has become letters is kept, `_KEPT_MOST` seconds at most:
who writes to it over a network, or as somebody else, is not seen to have it open."""
_KEPT_MOST = 300.0


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
    """Why it could not be taken in when it was tried last."""


@dataclass(slots=True)
class _Round:
    """One scan."""

    taken: list[str] = field(default_factory=list)
    waiting: list[Arriving] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    folders: list[Path] = field(default_factory=list)
    """Folders of Maildirs that were found."""


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
        busy: tells whether a slow program reads files of the inbox for this desk.
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
    busy: Callable[[], bool] = bool
    waiting: tuple[Arriving, ...] = ()
    mended: tuple[str, ...] = ()
    trouble: str = ""
    _unmended: bool = True
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _wake: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _maildirs: list[Path] = field(default_factory=list)

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
        now = _Round()
        trouble = self._mend()
        try:
            with os.scandir(self.inbox) as found:
                items = sorted(found, key=lambda item: item.name)
        except OSError as error:
            self.trouble = f"the inbox cannot be read: {error.strerror}"
            return []
        self.trouble = trouble
        for item in items:
            self._take(Path(item.path), now)
            if self._stop.is_set():
                break
        for name in set(self._seen) - now.present:
            del self._seen[name]
        self.waiting, self._maildirs = tuple(now.waiting), now.folders
        return now.taken

    def _take(self, path: Path, now: _Round) -> None:
        """Take in one name of the inbox: a file, or what lies in a folder of messages."""
        if mailbox.is_cut(path.name):
            self._take_all(path, self._messages, now)
        elif path.name.startswith("."):
            return
        elif maildir.is_maildir(path):
            now.folders += [path / part for part in maildir.MESSAGES]
            self._take_all(path, maildir.messages, now)
        else:
            self._take_file(path, now)

    def _take_all(self, folder: Path, list_: Callable[[Path], list[Path]], now: _Round) -> None:
        try:
            found = list_(folder)
        except OSError as error:
            now.waiting.append(Arriving(shown_name(folder.name), 0, f"cannot be read: {error.strerror}"))
            return
        for path in found:
            self._take_file(path, now)
            if self._stop.is_set():
                return
        if found and mailbox.is_cut(folder.name):
            with suppress(OSError):  # the next scan says it
                list_(folder)  # takes the folder away when it has served

    def _messages(self, folder: Path) -> list[Path]:
        return mailbox.messages(folder, min(_KEPT * self.settle, _KEPT_MOST))

    def _take_file(self, path: Path, now: _Round) -> None:
        key = str(path.relative_to(self.inbox))
        now.present.add(key)
        number, state, size = self._look_at(path, key, now)
        if number:
            now.taken.append(number)
        elif state:
            name, _ = maildir.message_name(path, self.inbox)
            now.waiting.append(Arriving(shown_name(name), size, state))

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

    def _look_at(self, path: Path, key: str, now: _Round) -> tuple[str, str, int]:
        """Return (control number, why it waits, size) of one file; both empty when it is gone."""
        try:
            found = os.lstat(path)
        except OSError:
            return "", "", 0
        if state := not_a_letter(found.st_mode) or maildir.why_left(path, self.inbox):
            return "", state, 0
        size = found.st_size
        signature = (found.st_ino, size, found.st_mtime_ns)
        seen = self._seen.get(key)
        if seen is None or seen.signature != signature:
            seen = self._seen[key] = _Seen(signature, self.clock())
            if self.settle > 0:
                return "", "arriving", size
        if path.name.lower().endswith(_UNFINISHED):
            return "", "arriving under an unfinished name", size
        if self.clock() - seen.since < self.settle:
            return "", seen.trouble or "arriving", size
        if being_written(path):
            return "", "arriving: still being written", size
        try:
            if path.parent == self.inbox and mailbox.is_mailbox(path):
                self._take_all(mailbox.cut(path), self._messages, now)
                return "", "", size
            number = self.accept(path)
        except PutBack as done:
            self.mended += (done.title,)
            return "", "", size
        except BeingRead as how_far:
            return "", how_far.title, size
        except CorrtuiError as error:
            reason = _in_words(error)
        except Exception as error:  # whatever one letter trips over, the others must come in
            reason = f"cannot be taken in: {type(error).__name__}: {one_line(str(error), 120)}"
        else:
            return number, "", size
        seen.since, seen.trouble = self.clock(), reason
        self._unmended |= not os.path.lexists(path)
        return "", reason, size

    def scan_until_quiet(self, patience: float) -> list[str]:
        """Scan until every file is taken or waits for more than rest; return the control numbers.

        What slow programs read for this desk is waited for: each has limits of its own.

        Args:
            patience: seconds to wait for the scan lock and for files to come to rest.
        """
        until = self.clock() + patience
        taken, last = self.scan(patience), False
        while self.waiting and not last:
            last = not (self.busy() or (self._resting() and self.clock() < until))
            time.sleep(min(0.05, self.settle / 4 + 0.01))
            taken += self.scan(patience)  # once more at the end: what was read meanwhile is a letter now
        return taken

    def _resting(self) -> bool:
        return any(item.state == "arriving" for item in self.waiting)

    def wake(self) -> None:
        """Have the thread, where there is one, scan now."""
        self._wake.set()

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

    def _run(self, on_change: Callable[[], None]) -> None:
        observing = Observing(self._wake)
        pause = min(self.rescan, _NETWORK_PAUSE) if on_network(self.inbox) else self.rescan
        while not self._stop.is_set():
            observing.keep((self.inbox, *self._maildirs))
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
        observing.stop()


def _in_words(error: CorrtuiError) -> str:
    return ": ".join(part for part in (error.title, error.detail) if part)
