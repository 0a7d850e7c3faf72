"""Acts that concern the desk and no one letter, and what a newer release adds to letters.

See `corrtui.control.acts` for the whole set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyExported:
    """The tally of a day was written to files."""

    name: ClassVar[str] = "tallied"
    day: date
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody sat down at a desk that asks for a PIN, and typed it."""

    name: ClassVar[str] = "signed-in"
    account: str
    """The operating-system user it happened under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRefused:
    """A wrong PIN was typed for the login the entry names."""

    name: ClassVar[str] = "pin-refused"
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRepaired:
    """`corrtui check --repair`, or the start of a desk, mended what a crash had left."""

    name: ClassVar[str] = "repaired"
    done: tuple[str, ...]
    """A sentence for each thing mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SomebodyTold:
    """Somebody in the office was told of a letter of a sensitive class, as its rules ask."""

    name: ClassVar[str] = "told"
    who: str
    """Name of a person of the desk, or whom else, in the office's words."""
    way: str
    """How, in words: by phone, in person."""
    login: str = ""
    """Of the person, where it is one of this desk."""
    classes: tuple[str, ...] = ()
    """The letter's sensitive classes that are told with that; none: others must be told of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksStarted:
    """The clocks of a letter that came in before the program kept any; nobody's decision, and not undone."""

    name: ClassVar[str] = "clocks-started"
    clocks: tuple[str, ...] = ()
    """None: no clock of the law runs on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRulesChanged:
    """The office changed the rules of its clocks in desk.toml; letters received from now on follow them."""

    name: ClassVar[str] = "clock-rules"
    done: tuple[str, ...]
    """A sentence for each change, old → new."""
    rules: str = ""
    """All the office's changes as they are now, as JSON; empty: it changes nothing any more."""
