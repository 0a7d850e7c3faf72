"""What there was before: this writer, this number, how letters like this one were answered, and with what."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from corrtui.casework.alike_index import AlikeIndex, NotKept, kind_of
from corrtui.casework.bench import Bench
from corrtui.casework.difference import Difference, compare
from corrtui.casework.lookalikes import MERGE, Alike, Found, case_of, find_alike
from corrtui.casework.privacy import Privacy
from corrtui.control.acts import ActUndone, LetterDisposed, LetterFiled
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError
from corrtui.intake.readers import ReaderChild
from corrtui.text import clean
from corrtui.triage.lookalikes import SAME_WRITER

_ANSWERED = 12
"""Letters told of how the like was answered."""
_LOOKED_AT = 80
"""Newest letters of a kind looked at for answered ones."""
_LISTED = 40
"""Letters told of one writer or number."""
_READING = 5.0
"""Seconds the reading of a letter we sent may take."""


@dataclass(frozen=True, slots=True)
class Past:
    """One other letter and what became of it."""

    letter: Letter
    alike: Alike
    disposition: str = ""
    template: str = ""
    by: str = ""
    """Full name of who answered it or disposed of it last; empty when nobody did."""
    at: datetime | None = None
    reason: str = ""
    sent: str = ""
    """File name of the last letter sent."""


@dataclass(frozen=True, slots=True)
class History:
    """Letters in groups: this writer, each number, and how the like was answered."""

    groups: tuple[tuple[str, tuple[Past, ...]], ...]
    note: str = ""


class PastLetters:
    """Looks letters up for one session. Only what may be looked at is told.

    Args:
        bench: the desk.
        privacy: what may be looked at here.
    """

    def __init__(self, bench: Bench, privacy: Privacy) -> None:
        self._bench = bench
        self._privacy = privacy
        self._reader: ReaderChild | None = None
        self._mutex = threading.Lock()

    def close(self) -> None:
        """End the child that reads letters we sent."""
        with self._mutex:
            if self._reader is not None:
                self._reader.close()

    def alike(self, number: str) -> tuple[tuple[Past, ...], str]:
        """Return what is like a letter, the most alike first, and why that may not be all.

        Raises:
            Refused: no such letter, or it is not shown to who sits here.
        """
        found = self._find(number)
        return tuple(self._past(one) for one in found.alike), found.note

    def history(self, number: str) -> History:
        """Return this writer's letters, those about the same numbers, and how the like was answered.

        Raises:
            Refused: no such letter, or it is not shown to who sits here.
        """
        found = self._find(number)
        groups: dict[str, list[Alike]] = {SAME_WRITER: []}
        for one in found.alike:  # told once, with all that ties it to the letter
            tie = next((why for why in one.why if why == SAME_WRITER), "")
            tie = tie or next((why for why in one.why if why.startswith("same ")), "")
            if tie:
                groups.setdefault(tie, []).append(one)
        listed = [
            (tie, tuple(self._past(one) for one in ones[:_LISTED])) for tie, ones in groups.items() if ones
        ]
        answered = tuple(self._answered(number, found.alike))
        if answered:
            listed.append(("how we answered the like", answered))
        return History(tuple(listed), found.note)

    def _find(self, number: str) -> Found:
        letter = self._privacy.check_number(number)
        return find_alike(self._bench, letter, self._privacy.may_see)

    def _answered(self, number: str, alike: Iterable[Alike]) -> list[Past]:
        """Return closed letters that read alike, then the newest closed of the same category and template."""
        near = [one for one in alike if one.score]
        told = {one.number for one in near}
        letter = self._bench.letter(number)
        with suppress(NotKept), AlikeIndex(self._bench) as index:
            kind = kind_of(letter.suggested, case_of(self._bench, letter).suggestion.template)
            words = f"also {letter.suggested}"
            same = [no for no in index.of_kind(kind, _LOOKED_AT) if no not in told and no != number]
            near += [Alike(no, 0.0, (words,)) for no in same]
        found: list[Past] = []
        for one in near:
            other = self._bench.register.get(one.number)
            if other is None or other.open or other.disposition == MERGE:
                continue
            if self._privacy.may_see(other):
                found.append(self._past(one))
            if len(found) == _ANSWERED:
                break
        return found

    def _past(self, one: Alike) -> Past:
        letter = self._bench.letter(one.number)
        if not letter.disposition:  # nobody has answered it: its entries need not be read
            return Past(letter, one)
        entries = list(self._bench.log.history(one.number))
        undone = {entry.act.entry for entry in entries if isinstance(entry.act, ActUndone)}
        standing = [entry for entry in entries if entry.n not in undone]
        ends = [entry for entry in standing if isinstance(entry.act, LetterFiled | LetterDisposed)]
        filed = [entry.act for entry in standing if isinstance(entry.act, LetterFiled)]
        if not ends:
            return Past(letter, one)
        last = ends[-1]
        return Past(
            letter=letter,
            alike=one,
            disposition=letter.disposition,
            template=filed[-1].template if filed else "",
            by=self._bench.name_of(last.by),
            at=last.at.astimezone(self._bench.settings.office.zone),
            reason=last.act.reason if isinstance(last.act, LetterDisposed) else "",
            sent=filed[-1].pdf if filed else "",
        )

    # -- the texts

    def text(self, number: str) -> str:
        """Return another letter as it may be shown; of a restricted one the look is entered.

        Raises:
            Refused: it is not shown to who sits here.
            CorrtuiError: the look cannot be entered.
        """
        letter = self._bench.letter(number)
        self._privacy.note_view(letter)
        reading = case_of(self._bench, letter).reading
        shown = self._privacy.show_text(number, clean(reading.text))
        return shown or f"This letter {reading.unread}"

    def difference(self, number: str, other: str) -> Difference:
        """Return two letters beside each other; see `text` for what that enters and raises."""
        return compare(self.text(number), self.text(other))

    def answer(self, number: str, pdf: str) -> str:
        """Return the text of a letter we sent, as it may be shown; why it cannot be read where it cannot.

        Raises:
            Refused: the letter it answers is not shown to who sits here.
            CorrtuiError: the look cannot be entered.
        """
        self._privacy.note_view(self._bench.letter(number))
        path = self._bench.case_folder(number) / "sent" / pdf
        with self._mutex:
            if self._reader is None:
                self._reader = ReaderChild(wall_seconds=_READING)
            reader = self._reader
        try:
            reading = reader.read(path, pdf)
        except CorrtuiError as error:
            return f"{pdf} cannot be read: {error}"
        if reading.unreadable:
            return f"{pdf} cannot be read: {reading.unreadable}"
        return self._privacy.show_text(number, clean(reading.text))
