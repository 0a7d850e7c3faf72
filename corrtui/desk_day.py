"""The tally of a desk: counted, exported, written where somebody wants it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.casework.bench import Bench, Progress

if TYPE_CHECKING:
    from corrtui.reports.tally import Tally


class DayDesk(ABC):
    """What an open desk does at the end of a day; `corrtui.desk.Desk` is one."""

    bench: Bench

    @property
    @abstractmethod
    def today(self) -> date:
        """Day of the office, in its own time zone."""

    def tally(self, day: date | None = None, progress: Progress | None = None) -> Tally:
        """Return the tally of a day of the office, today when none is named; see `casework.closing.tally`."""
        return rooms.closing.tally(self.bench, day or self.today, progress)

    def export_tally(self, day: date | None = None) -> tuple[Path, ...]:
        """Write the tally in all forms to `outbox/tally/`; see `casework.closing.export`."""
        return rooms.closing.export(self.bench, self.tally(day))

    def write_tally(self, tally: Tally, form: str, path: Path) -> None:
        """Write a tally in one form to a file of the caller's choice; see `casework.closing.write`."""
        rooms.closing.write(self.bench, tally, form, path)
