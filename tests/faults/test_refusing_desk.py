"""A lock whose holder is dead or stands still, and a desk that may only be read: a message, and no harm."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corrtui.desk import Desk
from corrtui.errors import CorrtuiError
from tests.bad_input.office import Office
from tests.faults.forks import Forks, read_acks

Take = Callable[..., str]
THANKS = "thank you note.html"


@pytest.fixture
def hold(folder: Path, forks: Forks) -> Iterator[Callable[[], int]]:
    """Starts a process that takes the log's lock and keeps it; returns its id."""
    note = folder.parent / "acks"
    started: list[int] = []

    def start() -> int:
        started.append(forks.start("hold_lock", str(folder), str(note)))
        end = time.monotonic() + 20
        while not read_acks(note):
            assert time.monotonic() < end, "the lock was not taken"
            time.sleep(0.01)
        return started[0]

    yield start
    for pid in started:
        os.kill(pid, signal.SIGKILL)  # waited for only here: until then the id is its own
        assert forks.wait(pid) == -signal.SIGKILL


def test_the_lock_of_a_killed_holder_is_free_at_once(
    desk: Desk, take_in: Take, hold: Callable[[], int]
) -> None:
    number = take_in(desk, THANKS)

    os.kill(hold(), signal.SIGKILL)
    begun = time.monotonic()
    desk.dispose(number, "FILE", "she only says thanks")

    assert time.monotonic() - begun < 5


@pytest.mark.slow
def test_a_holder_that_stands_still_is_waited_for_and_then_named(
    desk: Desk, take_in: Take, hold: Callable[[], int], folder: Path
) -> None:
    number = take_in(desk, THANKS)
    pid = hold()
    os.kill(pid, signal.SIGSTOP)

    with pytest.raises(CorrtuiError) as refused:
        desk.dispose(number, "FILE", "she only says thanks")

    assert str(folder / "control" / "log.lock") in refused.value.detail
    assert refused.value.hint
    assert desk.queue() == [number]  # looking needs no lock
    os.kill(pid, signal.SIGKILL)
    desk.dispose(number, "FILE", "she only says thanks")


@pytest.fixture
def read_only(folder: Path) -> Iterator[Path]:
    """The desk on a disk mounted read-only; for who may not mount, without the right to write in it."""
    mount = ["mount", "--bind", str(folder), str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    if mounted:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
    else:
        _rights(folder, 0o500, 0o400)
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        _rights(folder, 0o700, 0o600)


def _rights(folder: Path, folders: int, files: int) -> None:
    for place, _, names in os.walk(folder, topdown=folders & 0o200 != 0):
        for name in names:
            os.chmod(Path(place, name), files)
        os.chmod(place, folders)


def test_a_desk_that_may_only_be_read_says_so_whatever_is_asked(
    desk: Desk, take_in: Take, folder: Path, request: pytest.FixtureRequest
) -> None:
    number = take_in(desk, THANKS)
    (folder / "outbox" / f"{number}-eml-ack.pdf").write_bytes(b"%PDF- stray")
    desk.close()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    request.getfixturevalue("read_only")
    office = Office(folder)

    for words in (
        ("dispose", number, "FILE", "--reason", "she only says thanks"),
        ("finish", number),
        ("undo",),
        ("check", "--repair"),
        ("intake", "--once"),
    ):
        said = office.run(*words)
        assert said.code in (1, 2), words
        assert str(folder) in said.out + said.err, words
        shown = said.out + said.err
        assert os.strerror(30) in shown or os.strerror(13) in shown, (words, said)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before
