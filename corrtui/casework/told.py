"""Told: what the clerk of one session enters of telling, and learns of letters that came for them."""

from __future__ import annotations

import secrets
from collections import deque

from corrtui.casework import rooms
from corrtui.casework.bench import Bench
from corrtui.casework.privacy import Privacy
from corrtui.casework.whom import Addressee
from corrtui.control.acts import LetterReceived
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter

_NAMED = 3
"""So many letters that came are named in a sentence."""


class Told:
    """Telling at one session; made once the log was read: what came before then is on the day's page.

    Args:
        bench: the desk.
        privacy: what may be looked at here: nobody enters anything of a letter they may not see.
    """

    def __init__(self, bench: Bench, privacy: Privacy) -> None:
        self._bench = bench
        self._privacy = privacy
        self._came = deque[str]()
        bench.listeners.append(self._heard)

    def enter(self, number: str, who: str, how: str, intent: str = "", seen: int | None = None) -> str:
        """Enter that somebody was told of a letter; see `casework.telling.tell`."""
        self._privacy.check_number(number)
        return rooms.telling.tell(self._bench, number, who, how, intent or secrets.token_hex(4), seen)

    def whom(self, number: str) -> tuple[Addressee, ...]:
        """Return whom a letter may be told, those first whose being told is missing.

        Raises:
            Refused: no such letter, it is closed, not shown to who sits here, or nobody must be told of it.
        """
        self._privacy.check_number(number)
        letter = self._bench.open_letter(number)
        rooms.telling.check_tellable(letter)
        return self._bench.whom.all((*letter.untold, *letter.tell))

    def lines(self, letter: Letter) -> list[str]:
        """Return a line for each who was told; see `casework.telling.told_lines`."""
        return rooms.telling.told_lines(self._bench, letter) if letter.told else []

    def words(self, letter: Letter) -> str:
        """Name whom the letter must be told; empty when nobody."""
        return self._bench.whom.words(letter.tell)

    def news(self) -> str:
        """Say, once, which letters came in since of which who sits here must be told; empty: none did."""
        came: dict[str, str] = {}
        while self._came:
            letter = self._bench.register.get(self._came.popleft())
            if letter is not None and letter.open and self._bench.whom.names(self._me, letter.untold):
                came[letter.control_no] = ", ".join(letter.untold)
        if not came:
            return ""
        named = [f"{number} ({kinds})" for number, kinds in list(came.items())[:_NAMED]]
        more = f" and {len(came) - _NAMED} more" if len(came) > _NAMED else ""
        return f"for you to know: {', '.join(named)}{more}"

    @property
    def _me(self) -> str:
        return self._bench.me.login

    def _heard(self, entry: Entry) -> None:
        """Note a letter that came in; what it is about is asked when it is folded in."""
        act = entry.act
        if isinstance(act, LetterReceived) and self._bench.whom.names(self._me, act.tells):
            self._came.append(entry.letter)
