"""Keys typed before the clerk could see what they would do: after a stop they are dropped, not made text."""

from __future__ import annotations

import math

_BREATH = 0.4
"""Seconds after a frame in which an Enter is still the habit of the fingers."""


class TypeAhead:
    """Holds the keys back from a stop until the frame that shows why has gone to the terminal.

    A key carries the time it was read from the terminal (seconds, monotonic clock), so a key that waited
    in a queue while the frame was drawn counts as typed before it.
    """

    def __init__(self) -> None:
        self.dropped = 0
        """Keys dropped since the last stop."""
        self.stop = 0
        """Number of the last stop; the picture says which one it has drawn."""
        self._seen = self._answer = -math.inf
        self._at = -math.inf
        self._standing, self._since = "", math.inf

    def hold(self) -> None:
        """Something stopped the clerk: what was typed already is not meant for it."""
        self.stop += 1
        self.dropped = 0
        self._seen = math.inf

    def shown(self, stop: int, now: float) -> None:
        """The frame that shows stop number `stop` stands since `now`; keys read later are meant."""
        if stop == self.stop and self._seen == math.inf:
            self._seen = now
        if stop == self.stop and self._answer == math.inf:
            self._answer = now + _BREATH

    def answered(self) -> None:
        """A key was the answer, without Enter: an Enter that comes in the same breath belongs to it."""
        self.stop += 1
        self._answer = math.inf

    def belongs_to_answer(self, enter: bool) -> bool:
        """Return True when the last key is an Enter of the answer; asked of every key in turn."""
        answer, self._answer = self._answer, -math.inf
        return enter and self._at <= answer

    def drops(self, at: float, count: int = 1) -> bool:
        """Return True, and count them, when keys read at the time `at` were typed too early."""
        self._at = at
        if at > self._seen:
            return False
        self.dropped += count
        return True

    def stands(self, no: str, now: float) -> None:
        """A frame that shows letter `no` stands, since `now` if another one was shown before."""
        if no != self._standing:
            self._standing, self._since = no, now

    def saw(self, no: str) -> bool:
        """Return True when the last key was read after letter `no` was shown."""
        return no == self._standing and self._at > self._since
