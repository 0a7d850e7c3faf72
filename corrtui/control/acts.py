"""The closed set of acts a control log can hold; each is a frozen dataclass with its own fields.

A field never changes its meaning; a new need gets a new field with a default, so that a log written by
an older release still reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttached:
    """A record was put with the letter; a snapshot of the row lies in the case folder."""

    name: ClassVar[str] = "attached"
    record: str
    """`source/key`."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSkipped:
    """A clerk left the letter as it was and went on."""

    name: ClassVar[str] = "skipped"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActUndone:
    """Counter-entry: the act of entry `entry` no longer holds."""

    name: ClassVar[str] = "undone"
    entry: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyExported:
    """The tally of a day was written to files."""

    name: ClassVar[str] = "tallied"
    day: date
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTakenOver:
    """A clerk took a letter over that a colleague had open; a filing the colleague began is refused."""

    name: ClassVar[str] = "taken-over"
    holder: str
    """Login of who had it open."""
    session: str
    """The session it was taken from."""
    reason: str


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


Act = (
    LetterReceived
    | LetterClassified
    | RecordAttached
    | RecordDetached
    | DraftBegun
    | LetterFiled
    | LetterDisposed
    | LetterSkipped
    | ActUndone
    | TallyExported
    | LetterTakenOver
    | LetterViewed
    | NumbersRevealed
    | SignedIn
    | PinRefused
    | DeskRepaired
)
