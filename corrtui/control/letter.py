"""Letter: what one letter is, and how an entry of the control log changes it: the fold of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corrtui.control.acts import (
    ActUndone,
    BringUpSet,
    ClockSet,
    ClocksStarted,
    DraftBegun,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterMailed,
    LetterReceived,
    LetterSkipped,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
    PriorityChanged,
    PromiseChanged,
    RecordAttached,
    RecordDetached,
    SomebodyTold,
)
from corrtui.control.clock import earliest
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
    """The sensitive class that restricts who may look at it; clearing that class clears it too."""
    tell: tuple[str, ...] = ()
    """Its sensitive classes of which somebody in the office must be told; a cleared one is none."""
    went_with: tuple[str, ...] = ()
    """Files of its own enclosures that went back to the writer with a reply filed."""
    told_of: tuple[str, ...] = ()
    """Those of which somebody was."""
    told: tuple[str, ...] = ()
    """Who was told, in the order they were."""
    told_how: tuple[str, ...] = ()
    """How each of them was, in words, in the same order."""
    told_by: tuple[str, ...] = ()
    """Logins of who entered it, in the same order."""
    told_at: tuple[str, ...] = ()
    """When it was entered, ISO times, in the same order."""
    duplicate_of: str = ""
    also: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    snapshots: tuple[str, ...] = ()
    """Names of their snapshots in the case folder, in the same order."""
    sent: tuple[str, ...] = ()
    sent_as: tuple[str, ...] = ()
    """`template/disposition` of each of them, in the same order."""
    mailed: tuple[str, ...] = ()
    """Those of `sent` that were mailed, in the order they were."""
    mailed_on: tuple[str, ...] = ()
    """The days, ISO dates of the office, in the same order."""
    mailed_as: tuple[str, ...] = ()
    """What each counts as for the clocks, divided by blanks, in the same order."""
    clocks: tuple[str, ...] = ()
    """The clocks of the law; form: `corrtui.control.clock`."""
    clocked: bool = False
    """They were ever counted: an older release kept none; see `unclocked`."""
    clock_words: tuple[str, ...] = ()
    """What clerks said of them, `LOGIN WORD`, oldest first; see `ClockSet.word`."""
    disposition: str = ""
    outcomes: tuple[str, ...] = ()
    """What became of its issues, "2=answered"; of several said of one the last holds."""
    classified: bool = False
    drafted: bool = False
    skips: int = 0
    priority: str = ""
    """`raised` or `lowered` by a clerk; empty: where its dates put it."""
    priority_why: str = ""
    bring_up: date | None = None
    """The day it comes back, or came back, from being put away; None: it is not put away."""
    bring_up_said: str = ""
    """What was typed when it was last put away."""
    promised: date | None = None
    """The day by which our last letter promises the writer more."""
    version: int = 0
    """Number of its last entry."""
    acted: int = 0
    """Number of the last entry somebody's act made: what an act from an older sight of the letter must not
    pass over. Clocks that were counted for it change nothing a clerk decided on."""
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

    @property
    def untold(self) -> tuple[str, ...]:
        """The sensitive classes of which nobody was told yet who must be."""
        return tuple(kind for kind in self.tell if kind not in self.told_of) if self.tell else ()

    @property
    def unclocked(self) -> bool:
        """Whether it came in before the program kept clocks, and has none yet."""
        return not self.clocked and not self.clocks

    @property
    def clock_work_by(self) -> date | None:
        """The earliest work-by date of our duties that still run; None when none does."""
        clock = earliest(self.clocks) if self.clocks else None
        return clock.work_by if clock else None

    @property
    def soonest(self) -> date:
        """The date lists show: the office's own due date, or the work-by date of a clock that comes first."""
        clock = self.clock_work_by
        return min(self.due, clock) if clock else self.due


