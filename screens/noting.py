"""The note being taken: a phone call, a letter typed or pasted in. It fills the body of the screen.

The form is text in the editor; the desk (`casework.notes`) keeps and files it. Tab goes to the next line and,
above the text, Enter to the next one to fill, so that a field never breaks in two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corrtui.casework.note import FormTrouble
from corrtui.casework.note_form import Field, Kind, fields
from corrtui.errors import CorrtuiError
from corrtui.letters.holes import find_holes
from corrtui.text import clean, count
from screens.ports import Pane

if TYPE_CHECKING:
    from corrtui.casework.note_file import KeptNote, OpenNote
    from screens.session import Session


class Noting:
    """Takes notes for one session.

    Args:
        session: the clerk's session.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._note: OpenNote | None = None

    def __bool__(self) -> bool:
        """True while a note is open."""
        return self._note is not None

    @property
    def kind(self) -> Kind | None:
        """What is being taken down."""
        return self._note.kept.kind if self._note is not None else None

    @property
    def _form(self) -> str:
        return self._session.editor.text

    # in and out

    def begin(self, kind: Kind) -> None:
        """Open an empty form, cursor in its first line to fill."""
        self._open(self._session.desk.notes.begin(kind))
        self._session.say(f"{self._ways()}; it is saved by itself")

    def take_up(self, kept: KeptNote) -> None:
        """Go on with a kept note, at the end of its text."""
        self._open(self._session.desk.notes.take_up(kept.token))
        self._session.say(f"your {kept.kind} of {kept.begun:%d %b %H:%M} is back; {self._ways()}")

    def _ways(self) -> str:
        key = self._session.key_of
        return f"{key('next-field')} next line, {key('file-note')} files, {key('leave-note')} keeps it"

    def _open(self, note: OpenNote) -> None:
        session = self._session
        self._note = note
        session.editor.begin(note.kept.text)
        if note.kept.kind is Kind.PASTED:
            self._select(self._places()[-1])
        else:
            hole = self._next_hole(0)
            end = len(self._form)
            session.editor.select(*((hole.start, hole.end) if hole else (end, end)))

    def leave(self) -> None:
        """Put the note down: it is kept and comes back.

        Raises:
            CorrtuiError: the disk does not take it; the note stays open.
        """
        if self._note is None:
            return
        session, kept = self._session, self._note.kept
        session.autosave.flush(kept.token)
        worth = session.desk.notes.put_down(self._note, self._form)
        self._note = None
        back = session.key_of("new-letter")
        session.say(
            f"the {kept.kind} is kept: {back} brings it back"
            if worth
            else "nothing was typed: no note is kept"
        )

    def throw_away(self) -> None:
        """Close the note and keep it no more.

        Raises:
            CorrtuiError: the disk does not take it, or it is filed; the note stays open.
        """
        if self._note is None:
            return
        session, kept = self._session, self._note.kept
        session.autosave.drop(kept.token)
        try:
            session.desk.notes.throw_away(self._note, self._form)
        except CorrtuiError:
            self.typed()
            raise
        self._note = None
        session.say(f"the {kept.kind} is thrown away")

    def file(self, reason: str = "") -> str:
        """File the note and show its letter; return its control number, empty when a reason is asked first.

        Raises:
            CorrtuiError: a line will not do, then the cursor is on it; or disk or log refused it.
        """
        session, note = self._session, self._note
        if note is None:
            return ""
        notes = session.desk.notes
        try:
            if not reason and notes.wants_reason(note, self._form):
                return ""
            session.autosave.drop(note.kept.token)  # to save it behind would make a note of the letter
            number = notes.file(note, self._form, reason)
        except FormTrouble as trouble:
            place = next((place for place in self._places() if place.label == trouble.label), None)
            if place is not None:
                self._select(place)
            self.typed()
            raise
        except CorrtuiError:
            self.typed()
            raise
        self._note = None
        self._show(number, note.kept.kind)
        return number

    def _show(self, number: str, kind: Kind) -> None:
        """The desk opens on the letter that was filed."""
        session = self._session
        session.alone = session.opened = session.searching = False
        session.pane, session.begun = Pane.QUEUE, True
        session.reload(quiet=True)
        if not session.rows.go(number) and session.limit:
            session.limit = ""
            session.reload(quiet=True)
            session.rows.go(number)
        session.say(f"the {kind} is filed as {number}")

    # typing

    def press(self, name: str, character: str) -> bool:
        """Give a key to the form; False when it means nothing there."""
        enter = name in ("enter", "ctrl+j")
        if self._session.ahead.belongs_to_answer(enter):
            return True
        if name in ("tab", "shift+tab"):
            self._line(-1 if name == "shift+tab" else 1)
            return True
        if enter and not self._in_text():
            self.step()
            return True
        if not self._session.editor.press(name, character):
            return False
        self.typed()
        return True

    def paste(self, text: str) -> None:
        """Put a paste in at the cursor; one of several lines belongs under the last label."""
        text = clean(text).replace("\t", "  ")
        if "\n" in text.strip("\n") and not self._in_text():
            place = self._places()[-1]
            before = self._form[place.start : place.end].strip()
            hole = self._next_hole(place.start)
            if before and hole is None:
                self._session.editor.select(place.end, place.end)
                text = "\n" + text
            else:
                self._session.editor.select(place.start, place.end)
            lines = len(text.strip("\n").split("\n"))
            self._session.say(f"{count(lines, 'line')} pasted under {place.label}:")
        elif not self._in_text():
            text = text.strip("\n")
        self._session.editor.put(text)
        self.typed()

    def typed(self) -> None:
        """Hand what stands there now to the autosave."""
        self._session.message_new = False
        if self._note is not None and not self._note.number:
            self._session.autosave.hand(self._note.kept.token, self._form)

    def save(self) -> None:
        """Save the note now."""
        if self._note is not None:
            self._session.autosave.hand(self._note.kept.token, self._form)
            self._session.autosave.flush(self._note.kept.token)

    def write(self, name: str, text: str) -> None:
        """Save a text in the thread of the autosave: of this note, or the draft of the letter so named."""
        note, desk = self._note, self._session.desk
        if note is not None and note.kept.token == name:
            desk.notes.save(note, text)
        else:
            desk.save_draft(name, text, self._session.edited(name))

    # from line to line

    def step(self) -> None:
        """Go to the next line to fill, after the last to the first; where no other is open, to the next."""
        here, end = self._session.editor.selected
        hole = self._next_hole(end) or self._next_hole(0)
        if hole is not None and hole.start != here:
            self._session.editor.select(hole.start, hole.end)
        else:
            self._line(1)

    def _line(self, by: int) -> None:
        """Go to the next line, or the one before, filled or not; behind the last stands the first."""
        places = self._places()
        if not places:
            return
        here = self._session.editor.selected[0]
        at = max((nth for nth, place in enumerate(places) if place.start <= here), default=-1)
        self._select(places[(at + by) % len(places) if at >= 0 else 0])

    def _select(self, place: Field) -> None:
        """Select a value, so that typing replaces it; in a text that has begun, go to its end."""
        text = place is self._places()[-1] or place.label in ("Asked", "Text")
        if text and self._next_hole(place.start) is None:
            self._session.editor.select(place.end, place.end)
        else:
            self._session.editor.select(place.start, place.end)

    def _places(self) -> tuple[Field, ...]:
        kind = self.kind
        return fields(kind, self._form) if kind is not None else ()

    def _next_hole(self, start: int) -> Field | None:
        found = next((hole for hole in find_holes(self._form) if hole.start >= start), None)
        return Field(found.name, found.start, found.end) if found is not None else None

    def _in_text(self) -> bool:
        """Tell whether the cursor stands in the text, under the last label."""
        places = self._places()
        if not places or places[-1].label not in ("Asked", "Text"):
            return True
        return self._session.editor.selected[0] >= places[-1].start
