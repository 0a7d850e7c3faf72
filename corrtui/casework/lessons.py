"""What this office's decisions taught, kept in step with the control log.

The log and the case folders are the truth; `control/lessons.bin` is a cache of what they teach. Every session
folds the log by itself, so nothing is lost between several, and an undo takes a lesson back. A letter whose
view is restricted teaches nothing: no mark of its words stands in the cache.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress

from corrtui.casework.bench import Bench
from corrtui.casework.privacy import Privacy
from corrtui.control.acts import ActUndone, LetterClassified, LetterDisposed, LetterFiled
from corrtui.control.letter import Letter
from corrtui.errors import CorrtuiError
from corrtui.files import replace_file
from corrtui.intake.reading import Reading
from corrtui.intake.recover import SIDECAR
from corrtui.triage.features import Features, find_features
from corrtui.triage.layout import read_layout
from corrtui.triage.learning import Lessons

CACHE = "lessons.bin"
_FAR = 20_000
"""Entries looked back over where there is no cache: what was decided before is not learned again."""
_MOST = 3_000
"""Letters remembered; the oldest lesson is taken back first."""
_EVERY = 25
"""Lessons after which the cache is written."""


class Taught:
    """The lessons of one open desk. Threads may share it.

    Args:
        bench: the desk.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._path = bench.settings.folder / "control" / CACHE
        self._lessons: Lessons | None = None
        self._unsaved = 0
        self._mutex = threading.Lock()

    def lessons(self) -> Lessons:
        """Return what was decided up to now, by this and every other session.

        A case folder that cannot be read teaches nothing.

        Raises:
            CorrtuiError: the control log cannot be read.
        """
        with self._mutex:
            self._bench.sync()
            lessons = self._lessons = self._lessons or self._load()
            last = self._bench.log.last_n
            if last > lessons.upto:
                self._fold(lessons, last)
            if self._unsaved >= _EVERY:
                self._save(lessons)
            return lessons

    def save(self) -> None:
        """Write the cache, if anything was learned since; a disk that refuses it costs nothing but time."""
        with self._mutex:
            if self._lessons is not None and self._unsaved:
                self._save(self._lessons)

    def _load(self) -> Lessons:
        """Return the cache, if it is of this very log; else nothing, to be learned anew."""
        try:
            lessons = Lessons.from_bytes(self._path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return Lessons()
        if not lessons.upto:
            return Lessons()
        entry = self._bench.log.entries({lessons.upto}).get(lessons.upto)
        return lessons if entry is not None and entry.hash == lessons.seal else Lessons()

    def _save(self, lessons: Lessons) -> None:
        with suppress(CorrtuiError):
            replace_file(self._path, lessons.to_bytes())
        self._unsaved = 0

    def _fold(self, lessons: Lessons, last: int) -> None:
        entries = self._bench.log.entries(range(max(lessons.upto, last - _FAR) + 1, last + 1))
        decisions = LetterClassified | LetterFiled | LetterDisposed | ActUndone
        numbers = [entries[n].letter for n in sorted(entries) if isinstance(entries[n].act, decisions)]
        for number in dict.fromkeys(numbers):
            self._learn(lessons, number)
        while len(lessons.taught) > _MOST:
            oldest = next(iter(lessons.taught))
            lessons.forget(oldest, self._features(oldest) or {})
        if last in entries:
            lessons.upto, lessons.seal = last, entries[last].hash

    def _learn(self, lessons: Lessons, number: str) -> None:
        """Let a letter teach what it is now: its decision, or nothing when that was undone."""
        letter = self._bench.register.get(number)
        decided = self._decided(letter) if letter is not None else ""
        if decided == lessons.taught.get(number, ""):
            return
        features = self._features(number)
        if features is None or letter is None:
            return
        if decided:
            lessons.teach(number, decided, features, letter.suggested)
        else:
            lessons.forget(number, features)
        self._unsaved += 1

    def _decided(self, letter: Letter) -> str:
        """Return the category a clerk decided on, or let stand when the letter was answered; else ""."""
        if not (letter.classified or letter.sent or letter.disposition):
            return ""
        return "" if Privacy(self._bench).restricted(letter) else letter.category

    def _features(self, number: str) -> Features | None:
        try:
            data = json.loads((self._bench.case_folder(number) / SIDECAR).read_bytes())
            reading = Reading.from_json(data["reading"])
        except (OSError, ValueError, KeyError, TypeError, CorrtuiError):
            return None
        return find_features(reading.text, read_layout(reading.text).body, reading.subject)
