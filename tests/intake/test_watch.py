"""Watching: every file in the inbox is taken once, when it is whole, or waits in sight with the reason."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.disk import being_written
from corrtui.intake.watch import InboxWatch

if TYPE_CHECKING:
    from tests.intake.conftest import Office


@pytest.fixture
def clock() -> list[float]:
    """The time, moved by the test."""
    return [100.0]


@pytest.fixture
def watch(office: Office, clock: list[float]) -> Iterator[InboxWatch]:
    found = InboxWatch(
        inbox=office.inbox,
        lock=office.folder / "control/intake.lock",
        accept=office.acceptor.accept,
        settle=1.0,
        rescan=0.5,
        clock=lambda: clock[0],
    )
    yield found
    found.stop()


@contextmanager
def limited_files(size: int) -> Iterator[None]:
    """While it lasts, a file of this process may not grow beyond `size` bytes: a full disk for the log."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def _states(watch: InboxWatch) -> dict[str, str]:
    return {item.name: item.state for item in watch.waiting}


def test_a_file_is_shown_arriving_and_taken_when_it_rested(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    office.drop("a.txt")

    assert watch.scan() == []
    assert _states(watch) == {"a.txt": "arriving"}
    clock[0] += 1.1
    assert watch.scan() == ["261120-0001"]
    assert _states(watch) == {}


def test_a_file_that_grows_starts_its_rest_again(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    path = office.drop("a.txt", b"half")
    watch.scan()
    clock[0] += 0.9
    path.write_bytes(b"half and half")
    watch.scan()
    clock[0] += 0.9

    assert watch.scan() == []
    clock[0] += 0.2
    assert watch.scan() == ["261120-0001"]


def test_a_file_somebody_writes_is_not_taken_however_long_it_rests(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    with open(office.inbox / "slow.pdf", "wb") as file:
        file.write(b"%PDF-")
        file.flush()
        watch.scan()
        clock[0] += 60
        assert watch.scan() == []
        assert _states(watch) == {"slow.pdf": "arriving: still being written"}
        assert being_written(office.inbox / "slow.pdf")
    assert not being_written(office.inbox / "slow.pdf")
    assert len(watch.scan()) == 1


@pytest.mark.parametrize("name", [".hidden", ".r.pdf.Xa31"])
def test_names_of_unfinished_copies_are_passed_over(
    office: Office, watch: InboxWatch, clock: list[float], name: str
) -> None:
    office.drop(name)
    watch.scan()
    clock[0] += 60

    assert watch.scan() == []
    assert _states(watch) == {}


@pytest.mark.parametrize("name", ["a.txt.part", "a.FILEPART", "b.crdownload", "c.txt~"])
def test_unfinished_names_wait_in_sight(
    office: Office, watch: InboxWatch, clock: list[float], name: str
) -> None:
    office.drop(name)
    watch.scan()
    clock[0] += 60
    watch.scan()

    assert _states(watch) == {name: "arriving under an unfinished name"}


def test_what_is_no_letter_stays_in_sight_and_the_rest_goes_on(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    (office.inbox / "folder").mkdir()
    (office.inbox / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(office.inbox / "pipe")
    office.drop("letter.txt")
    watch.scan()
    clock[0] += 2

    assert watch.scan() == ["261120-0001"]
    states = _states(watch)
    assert states["folder"].startswith("a folder")
    assert states["link.txt"].startswith("a link")
    assert states["pipe"].startswith("not a plain file")


def test_a_file_that_is_refused_waits_with_the_reason_and_is_tried_again(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    office.drop("a.txt")
    office.drop("b.txt", b"another")
    real = watch.accept

    def grumpy(path: Path) -> str:
        if path.name == "a.txt":
            raise Refused("The file cannot be opened", "a.txt: Permission denied")
        return real(path)

    watch.accept = grumpy
    watch.scan()
    clock[0] += 2
    assert watch.scan() == ["261120-0001"]
    assert "Permission denied" in _states(watch)["a.txt"]

    watch.accept = real
    clock[0] += 2
    assert watch.scan() == ["261120-0002"]


def test_a_letter_the_program_trips_over_waits_and_the_rest_goes_on(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    office.drop("a.txt")
    office.drop("b.txt", b"another")
    real = watch.accept

    def tripping(path: Path) -> str:
        if path.name == "a.txt":
            raise KeyError("a rule nobody thought of")
        return real(path)

    watch.accept = tripping
    watch.scan()
    clock[0] += 2

    assert watch.scan() == ["261120-0001"]
    assert "KeyError" in _states(watch)["a.txt"]
    assert watch.trouble == ""


def test_a_letter_that_left_the_inbox_without_an_entry_is_entered_by_the_next_scan(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    """The log's disk is full for a while: the letter lies in its case folder, in nobody's sight."""
    for n in range(20):  # the log is longer than any other file
        office.acceptor.accept(office.drop("before.txt", b"letter %d" % n))
    office.drop("a.txt")
    watch.mend = office.acceptor.recover
    real = watch.accept
    [month] = (office.folder / "control").glob("*.jsonl")

    def full(path: Path) -> str:
        with limited_files(month.stat().st_size):
            return real(path)

    watch.accept = full
    watch.scan()
    clock[0] += 2
    assert watch.scan() == []
    assert "control log" in _states(watch)["a.txt"]
    assert list(office.inbox.iterdir()) == []

    clock[0] += 2
    watch.scan()

    assert office.letters()[-1].file == "a.txt"
    assert watch.mended == ("261120-0021: the letter was in its case folder without an entry; entered now",)


def test_what_cannot_be_mended_is_said_until_it_can(office: Office, watch: InboxWatch) -> None:
    def refused() -> tuple[str, ...]:
        raise CorrtuiError("The control log cannot be written", "no space left")

    watch.mend = refused
    watch.scan()
    assert "no space left" in watch.trouble

    watch.mend = tuple
    watch.scan()
    assert watch.trouble == ""


def test_a_file_without_read_permission(office: Office, watch: InboxWatch) -> None:
    """As an ordinary user: root may read everything, so the scan runs in a child of another user id."""
    office.drop("secret.txt").chmod(0)
    for path in (office.folder, office.inbox, office.folder / "control"):
        path.chmod(0o777)
    code = """
import os, sys
from pathlib import Path
from corrtui.intake.recover import digest
os.chdir(sys.argv[1])
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    digest(Path("secret.txt"))
except Exception as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(office.inbox)],
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert "Refused" in done.stdout, done.stderr
    assert "Permission denied" in done.stdout


def test_while_another_process_scans_this_one_does_not(
    office: Office, watch: InboxWatch, clock: list[float]
) -> None:
    office.drop("a.txt")
    watch.scan()
    clock[0] += 2
    code = (
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(watch.lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert watch.scan() == []
        other.communicate("")
    assert watch.scan() == ["261120-0001"]


# -- the thread


def _until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


@pytest.fixture
def live(office: Office) -> Iterator[InboxWatch]:
    """A watch on the real clock; its slow rescan is far slower than any test."""
    found = InboxWatch(
        inbox=office.inbox,
        lock=office.folder / "control/intake.lock",
        accept=office.acceptor.accept,
        settle=0.1,
        rescan=60.0,
    )
    yield found
    found.stop()


def test_letters_there_before_and_dropped_after_are_taken(office: Office, live: InboxWatch) -> None:
    office.drop("before.txt", b"1")
    changed = threading.Event()
    live.start(changed.set)
    _until(lambda: len(office.letters()) == 1)
    assert changed.is_set()

    office.drop("written.txt", b"2")
    (office.folder / "elsewhere.txt").write_bytes(b"3")
    (office.folder / "elsewhere.txt").rename(office.inbox / "renamed in.txt")
    (office.folder / "linked.txt").write_bytes(b"4")
    os.link(office.folder / "linked.txt", office.inbox / "linked in.txt")

    _until(lambda: len(office.letters()) == 4)


def test_an_inbox_that_was_replaced_is_watched_again(office: Office, live: InboxWatch) -> None:
    live.rescan = 1.0
    live.start(lambda: None)
    office.inbox.rename(office.folder / "old inbox")
    office.inbox.mkdir()

    office.drop("a.txt")

    _until(lambda: len(office.letters()) == 1)


def test_a_burst_of_files_is_taken_whole(office: Office, live: InboxWatch) -> None:
    live.start(lambda: None)
    for n in range(300):
        office.drop(f"{n:04}.txt", b"letter %d" % n)

    _until(lambda: len(office.letters()) == 300, 60)
    assert sorted(letter.file for letter in office.letters()) == [f"{n:04}.txt" for n in range(300)]


def test_two_watches_take_each_file_once(
    office: Office, live: InboxWatch, reopened: Callable[..., Office]
) -> None:
    other = reopened()
    second = InboxWatch(
        inbox=office.inbox, lock=live.lock, accept=other.acceptor.accept, settle=0.1, rescan=60.0
    )
    live.start(lambda: None)
    second.start(lambda: None)
    for n in range(60):
        office.drop(f"{n:04}.txt", b"letter %d" % n)

    _until(lambda: len(office.letters()) >= 60, 60)
    second.stop()
    assert [letter.duplicate_of for letter in office.letters()] == [""] * 60
