"""The jobs of `forks`: clerks without a screen, who note everything the desk told them is done."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.accept import Stamp
from corrtui.make_desk import SAMPLE
from tests.faults.failing_disk import FailingDisk
from tests.faults.forks import Acks

_LETTERS = (
    "thank you note.html",
    "scan-0009-burrell.txt",
    "scan-0003-baumgartner.txt",
    "scan-0001-ortiz.txt",
)


class Clerk:
    """One person at the desk, doing this and that."""

    def __init__(self, folder: str, login: str, seed: int, acks: str) -> None:
        self.acks = Acks(acks)
        self.dice = random.Random(seed)
        self.folder = Path(folder)
        self.seed = seed
        self.dropped = 0
        self.desk = Desk.open(self.folder, login)

    def drop(self) -> Path:
        """Put a letter of its own into the inbox, all at once."""
        self.dropped += 1
        source = SAMPLE / "letters" / self.dice.choice(_LETTERS)
        path = self.folder / "inbox" / f"{self.seed}-{self.dropped}{source.suffix}"
        half = path.with_name(f".{path.name}")
        half.write_bytes(source.read_bytes() + f"\n<!-- {path.name} -->\n".encode())
        half.rename(path)
        self.acks.say("dropped", file=path.name)
        return path

    def receive(self) -> None:
        self.drop()
        self.acks.say("received", numbers=self.desk.take_in(Stamp(), 5))

    def go_on(self) -> str:
        """Come to a letter nobody else has; empty when there is none."""
        self.desk.sync()
        queue = self.desk.queue()
        begin = self.dice.randrange(len(queue)) if queue else 0
        return self.desk.colleagues.advance(queue[begin:] + queue[:begin])

    def file(self) -> None:
        if number := self.go_on():
            filed = self.desk.file(self.desk.prepare(number))
            self.acks.say("filed", pdf=filed.name)

    def dispose(self) -> None:
        if number := self.go_on():
            self.desk.dispose(number, "FILE", "no answer is asked for")
            self.acks.say("disposed", letter=number)

    def classify(self) -> None:
        if number := self.go_on():
            code = self.dice.choice(["SVC", "BIL", "UNK"])
            self.desk.classify(number, code, "looked at")
            self.acks.say("classified", letter=number, code=code)

    def write(self) -> None:
        if number := self.go_on():
            mark = f"<{self.seed}.{time.monotonic_ns()}>"
            self.desk.save_draft(number, f"{self.desk.sheet(number).text}\n\nP.S. {mark}\n")
            self.acks.say("wrote", letter=number, mark=mark)

    def undo(self) -> None:
        self.acks.say("undone", said=self.desk.undo())

    def take_over(self) -> None:
        if held := sorted(self.desk.colleagues.others()):
            number = self.dice.choice(held)
            self.acks.say(
                "taken over", letter=number, said=self.desk.colleagues.take_over(number, "it is urgent")
            )


def clerk(folder: str, login: str, seed: int, acks: str) -> None:
    """Work without a pause until killed."""
    person = Clerk(folder, login, seed, acks)
    deeds: list[tuple[Callable[[], None], int]] = [
        (person.receive, 3),
        (person.file, 4),
        (person.dispose, 2),
        (person.classify, 2),
        (person.write, 3),
        (person.undo, 2),
        (person.take_over, 1),
    ]
    person.acks.say("ready")
    while True:
        [deed] = person.dice.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])
        try:
            deed()
        except Refused:  # a colleague, a proof rule, nothing to undo
            continue


def procedure(folder: str, at: int, error: int, for_good: bool, acks: str) -> None:
    """Intake, finish, undo, dispose on a disk that fails at one call; each is tried once more if refused."""
    out = Acks(acks)
    disk = FailingDisk(Path(folder), at, error, for_good=for_good)
    with disk:
        try:
            desk = Desk.open(Path(folder))
        except CorrtuiError as refused:
            out.say("refused", step="open", words=str(refused), kind=type(refused).__name__)
            out.say("end", calls=disk.calls, failed=disk.failed)
            return
        numbers: list[str] = []

        def intake() -> None:
            numbers.extend(desk.take_in(Stamp(), 0))
            words = [item.state for item in desk.intake.watch.waiting]
            if words:
                raise CorrtuiError("waiting", "; ".join(words))
            numbers[:] = desk.queue()
            out.say("received", numbers=numbers)

        def finish() -> None:
            out.say("filed", pdf=desk.file(desk.prepare(numbers[0])).name)

        def undo() -> None:
            desk.undo()
            out.say("undone")

        def dispose() -> None:
            desk.dispose(numbers[0], "FILE", "no answer is asked for")
            out.say("disposed", letter=numbers[0])

        for step in (intake, finish, undo, dispose):
            if not (_tried(step, out) or _tried(step, out)):
                break
        desk.close()
    out.say("end", calls=disk.calls, failed=disk.failed)


def _tried(step: Callable[[], None], out: Acks) -> bool:
    try:
        step()
    except CorrtuiError as refused:
        out.say("refused", step=step.__name__, words=str(refused), kind=type(refused).__name__)
        return False
    return True


def worker(folder: str, login: str, seed: int, acks: str, acts: int) -> None:
    """Make exactly so many entries: letters received, classified, filed, disposed of, undone."""
    person = Clerk(folder, login, seed, acks)
    desk, made = person.desk, 0

    def receive() -> Any:
        return desk.intake.watch.accept(person.drop())

    def on(act: Callable[[str], Any]) -> Callable[[], Any]:
        def work() -> Any:
            number = person.go_on()
            return act(number) if number else None

        return work

    deeds: list[tuple[Callable[[], Any], int]] = [
        (receive, 3),
        (on(lambda number: desk.classify(number, person.dice.choice(["SVC", "BIL", "UNK"]), "looked at")), 5),
        (on(lambda number: desk.skip(number, "records")), 4),
        (on(lambda number: desk.dispose(number, "FILE", "no answer is asked for")), 1),
        (on(lambda number: desk.file(desk.prepare(number)).name), 1),
        (desk.undo, 1),
    ]
    while made < acts:
        [deed] = person.dice.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])
        try:
            done = deed()
        except Refused as refused:
            person.acks.say("refused", words=str(refused), undo=deed == desk.undo)
        else:
            made += done is not None
    person.acks.say("made", acts=made)
    desk.close()


def hold_lock(folder: str, acks: str) -> None:
    """Take the log's lock and stand still with it."""
    desk = Desk.open(Path(folder))
    with desk.bench.log.locked():
        Acks(acks).say("holds")
        time.sleep(600)
