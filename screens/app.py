"""The Textual app: gives keys to the gate and brings the picture together with what goes on behind it."""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events

from corrtui import garbage
from corrtui.casework import rooms
from corrtui.errors import CorrtuiError
from corrtui.text import count
from screens import terminal
from screens.actions.day import offer_day
from screens.actions.drafting import from_outside
from screens.actions.finishing import filed, rest
from screens.actions.noting import remind
from screens.autosave import Autosave
from screens.filing import Filing
from screens.gate import Mode
from screens.hangup import PATIENCE, HangupWatch
from screens.messages import Filed, News, Said, Saved
from screens.mouse import pointed
from screens.outside import OwnEditor
from screens.picture import Picture

if TYPE_CHECKING:
    from textual.message import Message

    from corrtui.casework.finish import Prepared
    from corrtui.desk import Desk

_TICK = 0.5
"""Seconds between two looks at what this process has in memory."""
_SLOW = 5.0
"""Seconds between two looks at the desk when nothing told of a change."""
_GAP = 0.25
"""Seconds at least between two looks at the desk, however much colleagues do."""
_ARRIVE = 0.15
"""Seconds the cursor must rest on a letter, in sight, until the letter counts as open here."""
_FILING = PATIENCE - 0.4
"""Seconds after the line dropped until which letters being filed are waited for."""
_GARBAGE = 10_000
"""Objects made, and not given back, until garbage is looked for: a key makes some hundreds."""
_REST = 2.0
"""Seconds without a key after which the hands are said to rest."""


