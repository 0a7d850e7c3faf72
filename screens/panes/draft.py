"""The draft pane: the letter that would go out, as it stands, with its holes marked. Not edited here."""

from __future__ import annotations

from corrtui.letters.holes import find_holes
from corrtui.text import count
from screens.panes.base import TextPane
from screens.passage import Mark, Passage
from screens.ports import Pane

_SENT = {"ACK": "Acknowledged"}
"""What the last letter sent did, by its disposition."""


class DraftPane(TextPane):
    """The draft of the letter looked at; while it is edited only its heading shows, over the editor."""

    def active(self) -> bool:
        """Return True when keys work here."""
        return self.session.pane is Pane.DRAFT or self.session.writing

    def content_key(self) -> object:
        """The draft is written anew when its worksheet is another one."""
        return (self.glance.sheet(), self.session.noting.kind)

    def place_key(self) -> object:
        """Another template begins at its head."""
        sheet = self.glance.sheet()
        return None if sheet is None else (sheet.letter.control_no, sheet.template)

    def write(self, width: int) -> Passage:
        """Return the draft."""
        sheet = self.glance.sheet()
        if sheet is None or self.session.noting:
            return Passage("")
        if not sheet.text:
            if not sheet.letter.open:
                return Passage(f"\nThis letter is closed; {self.session.key_of('card')} shows how.")
            chooses, disposes = self.session.key_of("template"), self.session.key_of("dispose")
            if not sheet.trouble and sheet.repeat.into and not sheet.letter.sent:
                ways = f"{disposes} merge closes it into that one, {chooses} chooses a letter"
                return Passage(f"\nRepeats {sheet.repeat.into}: {ways}.")
            if not sheet.trouble and sheet.letter.sent:
                owed = f"the answer is still owed: {chooses} chooses a letter"
                return Passage(f"\n{_SENT.get(sheet.letter.disposition, 'A letter was sent')}; {owed}.")
            ways = f"{chooses} chooses one, {disposes} disposes without a reply"
            return Passage(f"\n{sheet.trouble or f'No template fits: {ways}.'}")
        return Passage(sheet.text, tuple(Mark(h.start, h.end, "hole") for h in sheet.holes))

    def heading(self) -> tuple[str, str]:
        """Template, and what is still open; of a note what it is."""
        if self.session.noting.kind is not None:
            return self.session.noting.kind.upper(), "saved by itself"
        sheet = self.glance.sheet()
        if sheet is None or not sheet.template:
            return "DRAFT", ""
        holes = len(find_holes(self.session.editor.text)) if self.session.editing else len(sheet.holes)
        name = "EDIT" if self.session.editing else "DRAFT"
        state = count(holes, "hole") if holes else "no hole"
        return f"{name} {sheet.template}", state + (", edited" if sheet.edited else "")
