"""Desk: opens a folder and ties its rooms together; the one API that screen and command line use."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corrtui.casework import order, rooms
from corrtui.casework.ahead import Ahead
from corrtui.casework.anew import Anew
from corrtui.casework.bench import Progress
from corrtui.casework.clock_acts import ClockActs
from corrtui.casework.colleagues import Colleagues
from corrtui.casework.intaking import Intake
from corrtui.casework.opening import lay_bench
from corrtui.casework.ordering import Ordering
from corrtui.casework.pin import sign_in
from corrtui.casework.privacy import Privacy
from corrtui.casework.sheets import Sheets
from corrtui.casework.standing import Standing
from corrtui.casework.told import Told
from corrtui.control.entry import Entry
from corrtui.control.register import Letter
from corrtui.control.stores import open_control
from corrtui.desk_day import DayDesk
from corrtui.desk_drafts import DraftDesk
from corrtui.errors import Refused, SettingsError, given_back_on_error
from corrtui.modes import umask_of
from corrtui.people import who_works
from corrtui.records.watch import RecordWatch
from corrtui.settings import Person, Settings, load_settings

if TYPE_CHECKING:
    from corrtui.control.changes import ChangeWatch
    from corrtui.intake.accept import Stamp
    from corrtui.intake.watch import Arriving
    from corrtui.letters.proof import Finding


class Desk(DraftDesk, DayDesk):
    """An open desk. One object a process; its methods may be called from several threads.

    Args:
        settings: what `desk.toml` says.
        me: who works.
        progress: told (entries read, entries to read) where the log is long and has no checkpoint.
        typed: they are at the command line: what they are told to do names commands, no keys.
    """

    def __init__(
        self, settings: Settings, me: Person, progress: Progress | None = None, *, typed: bool = False
    ) -> None:
        self._control = open_control(settings.folder / "control", settings.control_url, me.login, me.name)
        self.bench = lay_bench(
            settings, me, self._control, lambda: self.today, lambda: self._records.troubles, typed
        )
        self.privacy = Privacy(self.bench)
        self.clocks = ClockActs(self.bench, self.privacy)
        self._standing = Standing(self.bench, self.privacy.veil)
        self.ordering = Ordering(self.bench, self.privacy, self._standing)
        self.intake = Intake(self.bench, lambda: self._records.fresh())
        self.anew = Anew(self.bench)
        self._sheets = Sheets(self.bench, self.anew)
        self._opened: dict[str, float] = {}
        self.ahead = Ahead(self.bench, self.privacy, self._sheets, lambda: self._records.ready, self.anew)
        self._records = RecordWatch(settings.sources, self.bench.records, self.ahead.again)
        self._seen: tuple[int, date] | None = None
        self._changes: ChangeWatch | None = None
        with given_back_on_error(self._control.close):
            self.bench.open_log(progress)
            self.clocks.enter_changes()
        self.colleagues = Colleagues(self.bench, self.privacy)
        self.told = Told(self.bench, self.privacy)

    @classmethod
    def open(
        cls,
        folder: Path,
        login: str | None = None,
        progress: Progress | None = None,
        ask: Callable[[str], str] | None = None,
        restricted: bool = False,
        *,
        typed: bool = False,
    ) -> Desk:
        """Open the desk in `folder` for the operating-system user, or for `login` where that is allowed.

        `progress` as above. Where the desk wants a PIN, `ask` shows its argument and returns what is typed.
        `restricted`: see `corrtui.confinement`, whatever desk.toml says. `typed` as above.

        Raises:
            SettingsError: no desk there, settings broken, nobody of that name works here, no way to ask.
            Refused: the PIN is wrong.
            LogDamaged: the control log does not hold together.
        """
        settings = load_settings(folder.resolve(), restricted=restricted)
        os.umask(umask_of(settings.folder))
        try:
            desk = cls(settings, who_works(settings, login), progress, typed=typed)
        except OSError as error:
            where = f"{error.filename or folder}: {error.strerror}"
            raise SettingsError("The desk cannot be opened", where, "check its rights") from error
        with given_back_on_error(desk.close):
            sign_in(desk.bench, ask)
        return desk

    def close(self) -> None:
        """Stop watching, end the reader child, give the files back."""
        self.ahead.stop()
        if self._changes is not None:
            self._changes.stop()
        self.intake.close()
        if "past" in self.__dict__:
            self.past.close()
        self._records.stop()
        self.bench.records.close()
        self.bench.save_register()
        self._control.close()

    @property
    def settings(self) -> Settings:
        """What `desk.toml` says."""
        return self.bench.settings

    @property
    def me(self) -> Person:
        """Who works."""
        return self.bench.me

    @property
    def folder(self) -> Path:
        """The desk's folder."""
        return self.settings.folder

    @property
    def today(self) -> date:
        """Day of the office, in its own time zone."""
        return datetime.now(self.settings.office.zone).date()

    def sync(self) -> bool:
        """Fold in what anybody entered; True when the register, or the day, changed since last asked."""
        self.bench.sync()
        last = self.bench.log.last_n, self.today
        changed, self._seen = last != self._seen, last
        return changed

    def queue(self, limit: str = "") -> list[str]:
        """Return the control numbers of the open letters in the order of work.

        Raises Refused where the limit means nothing.
        """
        return self._standing.numbers(limit)

    def letter(self, number: str) -> Letter:
        """Return a letter, open or closed, as it may be listed here; see `casework.privacy.Privacy.veil`."""
        return self.privacy.veil(self.bench.letter(number))

    def urgency(self, number: str) -> str:
        """Return its urgency in a word."""
        return order.urgency_of(self.bench, self.letter(number))

    def why_order(self, number: str) -> str:
        """Say why the letter stands where it stands in the queue.

        Raises:
            Refused: no letter has this number, or it is not shown to who sits here.
        """
        return order.why_here(self.bench, self.privacy.check_number(number))

    def sheet(self, number: str) -> rooms.worksheet.Worksheet:
        """Return the worksheet of a letter, from memory while nothing changed.

        Raises:
            Refused: no letter has this number, or it is not shown to who sits here.
            CorrtuiError: its view is restricted, and this look at it cannot be entered.
        """
        letter = self.bench.letter(number)
        self.privacy.note_view(letter)
        if not self.bench.typed:  # a command is no work at a letter
            self._opened.setdefault(number, time.monotonic())
        self._records.look()
        return self.anew.note_shown(self._sheets.get(letter))

    def history(self, number: str) -> tuple[Entry, ...]:
        """Return every entry of a letter that may be looked at, oldest first."""
        self.privacy.check_number(number)
        return tuple(self.bench.log.history(number))

    @cached_property
    def past(self) -> rooms.history.PastLetters:
        """What there was before a letter, and what is like it; see `casework.history.PastLetters`."""
        return rooms.history.PastLetters(self.bench, self.privacy)

    def search(self, words: str) -> list[str]:
        """Return the letters that hold all the words and may be looked at, by number; newest first."""
        return rooms.search.search(self.bench, words, self.privacy.may_see)

    def check(self) -> tuple[str, ...]:
        """Return in words what would hinder the work; empty when the desk is in order."""
        self._records.look()
        return rooms.checkup.check_desk(self.bench)

    # -- intake

    def start_watching(self, on_change: Callable[[], None]) -> None:
        """Mend what a crash left, take letters in; a thread calls `on_change` when anything changed."""
        self._records.start()
        self.intake.start(on_change)
        self._changes = self._control.changes(on_change)
        self._changes.start()
        self.ahead.start(on_change)

    def arriving(self) -> tuple[Arriving, ...]:
        """Return what stands in the inbox and is no letter yet."""
        return self.intake.watch.waiting

    def take_in(self, stamp: Stamp, patience: float = 60.0) -> list[str]:
        """Take in what stands in the inbox now; see `casework.intaking.Intake.take_in`."""
        self._records.look()  # what the records say decides which clocks start
        return self.intake.take_in(stamp, patience)

    @cached_property
    def notes(self) -> rooms.notes.Notes:
        """Phone notes and letters typed in that are being taken; see `casework.notes.Notes`."""
        return rooms.notes.Notes(self.bench, self.intake, lambda: self._need_records("file it"))

    def _need_records(self, act: str) -> None:
        self._records.look()
        if not self._records.ready:
            raise Refused("The records are still being read", hint=f"{act} again in a moment")

    # -- acts

    def proof(self, number: str) -> tuple[Finding, ...]:
        """Proof the draft as it stands; blocking findings first."""
        return self._sheets.proof(self.sheet(number))

    def look_first(self, number: str) -> str:
        """Say why the letter is looked at before it is finished; see `casework.burst.look_first`."""
        return rooms.burst.look_first(self.bench, self.sheet(number), self.proof(number))

    def prepare(
        self,
        number: str,
        confirm: str = "",
        seen: int | None = None,
        shown: rooms.drafts.Sight | None = None,
        outcomes: Sequence[str] = (),
    ) -> rooms.finish.Prepared:
        """Let the draft through the gate; see `casework.gate.prepare`, and `classify` for `seen`."""
        self._need_records("finish")
        sheet, asked = self.sheet(number), (self._opened.get(number), shown, self._sheets.proof, outcomes)
        self.bench.check_unchanged(number, seen)
        prepared = rooms.finish.prepare(self.bench, sheet, confirm, *asked)
        self.colleagues.begin_filing(number)
        return prepared

    def file(self, prepared: rooms.finish.Prepared) -> rooms.finish.Filed:
        """File a prepared letter; see `casework.finish.file_letter`. Durable when it returns."""
        number = prepared.letter.control_no
        try:
            with self.intake.mended_after():
                return rooms.finish.file_letter(self.bench, prepared, secrets.token_hex(4))
        finally:
            self.colleagues.end_filing(number)

    def classify(
        self, number: str, codes: str, reason: str = "", intent: str = "", seen: int | None = None
    ) -> str:
        """Change the category, unless the letter is newer than version `seen`; see `casework.decide`."""
        self.privacy.check_number(number)
        asked = (intent or secrets.token_hex(4), seen, self._opened.get(number))
        return rooms.decide.classify(self.bench, number, codes, reason, *asked, self.anew.shown(number))

    def clear_mark(self, number: str, reason: str, intent: str = "") -> str:
        """Clear the sensitive mark of a letter, with a reason; see `casework.decide.clear_mark`."""
        intent, sheet = intent or secrets.token_hex(4), self.sheet(number)
        return rooms.decide.clear_mark(self.bench, sheet, reason, intent, self._opened.get(number))

    def dispose(
        self,
        number: str,
        code: str,
        reason: str,
        intent: str = "",
        seen: int | None = None,
        confirm: str = "",
        outcomes: Sequence[str] = (),
    ) -> str:
        """End or hold a letter without a reply; see `casework.decide.dispose`."""
        self.privacy.check_number(number)
        asked = (intent or secrets.token_hex(4), seen, self._opened.get(number), confirm, outcomes)
        return rooms.decide.dispose(self.bench, number, code, reason, *asked, self.anew.shown(number))

    def check_bulk(self, number: str) -> None:
        """Refuse an act on many letters for one decided by itself; see `casework.decide.check_bulk`."""
        self.privacy.check_number(number)
        rooms.decide.check_bulk(self.bench, number)

    def skip(self, number: str, reason: str, intent: str = "") -> str:
        """Leave a letter as it is; see `casework.decide.skip`."""
        self.privacy.check_number(number)
        return rooms.decide.skip(self.bench, number, reason, intent or secrets.token_hex(4))

    def undo(self) -> str:
        """Undo what this clerk did last; see `casework.undo.undo`."""
        with self.intake.mended_after():
            return rooms.undo.undo(self.bench)
