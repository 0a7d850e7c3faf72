"""Watches for the end of the line: a terminal that hangs up, SIGHUP, SIGTERM.

It lives in its own thread, because a dead or stalled terminal freezes the event loop: whatever must be
saved then cannot wait for it. Nor does the end wait for a disk, a lock or a server: what hangs is left
behind, and in the last resort the kernel ends the process.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import termios
import threading
from collections.abc import Callable
from typing import Any, Final

HUNG_UP: Final = 129
"""Exit code after a hang-up (128 + SIGHUP)."""
PATIENCE: Final = 3.0
"""Seconds the saving may take before the text is rescued in another way."""
_RESCUE = 0.3
"""Share of the patience the rescue may take."""
_LAST_RESORT = 1.5
"""Shares of the patience after which the kernel ends the process, whatever it does: 4.5 s."""
_ENDING = frozenset({signal.SIGHUP, signal.SIGTERM})
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


class HangupWatch:
    """Calls `save` and ends the process when the terminal is gone or a signal says so.

    Args:
        save: saves what must not be lost; called once, in a thread of its own, and given `patience` seconds.
        rescue: keeps the text in another way when `save` hung or failed; it waits for no lock.
        put_back: says what the terminal is sent after a signal, so that the shell has it as it was.
        fd: the terminal.
        leave: ends the process with an exit code; never returns in real life.
        patience: seconds `save` may take.
    """

    def __init__(
        self,
        save: Callable[[], None],
        rescue: Callable[[], None] = lambda: None,
        put_back: Callable[[], bytes] = bytes,
        fd: int = 0,
        leave: Callable[[int], None] = os._exit,
        patience: float = PATIENCE,
    ) -> None:
        self._save = save
        self._rescue = rescue
        self._screen = put_back
        self._fd = fd
        self._leave = leave
        self._patience = patience
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._before: list[Any] | None = None
        with contextlib.suppress(termios.error):  # no terminal: nothing to put back
            self._before = termios.tcgetattr(fd)

    def start(self) -> None:
        """Begin to watch; called in the main thread, which is the only one that may take signals."""
        # Python runs a handler in the main thread, which may hang on a disk: its number comes by the pipe.
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in _ENDING:
            signal.signal(number, lambda number, frame: None)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        threading.Thread(target=self._watch, daemon=True, name="hang-up").start()

    def _watch(self) -> None:
        poll = select.poll()
        # With an empty mask poll() still reports a hang-up, and sleeps otherwise.
        poll.register(self._fd, 0)
        poll.register(self._reader, select.POLLIN)
        while True:
            for fd, event in poll.poll():
                if fd == self._reader:
                    ending = _ENDING.intersection(os.read(self._reader, 512))
                    if ending:
                        self._end(128 + min(ending), self._put_back)
                        return
                elif event & _GONE:
                    self._end(HUNG_UP)
                    return

    def _end(self, code: int, last: Callable[[], None] = lambda: None) -> None:
        signal.setitimer(signal.ITIMER_REAL, _LAST_RESORT * self._patience)
        try:
            if not _done(self._save, self._patience):
                _done(self._rescue, _RESCUE * self._patience)
            last()
        finally:
            self._leave(code)
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _put_back(self) -> None:
        """Give the clerk's shell its terminal back as it was, if it still takes anything."""
        try:
            if self._before is not None and select.select([], [self._fd], [], 0)[1]:
                os.write(self._fd, self._screen())
                termios.tcsetattr(self._fd, termios.TCSANOW, self._before)
        except (OSError, termios.error):
            return  # the terminal went away with the signal


def _done(work: Callable[[], None], seconds: float) -> bool:
    """Do some work and tell whether it was done, without an error, within so many seconds."""
    done = threading.Event()

    def do() -> None:
        work()
        done.set()

    worker = threading.Thread(target=do, daemon=True, name="last things")
    worker.start()
    worker.join(seconds)
    return done.is_set()
