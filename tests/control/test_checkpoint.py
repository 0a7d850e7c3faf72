"""The checkpoint is a cache: with it, without it or with a wrong one, the register is the fold of the log."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corrtui.control import checkpoint_file
from corrtui.control import log as log_module
from corrtui.control.acts import ActUndone, LetterDisposed, LetterFiled, LetterReceived, LetterSkipped
from corrtui.control.checkpoint import CHECKPOINT, Checkpoint
from corrtui.control.checkpoint_file import CheckpointFile
from corrtui.control.log import FolderLog
from corrtui.control.register import Register
from corrtui.control.segments import lines_with

Make = Callable[[int], tuple[str, LetterReceived]]
NO = "261120-0001"
SKIPPED = LetterSkipped(reason="records")
DISPOSED = LetterDisposed(disposition="FILE", closing=True, status="closed", reason="thanks only")
FILED = LetterFiled(
    pdf=f"{NO}-bil-ack.pdf",
    sha256="0" * 64,
    pages=1,
    template="bil-ack",
    edition="2026-11",
    template_sha256="1" * 64,
    disposition="REPLY",
    closing=True,
    status="closed",
    addressee="Ms. Ana Ortiz",
    date_of_letter=date(2026, 11, 20),
    signer="M. Stern",
)


class Seat:
    """One process at the desk: its own log object, its own register over the shared checkpoint."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / CHECKPOINT
        self.log = FolderLog(folder)
        self.register = Register(self.log.history, Checkpoint(self.path, self.log))
        self.begun = self.register.resume()
        self.sync()

    def sync(self) -> None:
        self.register.take(self.log.read_new())

    def do(self, *acts: tuple[str, object], by: str = "rhale") -> int:
        entries = self.log.append(by, acts)  # type: ignore[arg-type]
        self.sync()
        return entries[-1].n


Sit = Callable[[], Seat]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Opens the desk's log once more, as another process would."""
    seats: list[Seat] = []

    def open_seat() -> Seat:
        seats.append(Seat(tmp_path / "control"))
        return seats[-1]

    yield open_seat
    for seat in seats:
        seat.log.close()


@pytest.fixture
def first(sit: Sit, received: Make) -> Seat:
    """Four letters; the first is filed, the second disposed of; a checkpoint is written."""
    seat = sit()
    seat.do(*(received(n) for n in range(1, 5)))
    seat.do((NO, FILED))
    seat.do(("261120-0002", DISPOSED), by="pcole")
    seat.register.save()
    return seat


def fold_of(log: FolderLog) -> Register:
    """The register without any cache."""
    found = Register(log.history)
    found.take(log.everything())
    return found


def assert_same(one: Register, other: Register) -> None:
    """All that can be asked of a register."""
    numbers = [number for _, number in other.received_after(0, 1000)]
    assert one.open == other.open
    assert one.received_after(0, 1000) == other.received_after(0, 1000)
    assert one.received_after(2, 1) == other.received_after(2, 1)
    assert one.unknown([*numbers, "261120-9999"]) == ["261120-9999"]
    assert one.newest() == other.newest()
    assert one.balance == other.balance == len(other.open)
    assert one.entries_on(date.min, date.max) == other.entries_on(date.min, date.max) != (0, 0)
    for by in ("rhale", "pcole", "mstern"):
        assert one.last_intent(by) == other.last_intent(by)
    for number in numbers:
        assert one.get(number) == other.get(number)
        assert one.next_number(number[:6]) == other.next_number(number[:6])
        assert one.is_stray(number, FILED.pdf) == other.is_stray(number, FILED.pdf)
        letter = other.get(number)
        assert letter is not None
        assert one.same_bytes(letter.sha256) == other.same_bytes(letter.sha256)
        assert one.all_same_bytes(letter.sha256) == other.all_same_bytes(letter.sha256)


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement)
        db.commit()


# -- what it is for


def test_a_register_from_a_checkpoint_is_the_fold_of_the_log(sit: Sit, first: Seat) -> None:
    first.do(("261120-0003", SKIPPED))

    second = sit()

    assert second.begun == 6
    assert_same(second.register, fold_of(first.log))


