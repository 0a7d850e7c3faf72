"""Whatever clerks do, in whatever order: the register is the fold of the log, by an independent model.

The model keeps for each letter a plain stack of what stands; it shares no code with the fold.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from corrtui.control.acts import (
    Act,
    ActUndone,
    DraftBegun,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterReceived,
    LetterSkipped,
    LetterTakenOver,
    LetterViewed,
    RecordAttached,
    RecordDetached,
)
from corrtui.control.checkpoint import CHECKPOINT, Checkpoint
from corrtui.control.checkpoint_file import CheckpointFile
from corrtui.control.log import FolderLog
from corrtui.control.register import Letter, Register

DAY = date(2026, 11, 20)
CLERKS = ("rhale", "pcole")
STEMS = ("261120", "261121")
clerks = st.sampled_from(CLERKS)


@dataclass(frozen=True)
class Seen:
    """What a clerk would say of a letter."""

    category: str = "BIL"
    status: str = "logged"
    disposition: str = ""
    records: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    skips: int = 0
    drafted: bool = False


@dataclass
class Model:
    """One letter: what it is, and under each act that can be undone what it was."""

    sha: str
    now: Seen = Seen()
    version: int = 0
    stack: list[tuple[int, str, Seen]] = field(default_factory=list)
    """(entry, who, what it was before), the last act on top."""

    @property
    def open(self) -> bool:
        return self.now.status != "closed"


class Seat:
    """One process: a log object and a register of its own."""

    def __init__(self, folder: Path, *, cached: bool = True) -> None:
        self.log = FolderLog(folder)
        checkpoint = Checkpoint(folder / CHECKPOINT, self.log) if cached else None
        self.register = Register(self.log.history, checkpoint)
        self.register.resume()
        self.sync()

    def sync(self) -> None:
        self.register.take(self.log.read_new())


class Desk(RuleBasedStateMachine):
    """Two clerks act in turn, each through a process of their own; checkpoints are written at any moment."""

    numbers = Bundle("numbers")

    @initialize()
    def open_desk(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.control = Path(self.folder.name) / "control"
        self.seats = {by: Seat(self.control) for by in CLERKS}
        self.letters: dict[str, Model] = {}
        self.entries = 0
        self.behind = 0

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            for seat in self.seats.values():
                seat.log.close()
            self.folder.cleanup()

    def enter(self, by: str, number: str, act: Act) -> int:
        seat = self.seats[by]
        with seat.log.locked():
            seat.sync()
            [entry] = seat.log.append(by, [(number, act)], "")
            seat.sync()
        self.entries += 1
        assert entry.n == self.entries
        return entry.n

    def decide(self, by: str, number: str, act: Act, **change: object) -> None:
        """An act on an open letter that can be undone."""
        model = self.letters[number]
        if not model.open:
            return
        model.version = self.enter(by, number, act)
        model.stack.append((model.version, by, model.now))
        model.now = Seen(**{**vars(model.now), **change})  # type: ignore[arg-type]

    # -- what clerks do

    @rule(target=numbers, by=clerks, stem=st.sampled_from(STEMS), same=st.booleans())
    def receive(self, by: str, stem: str, same: bool) -> str:
        seat = self.seats[by]
        seat.sync()
        number = seat.register.next_number(stem)
        assert number == f"{stem}-{sum(no.startswith(stem) for no in self.letters) + 1:04d}"
        sha = f"{len(self.letters) // 3 if same else len(self.letters) + 1000:064x}"
        act = LetterReceived(
            file=f"{number}.txt", original="original.txt", sha256=sha, size=1, received=DAY, category="BIL",
            due=DAY, work_by=DAY, template="bil-ack",
        )  # fmt: skip
        self.letters[number] = Model(sha, version=self.enter(by, number, act))
        return number

    @rule(by=clerks, number=numbers, category=st.sampled_from(("SVC", "ORD", "MED")))
    def classify(self, by: str, number: str, category: str) -> None:
        status = self.letters[number].now.status
        act = LetterClassified(category=category, due=DAY, work_by=DAY)
        self.decide(by, number, act, category=category, status="classified" if status == "logged" else status)

    @rule(by=clerks, number=numbers, record=st.sampled_from(("orders/1", "orders/2")))
    def attach(self, by: str, number: str, record: str) -> None:
        had = self.letters[number].now.records
        if record in had:
            left = tuple(one for one in had if one != record)
            self.decide(by, number, RecordDetached(record=record), records=left)
        else:
            act = RecordAttached(record=record, title=record, snapshot=f"{record}.json", sha256="0" * 64)
            self.decide(by, number, act, records=(*had, record))

    @rule(by=clerks, number=numbers)
    def draft(self, by: str, number: str) -> None:
        """A mark: it is not what an undo takes back, and an undo of what was before takes it along."""
        model = self.letters[number]
        if model.open:
            model.version = self.enter(by, number, DraftBegun(template="bil-ack"))
            status = "in_work" if model.now.status in ("logged", "classified") else model.now.status
            model.now = Seen(**{**vars(model.now), "drafted": True, "status": status})

    @rule(by=clerks, number=numbers, closing=st.booleans())
    def file(self, by: str, number: str, closing: bool) -> None:
        sent = self.letters[number].now.sent
        status, disposition = ("closed", "REPLY") if closing else ("awaiting_writer", "INFO")
        pdf = f"{number}-{len(sent) + 1}.pdf"
        act = LetterFiled(
            pdf=pdf, sha256="0" * 64, pages=1, template="t", edition="1", template_sha256="0" * 64,
            disposition=disposition, closing=closing, status=status, addressee="x", date_of_letter=DAY,
            signer="x",
        )  # fmt: skip
        after = {"sent": (*sent, pdf), "disposition": disposition, "status": status, "drafted": False}
        self.decide(by, number, act, **after)

    @rule(by=clerks, number=numbers, closing=st.booleans())
    def dispose(self, by: str, number: str, closing: bool) -> None:
        status, code = ("closed", "FILE") if closing else ("held", "HOLD")
        act = LetterDisposed(disposition=code, closing=closing, status=status, reason="x")
        self.decide(by, number, act, disposition=code, status=status)

    @rule(by=clerks, number=numbers)
    def skip(self, by: str, number: str) -> None:
        act = LetterSkipped(reason="x")
        self.decide(by, number, act, skips=self.letters[number].now.skips + 1)

    @rule(by=clerks, number=numbers)
    def undo(self, by: str, number: str) -> None:
        model = self.letters[number]
        if model.stack and model.stack[-1][1] == by:
            entry, _, before = model.stack.pop()
            model.version = self.enter(by, number, ActUndone(entry=entry, what="x"))
            model.now = before

    @rule(by=clerks, number=numbers)
    def take_over(self, by: str, number: str) -> None:
        act = LetterTakenOver(holder="x", session="x", reason="x")
        if self.letters[number].open:
            self.letters[number].version = self.enter(by, number, act)

    @rule(by=clerks, number=numbers)
    def view(self, by: str, number: str) -> None:
        self.enter(by, number, LetterViewed(restricted="medical"))

    # -- what happens to processes and to the cache

    @rule(by=clerks)
    def write_checkpoint(self, by: str) -> None:
        self.seats[by].register.save()

    @rule(by=clerks)
    def come_back(self, by: str) -> None:
        """The process ends without a word; another takes its place."""
        self.seats[by].log.close()
        self.seats[by] = Seat(self.control)

    @rule()
    @precondition(lambda self: self.entries > 5)
    def lose_checkpoint(self) -> None:
        CheckpointFile(self.control / CHECKPOINT).discard()

    # -- what must always hold

    @invariant()
    def registers_are_the_model(self) -> None:
        if not hasattr(self, "seats"):
            return
        for seat in self.seats.values():
            seat.sync()
            self.check(seat.register)

    @invariant()
    def replay_and_checkpoint_give_the_same(self) -> None:
        if not hasattr(self, "seats") or self.entries % 7:
            return
        replayed, resumed = Seat(self.control, cached=False), Seat(self.control)
        try:
            self.check(replayed.register)
            self.check(resumed.register)
            for number in self.letters:
                one = replayed.register.get(number)
                assert resumed.register.get(number) == one
                assert {seat.register.get(number) for seat in self.seats.values()} == {one}
        finally:
            replayed.log.close()
            resumed.log.close()

    def check(self, register: Register) -> None:
        standing = {number for number, model in self.letters.items() if model.open}
        assert register.open.keys() == standing
        assert register.balance == len(standing)
        assert [number for _, number in register.received_after(0, 10_000)] == list(self.letters)
        first: dict[str, str] = {}
        for number, model in self.letters.items():
            letter = register.get(number)
            assert letter is not None
            assert seen(letter) == model.now
            assert letter.version == model.version
            assert letter.last_act == (model.stack[-1][0] if model.stack else letter.last_act)
            assert not any(register.is_stray(number, pdf) for pdf in model.now.sent)
            assert register.is_stray(number, f"{number}-{len(model.now.sent) + 1}.pdf")
            first.setdefault(model.sha, number)
            assert register.same_bytes(model.sha) == first[model.sha]
        for by in CLERKS:
            self.check_intent(register, by)

    def check_intent(self, register: Register, by: str) -> None:
        mine = [
            (n, number) for number, model in self.letters.items() for n, who, _ in model.stack if who == by
        ]
        intent = register.last_intent(by)
        assert (intent.entries if intent else ()) == tuple([max(mine)] if mine else [])


def seen(letter: Letter) -> Seen:
    return Seen(
        category=letter.category,
        status=letter.status,
        disposition=letter.disposition,
        records=letter.attached,
        sent=letter.sent,
        skips=letter.skips,
        drafted=letter.drafted,
    )


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)
