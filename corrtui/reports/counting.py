"""Counting a day of the desk: its flows act by act, and the figures of its tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo

from corrtui.control.acts import (
    ActUndone,
    LetterFiled,
    LetterReceived,
    LetterSkipped,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
    PinRefused,
)
from corrtui.control.entry import Entry
from corrtui.control.index import number_key
from corrtui.control.letter import Letter
from corrtui.control.rank import Rank
from corrtui.reports.tally import AGE_BUCKETS, Tally, age_bucket


@dataclass(slots=True)
class DayCount:
    """Counts of one day while the log is read."""

    received: list[Letter] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    closed: list[Letter] = field(default_factory=list)
    out: dict[int, tuple[str, LetterFiled]] = field(default_factory=dict)
    skipped: int = 0
    undone: int = 0
    agreed: int = 0
    decided: int = 0
    taken_over: list[str] = field(default_factory=list)
    viewed: list[str] = field(default_factory=list)
    revealed: list[str] = field(default_factory=list)
    wrong_pins: int = 0

    def note(self, entry: Entry) -> None:
        """Count what an entry of the day says beside the letters' own course; every one is shown here."""
        if isinstance(entry.act, LetterTakenOver):
            self.taken_over.append(entry.letter)
        elif isinstance(entry.act, LetterViewed):
            self.viewed.append(entry.letter)
        elif isinstance(entry.act, NumbersRevealed):
            self.revealed.append(entry.letter)
        elif isinstance(entry.act, PinRefused):
            self.wrong_pins += 1

    def count(self, entry: Entry, letter: Letter, *, was: bool) -> None:
        """Count one entry of the day.

        Args:
            entry: the entry.
            letter: what it made of the letter.
            was: whether the letter was open before it.
        """
        act = entry.act
        if isinstance(act, LetterReceived):
            self.received.append(letter)
        elif was and not letter.open:
            self.closed.append(letter)
        elif letter.open and not was:
            self.reopened.append(letter.control_no)
        if isinstance(act, LetterFiled):
            self.out[entry.n] = (entry.letter, act)
        elif isinstance(act, LetterSkipped):
            self.skipped += 1
        elif isinstance(act, ActUndone):
            self.undone += 1
            self.out.pop(act.entry, None)
        if hasattr(act, "agreed"):
            self.decided += 1
            self.agreed += act.agreed


def until(entries: Iterable[Entry], day: date, zone: tzinfo | None) -> Iterator[tuple[Entry, date]]:
    """Yield the entries of the days up to `day`, each with its day.

    Order is the log's, whatever the clock said: an entry stamped later than one that follows it was entered
    while the clock was ahead, and belongs to the day of the one that follows.
    """
    ahead: list[Entry] = []
    for entry in entries:
        entered = entry.day(zone)
        if entered > day:
            ahead.append(entry)
            continue
        for earlier in ahead:
            yield earlier, entered
        ahead.clear()
        yield entry, entered


@dataclass(frozen=True, slots=True)
class Asked:
    """What tally is asked for.

    Attributes:
        day: a day of the office.
        zone: the office's zone; None for the machine's.
        business_days: business days between two days (received, day).
        prepared_by: name of who asks for it.
    """

    day: date
    zone: tzinfo | None
    business_days: Callable[[date, date], int]
    prepared_by: str


def figures(
    asked: Asked,
    counted: DayCount,
    opening: int,
    carried: Iterable[tuple[str, Rank]],
    entries: int,
    last_hash: str,
) -> Tally:
    """Return the tally of the day.

    Args:
        asked: which.
        counted: its flows.
        opening: letters open when it began, counted act by act.
        carried: (control number, rank) of the letters open when it ended, in any order.
        entries: entries of the log up to its end.
        last_hash: hash of the last of them.
    """
    day = asked.day
    standing = sorted(carried, key=lambda one: number_key(one[0]))
    overdue = [number for number, rank in standing if rank.effective < day]
    money = [letter.control_no for letter in counted.received if letter.money]
    ages = {name: 0 for _, _, name in AGE_BUCKETS}
    for received, many in Counter(rank.received for _, rank in standing).items():
        ages[age_bucket(asked.business_days(received, day))] += many
    filed = [act for _, act in counted.out.values()]
    return Tally(
        day=day,
        prepared_by=asked.prepared_by,
        opening=opening,
        received=len(counted.received),
        reopened=len(counted.reopened),
        closed=len(counted.closed),
        carried=len(standing),
        received_by_medium=Counter(letter.medium for letter in counted.received),
        cleared=Counter((letter.category, letter.disposition) for letter in counted.closed),
        carried_by_status=Counter(rank.status for _, rank in standing),
        carried_by_category=Counter(rank.category for _, rank in standing),
        carried_by_age=ages,
        overdue=len(overdue),
        letters_out=len(filed),
        letters_out_by_template=Counter(act.template for act in filed),
        pages_out=sum(act.pages for act in filed),
        money_seen=len(money),
        skipped=counted.skipped,
        undone=counted.undone,
        agreed=counted.agreed,
        decided=counted.decided,
        taken_over=len(counted.taken_over),
        restricted_views=len(counted.viewed),
        numbers_revealed=len(counted.revealed),
        wrong_pins=counted.wrong_pins,
        entries=entries,
        last_hash=last_hash,
        letters={
            "received": tuple(letter.control_no for letter in counted.received),
            "reopened": tuple(counted.reopened),
            "closed": tuple(letter.control_no for letter in counted.closed),
            "carried": tuple(number for number, _ in standing),
            "overdue": tuple(overdue),
            "money seen": tuple(money),
            "letters out": tuple(number for number, _ in counted.out.values()),
            "taken over": tuple(counted.taken_over),
            "restricted views": tuple(counted.viewed),
            "numbers revealed": tuple(counted.revealed),
        },
    )