def test_letters_that_changed_since_are_held_over_the_checkpoint(
    sit: Sit, first: Seat, received: Make
) -> None:
    second = sit()
    second.do((NO, ActUndone(entry=5, what="filed")), received(5))
    second.do(("261120-0005", replace(FILED, pdf="261120-0005-bil-ack.pdf")))

    assert_same(second.register, fold_of(first.log))
    assert second.register.is_stray(NO, FILED.pdf)
    assert not second.register.is_stray("261120-0005", "261120-0005-bil-ack.pdf")


def test_what_was_written_piece_by_piece_is_whole(sit: Sit, first: Seat, received: Make) -> None:
    for n in range(5, 10):
        first.do(received(n))
        first.do((f"261120-{n - 2:04d}", DISPOSED if n % 2 else SKIPPED))
        first.register.save()

    second = sit()

    assert second.begun == first.log.last_n
    assert_same(second.register, fold_of(first.log))


def test_closed_letters_are_not_held_in_memory(
    sit: Sit, first: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is the log read for one: the checkpoint holds it, with what an undo would give back."""
    second = sit()
    monkeypatch.setattr(second.register, "_history", lambda _number: pytest.fail("read the log"))

    letter = second.register.get(NO)

    assert NO not in second.register._recent
    assert letter is not None
    assert letter == fold_of(first.log).get(NO)
    assert letter.before is not None


def test_a_letter_closed_again_since_is_not_the_one_the_checkpoint_holds(
    sit: Sit, first: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corrtui.control.register._RECENT", 1)
    monkeypatch.setattr("corrtui.control.register._STRIDE", 1)
    second = sit()
    monkeypatch.setattr(second.register._checkpoint, "write", lambda *_: None)
    second.do((NO, ActUndone(entry=5, what="filed")))
    second.do((NO, DISPOSED), ("261120-0003", DISPOSED))

    assert NO not in second.register._recent
    assert_same(second.register, fold_of(first.log))


def test_the_pdf_of_a_letter_closed_long_ago_is_known_for_a_stray(sit: Sit, first: Seat) -> None:
    second = sit()

    assert not second.register.is_stray(NO, FILED.pdf)
    assert second.register.is_stray(NO, f"{NO}-other.pdf")
    assert second.register.is_stray("261120-0002", "261120-0002-svc-thanks.pdf")
    assert not second.register.is_stray("261119-0001", "261119-0001-no-letter-of-ours.pdf")


def test_the_file_is_the_groups_too(first: Seat) -> None:
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o660 & ~_umask()


def _umask() -> int:
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.umask(0))"], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_it_is_written_by_itself_every_so_many_entries(
    sit: Sit, received: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corrtui.control.register._STEP", 3)
    seat = sit()
    for n in range(1, 6):
        seat.do(received(n))

    assert sit().begun == 3


def test_a_long_log_is_not_held_whole_while_it_is_read(
    sit: Sit, first: Seat, received: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.do(*(received(n) for n in range(5, 105)))
    first.path.unlink()
    monkeypatch.setattr("corrtui.control.register._STRIDE", 10)
    monkeypatch.setattr("corrtui.control.register._STEP", 1)

    second = sit()

    assert second.register._index.rows == {}
    assert_same(second.register, fold_of(first.log))


# -- open letters are read when they are asked for


def test_an_open_letter_a_colleague_changed_and_wrote_is_read_as_this_seat_knows_it(
    sit: Sit, first: Seat
) -> None:
    second = sit()
    first.do(("261120-0003", SKIPPED), ("261120-0004", DISPOSED))
    first.register.save()

    assert second.register.open["261120-0003"].skips == 0
    assert second.register.open["261120-0004"].open
    assert [letter.skips for letter in second.register.letters()] == [0, 0]
    second.sync()
    assert_same(second.register, fold_of(first.log))


def test_who_is_behind_the_checkpoint_catches_up_in_one_reading_of_the_log(
    sit: Sit, first: Seat, received: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clerk comes back from a long edit; colleagues worked on, and one of them wrote the checkpoint."""
    first.do(*(received(n) for n in range(5, 45)))
    first.register.save()
    second, read = sit(), []
    for n in range(5, 45):
        first.do((f"261120-{n:04d}", (SKIPPED, DISPOSED)[n % 2]))
    first.register.save()
    monkeypatch.setattr(log_module, "lines_with", lambda *args: read.append(1) or lines_with(*args))

    second.sync()

    assert len(read) <= 1
    monkeypatch.undo()
    assert_same(second.register, fold_of(first.log))


def test_of_many_open_letters_only_some_are_kept_in_memory(
    sit: Sit, first: Seat, received: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corrtui.control.open_letters._KEPT", 10)
    first.do(*(received(n) for n in range(5, 105)))
    first.register.save()
    second = sit()

    for number in second.register.open:
        assert second.register.get(number) == first.register.get(number)
    assert len(second.register.open.at_hand()) <= 10
    assert len(second.register.open) == len(list(second.register.letters())) == 102
    second.do(("261120-0100", SKIPPED))
    assert "261120-0100" in second.register.open.at_hand()
    assert_same(second.register, fold_of(first.log))


def test_an_act_outlives_a_checkpoint_that_is_lost_before_it(sit: Sit, first: Seat) -> None:
    """The first entry after the checkpoint was written asks for the day; the letters are at hand."""
    first.path.unlink()

    first.do(("261120-0003", SKIPPED))
    assert first.register.open["261120-0003"].skips == 1
    first.do(("261120-0003", SKIPPED))

    assert_same(first.register, fold_of(first.log))


def test_what_is_filed_is_known_though_the_checkpoint_was_lost_before_it(sit: Sit, first: Seat) -> None:
    first.path.unlink()

    first.do(("261120-0003", replace(FILED, pdf="261120-0003-bil-ack.pdf")))

    assert not first.register.is_stray("261120-0003", "261120-0003-bil-ack.pdf")
    assert_same(first.register, fold_of(first.log))


# -- each way it can be wrong


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM state",
        "DELETE FROM standing WHERE no = '261120-0003'",
        "UPDATE ranks SET numbers = replace(numbers, '0004', '0005')",
        "UPDATE ranks SET rank = replace(rank, 'logged', 'routed')",
        "UPDATE state SET n = n - 1",
        "UPDATE state SET balance = balance + 1",
        "UPDATE intents SET doc = '[]'",
        "PRAGMA user_version = 7",
        "DROP TABLE standing",
    ],
)
def test_a_checkpoint_that_is_not_as_it_was_written_is_made_again(
    sit: Sit, first: Seat, statement: str
) -> None:
    alter(first.path, statement)

    second = sit()
    assert second.begun == 0
    assert_same(second.register, fold_of(first.log))
    second.register.save()

    assert sit().begun == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE standing SET doc = replace(doc, 'charged twice', 'charged once')",
        "UPDATE standing SET rank = replace(rank, 'logged', 'routed')",
        "UPDATE letter SET sent = '', crc = crc + 1",
        "UPDATE stem SET last = 1",
        "UPDATE closed SET doc = replace(doc, 'charged twice', 'charged once')",
        "UPDATE day SET first = 5",
        "DROP TABLE letter",
    ],
)
def test_an_altered_row_is_not_believed_when_it_is_asked_for(sit: Sit, first: Seat, statement: str) -> None:
    alter(first.path, statement)

    assert_same(sit().register, fold_of(first.log))


