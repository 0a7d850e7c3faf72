"""The clocks of the law as a desk offers them: mailing, the clerk's word, what to show of them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from corrtui.casework import rooms
from corrtui.casework.bench import Bench
from corrtui.casework.privacy import Privacy
from corrtui.control.letter import Letter


class ClockActs:
    """The clocks of one open desk.

    Args:
        bench: the desk.
        privacy: what may be shown.
    """

    def __init__(self, bench: Bench, privacy: Privacy) -> None:
        self._bench = bench
        self._privacy = privacy

    def enter_changes(self) -> None:
        """Enter what the office changed of the rules; see `casework.clock_settings.enter_changes`."""
        if self._bench.settings.clocks.data or self._bench.register.clock_rules:
            rooms.clock_settings.enter_changes(self._bench)

    def mailed(
        self, numbers: Sequence[str], post: rooms.mailing.Post, intent: str = ""
    ) -> list[rooms.mailing.Mailed]:
        """Enter that filed letters were mailed; see `casework.mailing.mail_letters`.

        Who mails a letter need not be one of those who may look at it.
        """
        return rooms.mailing.mail_letters(self._bench, numbers, post, intent or secrets.token_hex(4))

    def waiting(self) -> list[tuple[str, str]]:
        """Return (control number, PDF) of what waits in the outbox; see `casework.mailing`."""
        return rooms.mailing.waiting_in_outbox(self._bench)

    def set(self, number: str, name: str, value: str, reason: str, intent: str = "") -> str:
        """Say something of a letter's clocks; see `casework.clock_word.set_clock`."""
        self._privacy.check_number(number)
        intent = intent or secrets.token_hex(4)
        return rooms.clock_word.set_clock(self._bench, number, name, value, reason, intent)

    def lines(self, letter: Letter) -> list[tuple[str, str, str]]:
        """Return (id, date and title, status) of each clock; see `casework.clock_forms.clock_lines`."""
        return rooms.clock_forms.clock_lines(self._bench, letter) if letter.clocks else []

    def short_lines(self, letter: Letter) -> list[str]:
        """Return a short line for each clock that still matters, the first due first."""
        return rooms.clock_states.short_lines(self._bench, letter) if letter.clocks else []
