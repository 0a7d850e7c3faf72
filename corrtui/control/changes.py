"""Changes: tells at once when a colleague entered something, claimed a letter, or left, however that was.

The system's events only wake a look at the folder, and the folder itself is the truth: a slow look finds what
no event told. Where there are no events, on a network file system, a look a second takes their place. What
this session claims itself is no news here.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corrtui.control.seated import Seated
from corrtui.mounts import on_network

if TYPE_CHECKING:
    from corrtui.control.inotify import Inotify

_SLOW = 5.0
"""Seconds between two looks when nothing wakes it."""
_POLL = 1.0
"""The same where the system tells no events."""
_SETTLE = 0.05
"""Seconds in which a burst of events is gathered; by then a dying process has given its locks back."""
_GAP = 0.25
"""Seconds at least between two calls, however busy the house is."""
_TELLING = re.compile(r"\d{4}-\d\d\.jsonl|sessions|\d+-[0-9a-f]+\.json", re.ASCII)
"""Names whose change matters: the monthly files, the folder of the sessions and the sessions' files."""


class ChangeWatch(Protocol):
    """Calls back, from a thread of its own, when something was entered or claimed, or a session ended."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End; no call comes any more that has not begun."""
        ...


class Changes:
    """The changes of a desk folder.

    Args:
        folder: `control/` of the desk.
        on_change: called in the watching thread after something changed; what it was must be looked up.
        session: this session's id, whose own file is no news.
    """

    def __init__(self, folder: Path, on_change: Callable[[], None], session: str = "") -> None:
        self._folder = folder
        self._sessions = folder / "sessions"
        self._seated = Seated(self._sessions)
        self._on_change = on_change
        self._session = session
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._ended, self._end = os.pipe()
        self._events: Inotify | None = None
        self._watched: tuple[int, int] = (0, 0)
        self.looks = 0
        """How often the folder was looked at."""

    def start(self) -> None:
        """See `ChangeWatch.start`. What changes after it returned is told."""
        seen = self._look()
        self._thread = threading.Thread(target=self._run, args=(seen,), name="changes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """See `ChangeWatch.stop`."""
        if self._stop.is_set():
            return
        self._stop.set()
        os.close(self._end)  # wakes the thread
        if self._thread is None:
            self._give_back()
        elif self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def _run(self, seen: object) -> None:
        with suppress(OSError):
            self._sessions.mkdir(mode=0o770, exist_ok=True)
        self._keep_observing()
        woken = self._look() != seen  # before there were events
        while not self._stop.is_set():
            woken = woken or self._wait()
            if self._stop.is_set():
                break
            woken = self._keep_observing() or woken
            before, seen = seen, self._look()
            if woken or seen != before:
                woken = False
                self._on_change()
                self._stop.wait(_GAP)
        self._give_back()

    def _wait(self) -> bool:
        """Wait for the next look; True when something told of a change."""
        if self._events is None:
            self._stop.wait(_POLL)
            return False
        until = time.monotonic() + _SLOW
        while (left := until - time.monotonic()) > 0 and not self._stop.is_set():
            names = self._events.wait(left, self._ended)
            if names is not None and self._tells(names):
                self._stop.wait(_SETTLE)
                self._events.read()
                return True
        return False

    def _tells(self, names: set[str]) -> bool:
        own = f"{self._session}.json"
        return any(not name or (name != own and _TELLING.fullmatch(name)) for name in names)

    def _give_back(self) -> None:
        if self._events is not None:
            self._events.close()
            self._events = None
        self._seated.close()
        os.close(self._ended)

    def _look(self) -> object:
        """Return something that differs after every entry, claim, release and death of others."""
        self.looks += 1
        sizes = []
        with suppress(OSError), os.scandir(self._folder) as items:
            sizes = sorted((item.name, item.stat().st_size) for item in items if _entries(item.name))
        others = self._seated.living(besides=self._session)
        return sizes, [(found.session, found.letters) for found in others]

    def _keep_observing(self) -> bool:
        """Watch (anew) when a folder was replaced; True then: what happened meanwhile nobody told.

        Without events the look is a poll.
        """
        watched = _inode(self._folder), _inode(self._sessions)
        if self._events is not None and watched == self._watched:
            return False
        again = self._events is not None
        if self._events is not None:
            self._events.close()
        self._events, self._watched = None, watched
        if not on_network(self._folder):
            self._events = _observe((self._folder, self._sessions))
        return again


def _entries(name: str) -> bool:
    return name.endswith(".jsonl") and _TELLING.fullmatch(name) is not None


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _observe(folders: tuple[Path, ...]) -> Inotify | None:
    """Return the events of the folders that are there; None when the system gives none."""
    from corrtui.control.inotify import Inotify  # loads ctypes: not before the first frame

    try:
        events = Inotify()
    except OSError:
        return None
    try:
        for folder in folders:
            if folder.is_dir():
                events.watch(folder)
    except OSError:  # no inotify watches left
        events.close()
        return None
    return events
