"""What a letter that waits reads as now: the desk has learned since the letter came in.

Nothing is entered by it: the category of a letter changes by an act of a clerk only. A letter somebody has
decided on, one with a sensitive mark and one that repeats another keep what was suggested when they came in.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corrtui.casework.bench import Bench
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter
from corrtui.errors import CorrtuiError

if TYPE_CHECKING:
    from corrtui.casework.describe import Describer
    from corrtui.casework.lessons import Taught
    from corrtui.casework.worksheet import CaseFile, Worksheet
    from corrtui.triage.category import Suggestion
    from corrtui.triage.features import Features
    from corrtui.triage.learning import Lessons

_HELD = 128
"""Letters whose features are kept in memory."""
_HEARD = 256
"""Entries kept as they are read: the log, which may be a server's, is not asked for them again."""
_AT_ONCE = 2
"""Decisions learned while a clerk waits for a letter; more of them are learned ahead."""


@dataclass(slots=True)
class _Held:
    features: Features
    learned: int
    """What was learned when it was read."""
    present: Suggestion | None


class Anew:
    """Reads letters anew for one open desk. Threads may share it.

    Args:
        bench: the desk.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._taught: Taught | None = None
        self._describer: Describer | None = None
        self._heard: deque[Entry] = deque(maxlen=_HEARD)
        bench.listeners.append(self._heard.append)
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._shown: dict[str, Suggestion] = {}
        self._mutex = threading.Lock()
        self.read = 0
        """How many letters were cut into features."""
        self.compared = 0
        """How many times a letter was compared with what was learned."""
        self.suggested = 0
        """How many times one was read anew from end to end."""

    @property
    def learned(self) -> int:
        """Counts what was learned or taken back; 0 before anything was."""
        return self._taught.learned if self._taught is not None else 0

    def catch_up(self, breath: Callable[[], None] = lambda: None) -> None:
        """Learn what was decided up to now; before that letters read as they did when they came in.

        Args:
            breath: called between two letters; it may wait, or raise to give the work up.

        Raises:
            CorrtuiError: the control log cannot be read.
        """
        from corrtui.casework.describe import Describer, office_marks
        from corrtui.casework.lessons import Taught

        taught = self._taught or Taught(self._bench, self._features, self._heard)
        while taught.learn_next():
            breath()
        taught.save_some()
        marks = office_marks(self._bench.settings.office)
        self._describer = self._describer or Describer(self._bench.categories, self._bench.calendar, marks)
        self._taught = taught

    def present(self, letter: Letter, case: CaseFile | Worksheet) -> Suggestion | None:
        """Return what a letter reads as now; None where it is what it came in as, or nobody knows yet.

        Args:
            letter: as it stands.
            case: what is kept of it.
        """
        taught = self._taught
        if taught is None or not _waits(letter, case):
            return None
        try:
            with self._mutex, taught.at_hand(_AT_ONCE) as lessons:
                held = self._held.get(letter.control_no)
                if lessons is None:
                    return held.present if held else None
                if not (lessons.taught or case.suggestion.learnt):
                    return None  # nobody has decided on anything yet
                if held is None:
                    held = self._hold(letter.control_no, case)
                if held.learned != taught.learned:
                    held.present, held.learned = self._read(letter, case, held, lessons), taught.learned
                return held.present
        except CorrtuiError:
            return None  # the log cannot be read just now: who sits here is told so elsewhere

    def note_shown(self, sheet: Worksheet) -> Worksheet:
        """Keep in mind what a worksheet that is shown suggests; return the worksheet."""
        self._shown[sheet.letter.control_no] = sheet.present
        return sheet

    def note_present(self, number: str) -> None:
        """Keep in mind what a letter reads as now: who decides on the command line was told by another one.

        Raises:
            Refused: no letter has this number.
            CorrtuiError: the control log cannot be read.
        """
        from corrtui.casework.worksheet import read_case

        letter = self._bench.letter(number)
        try:
            case = read_case(self._bench, letter)
        except CorrtuiError:
            return  # it was suggested what the log says
        self.catch_up()
        self._shown[number] = self.present(letter, case) or case.suggestion

    def shown(self, number: str) -> Suggestion | None:
        """Return what was suggested where a letter was looked at last; None: it was seen in lists only."""
        return self._shown.get(number)

    def _features(self, number: str) -> Features | None:
        held = self._held.get(number)
        return held.features if held else None

    def _hold(self, number: str, case: CaseFile | Worksheet) -> _Held:
        from corrtui.casework.lessons import features_of

        self.read += 1
        held = self._held[number] = _Held(features_of(case.reading), -1, None)
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return held

    def _read(
        self, letter: Letter, case: CaseFile | Worksheet, held: _Held, lessons: Lessons
    ) -> Suggestion | None:
        stored = case.suggestion
        self.compared += 1
        opinion = lessons.opinion(held.features, self._bench.categories)
        if opinion is None and not stored.learnt:
            return None
        last = held.present
        if (
            opinion is not None
            and opinion.like
            and last
            and (last.category, last.learnt) == (opinion.category, True)
        ):
            return replace(last, confidence=opinion.confidence)  # once more the same: only surer, or less so
        if opinion is not None and opinion.category == stored.category:
            return None
        assert self._describer is not None
        self.suggested += 1
        found = self._describer.suggest_anew(
            case.reading, case.facts, case.issues, letter.clocks, letter.received, lessons
        )
        # What neither then nor now rests on decisions is another release's reading, and nothing learned.
        rests = found.learnt or stored.learnt
        return found if rests and found.category != stored.category else None


def _waits(letter: Letter, case: CaseFile | Worksheet) -> bool:
    """Tell whether nobody has decided on a letter, and nothing but its words says what it is."""
    decided = letter.classified or letter.sent or letter.disposition
    kept = letter.sensitive or letter.unreadable or case.repeat.into
    return letter.open and not (decided or kept)
