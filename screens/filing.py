"""Files finished letters one after another in the background, so that the hands never wait for a PDF."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Queue
from typing import TYPE_CHECKING

from corrtui.errors import CorrtuiError

if TYPE_CHECKING:
    from corrtui.casework.finish import Prepared


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter."""

    control_no: str
    sentence: str
    """What to say: what was filed, or why it was not."""
    filed: bool


class Filing:
    """The background worker: letters are filed in the order they were finished.

    Args:
        file: files a prepared letter and returns a sentence about it; slow, may raise.
        done: told each outcome, in the worker's thread.
        warm_up: run once before the first letter, to load what filing needs.
        rest: waits until the next letter is painted: making a page takes as much of the processor as a frame.
    """

    def __init__(
        self,
        file: Callable[[Prepared], str],
        done: Callable[[Outcome], None],
        warm_up: Callable[[], object],
        rest: Callable[[], object] = lambda: None,
    ) -> None:
        self._file = file
        self._done = done
        self._warm_up = warm_up
        self._rest = rest
        self._work: Queue[tuple[str, Prepared]] = Queue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work; call it when the first frame stands."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True, name="filing")
            self._thread.start()

    def put(self, control_no: str, prepared: Prepared) -> None:
        """File a letter when those before it are filed."""
        self._work.put((control_no, prepared))

    def wait(self, seconds: float) -> bool:
        """Wait until all that was put is filed, or is not; False when that took longer than `seconds`."""
        with self._work.all_tasks_done:
            return self._work.all_tasks_done.wait_for(lambda: not self._work.unfinished_tasks, seconds)

    def _run(self) -> None:
        self._warm_up()
        while True:
            work = self._work.get()
            self._rest()
            outcome = self._outcome(*work)
            self._work.task_done()
            self._done(outcome)

    def _outcome(self, control_no: str, prepared: Prepared) -> Outcome:
        try:
            return Outcome(control_no, self._file(prepared), filed=True)
        except CorrtuiError as error:
            why = " - ".join(part for part in (error.title, error.detail, error.hint) if part)
        except Exception as error:  # whatever it is, the letter must come back to the clerk
            why = f"{type(error).__name__}: {error}"
        return Outcome(control_no, why, filed=False)
