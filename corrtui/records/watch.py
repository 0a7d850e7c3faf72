"""Keeping the record index up to date while a desk is open: in a thread of its own, off the keys' path."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from corrtui.errors import CorrtuiError
from corrtui.records.index import RecordIndex
from corrtui.settings import RecordSource

_PAUSE = 3.0
"""Seconds between looks at the source files; a look is one stat a source."""
_PATIENCE = 0.5
"""Seconds a letter waits for the very first reading of the sources before it is shown without records."""


class RecordWatch:
    """Refreshes the index when a source file changes.

    Args:
        sources: the declared sources.
        index: their index.
        on_change: called after a refresh, in the thread that made it: what was matched before may be stale.
    """

    def __init__(
        self, sources: tuple[RecordSource, ...], index: RecordIndex, on_change: Callable[[], None]
    ) -> None:
        self._sources = sources
        self._index = index
        self._on_change = on_change
        self._seen: tuple[object, ...] | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()
        self._read_once = threading.Event()
        self.troubles: tuple[str, ...] = ()

    def start(self) -> None:
        """Look at the sources every few seconds from a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="records", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; a refresh under way is finished first."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
            self._thread = None

    def look(self) -> tuple[str, ...]:
        """Refresh now if a source changed, unless the thread does so; return the troubles in words."""
        if self._thread is None:
            self._refresh()
        else:
            self._read_once.wait(_PATIENCE)
        return self.troubles

    def fresh(self) -> bool:
        """Refresh now if a source changed; False, at once, while the thread still makes the first reading.

        For threads nobody waits for: a refresh may take its time.
        """
        if self._thread is None or self.ready:
            self._refresh()
        return self.ready

    @property
    def ready(self) -> bool:
        """False until the sources were read for the first time: what is matched before is not the whole."""
        return self._read_once.is_set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._refresh()
            self._stop.wait(_PAUSE)

    def _refresh(self) -> None:
        with self._turn:
            now = tuple(_signature(source) for source in self._sources)
            if now == self._seen:
                return
            try:
                self.troubles = self._index.refresh()
            except CorrtuiError as error:
                self.troubles = (str(error),)
            self._seen = now
        self._read_once.set()
        self._on_change()


def _signature(source: RecordSource) -> tuple[int, int, int] | None:
    try:
        found = os.stat(source.path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
