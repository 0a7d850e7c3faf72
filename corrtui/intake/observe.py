"""Events of the inbox: they only wake a scan. Without them the slow rescan still finds every file."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class Observing:
    """Wakes whoever waits when something happens in one of the folders.

    Args:
        wake: set at each event.
    """

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake
        self._observer: Any = None
        self._watched: tuple[tuple[str, int], ...] = ()

    def keep(self, folders: Sequence[Path]) -> None:
        """(Re)build the observer when it, or an emitter, died, or the folders are others or were replaced."""
        watched = tuple((str(folder), _inode(folder)) for folder in folders)
        watched = tuple(row for row in watched if row[1])
        if not watched:
            return
        observer = self._observer
        if observer is not None:
            alive = observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)
            if alive and watched == self._watched:
                return
            observer.stop()
        self._observer, self._watched = _observe([name for name, _ in watched], self._wake), watched

    def stop(self) -> None:
        """Stop watching."""
        if self._observer is not None:
            self._observer.stop()


def _inode(folder: Path) -> int:
    try:
        return os.stat(folder).st_ino
    except OSError:
        return 0


def _observe(folders: Sequence[str], wake: threading.Event) -> Any:
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
    waker = Waker()
    try:
        for folder in folders:
            observer.schedule(waker, folder, event_filter=kinds)
        observer.start()
    except OSError:  # no inotify watches left: the rescan goes on
        return None
    return observer
