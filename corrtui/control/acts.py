"""The closed set of acts a control log can hold; each is a frozen dataclass with its own fields.

A field never changes its meaning; a new need gets a new field with a default, so that a log written by
an older release still reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from corrtui.control.desk_acts import (
    ClockRulesChanged,
    ClocksStarted,
    DeskRepaired,
    PinRefused,
    SignedIn,
    SomebodyTold,
    TallyExported,
)
from corrtui.control.looks import LetterViewed, NumbersRevealed

__all__ = [
    "Act",
    "ActUndone",
    "BringUpSet",
    "ClockRulesChanged",
    "ClockSet",
    "ClocksStarted",
    "DeskRepaired",
    "DraftBegun",
    "LetterClassified",
    "LetterDisposed",
    "LetterFiled",
    "LetterMailed",
    "LetterReceived",
    "LetterSkipped",
    "LetterTakenOver",
    "LetterViewed",
    "NumbersRevealed",
    "PinRefused",
    "PriorityChanged",
    "PromiseChanged",
    "RecordAttached",
    "RecordDetached",
    "SignedIn",
    "SomebodyTold",
    "TallyExported",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReceived:
    """A file left the inbox and became a letter with a control number."""

    name: ClassVar[str] = "received"
    file: str
    """Its name in the inbox as `text.shown_name` gives it."""
    original: str
    """Its name in the case folder."""
    sha256: str
    size: int
    received: date
    """Office stamp: starts every clock."""
    reason: str = ""
    """Why the date received is earlier than the day it was logged."""
    duplicate_of: str = ""
    medium: str = ""
    writer: str = ""
    subject: str = ""
    document_date: date | None = None
    category: str = "UNK"
    also: tuple[str, ...] = ()
    """Further categories: of other things the letter asks."""
    due: date
    work_by: date
    sensitive: str = ""
    sensitive_category: str = ""
    replies: bool = True
    """False where a sensitive class leaves no reply to the clerk."""
    restricted: str = ""
    """The sensitive class that restricts who may look at the letter; empty: none does."""
    template: str = ""
    confidence: float = 0.0
    money: bool = False
    unreadable: str = ""
    clocks: tuple[str, ...] = ()
    """The clocks of the law it started; form: `corrtui.control.clock`."""
    clocked: bool = False
    """They were counted; False in entries of older releases, which kept no clocks."""
    tell: str = ""
    """Whom in the office its sensitive classes must be told, in words."""
    tells: tuple[str, ...] = ()
    """The classes of which somebody must be told; none in entries of older releases, which knew one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterClassified:
    """A clerk decided what the letter is about; stored beside what was suggested."""

    name: ClassVar[str] = "classified"
    category: str
    also: tuple[str, ...] = ()
    suggested: str = ""
    agreed: bool = False
    due: date
    work_by: date
    cleared: str = ""
    """The sensitive class the clerk looked at and set aside; needs a reason."""
    template: str = ""
    reason: str = ""
    clocks: tuple[str, ...] = ()
    """The letter's clocks from now on."""
    seconds: int = 0
    """How long the letter stood open before the clerk until it was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttached:
    """A record was put with the letter, a snapshot of the row lies in the case folder; or one of the letter's
    own enclosures, to go back to its writer: its file there is the snapshot.
    """

    name: ClassVar[str] = "attached"
    record: str
    """`source/key`; of an enclosure the name of its file, which has no stroke in it."""
    title: str
    snapshot: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetached:
    """A record was taken off the letter; its snapshot stays in the case folder."""

    name: ClassVar[str] = "detached"
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBegun:
    """A clerk began to write; from now on the letter is in work."""

    name: ClassVar[str] = "drafted"
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFiled:
    """A reply was proofed, written to the outbox as a PDF, and entered."""

    name: ClassVar[str] = "filed"
    pdf: str
    sha256: str
    pages: int
    template: str
    edition: str
    template_sha256: str
    disposition: str
    closing: bool
    status: str
    """What the letter is after it: closed, in_work, awaiting_writer, awaiting_payment."""
    addressee: str
    date_of_letter: date
    signer: str
    suggested: str = ""
    agreed: bool = False
    warnings: tuple[str, ...] = ()
    confirmed: str = ""
    """What the clerk typed to finish a sensitive letter."""
    seconds: int = 0
    """How long the letter stood open before the clerk until it was finished."""
    category: str = ""
    """What the letter was about by then; empty in entries of older releases."""
    promised: date | None = None
    """The day by which the letter that went out promises more."""
    outcomes: tuple[str, ...] = ()
    """What becomes of the letter's issues, "2=answered"; empty for a letter about one matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMailed:
    """A reply that was filed left the house: this, and no filing, stops a clock."""

    name: ClassVar[str] = "mailed"
    pdf: str
    day: date
    """The day it was mailed, of the office; the entry may be made later."""
    how: str = ""
    """Class of mail, in the office's words; empty: nobody said."""
    tracking: str = ""
    kinds: tuple[str, ...] = ()
    """What it counts as for the clocks: kind of letter, code of its template."""
    clocks: tuple[str, ...] = ()
    """The letter's clocks from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSet:
    """A clerk switched a clock of a letter on or off, or said what a clock rests on."""

    name: ClassVar[str] = "clock"
    word: str
    """What was said: `FCBA-ACK off`, `MITOR-SHIP start 2026-03-09`, `STOP met 2026-03-02`,
    `fact statement_sent 2025-12-20`, `mark late_notice yes`; of a letter merged into this one, with the
    clocks that run here since and the days they started, `merged 260302-0001 FCBA-ACK 2026-03-02`."""
    reason: str
    clocks: tuple[str, ...] = ()
    """The letter's clocks from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDisposed:
    """A letter was ended, or held, without a reply."""

    name: ClassVar[str] = "disposed"
    disposition: str
    closing: bool
    status: str
    reason: str
    suggested: str = ""
    agreed: bool = False
    seconds: int = 0
    """How long the letter stood open before the clerk until it was disposed of."""
    category: str = ""
    """What the letter was about by then; empty in entries of older releases."""
    outcomes: tuple[str, ...] = ()
    """As of LetterFiled: every issue that was open ends as the letter does."""
    needed_by: date | None = None
    """Of a question inside the house: the day its answer is needed by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSkipped:
    """A clerk left the letter as it was and went on."""

    name: ClassVar[str] = "skipped"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityChanged:
    """A clerk put a letter before or behind where its dates put it, or back to its place."""

    name: ClassVar[str] = "priority"
    priority: str
    """`raised`, `lowered`; empty: where its dates put it."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringUpSet:
    """A letter was put away until a day; it comes back by itself."""

    name: ClassVar[str] = "bring-up"
    day: date
    """The day of the office it comes back on."""
    said: str
    """What the clerk typed for it, e.g. `3d`."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChanged:
    """What we promised the writer was kept, or is due on another day."""

    name: ClassVar[str] = "promise"
    day: date | None = None
    """None: it was kept, or nothing is to be done any more."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActUndone:
    """Counter-entry: the act of entry `entry` no longer holds."""

    name: ClassVar[str] = "undone"
    entry: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTakenOver:
    """A clerk took a letter over that a colleague had open; a filing the colleague began is refused."""

    name: ClassVar[str] = "taken-over"
    holder: str
    """Login of who had it open."""
    session: str
    """The session it was taken from."""
    reason: str


Act = (
    LetterReceived
    | LetterClassified
    | RecordAttached
    | RecordDetached
    | DraftBegun
    | LetterFiled
    | LetterMailed
    | ClockSet
    | ClockRulesChanged
    | ClocksStarted
    | LetterDisposed
    | LetterSkipped
    | PriorityChanged
    | BringUpSet
    | PromiseChanged
    | SomebodyTold
    | ActUndone
    | TallyExported
    | LetterTakenOver
    | LetterViewed
    | NumbersRevealed
    | SignedIn
    | PinRefused
    | DeskRepaired
)
