"""The records pane: the rows that match this letter, why they do, and which are attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corrtui.casework.returning import RETURNED
from corrtui.text import one_line
from screens.actions.deciding import LETTERS
from screens.panes.base import TextPane
from screens.passage import Passage, Writing
from screens.ports import Pane
from screens.texts import enclosed
from screens.wording import labelled

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.records.record import Record

_FIELDS = 6


class RecordsPane(TextPane):
    """Matched records, lettered for `a` and `v`."""

    def active(self) -> bool:
        """Return True when the arrow keys work here."""
        return self.session.pane is Pane.RECORDS

    def content_key(self) -> object:
        """Records are written anew with their worksheet: what is masked hangs on the records as well."""
        return self.glance.sheet()

    def write(self, width: int) -> Passage:
        """Return the records, best first."""
        sheet = self.glance.sheet()
        writing = Writing()
        if sheet is None:
            return writing.done()
        if not sheet.records:
            writing.line().line("No record matches this letter.").line()
        for at, record in enumerate(sheet.records[: len(LETTERS)]):
            attached = record.id in sheet.letter.attached
            writing.put(f"{LETTERS[at]} [{'x' if attached else ' '}] ", "key")
            for place, (_, line) in enumerate(labelled("", self._shown_text(record.title), width, 6)):
                writing.put("" if place == 0 else " " * 6).line(line, "strong")
            for _, line in labelled("", self._shown_text(record.why), width, 2):
                if record.why:
                    writing.line(f"  {line}", "quiet")
            self._fields(writing, record, width)
        self._enclosures(writing, sheet, width)
        return writing.done()

    def _enclosures(self, writing: Writing, sheet: Worksheet, width: int) -> None:
        """Write what came with the letter and may go back to its writer, numbered as `a` and `v` ask."""
        for at, enclosure in enumerate(sheet.reading.enclosures, 1):
            back = sheet.goes_back(enclosure)
            mark = ("x" if back else " ") if enclosure.file else "-"
            writing.put(f"{at} [{mark}] ", "key")
            lead = len(f"{at} [x] ")
            shown = self._shown_text(f"enclosed: {enclosed(enclosure)}")
            for place, (_, line) in enumerate(labelled("", shown, width, lead)):
                writing.put("" if place == 0 else " " * lead).line(line, "strong")
            if back:
                writing.line(f"  {RETURNED}", "quiet")

    def _shown_text(self, text: str) -> str:
        return self.session.hide(one_line(text))

    def _fields(self, writing: Writing, record: Record, width: int) -> None:
        """Write the first columns that the title does not say already."""
        shown = [(name, value) for name, value in record.fields if value and value not in record.title]
        shown = shown[:_FIELDS]
        wide = min(12, max((len(name) for name, _ in shown), default=0)) + 3
        for name, value in shown:
            for head, line in labelled(f"  {name[: wide - 3]}", self._shown_text(value), width, wide, 2):
                writing.put(head, "label").line(line)
        writing.line()

    def heading(self) -> tuple[str, str]:
        """How many there are and how many are attached."""
        sheet = self.glance.sheet()
        if sheet is None:
            return "RECORDS", ""
        papers = len(sheet.records) + sum(1 for enclosure in sheet.reading.enclosures if enclosure.file)
        return "RECORDS", f"{len(sheet.letter.attached)} of {papers} attached"