@pytest.mark.parametrize("junk", [b"", b"no database at all " * 1000])
def test_a_file_that_is_no_database_is_no_checkpoint(sit: Sit, first: Seat, junk: bytes) -> None:
    first.path.write_bytes(junk)

    second = sit()
    assert second.begun == 0
    second.register.save()

    assert_same(second.register, fold_of(first.log))
    assert sit().begun == 6


def test_a_file_torn_off_anywhere_is_not_believed(sit: Sit, first: Seat) -> None:
    whole = first.path.read_bytes()
    for size in range(0, len(whole), 1500):
        first.path.write_bytes(whole[:size])
        assert_same(sit().register, fold_of(first.log))


def test_of_another_releases_file_nothing_is_read(
    sit: Sit, first: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_file, "FORM", checkpoint_file.FORM + 1)

    assert sit().begun == 0


def test_a_checkpoint_ahead_of_a_log_that_was_cut_is_not_believed(
    sit: Sit, first: Seat, tmp_path: Path
) -> None:
    """The last two entries are gone: a backup of the log was restored."""
    [segment] = (tmp_path / "control").glob("*.jsonl")
    segment.write_bytes(b"".join(segment.read_bytes().splitlines(keepends=True)[:-2]))

    second = sit()
    assert second.begun == 0
    assert_same(second.register, fold_of(second.log))
    assert NO in second.register.open

    second.register.save()
    assert sit().begun == 4


