"""Letter: what one letter is, and how an entry of the control log changes it: the fold of all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corrtui.control.acts import (
    ActUndone,
    DraftBegun,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterReceived,
    LetterSkipped,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
    RecordAttached,
    RecordDetached,
)
from corrtui.control.entry import Entry

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it stands after its last entry. Dates are days of the office."""

    control_no: str
    file: str
    original: str
    sha256: str
    received: date
    medium: str
    category: str
    suggested: str
    """Category the program suggested when the letter came in."""
    sensitive: str
    sensitive_category: str
    replies: bool
    status: str
    writer: str
    subject: str
    due: date
    work_by: date
    template: str
    confidence: float
    money: bool = False
    unreadable: bool = False
    restricted: str = ""
    """The sensitive class that restricts who may look at it; a cleared mark clears it too."""
    duplicate_of: str = ""
    also: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    snapshots: tuple[str, ...] = ()
    """Names of their snapshots in the case folder, in the same order."""
    sent: tuple[str, ...] = ()
    disposition: str = ""
    classified: bool = False
    drafted: bool = False
    skips: int = 0
    version: int = 0
    """Number of its last entry: what an act made from this sight of the letter must still find."""
    last_act: int = 0
    """Number of its last entry that still holds."""
    by: str = ""
    """Who made `last_act`."""
    before: Letter | None = None
    """The letter as it was before `last_act`."""

    @property
    def open(self) -> bool:
        """True until a closing disposition."""
        return self.status != CLOSED


def _received(entry: Entry, act: LetterReceived) -> Letter:
    return Letter(
        control_no=entry.letter,
        file=act.file,
        original=act.original,
        sha256=act.sha256,
        received=act.received,
        medium=act.medium,
        category=act.category,
        suggested=act.category,
        sensitive=act.sensitive,
        sensitive_category=act.sensitive_category,
        replies=act.replies,
        status="logged",
        writer=act.writer,
        subject=act.subject,
        due=act.due,
        work_by=act.work_by,
        template=act.template,
        confidence=act.confidence,
        money=act.money,
        unreadable=bool(act.unreadable),
        restricted=act.restricted,
        duplicate_of=act.duplicate_of,
        version=entry.n,
        last_act=entry.n,
        by=entry.by,
    )


def _changed(letter: Letter, entry: Entry) -> dict[str, Any]:
    """The fields an act gives another value."""
    match entry.act:
        case LetterClassified() as act:
            cleared = bool(act.cleared)
            return {
                "category": act.category,
                "also": act.also,
                "due": act.due,
                "work_by": act.work_by,
                "classified": True,
                "template": act.template,
                "sensitive": "" if cleared else letter.sensitive,
                "replies": True if cleared else letter.replies,
                "restricted": "" if cleared else letter.restricted,
                "status": "classified" if letter.status == "logged" else letter.status,
            }
        case RecordAttached() as act:
            kept = (*letter.snapshots, act.snapshot)
            return {"attached": (*letter.attached, act.record), "snapshots": kept}
        case RecordDetached() as act:
            pairs = zip(letter.attached, letter.snapshots, strict=True)
            left = [pair for pair in pairs if pair[0] != act.record]
            return {"attached": tuple(r for r, _ in left), "snapshots": tuple(s for _, s in left)}
        case DraftBegun():
            status = "in_work" if letter.status in ("logged", "classified") else letter.status
            return {"drafted": True, "status": status}
        case LetterFiled() as act:
            return {
                "sent": (*letter.sent, act.pdf),
                "disposition": act.disposition,
                "status": act.status,
                "drafted": False,
            }
        case LetterDisposed() as act:
            return {"disposition": act.disposition, "status": act.status}
        case LetterSkipped():
            return {"skips": letter.skips + 1}
    return {}


def fold(letter: Letter | None, entry: Entry) -> Letter:
    """Return the letter after `entry`.

    Raises:
        ValueError: an act on a letter that was never received, or an undo of an act that is not its last.
    """
    if isinstance(entry.act, LetterReceived):
        return _received(entry, entry.act)
    if letter is None:
        raise ValueError(f"entry {entry.n}: {entry.letter} was never received")
    if isinstance(entry.act, ActUndone):
        if letter.before is None or letter.last_act != entry.act.entry:
            raise ValueError(f"entry {entry.n}: {entry.act.entry} is not the last act on {entry.letter}")
        return replace(letter.before, version=entry.n)
    if isinstance(entry.act, LetterViewed | NumbersRevealed):  # looking changes nothing
        return letter
    changed = _changed(letter, entry)
    if isinstance(entry.act, DraftBegun | LetterTakenOver):  # a mark, not a decision: not what `u` takes back
        return replace(letter, version=entry.n, **changed)
    return replace(letter, version=entry.n, last_act=entry.n, by=entry.by, before=letter, **changed)
