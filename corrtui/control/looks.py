"""Acts of looking, which change nothing of a letter; see `corrtui.control.acts` for the whole set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterViewed:
    """Somebody with the right to it looked at a letter whose view is restricted."""

    name: ClassVar[str] = "viewed"
    restricted: str
    """Why it is restricted: its sensitive class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRevealed:
    """Somebody had the masked card and social-security numbers of a letter shown in full."""

    name: ClassVar[str] = "revealed"
    reason: str
