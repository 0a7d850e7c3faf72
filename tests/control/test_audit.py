"""Auditing the checkpoint: it is what the log says, or what differs is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from corrtui.control.acts import ActUndone, ClockRulesChanged, LetterDisposed, LetterReceived, LetterSkipped
from corrtui.control.audit import differences
from corrtui.control.checkpoint import CHECKPOINT, Checkpoint
from corrtui.control.checkpoint_file import seal
from corrtui.control.log import FolderLog
from corrtui.control.register import Register

Make = Callable[[int], tuple[str, LetterReceived]]
DISPOSED = LetterDisposed(disposition="FILE", closing=True, status="closed", reason="thanks only")


@pytest.fixture
def path(log: FolderLog) -> Path:
    return log.folder / CHECKPOINT


@pytest.fixture
def register(log: FolderLog, path: Path, received: Make) -> Register:
    """Five letters, one disposed of, one disposed of and undone; the checkpoint is written in two pieces."""
    found = Register(log.history, Checkpoint(path, log))
    log.append("rhale", [received(n) for n in range(1, 6)])
    found.take(log.read_new())
    found.save()
    log.append("pcole", [("261120-0001", DISPOSED), ("261120-0002", DISPOSED)])
    log.append("pcole", [("261120-0002", ActUndone(entry=7, what="disposed of"))])
    found.take(log.read_new())
    found.save()
    return found


@pytest.fixture
def fresh(log: FolderLog) -> Iterator[FolderLog]:
    found = FolderLog(log.folder)
    yield found
    found.close()


@pytest.mark.usefixtures("register")
def test_a_checkpoint_as_it_was_written_differs_in_nothing(path: Path, fresh: FolderLog) -> None:
    before = sorted(item.name for item in path.parent.iterdir())

    assert differences(path, fresh) == ()
    assert sorted(item.name for item in path.parent.iterdir()) == before


def test_entries_made_since_are_no_difference(
    register: Register, log: FolderLog, path: Path, fresh: FolderLog
) -> None:
    log.append("rhale", [("261120-0003", LetterSkipped(reason="records"))])

    assert differences(path, fresh) == ()


def test_where_there_is_no_checkpoint_nothing_differs(log: FolderLog, path: Path) -> None:
    assert differences(path, log) == ()
    assert not path.exists()


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE standing SET doc = replace(doc, 'twice', 'once') WHERE no LIKE '%3'",
            "open letter 261120-0003",
        ),
        (
            "UPDATE ranks SET numbers = replace(numbers, '0003 ', '')",
            'open letters of the rank ["logged",',
        ),
        ("DELETE FROM letter WHERE no LIKE '%4'", "letter 261120-0004"),
        ("UPDATE letter SET sent = 'x'", "letter 261120-0001, 261120-0002, 261120-0003, …"),
        ("UPDATE closed SET doc = replace(doc, 'twice', 'once')", "closed letter 261120-0001"),
        ("UPDATE stem SET last = 4", "last number of the day 261120"),
        ("UPDATE day SET first = 2", "entries of the day"),
        ("DELETE FROM intents", "acts of pcole"),
    ],
)
def test_what_differs_is_named(path: Path, fresh: FolderLog, statement: str, words: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement)
        db.commit()

    [said] = differences(path, fresh)

    assert said.startswith("register.sqlite is not what the log says: ")
    assert words in said


@pytest.mark.usefixtures("register")
def test_a_checkpoint_ahead_of_the_log_is_named(path: Path, log: FolderLog) -> None:
    [segment] = log.folder.glob("*.jsonl")
    segment.write_bytes(b"".join(segment.read_bytes().splitlines(keepends=True)[:-1]))

    assert differences(path, FolderLog(log.folder)) == (
        "register.sqlite is ahead of the log: it ends at entry 7, not 8",
    )


@pytest.mark.usefixtures("register")
def test_a_checkpoint_of_another_log_is_named(path: Path, tmp_path: Path) -> None:
    other = FolderLog(tmp_path / "other")
    for n in range(1, 10):
        act = LetterReceived(
            file="x", original="x", sha256=f"{n:064x}", size=1, received=date(2026, 11, 20),
            due=date(2026, 11, 30), work_by=date(2026, 11, 30),
        )  # fmt: skip
        other.append("rhale", [(f"261120-{n:04d}", act)])

    [said] = differences(path, other)
    other.close()

    assert said == "register.sqlite was made from another log: entry 8 has another hash"


def test_changed_rules_of_the_clocks_that_the_checkpoint_does_not_hold_are_named(
    register: Register, log: FolderLog, path: Path, fresh: FolderLog
) -> None:
    act = ClockRulesChanged(done=("STOP.off: as shipped → true",), rules='{"STOP":{"off":true}}')
    log.append("rhale", [("", act)])
    register.take(log.read_new())
    register.save()
    assert differences(path, fresh) == ()
    assert register.clock_rules == act.rules

    with closing(sqlite3.connect(path)) as db:
        row = db.execute("SELECT n, hash, place, lineage, balance, standing FROM state").fetchone()
        db.execute("UPDATE state SET rules = '', crc = ?", (seal(*row, ""),))
        db.commit()

    assert any("what the office changed of the clocks" in problem for problem in differences(path, fresh))
