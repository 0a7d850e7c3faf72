"""What this office's decisions taught, kept in step with the control log.

The log and the case folders are the truth; `control/lessons.bin` is a cache of what they teach. Every session
folds the log by itself, so nothing is lost between several, and an undo takes a lesson back. A letter whose
view is restricted teaches nothing: no mark of its words stands in the cache.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from corrtui.casework.bench import Bench
from corrtui.casework.privacy import Privacy
from corrtui.control.acts import ActUndone, LetterClassified, LetterDisposed, LetterFiled
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter
from corrtui.errors import CorrtuiError
from corrtui.files import replace_file
from corrtui.intake.reading import Reading
from corrtui.intake.recover import SIDECAR
from corrtui.triage.features import Features, find_features
from corrtui.triage.layout import read_layout
from corrtui.triage.learning import Lessons
from corrtui.triage.lessons_file import from_bytes, to_bytes

CACHE = "lessons.bin"
_FAR = 20_000
"""Entries looked back over where there is no cache: what was decided before is not learned again."""
_MOST = 3_000
"""Letters remembered; the oldest lesson is taken back first."""
_EVERY = 25
"""Lessons after which the cache is written."""
_WAIT = 0.01
"""Seconds a clerk who looks at a letter waits for another thread that learns."""


class Taught:
    """The lessons of one open desk. Threads may share it.

    Args:
        bench: the desk.
        held: returns the features of a letter that are in memory; None when they are not.
        heard: the entries read last, oldest first.
    """

    def __init__(
        self,
        bench: Bench,
        held: Callable[[str], Features | None] = lambda number: None,
        heard: deque[Entry] | None = None,
    ) -> None:
        self._bench = bench
        self._heard: deque[Entry] = heard if heard is not None else deque()
        self._held = held
        self._path = bench.settings.folder / "control" / CACHE
        self._lessons: Lessons | None = None
        self._unsaved = 0
        self._behind: deque[str] = deque()
        """Letters of entries that were read and are to be learned still."""
        self._again: set[str] = set()
        """Of these, the letters that were decided anew, be it as before."""
        self._read_to = (0, "")
        """Number and hash of the last of these entries."""
        self._mutex = threading.Lock()
        self.learned = 0
        """Counts what was learned or taken back, and the lessons there were; 0 before they were looked at."""

    def lessons(self) -> Lessons:
        """Return what was decided up to now, by this and every other session.

        A case folder that cannot be read teaches nothing.

        Raises:
            CorrtuiError: the control log cannot be read.
        """
        with self._mutex:
            self._bench.sync()
            lessons = self._loaded()
            while self._fold_next(lessons):
                pass
            if self._unsaved >= _EVERY:
                self._save(lessons)
            return lessons

    def learn_next(self) -> bool:
        """Learn from one letter of what was decided up to now; False when there is none left.

        Raises:
            CorrtuiError: the control log cannot be read.
        """
        with self._mutex:
            return self._fold_next(self._loaded())

    @contextmanager
    def at_hand(self, most: int) -> Iterator[Lessons | None]:
        """Give the lessons without long waiting; None while another thread learns. Hold them shortly.

        Args:
            most: letters that are learned before; the lessons may lack what more was decided.

        Raises:
            CorrtuiError: the control log cannot be read.
        """
        if not self._mutex.acquire(timeout=_WAIT):
            yield None
            return
        try:
            lessons = self._loaded()
            for _ in range(most):
                if not self._fold_next(lessons):
                    break
            yield lessons
        finally:
            self._mutex.release()

    def save_some(self) -> None:
        """Write the cache, if so much was learned that to learn it anew would take time."""
        with self._mutex:
            if self._lessons is not None and self._unsaved >= _EVERY:
                self._save(self._lessons)

    def save(self) -> None:
        """Write the cache, if anything was learned since; a disk that refuses it costs nothing but time."""
        with self._mutex:
            if self._lessons is not None and self._unsaved:
                self._save(self._lessons)

    def _loaded(self) -> Lessons:
        if self._lessons is None:
            self._lessons = self._load()
            self.learned += len(self._lessons.taught)
        return self._lessons

    def _load(self) -> Lessons:
        """Return the cache, if it is of this very log; else nothing, to be learned anew."""
        try:
            lessons = from_bytes(self._path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return Lessons()
        if not lessons.upto:
            return Lessons()
        entry = self._bench.log.entries({lessons.upto}).get(lessons.upto)
        return lessons if entry is not None and entry.hash == lessons.seal else Lessons()

    def _save(self, lessons: Lessons) -> None:
        with suppress(CorrtuiError):
            replace_file(self._path, to_bytes(lessons))
        self._unsaved = 0

    def _fold_next(self, lessons: Lessons) -> bool:
        """Learn from the next letter; False when all that was entered is learned."""
        last = self._bench.log.last_n
        if not self._behind and last > lessons.upto:
            self._read_entries(lessons, last)
        if not self._behind:
            return self._rejudge_next(lessons)
        self._learn(lessons, self._behind.popleft())
        if not self._behind:
            lessons.retire(_MOST)
            lessons.upto, lessons.seal = self._read_to
        return True

    def _rejudge_next(self, lessons: Lessons) -> bool:
        if not lessons.rejudge_next():
            return False
        if lessons.stale < 0:
            self._unsaved += 1
            self.learned += 1
        return True

    def _read_entries(self, lessons: Lessons, last: int) -> None:
        wanted = range(max(lessons.upto, last - _FAR) + 1, last + 1)
        heard = {entry.n: entry for entry in list(self._heard) if entry.n in wanted}
        entries = heard if len(heard) == len(wanted) else self._bench.log.entries(wanted)
        decisions = LetterClassified | LetterFiled | LetterDisposed | ActUndone
        numbers: dict[str, None] = {}
        standing: dict[str, set[int]] = {}
        for n in sorted(entries):
            letter, act = entries[n].letter, entries[n].act
            if not isinstance(act, decisions):
                continue
            stands = standing.setdefault(letter, set())
            if again := isinstance(act, LetterClassified | ActUndone):
                self._again.add(letter)
            if again or not stands:
                numbers.pop(letter, None)  # its lesson comes after those in between, in each session
            numbers[letter] = None
            if isinstance(act, ActUndone):
                stands.discard(act.entry)
            else:
                stands.add(n)
        if last in entries:
            self._behind.extend(numbers)
            self._read_to = last, entries[last].hash
            if not self._behind:
                lessons.upto, lessons.seal = self._read_to

    def _learn(self, lessons: Lessons, number: str) -> None:
        """Let a letter teach what it is now: its decision, or nothing when that was undone."""
        letter = self._bench.register.get(number)
        decided = self._decided(letter) if letter is not None else ""
        again = number in self._again and number in lessons.taught
        self._again.discard(number)
        if decided == lessons.taught.get(number, "") and not again:
            return
        if letter is None or not decided:
            lessons.forget(number)
        elif (features := self._features(number)) is not None:
            lessons.teach(number, decided, features, letter.suggested)
        else:
            return
        self._unsaved += 1
        self.learned += 1

    def _decided(self, letter: Letter) -> str:
        """Return the category a clerk decided on, or let stand when the letter was answered; else ""."""
        if not (letter.classified or letter.sent or letter.disposition):
            return ""
        return "" if Privacy(self._bench).restricted(letter) else letter.category

    def _features(self, number: str) -> Features | None:
        if (held := self._held(number)) is not None:
            return held
        try:
            data = json.loads((self._bench.case_folder(number) / SIDECAR).read_bytes())
            reading = Reading.from_json(data["reading"])
        except (OSError, ValueError, KeyError, TypeError, CorrtuiError):
            return None
        return features_of(reading)


def features_of(reading: Reading) -> Features:
    """Return what is learned of a letter, and asked of one."""
    return find_features(reading.text, read_layout(reading.text).body, reading.subject)