class Corrtui(Picture):
    """The desk on the screen.

    Args:
        desk: the open desk.
        hangup: watch the terminal and the signals that end a session; off where there is no terminal.
        bare: show the queue first, and open a letter when it is seen.
        greet: the clerk's first start of a day shows what it brings.
    """

    def __init__(self, desk: Desk, *, hangup: bool = True, bare: bool = False, greet: bool = False) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self.desk = desk
        self.error_log = desk.folder / "control" / "errors.log"
        self.autosave = Autosave(
            self._save_draft, lambda text: self._tell(Said(text, unsaved=True)), lambda: self._tell(Saved())
        )
        self._filing = Filing(
            lambda prepared: desk.file(prepared).sentence,
            lambda outcome: self._tell(Filed(outcome)),
            self._warm_up,
            desk.ahead.rest,
        )
        self._own_editor = OwnEditor(desk.folder / "control" / "tmp")
        self._hangup = HangupWatch(self._save_all, self._rescue, terminal.leave_screen) if hangup else None
        self.build(desk, self, self.autosave)
        self.glance.bare = bare
        self._greet = greet
        self._last_key = time.monotonic()
        self._looked = 0.0
        self._look_due = self._arriving = False
        self._arrived = ""
        self._mended = 0
        """So many things that were mended were said."""

    def on_mount(self) -> None:
        """Read the queue; begin to watch inbox, colleagues and terminal."""
        self.session.attempt(self.session.reload)
        self.set_layout(self.size.width, self.size.height)
        self.app_resume_signal.subscribe(self, lambda _: self.redraw())
        self.set_interval(_TICK, self._tick)
        self.set_interval(_SLOW, self._look)
        if self._hangup is not None:
            self._hangup.start()
        self.call_after_refresh(self._begin_work)
        self.call_after_refresh(self._look)
        self.changed()

    def _begin_work(self) -> None:
        """A frame stands: begin what it need not wait for."""
        self.session.attempt(lambda: self.desk.start_watching(self._news))
        self._filing.start()
        self.session.attempt(lambda: remind(self.session))
        if self._greet:
            self.session.attempt(lambda: offer_day(self.session))
        self.changed()

    # keys

    async def on_event(self, event: events.Event) -> None:
        """Give every key and paste to the gate; everything else goes Textual's way."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._last_key = time.monotonic()
            self.desk.ahead.hush()
            self.gate.press(event.key, event.character, event.time)
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            self.gate.paste(event.text, event.time)
        elif isinstance(event, events.MouseEvent):
            if not pointed(self, event):
                return
        else:
            await super().on_event(event)
            return
        event.stop()
        self.keyed(event)

    async def action_quit(self) -> None:
        """Textual's own way out stays shut: q leaves."""

    # what the session asks

    def leave(self) -> None:
        """Give the letters back and go; the session has saved what could be."""
        self.session.shared.leave(in_order=True)
        self.exit()

    def edit_outside(self, text: str) -> str:
        """Give the terminal to the clerk's own editor until it ends."""
        try:
            with self.suspend():
                return self._own_editor.edit(
                    self.session.editing,
                    text,
                    terminal.own_editor(),
                    lambda left: self.session.take_back(from_outside(left)),
                )
        finally:
            self.redraw()

    def file(self, control_no: str, prepared: Prepared) -> None:
        """File a prepared letter in the background."""
        self._filing.put(control_no, prepared)

    # what goes on behind

    def _warm_up(self) -> None:
        """Load what makes the page, a third of a second, and look once for what would hinder the work."""
        import corrtui.outgoing.page  # noqa: F401

        if self._hangup is not None:  # the process is the session's own
            gc.freeze()  # what stands by now stays: to search it for garbage would hold up some key for 0.1 s
            gc.set_threshold(_GARBAGE)
        self._own_editor.tidy()
        try:
            found = len(self.desk.check())
        except Exception as error:  # whatever it is: what comes after in this thread files the letters
            self._tell(Said(f"the desk could not be checked: {error or type(error).__name__}"))
            return
        if hindrance := self.desk.bench.log.hindrance:
            self._tell(Said(f"{hindrance}; :check shows all that is amiss"))
        elif found:
            shows = "it" if found == 1 else "them"
            self._tell(Said(f"{count(found, 'trouble')}: :check shows {shows}", role=""))

    def _news(self) -> None:
        """From the intake's thread: something happened; what was mended at the start is said."""
        mended = self.desk.intake.watch.mended
        if new := mended[self._mended :]:
            self._mended = len(mended)
            self._tell(Said("; ".join(new), role=""))
        self._tell(News())

    def _tell(self, message: Message) -> None:
        """Post a message from any thread; it never waits, not even for a frozen loop."""
        self.post_message(message)

    def on_filed(self, message: Filed) -> None:
        """A letter was filed, or not."""
        filed(self.session, message.outcome)
        self.changed()

    def on_said(self, message: Said) -> None:
        """A thread told something."""
        session = self.session
        if message.role:
            session.say(message.text, message.role)
        else:
            session.add(message.text)
        if message.unsaved:
            session.mark_unsaved()
        self.changed()

    def on_saved(self) -> None:
        """What was said of a text that could not be saved is not true any more."""
        self.session.saved()
        self.changed()

    def on_news(self) -> None:
        """The intake or a colleague did something: look, but not for every act of a busy house."""
        wait = self._looked + _GAP - time.monotonic()
        if wait <= 0:
            self._look()
        elif not self._look_due:
            self._look_due = True
            self.set_timer(wait, self._look)

    def _look(self) -> None:
        """Look at what colleagues and the intake did."""
        self._look_due, self._looked = False, time.monotonic()
        session = self.session
        before = session.version, session.message, session.prompt, session.shared.cut_off
        session.shared.look()
        self._tick()
        after = session.version, session.message, session.prompt, session.shared.cut_off
        if after != before or self.queue_pane.stale():
            self.changed()

    def _tick(self) -> None:
        """See to what changes without a key: files arriving, drafts saved behind, letters that came back."""
        session = self.session
        changed = False
        waiting = self.desk.arriving()
        if waiting != session.waiting:
            session.waiting, changed = waiting, True
        if (
            session.mode is not Mode.DRAFT
            and not (session.alone or session.noting)
            and self.letter_pane.stale()
        ):
            changed = True
        if session.calling and session.mode is Mode.QUEUE and time.monotonic() - self._last_key > _REST:
            rest(session)
            changed = True
        if changed:
            self.changed()

    def painted(self) -> None:
        """A frame stands: the next letters are made ready; if the cursor stays, its letter is claimed."""
        self.desk.ahead.want(self.session.shared.likely())
        garbage.begin()
        if not self._arriving and self.session.shared.resting != self._arrived:
            self._arriving = True
            self.set_timer(_ARRIVE, lambda no=self.session.shared.resting: self._arrive(no))

    def _arrive(self, no: str) -> None:
        self._arriving = False
        if no != self.session.shared.resting:
            self.painted()
            return
        self._arrived = no
        self.session.attempt(self.session.shared.arrive)
        if self.queue_pane.stale():
            self.changed()

    def _save_draft(self, no: str, text: str) -> None:
        """Save a draft in the thread of the autosave."""
        self.session.noting.write(no, text)

    def before_failing(self) -> None:
        """Save the draft before an error ends the program."""
        self.autosave.flush()

    def _save_all(self) -> None:
        """Save the draft, also what the clerk's own editor saved of it, and file what is being filed."""
        until = time.monotonic() + _FILING
        self._own_editor.end()
        lent = self._own_editor.lent()
        if lent is not None:
            self.session.take_back(from_outside(lent))
        try:
            self.autosave.flush()
        finally:
            self._filing.wait(until - time.monotonic())  # what is not filed by then is in the queue
            self.session.shared.leave()

    def _rescue(self) -> None:
        """Keep what could not be saved beside the drafts: a lock, a server or a colleague holds us up."""
        for no, text in self.autosave.unsaved().items():
            seen = self.session.edited(no)
            if seen is not None:
                with suppress(CorrtuiError, OSError):  # the other letters' texts are kept all the same
                    rooms.drafting.rescue(self.desk.bench, seen, text)

    def farewell(self) -> list[str]:
        """Return what to say on the terminal after leaving: what is left to do, no letter text."""
        if self.return_code:
            return []
        try:
            left = len(self.desk.queue())
        except (CorrtuiError, OSError):
            left = len(self.session.rows.numbers)
        lines = [f"{count(left, 'letter')} {'is' if left == 1 else 'are'} left in the queue."]
        if not left:
            lines = ["The queue is empty."]
        with suppress(CorrtuiError, OSError):
            lines += [f"Kept, not filed yet: a {note.kind}, {note.gist}" for note in self.desk.notes.kept()]
        if self.session.away:
            lines.append(f"Not filed yet: {', '.join(self.session.away)}; they come back to the queue.")
        return lines
