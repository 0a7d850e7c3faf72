"""The clerk's session at the desk: what is looked at, asked and said. No widget, no rule of the work.

The gate gives it keys and commands; every change of state is complete when the call returns. The app
only paints what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from corrtui.commands import Command
from corrtui.errors import CorrtuiError, Refused
from corrtui.text import clean, count
from screens.filling import Filling
from screens.gate import Mode
from screens.held import Held
from screens.noting import Noting
from screens.overlays import CLOSING
from screens.ports import DraftEditor, Pane, View
from screens.returned import Returned
from screens.rows import Rows, on_top
from screens.shared import Shared
from screens.sighting import Sighting
from screens.talk import in_words, reason_of

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.desk import Desk
    from corrtui.intake.watch import Arriving
    from corrtui.letters.proof.case import Finding
    from screens.actions.intents import Intent
    from screens.autosave import Autosave


class Session(Sighting):
    """One clerk at one desk.

    Args:
        desk: the open desk; every rule is its own.
        registry: the commands with the office's own keys.
        editor: where drafts are edited.
        view: the picture.
        autosave: saves drafts by itself.
        actions: what each command does, by its id.
    """

    def __init__(
        self,
        desk: Desk,
        registry: Sequence[Command],
        editor: DraftEditor,
        view: View,
        autosave: Autosave,
        actions: Mapping[str, Callable[[Session], None]],
    ) -> None:
        super().__init__(desk)
        self.registry = tuple(registry)
        self.editor = editor
        self.view = view
        self.autosave = autosave
        self.held = Held(autosave)
        self._actions = actions
        self.rows = Rows()
        self.limit = self.searched = self.key = self.barred = ""
        self.hits: list[str] = []
        self.searching = False
        self.pane = Pane.QUEUE
        self.opened = self.alone = False
        self._edited: Worksheet | None = None
        self.last: Intent | None = None
        self.findings: tuple[Finding, ...] = ()
        self.away: list[str] = []
        self.returned = Returned(desk)
        self.calling: list[str] = []
        self.version = 0
        self.leaving = self.parting = self.begun = False
        self._filling = Filling()
        self.waiting: tuple[Arriving, ...] = ()
        self.shared = Shared(self)
        self.noting = Noting(self)

    # what the gate needs

    @property
    def mode(self) -> Mode:
        """What takes the keys at this moment."""
        if self.prompt is not None:
            return Mode.PROMPT
        if self.overlay is not None:
            return Mode.OVERLAY
        return Mode.NOTE if self.noting else Mode.DRAFT if self.editing else Mode.QUEUE

    @property
    def writing(self) -> bool:
        """True while the editor is open: on a draft or on a note."""
        return bool(self.editing or self.noting)

    def command(self, row: Command, key: str = "") -> None:
        """Do a command; what forbids it is said in the prompt line.

        Args:
            row: the command.
            key: the key that started it, empty when it was named.
        """
        self.key = key
        self.begun = True
        if row.id != "quit":
            self.leaving = self.parting = False
        self.say("")
        batch = self.batch
        self.attempt(lambda: self._do(row))
        if batch and self.prompt is None:
            self.batch = False
        self.conceal_left()

    def _do(self, row: Command) -> None:
        if self.batch or self.shared.lets(row.id):
            self._actions[row.id](self)

    def prompt_key(self, name: str, character: str) -> None:
        """Give a key to the open prompt."""
        prompt = self.prompt
        if prompt is None:
            return
        if name in ("escape", "ctrl+g"):
            self.prompt, self.batch = None, False
            self.say("")
        else:
            enter = name in ("enter", "ctrl+j")  # the second: Enter typed before the terminal was ours
            if enter or (prompt.press(name, character) and prompt.answered()):
                self.attempt(lambda: self.accept(prompt))

    def overlay_key(self, name: str, character: str) -> bool:
        """Give a key to the open overlay; True when it took a light one away and is for what is under it."""
        overlay = self.overlay
        if overlay is None:
            return False
        self.message_new = False  # its window lies over the page: the next key takes it away
        if name in overlay.keys:
            self.attempt(overlay.keys[name][1])
        elif overlay.light:
            self.overlay = None
            return True
        elif not overlay.scroll(name, self.view.overlay_page()) and name in CLOSING:
            self.overlay = overlay.back
        return False

    def draft_key(self, name: str, character: str) -> bool:
        """Give a key to the editor and hand what stands there now to the autosave."""
        if self.noting:
            return self.noting.press(name, character)
        if self.only_confirms(name, self.editor.text, self.editor.selected):
            return True
        self._filling.before(self.editor.text, self.editor.selected)
        if not self.editor.press(name, character):
            return False
        self._typed()
        return True

    def paste(self, text: str) -> bool:
        """Put a paste where text is typed; False when nothing takes text."""
        if self.mode is Mode.PROMPT and self.prompt is not None:
            self.prompt.paste(text)
            return True
        if self.mode is Mode.NOTE:
            self.noting.paste(text)
            return True
        if self.mode is Mode.DRAFT:
            self._filling.before(self.editor.text, self.editor.selected)
            self.editor.put(clean(text).replace("\t", "  "))
            self._typed()
            return True
        return False

    def hint(self, text: str) -> None:
        """Say a few words."""
        self.say(text)

    def escape(self) -> None:
        """Take back what waits for its next key, and what was said."""
        self.alone, self.batch = self.alone and self.batch, False
        self.say("")

    # what commands need

    @property
    def current(self) -> str:
        """The letter looked at: the one edited, else the one under the cursor; empty when there is none."""
        return self.editing or self.rows.current

    def sheet(self) -> Worksheet | None:
        """Return the worksheet of the letter looked at; None when there is none, or it is `barred`."""
        if not self.current:
            return None
        if self.editing and self._edited is not None:
            # The autosave changes the sheet behind our back; what is edited stands in the editor.
            return self._edited
        if not_yet := self.not_yet():
            self.barred = not_yet
            return None
        try:
            sheet = self.desk.sheet(self.current)
        except CorrtuiError as error:
            self.barred = in_words(error)
            return None
        self.barred = ""
        return self.held.over(sheet)

    def reload(self, *, quiet: bool = False) -> None:
        """Ask the desk for the queue again; the clerk's letter stays under the cursor.

        Args:
            quiet: do not say that the letter is gone.
        """
        self.version += 1
        numbers = list(self.hits) if self.searching else self.desk.queue(self.limit)
        back = [no for no in self.returned.unsettled() if no not in self.away]
        before, shown = self.rows.current, self.rows.numbers
        here = self.rows.load(on_top(numbers, back, self.away))
        if self.begun and self.rows.current != before:
            self.unseen = self.rows.current
        if not self.begun and (not before or not here):
            # The clerk begins where a session was cut off, or at the first letter nobody has; then keys move.
            self.rows.at = 0
            self.rows.go(self.shared.begin() or self.shared.onward(self.rows.numbers))
        self.cover()
        if self.rows.numbers != shown:
            self.forget_remark()
        # A trouble that was not read yet, e.g. why this letter cannot be saved, says more than that it left.
        if not here and not quiet and before not in self.away and self.message_role != "trouble":
            self.say(f"{before} left the queue")

    def sync(self) -> None:
        """Take in what colleagues and the intake did."""
        if self.desk.sync():
            self.reload()

    def fill_alike(self) -> str:
        """Fill the holes of the same name as the one typed over; return what to say of it, or nothing."""
        if not self.editing:
            return ""
        text, cursor, filled = self._filling.fill(self.editor.text, self.editor.selected[1])
        if not filled:
            return ""
        self.editor.replace_all(text)
        self.editor.select(cursor, cursor)
        self.autosave.hand(self.editing, text)
        return f"also filled {count(filled, 'more place')}"

    def save(self) -> str:
        """Save the draft now; return what to say of holes filled alike, or nothing."""
        alike = self.fill_alike()
        self.autosave.flush()
        return alike

    def edit(self, sheet: Worksheet) -> None:
        """Into the draft of a letter."""
        self.editing, self._edited = sheet.letter.control_no, sheet
        self._filling.forget()
        self.editor.begin(sheet.text)

    def take_back(self, text: str) -> None:
        """Take what the clerk's own editor saved of the draft; called from any thread."""
        if self.editing:
            self.autosave.hand(self.editing, text)

    def leave_draft(self, *, hold: bool = False) -> str:
        """Out of the draft, everything saved; return what to say of holes filled alike, or nothing.

        Args:
            hold: leave also when the disk refuses the text: it is held in memory, and that is what to say.

        Raises:
            Refused: the letter was closed meanwhile; the desk keeps the text and the draft is left.
            CorrtuiError: it cannot be saved; the clerk stays in the draft.
        """
        if not self.editing:
            return ""
        try:
            said = self.save()
        except (CorrtuiError, OSError) as error:
            if isinstance(error, Refused):
                self.editing, self._edited = "", None
            if self._edited is None or not hold:
                raise
            self.held.keep(self._edited)
            said = f"{self.editing}: your text is held in memory, not saved yet: {reason_of(error)}"
        self.editing, self._edited = "", None
        return said

    def edited(self, no: str) -> Worksheet | None:
        """Return the worksheet the open draft of letter `no` was begun from."""
        edited = self._edited
        if edited is not None and edited.letter.control_no == no:
            return edited
        return self.held.typed_from(no)

    def close_draft(self, why: str) -> None:
        """Close the draft, which another session has now; its text is kept beside the other's.

        Args:
            why: what the clerk is told; keys are nothing until that was seen and left.
        """
        no, text, edited = self.editing, self.editor.text, self._edited
        self.autosave.drop(no)
        self.editing, self._edited, self.prompt = "", None, None
        if edited is not None and (edited.edited or text != edited.text):
            try:
                name = self.desk.keep_draft(no, text, edited)
                why = f"{why}; your text is kept as {name}, :drafts brings it back"
            except CorrtuiError as error:
                why = f"{why}; your text could not be kept: {in_words(error)}"
        self.notice(why)

    def _typed(self) -> None:
        self.message_new = False
        self._filling.after(self.editor.text)
        if self.editing:
            self.autosave.hand(self.editing, self.editor.text)