def test_a_checkpoint_of_another_log_of_the_same_length_is_not_believed(
    sit: Sit, first: Seat, tmp_path: Path
) -> None:
    kept = first.path.read_bytes()
    shutil.rmtree(tmp_path / "control")
    (tmp_path / "control").mkdir()
    other = sit()
    for n in range(1, 7):
        other.do(_other_letter(n))
    first.path.write_bytes(kept)

    third = sit()

    assert third.begun == 0
    assert_same(third.register, fold_of(other.log))


def _other_letter(n: int) -> tuple[str, LetterReceived]:
    return f"261120-{n:04d}", LetterReceived(
        file="x", original="x", sha256=f"{n + 50:064x}", size=1, received=date(2026, 11, 20),
        due=date(2026, 11, 30), work_by=date(2026, 11, 30),
    )  # fmt: skip


def test_without_the_right_to_write_the_work_goes_on(
    sit: Sit, first: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that is mounted read-only: the file can be read and not be added to."""

    def refused(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    second = sit()
    monkeypatch.setattr("corrtui.control.checkpoint_file.exclusive", refused)
    second.do(("261120-0003", SKIPPED))
    second.register.save()

    assert_same(second.register, fold_of(first.log))
    assert sit().begun == 6


def test_a_disk_that_refuses_it_is_not_asked_at_every_entry(
    sit: Sit, received: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a long log on a full or read-only disk takes hours to open, and every key a while."""
    monkeypatch.setattr("corrtui.control.register._STEP", 20)
    monkeypatch.setattr("corrtui.control.register._STRIDE", 10)
    seat, asked = sit(), []
    monkeypatch.setattr(seat.register._checkpoint, "write", lambda *_: asked.append(1))

    seat.log.append("rhale", [received(n) for n in range(1, 101)])
    for _ in range(50):
        seat.sync()

    assert 1 < len(asked) <= 6
    assert len(seat.register.open) == 100


def test_a_colleague_who_writes_is_not_waited_for(sit: Sit, first: Seat) -> None:
    second = sit()
    second.do(("261120-0003", SKIPPED))
    with CheckpointFile(first.path).writing():
        second.register.save()

    assert_same(second.register, fold_of(first.log))
    second.register.save()
    assert sit().begun == 7


# -- several processes


def test_two_who_write_in_turn_leave_one_whole(sit: Sit, first: Seat, received: Make) -> None:
    second = sit()
    for n in range(5, 15):
        seat, other = (first, second) if n % 2 else (second, first)
        seat.do(received(n))
        seat.do((f"261120-{n - 3:04d}", SKIPPED if n % 3 else DISPOSED))
        seat.register.save()
        if n % 4:
            other.sync()
            other.register.save()

    for seat in (first, second, sit()):
        seat.sync()
        assert_same(seat.register, fold_of(first.log))


def test_who_is_behind_leaves_a_newer_checkpoint_alone(sit: Sit, first: Seat) -> None:
    second = sit()
    first.do(("261120-0003", SKIPPED))
    second.sync()
    first.do(("261120-0003", SKIPPED))
    first.register.save()

    second.register.save()

    assert sit().begun == 8
    second.sync()
    assert_same(second.register, fold_of(first.log))


def test_a_checkpoint_thrown_away_in_between_is_missed_by_nobody(sit: Sit, first: Seat) -> None:
    second = sit()
    assert CheckpointFile(first.path).discard()

    assert_same(second.register, fold_of(first.log))
    second.register.save()
    assert_same(second.register, fold_of(first.log))
    assert sit().begun == 6


def test_a_checkpoint_somebody_made_anew_serves_who_knew_the_old_one(sit: Sit, first: Seat) -> None:
    second = sit()
    CheckpointFile(first.path).discard()
    third = sit()
    third.do(("261120-0003", SKIPPED))
    third.register.save()

    assert_same(second.register, fold_of_first(first, 6))
    second.sync()
    assert second.register._index.since == 6
    assert_same(second.register, fold_of(first.log))


def fold_of_first(seat: Seat, n: int) -> Register:
    found = Register(seat.log.history)
    found.take(entry for entry in seat.log.everything() if entry.n <= n)
    return found


def test_an_older_copy_put_back_is_not_believed_by_who_relies_on_a_newer(sit: Sit, first: Seat) -> None:
    old = first.path.read_bytes()
    second = sit()
    second.do(("261120-0003", DISPOSED))
    second.register.save()
    assert second.register._index.since == 7
    first.path.write_bytes(old)

    assert_same(second.register, fold_of(first.log))


def test_who_folded_another_log_never_writes(sit: Sit, first: Seat, tmp_path: Path) -> None:
    """While a desk stands open its log is replaced by another: its checkpoint must not be ours."""
    shutil.copytree(tmp_path / "control", tmp_path / "kept")
    first.do(("261120-0003", SKIPPED))
    [segment] = (tmp_path / "control").glob("*.jsonl")
    shutil.copy(tmp_path / "kept" / segment.name, segment)
    other = sit()
    other.do(("261120-0004", DISPOSED))
    other.register.save()

    first.register.save()

    third = sit()
    assert third.begun == 7
    assert_same(third.register, fold_of(other.log))


def another_desks_checkpoint(folder: Path, entries: int) -> bytes:
    """As many bytes somebody copied from the desk next door."""
    seat = Seat(folder / "next door")
    for n in range(1, entries + 1):
        seat.do(_other_letter(n))
    seat.register.save()
    seat.log.close()
    return seat.path.read_bytes()


@pytest.mark.parametrize("entries", [3, 6, 7, 9])
def test_another_desks_checkpoint_put_in_ours_place_is_not_believed(
    sit: Sit, first: Seat, tmp_path: Path, entries: int
) -> None:
    second = sit()
    first.path.write_bytes(another_desks_checkpoint(tmp_path, entries))

    assert_same(second.register, fold_of(first.log))


@pytest.mark.parametrize("entries", [3, 6, 7, 9])
def test_nor_is_it_added_to(sit: Sit, first: Seat, tmp_path: Path, entries: int) -> None:
    second = sit()
    second.do(("261120-0003", SKIPPED))
    first.path.write_bytes(another_desks_checkpoint(tmp_path, entries))

    second.register.save()

    assert_same(sit().register, fold_of(first.log))
    assert_same(second.register, fold_of(first.log))


def test_who_read_another_log_from_its_beginning_does_not_write_either(
    sit: Sit, first: Seat, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "control", tmp_path / "kept")
    first.path.unlink()
    stranger = sit()
    stranger.do(("261120-0003", SKIPPED), ("261120-0003", SKIPPED))
    [segment] = (tmp_path / "control").glob("*.jsonl")
    shutil.copy(tmp_path / "kept" / segment.name, segment)
    other = sit()
    other.do(("261120-0004", DISPOSED))
    other.register.save()

    stranger.register.save()

    third = sit()
    assert third.begun == 7
    assert_same(third.register, fold_of(other.log))


def test_nothing_is_written_while_the_log_was_read_further_than_the_register(sit: Sit, first: Seat) -> None:
    second = sit()
    second.do(("261120-0003", SKIPPED))
    first.log.append("pcole", [("261120-0004", DISPOSED)])
    assert len(list(second.log.read_new())) == 1

    second.register.save()

    third = sit()
    assert third.begun == 6
    assert_same(third.register, fold_of(first.log))