def _received(entry: Entry, act: LetterReceived) -> Letter:
    return Letter(
        control_no=entry.letter,
        file=act.file,
        original=act.original,
        sha256=act.sha256,
        received=act.received,
        medium=act.medium,
        category=act.category,
        also=act.also,
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
        # An older release kept no classes: what no clerk may answer is told all the same.
        tell=act.tells or ((act.sensitive,) if not act.replies else ()),
        duplicate_of=act.duplicate_of,
        clocks=act.clocks,
        clocked=act.clocked,
        version=entry.n,
        acted=entry.n,
        last_act=entry.n,
        by=entry.by,
    )


def _own_files(letter: Letter) -> Iterator[str]:
    return (paper for paper in letter.attached if "/" not in paper)


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
                "restricted": "" if letter.restricted == act.cleared else letter.restricted,
                "tell": tuple(kind for kind in letter.tell if kind != act.cleared),
                "status": "classified" if letter.status == "logged" else letter.status,
                "clocks": act.clocks,
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
                "sent_as": (*letter.sent_as, f"{act.template}/{act.disposition}"),
                "disposition": act.disposition,
                "status": act.status,
                "drafted": False,
                "promised": act.promised,
                "bring_up": None,
                "outcomes": (*letter.outcomes, *act.outcomes),
                # What is attached is a record, `source/key`, or else a file of the letter's own.
                "went_with": tuple(dict.fromkeys((*letter.went_with, *_own_files(letter)))),
            }
        case LetterMailed() as act:
            return {
                "mailed": (*letter.mailed, act.pdf),
                "mailed_on": (*letter.mailed_on, act.day.isoformat()),
                "mailed_as": (*letter.mailed_as, " ".join(act.kinds)),
                "clocks": act.clocks,
            }
        case ClockSet() as act:
            return {"clocks": act.clocks, "clock_words": (*letter.clock_words, f"{entry.by} {act.word}")}
        case LetterDisposed() as act:
            outcomes = (*letter.outcomes, *act.outcomes)
            return {
                "disposition": act.disposition,
                "status": act.status,
                "bring_up": None,
                "outcomes": outcomes,
            }
        case LetterSkipped():
            return {"skips": letter.skips + 1}
        case PriorityChanged() as act:
            return {"priority": act.priority, "priority_why": act.reason}
        case BringUpSet() as act:
            return {"bring_up": act.day, "bring_up_said": act.said}
        case PromiseChanged() as act:
            return {"promised": act.day}
        case SomebodyTold() as act:
            return {
                "told": (*letter.told, act.who),
                "told_how": (*letter.told_how, act.way),
                "told_by": (*letter.told_by, entry.by),
                "told_at": (*letter.told_at, entry.at.isoformat()),
                "told_of": (*letter.told_of, *act.classes),
            }
    return {}


def _clocked(letter: Letter, clocks: tuple[str, ...]) -> Letter:
    """Give a letter its clocks as if it had come in with them: an undo of what was done since keeps them."""
    states: list[Letter | None] = [letter]
    while states[-1] is not None:
        states.append(states[-1].before)
    found: Letter | None = None
    for state in reversed(states):
        if state is not None:
            found = replace(
                state, clocks=clocks if state.unclocked else state.clocks, clocked=True, before=found
            )
    assert found is not None
    return found


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
        return replace(letter.before, version=entry.n, acted=entry.n)
    if isinstance(entry.act, LetterViewed | NumbersRevealed):  # looking changes nothing
        return letter
    if isinstance(entry.act, ClocksStarted):
        return replace(_clocked(letter, entry.act.clocks), version=entry.n)
    changed = _changed(letter, entry)
    if isinstance(entry.act, DraftBegun | LetterTakenOver):  # a mark, not a decision: not what `u` takes back
        return replace(letter, version=entry.n, acted=entry.n, **changed)
    return replace(
        letter, version=entry.n, acted=entry.n, last_act=entry.n, by=entry.by, before=letter, **changed
    )
