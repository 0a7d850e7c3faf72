"""Changes: what a colleague does, and how a colleague's session ends, is known at once, without polling."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from corrtui.control import changes as module
from corrtui.control.acts import TallyExported
from corrtui.control.changes import Changes
from corrtui.control.claims import FolderClaims
from corrtui.control.log import FolderLog

ONE = "261120-0001"
_SOON = 1.0
"""Seconds within which a colleague's doing is known."""
_COLLEAGUE = """
import sys
from pathlib import Path
from corrtui.control.acts import LetterSkipped
from corrtui.control.claims import FolderClaims
from corrtui.control.log import FolderLog
folder = Path(sys.argv[1])
log, claims = FolderLog(folder), FolderClaims(folder, "pcole", "Pat Cole")
for line in sys.stdin:
    exec(line)
    print("done", flush=True)
"""


class Told:
    """Counts the calls and lets a test wait for the next."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def wait(self, more_than: int) -> float:
        """Return the seconds until it was called again."""
        began = time.monotonic()
        with self._changed:
            assert self._changed.wait_for(lambda: self.count > more_than, 10), "never told"
        return time.monotonic() - began


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """A watch on a folder with a log in it, at rest."""
    log = FolderLog(tmp_path)
    log.append("intake", [("", TallyExported(day=date(2026, 11, 20), files=()))])
    log.close()
    found = Told()
    watch = Changes(tmp_path, found)
    watch.start()
    yield found
    watch.stop()


@pytest.fixture
def pat(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    command = [sys.executable, "-c", _COLLEAGUE, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def does(words: str) -> subprocess.Popen[str]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(words + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n"
        return process

    does("pass")
    yield does
    process.kill()
    process.communicate()


def test_an_entry_a_claim_a_release_and_a_death_are_each_known_within_a_second(
    tmp_path: Path, told: Told, pat: Callable[[str], subprocess.Popen[str]]
) -> None:
    mine = FolderClaims(tmp_path, "rhale", "Robin Hale")
    for act in (
        "log.append('pcole', [('', __import__('corrtui.control.acts').control.acts.DeskRepaired(done=()))])",
        f"claims.take({ONE!r})",
        f"claims.release({ONE!r})",
        f"claims.take({ONE!r})",
    ):
        time.sleep(0.3)  # what came before is told
        before = told.count
        pat(act)
        assert told.wait(before) < _SOON, act
    assert set(mine.others()) == {ONE}

    time.sleep(0.3)
    before = told.count
    os.kill(pat("pass").pid, signal.SIGKILL)

    assert told.wait(before) < _SOON
    assert mine.others() == {}, "when it is told, the letter is free already"


def test_a_session_that_stands_still_is_no_news(
    told: Told, pat: Callable[[str], subprocess.Popen[str]]
) -> None:
    process = pat(f"claims.take({ONE!r})")
    time.sleep(0.3)
    before = told.count

    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(1.0)
    os.kill(process.pid, signal.SIGCONT)

    assert told.count == before


@pytest.mark.slow
def test_a_desk_at_rest_is_looked_at_once_in_five_seconds(tmp_path: Path) -> None:
    told = Told()
    claims = FolderClaims(tmp_path, "rhale", "Robin Hale")
    claims.take(ONE)
    watch = Changes(tmp_path, told)
    watch.start()
    for _ in range(56):  # the screen's own looks are no news
        claims.others()
        time.sleep(0.1)
    watch.stop()
    claims.close()

    assert watch.looks <= 3
    assert told.count == 0


def test_what_this_session_claims_is_no_news_to_itself(
    tmp_path: Path, pat: Callable[[str], subprocess.Popen[str]]
) -> None:
    told, claims = Told(), FolderClaims(tmp_path, "rhale", "Robin Hale")
    watch = Changes(tmp_path, told, claims.session)
    watch.start()
    for _ in range(5):
        claims.take(ONE)
        claims.release(ONE)
    time.sleep(0.3)
    assert told.count == 0

    pat(f"claims.take({ONE!r})")

    assert told.wait(0) < _SOON
    watch.stop()
    claims.close()


def test_other_files_in_the_folder_are_no_news(tmp_path: Path, told: Told) -> None:
    for n in range(20):
        (tmp_path / "records.sqlite-wal").write_bytes(b"x" * n)
        (tmp_path / "claims.lock").write_bytes(b"x" * n)
        time.sleep(0.01)
    time.sleep(0.3)

    assert told.count == 0


def test_a_burst_is_told_in_a_few_calls(told: Told, pat: Callable[[str], subprocess.Popen[str]]) -> None:
    pat(f"[(claims.take({ONE!r}), claims.release({ONE!r})) for _ in range(500)]")
    time.sleep(0.5)

    assert 0 < told.count < 40


def test_without_events_a_look_a_second_tells_the_same(
    tmp_path: Path, pat: Callable[[str], subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network file system."""
    monkeypatch.setattr(module, "on_network", lambda folder: True)
    told = Told()
    watch = Changes(tmp_path, told)
    watch.start()

    process = pat(f"claims.take({ONE!r})")
    assert told.wait(0) < 2 * _SOON
    os.kill(process.pid, signal.SIGKILL)
    assert told.wait(1) < 2 * _SOON
    watch.stop()


@pytest.mark.slow
def test_folders_that_were_replaced_are_watched_again(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = FolderClaims(tmp_path, "rhale", "Robin Hale")
    until = time.monotonic() + 5
    while not (tmp_path / "sessions").is_dir() and time.monotonic() < until:
        time.sleep(0.01)  # the watch makes it, in a thread
    shutil.rmtree(tmp_path / "sessions")
    told.wait(0)
    time.sleep(0.2)
    claims.take(ONE)
    told.wait(1)
    time.sleep(0.3)
    before = told.count

    claims.release(ONE)

    assert told.wait(before) < _SOON
    claims.close()


def test_a_watch_may_be_ended_by_what_it_tells(tmp_path: Path) -> None:
    done = threading.Event()

    def end() -> None:
        watch.stop()
        done.set()

    watch = Changes(tmp_path, end)
    watch.start()
    claims = FolderClaims(tmp_path, "rhale", "Robin Hale")
    claims.take(ONE)

    assert done.wait(5)
    claims.close()


def test_a_folder_that_may_only_be_read_is_watched_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("in the way")
    told = Told()
    watch = Changes(tmp_path, told)
    watch.start()
    (tmp_path / "2026-11.jsonl").write_text("")

    assert told.wait(0) < _SOON
    watch.stop()
