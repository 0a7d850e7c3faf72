"""A limit in time for what is asked of a server: one that does not answer is cut off, not waited for."""

from __future__ import annotations

import itertools
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_LOOK = 0.25


class Guard:
    """Shuts the socket of every call that takes too long; its caller finds the connection lost.

    A server that was stopped, not ended, still takes what is sent to it: no setting of the connection
    notices. One thread a process, asleep while nothing is asked.
    """

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._calls: dict[int, tuple[float, int]] = {}
        self._ids = itertools.count()
        self._thread: threading.Thread | None = None
        self._idle = False

    @contextmanager
    def limit(self, descriptor: int, seconds: float) -> Iterator[None]:
        """Cut the connection on `descriptor` when the block takes longer than `seconds`."""
        with self._turn:
            call = next(self._ids)
            self._calls[call] = time.monotonic() + seconds, descriptor
            if self._thread is None or not self._thread.is_alive():  # a forked child has none
                self._thread = threading.Thread(target=self._watch, name="server-guard", daemon=True)
                self._thread.start()
            elif self._idle:
                self._turn.notify()
        try:
            yield
        finally:
            with self._turn:
                self._calls.pop(call, None)

    def _watch(self) -> None:
        with self._turn:
            while True:
                self._idle = not self._calls
                self._turn.wait(None if self._idle else _LOOK)
                now = time.monotonic()
                for call, (until, descriptor) in list(self._calls.items()):
                    if until <= now:
                        del self._calls[call]
                        _shut(descriptor)


def _shut(descriptor: int) -> None:
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as twin:
        twin.shutdown(socket.SHUT_RDWR)


GUARD = Guard()
