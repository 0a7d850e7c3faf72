"""Bench: what every procedure finds at hand — the rooms of one open desk and who sits at it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from corrtui.calendar import OfficeCalendar
from corrtui.casework.ways import by, way
from corrtui.casework.whom import Whom
from corrtui.control.acts import Act, LetterTakenOver
from corrtui.control.claims import Claims, Seat
from corrtui.control.entry import Entry
from corrtui.control.log import ControlLog
from corrtui.control.rank import Rank
from corrtui.control.register import Letter, Register
from corrtui.errors import Refused
from corrtui.letters.library import Library
from corrtui.people import is_restricted
from corrtui.records.index import RecordIndex
from corrtui.settings import Person, Settings
from corrtui.triage.categories import UNKNOWN, Category
from corrtui.triage.dispositions import Disposition

if TYPE_CHECKING:
    from corrtui.triage.clock_rules import ClockRules

Progress = Callable[[int, int], None]
"""Told (entries read, entries there are) while much is read."""
_COUNTED = 2_000
"""Entries after which progress is told."""
_BEHIND = 1_000
"""A checkpoint further behind than so many entries is written again when a desk opens,"""
_LEFT_BEHIND = 100
"""and than so many when it closes."""


def counted(entries: Iterable[Entry], begun: int, length: int, progress: Progress | None) -> Iterator[Entry]:
    """Pass entries on, from the one after `begun` to the one numbered `length`, and tell how far it is."""
    for entry in entries:
        if progress is not None and (entry.n - begun) % _COUNTED == 0:
            progress(entry.n - begun, max(length, entry.n) - begun)
        yield entry


class Categories(dict[str, Category]):
    """The categories by code. One that letters have, but `desk.toml` no longer, is treated as unknown."""

    def __missing__(self, code: str) -> Category:
        return replace(self[UNKNOWN], code=code, title="no category of this desk any more")


@dataclass(frozen=True, slots=True)
class Bench:
    """The rooms a procedure works with; made once when the desk opens."""

    settings: Settings
    me: Person
    log: ControlLog
    claims: Claims
    register: Register
    library: Library
    records: RecordIndex
    record_troubles: Callable[[], tuple[str, ...]]
    """What could not be used of the record sources when they were last read, in words."""
    categories: Categories
    dispositions: Mapping[str, Disposition]
    calendar: OfficeCalendar
    clock_rules: Callable[[], ClockRules]
    """The clocks of the law, as the office has them; read when they are first asked for."""
    whom: Whom
    """Whom the office tells of letters of a sensitive class."""
    today: Callable[[], date]
    """Day of the office now, in its own time zone."""
    listeners: list[Callable[[Entry], None]] = field(default_factory=list)
    """Told each entry as it is read, by whoever made it."""
    typed: bool = False
    """Who works is at the command line, where no key works: remedies name what is typed."""

    @property
    def cabinet(self) -> Path:
        """Folder of the case folders."""
        return self.settings.folder / "cabinet"

    @property
    def outbox(self) -> Path:
        """Folder of the finished letters."""
        return self.settings.folder / "outbox"

    @property
    def restricted(self) -> bool:
        """Whether who sits here must not get out of the program; see `corrtui.confinement`."""
        return is_restricted(self.settings, self.me)

    def for_me(self, rank: Rank) -> bool:
        """Tell whether who sits here must be told of letters of this rank, and nobody was."""
        return bool(rank.untold) and self.whom.names(self.me.login, rank.untold)

    def case_folder(self, number: str) -> Path:
        """Folder of one letter: original, what was read, records, drafts, what was sent."""
        return self.cabinet / f"20{number[:2]}" / number

    def sync(self) -> set[str]:
        """Fold what was entered since, by this or any other process; return the letters it touched."""
        return self.register.take(self._told(chain(self.register.unfolded(), self.log.read_new())))

    def _told(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            for listener in self.listeners:
                listener(entry)
            yield entry

    def open_log(self, progress: Progress | None = None) -> None:
        """Fold in the log when the desk opens, from the checkpoint on where there is one."""
        begun = self.register.resume()
        collecting = gc.isenabled()
        gc.disable()  # nothing in it is garbage that need be searched for
        try:
            entries = self._told(self.log.read_new())
            self.register.take(counted(entries, begun, self.log.length() if progress else 0, progress))
            self.register.save(_BEHIND)
        finally:
            if collecting:
                gc.enable()

    def save_register(self) -> None:
        """Write the checkpoint when the desk closes, if the next to open would have much to read."""
        self.register.save(_LEFT_BEHIND)

    def letter(self, number: str) -> Letter:
        """Return the letter as it stands.

        Raises:
            Refused: no letter has this control number.
        """
        letter = self.register.get(number)
        if letter is None:
            raise Refused(f"There is no letter {number}", hint="`corrtui queue` lists the open ones")
        return letter

    def open_letter(self, number: str) -> Letter:
        """Return the letter if it can still be worked on.

        Raises:
            Refused: no such letter, or it is closed.
        """
        letter = self.letter(number)
        if not letter.open:
            raise Refused(
                f"{number} is closed",
                f"{letter.disposition} by {letter.by}",
                f"undo that first {self.by('undo')}, if it was you",
            )
        return letter

    def enter(
        self, number: str, act: Act, intent: str, seen: int | None = None, *, closed: bool = False
    ) -> Entry:
        """Enter one act on a letter.

        Args:
            number: control number.
            act: what was done.
            intent: entries of one key press share it.
            seen: version of the letter the act was decided on; a newer one refuses the act.
            closed: the letter may be closed.

        Raises:
            Refused: a colleague acted on the letter meanwhile, or has it open.
            CorrtuiError: the log cannot be written.
        """
        with self.log.locked():
            self.check_unchanged(number, seen, closed=closed)
            entry = self.log.append(self.me.login, [(number, act)], intent)[0]
            self.sync()
            return entry

    def check_unchanged(self, number: str, seen: int | None, *, closed: bool = False) -> Letter:
        """Under the log's lock: refuse a letter that is not what the clerk saw, or is a colleague's."""
        self.sync()
        letter = self.letter(number) if closed else self.open_letter(number)
        if seen is not None and letter.acted > seen:
            raise Refused(
                f"{number} changed while you worked on it",
                self._what_happened(letter),
                "look at it again; your draft is kept",
            )
        self.check_free(number)
        return letter

    def check_free(self, number: str) -> None:
        """Refuse when another session has the letter open.

        Raises:
            Claimed: it has; the error names who.
        """
        seat = self.claims.others().get(number)
        if seat is not None:
            raise Claimed(number, seat, self)

    def _what_happened(self, letter: Letter) -> str:
        last = self.log.entries({letter.acted}).get(letter.acted)
        if last is not None and isinstance(last.act, LetterTakenOver):
            return f"{self.name_of(last.by)} took it over: {last.act.reason}"
        return f"{self.name_of(letter.by)} acted on it; it is {letter.status.replace('_', ' ')} now"

    def name_of(self, login: str) -> str:
        """Return the full name of a person of this desk, or the login when nobody has it any more."""
        person = self.settings.person(login)
        return person.name if person else login

    def way(self, id: str, number: str = "", said: str = "") -> str:  # noqa: A002 — as everywhere else
        """Return what a remedy calls a command where the person is: "w", "`corrtui undo`"; see `ways.way`."""
        return way(self.settings.registry(self.me), self.typed, id, number, said)

    def by(self, id: str, number: str = "", said: str = "") -> str:  # noqa: A002 — as everywhere else
        """Return with what a remedy is done where the person is: "with w", "with `corrtui undo`"."""
        return by(self.settings.registry(self.me), self.typed, id, number, said)


class Claimed(Refused):
    """Another session has the letter open.

    Args:
        number: control number.
        seat: who has it.
        bench: the desk.
    """

    def __init__(self, number: str, seat: Seat, bench: Bench) -> None:
        self.seat = seat
        since = f"{seat.since.astimezone(bench.settings.office.zone):%H:%M}"
        own = seat.login == bench.me.login
        where = "in your other session" if own else f"at {seat.name}'s desk"
        self.words = f"open {where} since {since}"
        takes = f"{bench.way('claim')} takes it over"
        super().__init__(f"{number} is {self.words}", hint=takes if own else f"{takes}, with a reason")
