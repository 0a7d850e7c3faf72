"""Saves the draft by itself, at the latest two seconds after the last key, whatever the event loop does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from corrtui.errors import Refused

PATIENCE = 1.0
"""Seconds from the first unsaved key to the saving of everything typed since."""


class Autosave:
    """Holds the newest text of each draft and writes it from a thread of its own.

    A text that cannot be written is kept here, also when the draft was left, and tried again each second.

    Args:
        save: writes a draft: control number, text. Raises when it cannot.
        failed: told in words, in the thread, when saving did not work; the same words only once.
        saved: told, in the thread, when what could not be saved is saved after all.
    """

    def __init__(
        self,
        save: Callable[[str, str], None],
        failed: Callable[[str], None],
        saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._save = save
        self._failed = failed
        self._saved = saved
        self._writing = threading.Lock()
        self._changed = threading.Condition()
        self._unsaved: dict[str, str] = {}
        self._due = 0.0
        self._told = ""
        self._closed = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="autosave")
        self._thread.start()

    def hand(self, no: str, text: str) -> None:
        """Hand over the draft of letter `no` as it stands after a key."""
        with self._changed:
            if not self._unsaved:
                self._due = time.monotonic() + PATIENCE
                self._changed.notify()
            self._unsaved[no] = text

    def drop(self, no: str) -> None:
        """Forget what is not saved yet of letter `no`: somebody else sees to it."""
        with self._writing, self._changed:
            self._unsaved.pop(no, None)

    def waiting(self, no: str) -> str | None:
        """Return the text of letter `no` that is not on disk yet; None when all of it is."""
        with self._changed:
            return self._unsaved.get(no)

    def unsaved(self) -> dict[str, str]:
        """Return what is not on disk yet: control number → text. It waits for no saving under way."""
        with self._changed:
            return dict(self._unsaved)

    def flush(self, no: str = "") -> None:
        """Save at once what is not saved yet, of letter `no` or of all; returns when it is on disk.

        Raises:
            Refused: the desk takes no draft of this letter any more.
            Exception: whatever else `save` raises; the text stays unsaved in hand.
        """
        with self._writing:
            with self._changed:
                work = [(one, text) for one, text in self._unsaved.items() if no in ("", one)]
            first: Exception | None = None
            for one, text in work:
                try:
                    self._save(one, text)
                except Exception as error:  # the other letters' texts are saved all the same
                    first = first or error
                    if not isinstance(error, Refused):
                        continue
                    # The letter is no draft any more; the desk keeps the text, saving again would not help.
                self._done(one, text)
            if first is not None:
                raise first

    def _done(self, no: str, text: str) -> None:
        with self._changed:
            if self._unsaved.get(no) is text:
                del self._unsaved[no]

    def close(self) -> None:
        """Save the rest and end the thread."""
        self.flush()
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._unsaved) or self._closed)
                if self._closed:
                    return
                while (wait := self._due - time.monotonic()) > 0 and not self._closed:
                    self._changed.wait(wait)
            self._try()

    def _try(self) -> None:
        try:
            self.flush()
        except Exception as error:  # the thread must live on: the next save may work
            if str(error) != self._told:
                self._failed(f"the draft could not be saved: {error}")
            self._told = str(error)
            with self._changed:
                self._due = time.monotonic() + PATIENCE
        else:
            if self._told:
                self._saved()
            self._told = ""
