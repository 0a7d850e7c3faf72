"""The drafts of a desk: saved, kept, brought back, merged anew, holes filled; papers that go with them."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping

from corrtui.casework import rooms
from corrtui.casework.bench import Bench
from corrtui.casework.privacy import Privacy
from corrtui.casework.sheets import Sheets


class DraftDesk(ABC):
    """What an open desk does with drafts; `corrtui.desk.Desk` is one."""

    bench: Bench
    privacy: Privacy
    _sheets: Sheets

    @abstractmethod
    def sheet(self, number: str) -> rooms.worksheet.Worksheet:
        """Return the worksheet of a letter."""

    def save_draft(self, number: str, text: str, seen: rooms.worksheet.Worksheet | None = None) -> None:
        """Save what the clerk typed, beginning with worksheet `seen`; see `casework.drafting.save`."""
        try:
            rooms.drafting.save(self.bench, seen or self.sheet(number), text)
        finally:
            self._sheets.forget(number)

    def keep_draft(self, number: str, text: str, seen: rooms.worksheet.Worksheet) -> str:
        """Keep a text beside the letter's draft; return its file's name; see `casework.drafting.keep`."""
        return rooms.drafting.keep(self.bench, seen, text)

    def kept_drafts(self, number: str) -> tuple[rooms.drafts.KeptDraft, ...]:
        """Return the drafts kept beside the letter's own, newest first; to look at them is to look at it."""
        self.privacy.note_view(self.bench.letter(number))
        return rooms.drafts.list_kept(self.bench.case_folder(number))

    def bring_back(self, number: str, name: str) -> str:
        """Put a kept draft in the draft's place; see `casework.drafting.bring_back`."""
        return rooms.drafting.bring_back(self.bench, self.sheet(number), name)

    def choose_template(self, number: str, code: str) -> rooms.worksheet.Worksheet:
        """Merge another template; see `casework.drafting.choose`."""
        rooms.drafting.choose(self.bench, self.sheet(number), code)
        return self.sheet(number)

    def fill(self, number: str, values: Mapping[str, str]) -> None:
        """Fill holes of the draft by name; see `casework.drafting.fill`."""
        rooms.drafting.fill(self.bench, self.sheet(number), values)

    def confirm_figure(self, number: str, value: str) -> None:
        """Note a figure as typed and confirmed; see `casework.drafting.confirm`."""
        rooms.drafting.confirm(self.bench, self.sheet(number), value)

    def page_preview(self, number: str) -> str:
        """Return the page as it will print, in text, holes as [name]; see `casework.finish.preview`."""
        return rooms.finish.preview(self.bench, self.sheet(number))

    def attach(
        self, number: str, paper: str, intent: str = "", seen: int | None = None, put: bool | None = None
    ) -> str:
        """Attach a record or an enclosure, or take it off; see `casework.attach.toggle`."""
        intent = intent or secrets.token_hex(4)
        return rooms.attach.toggle(self.bench, self.sheet(number), paper, intent, seen, put=put)
