"""Working ahead: the next letters are read, matched, merged and proofed before the clerk comes to them.

It yields to keys: a step begins only after a short rest of the hands, and steps are small. Nothing is decided
or entered by it; a letter whose view would be entered in the log is left alone. What it could not do is not
done yet, and the letter says why when the clerk lands on it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from corrtui.casework.anew import Anew
from corrtui.casework.bench import Bench
from corrtui.casework.privacy import Privacy
from corrtui.casework.sheets import Sheets

_REST = 0.02
"""Seconds without a key from a painted frame on after which a step may begin."""
_FRAME = 0.3
"""Seconds after a key in which its frame is painted, whatever else."""
_SWITCH = 0.0005
"""Seconds a thread that wants the interpreter waits for one that works on; Python's own would be 0.005."""
_PLAIN = sys.getswitchinterval()


class _Enough(BaseException):
    """The work is given up: other letters are wanted, or the desk closes. No check takes it for its own."""


class Ahead:
    """The worker of one session.

    Args:
        bench: the desk.
        privacy: whose view of which letter is entered in the log.
        sheets: where what was made is kept.
        ready: tells whether the records have been read.
        anew: learns what was decided meanwhile.
    """

    def __init__(
        self, bench: Bench, privacy: Privacy, sheets: Sheets, ready: Callable[[], bool], anew: Anew
    ) -> None:
        self._bench = bench
        self._anew = anew
        self._learned = 0
        self._on_learned: Callable[[], None] = lambda: None
        self._privacy = privacy
        self._sheets = sheets
        self._ready = ready
        self._wanted: Sequence[str] = ()
        self._resume_at = 0.0
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.busy = False
        """True while a letter is being made ready."""
        self.failed = ""
        """What failed last, in the words of the program; for who looks for a fault."""

    def start(self, on_learned: Callable[[], None] = lambda: None) -> None:
        """Begin to work, from a thread of its own; it calls `on_learned` when letters may read otherwise."""
        self._on_learned = on_learned
        if self._thread is None:
            sys.setswitchinterval(_SWITCH)
            self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End; the step under way is finished."""
        self._ended.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None
            sys.setswitchinterval(_PLAIN)

    def hush(self) -> None:
        """A key came: no step begins before its frame stands."""
        self._resume_at = time.monotonic() + _FRAME

    def want(self, numbers: Sequence[str]) -> None:
        """A frame stands: these letters are likely to be looked at next, the likeliest first."""
        self._resume_at = time.monotonic() + _REST
        self._wanted = tuple(numbers)
        self._wake.set()

    def rest(self) -> None:
        """Wait until the frame of the last key stands, but no longer than a frame takes; from any thread."""
        limit = time.monotonic() + _FRAME
        while (left := min(self._resume_at, limit) - time.monotonic()) > 0 and not self._ended.wait(left):
            pass

    def again(self) -> None:
        """The records were read: what was made from them before is not good any more."""
        self._sheets.clear()
        self._wake.set()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._wake.wait()
            self.busy = True
            self._wake.clear()
            with suppress(_Enough):
                self._learn()
                for number in self._wanted:
                    self._prepare(number)
            self.busy = False

    def _learn(self) -> None:
        try:
            self._breath()
            self._anew.catch_up(self._breath)
        except Exception as error:
            self.failed = f"learning: {type(error).__name__}: {error}"
        if self._anew.learned != self._learned:
            self._learned = self._anew.learned
            self._on_learned()

    def _prepare(self, number: str) -> None:
        try:
            self._breath()
            letter = self._bench.register.open.get(number)
            if letter is not None and self._ready() and not self._privacy.restricted(letter):
                self._sheets.ready(letter, self._breath)
        except Exception as error:
            # Whatever it is, it is shown when the clerk lands on the letter; the next one may be well.
            self.failed = f"{number}: {type(error).__name__}: {error}"

    def _breath(self) -> None:
        """Wait while the hands are at work; raises _Enough when something else is wanted by then."""
        while (left := self._resume_at - time.monotonic()) > 0 and not self._ended.wait(left):
            pass
        if self._ended.is_set() or self._wake.is_set():
            raise _Enough
