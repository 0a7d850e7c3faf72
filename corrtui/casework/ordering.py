"""Ordering: what the clerk of one session asks of the order of work, and decides about it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.casework.bench import Bench
from corrtui.casework.owed import Owed
from corrtui.casework.privacy import Privacy
from corrtui.casework.standing import Standing
from corrtui.control.days import first_of_day

if TYPE_CHECKING:
    from corrtui.reports.day import Day


class Ordering:
    """The order of work as one session sees and changes it. Threads may share it.

    Args:
        bench: the desk.
        privacy: what may be looked at here: nobody decides about a letter they may not see.
        standing: the letters in their order.
    """

    def __init__(self, bench: Bench, privacy: Privacy, standing: Standing) -> None:
        self._bench = bench
        self._privacy = privacy
        self._standing = standing
        self._owed = Owed(bench)

    def place(self, number: str) -> int:
        """Return the letter's place in the order of work, 1 first; 0 when it is not in the queue."""
        return self._standing.place(number)

    def prioritise(
        self, number: str, word: str, reason: str, intent: str = "", seen: int | None = None
    ) -> str:
        """Raise a letter, lower it, or neither; see `casework.priority.change`."""
        self._privacy.check_number(number)
        intent = intent or secrets.token_hex(4)
        return rooms.priority.change(self._bench, number, word, reason, intent, seen)

    def bring_up(
        self,
        number: str,
        said: str,
        reason: str = "",
        intent: str = "",
        seen: int | None = None,
        before: Sequence[str] = (),
    ) -> str:
        """Put a letter away until a day; see `casework.bringup.bring_up`."""
        self._privacy.check_number(number)
        intent = intent or secrets.token_hex(4)
        return rooms.bringup.bring_up(self._bench, number, said, reason, intent, seen, before)

    def promise(self, number: str, said: str, reason: str, intent: str = "", seen: int | None = None) -> str:
        """Give a promise another day, or note it as kept; see `casework.promises.change`."""
        self._privacy.check_number(number)
        intent = intent or secrets.token_hex(4)
        return rooms.promises.change(self._bench, number, said, reason, intent, seen)

    def begins_day(self) -> bool:
        """Tell, and note, whether this clerk's day begins now; False where that cannot be noted."""
        folder = self._bench.settings.folder / "control"
        return first_of_day(folder, self._bench.me.login, self._bench.today())

    def day(self) -> Day:
        """Return what the day brings; see `casework.dayview.look`.

        Raises:
            CorrtuiError: it cannot be told who else is at work, or how long letters took.
        """
        now = datetime.now(self._bench.settings.office.zone)
        others = self._bench.claims.others()
        numbers, veil = self._standing.everyone(), self._privacy.veil
        return rooms.dayview.look(self._bench, numbers, self._owed.letters(), veil, others, now)
