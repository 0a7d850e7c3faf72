"""Claims: which session has which letter open; a claim lives and dies with the session's process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corrtui.control.claims import FolderClaims
from corrtui.control.session_file import LONGEST, pack

ONE, TWO, THREE = "261120-0001", "261120-0002", "261120-0003"
_SESSION = """
import sys
from pathlib import Path
from corrtui.control.claims import FolderClaims
claims = FolderClaims(Path(sys.argv[1]), sys.argv[2], "Pat Cole")
print(claims.session, flush=True)
for line in sys.stdin:
    print(repr(eval(line, {"claims": claims})), flush=True)
claims.close()
"""


class Colleague:
    """Another session in a process of its own; it evaluates what it is asked."""

    def __init__(self, folder: Path, login: str = "pcole") -> None:
        command = [sys.executable, "-c", _SESSION, str(folder), login]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.session = self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def send(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def does(self, words: str) -> str:
        self.send(words)
        return self._answer()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Callable[..., Colleague]]:
    started: list[Colleague] = []

    def start(login: str = "pcole") -> Colleague:
        started.append(Colleague(tmp_path, login))
        return started[-1]

    yield start
    for session in started:
        with suppress(ProcessLookupError):
            session.process.send_signal(signal.SIGCONT)
        session.end()


@pytest.fixture
def me(tmp_path: Path) -> Iterator[FolderClaims]:
    found = FolderClaims(tmp_path, "rhale", "Robin Hale")
    yield found
    found.close()


def test_a_colleague_is_named_and_nothing_is_claimed(
    me: FolderClaims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    assert pat.does(f"claims.take({ONE!r})") == "None"

    seat = me.take(ONE)

    assert seat is not None
    assert (seat.login, seat.name, seat.session) == ("pcole", "Pat Cole", pat.session)
    assert abs((datetime.now(UTC) - seat.since).total_seconds()) < 60
    assert me.others() == {ONE: seat}
    assert me.mine() == frozenset()


def test_what_is_released_can_be_claimed(me: FolderClaims, colleague: Callable[..., Colleague]) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")
    pat.does(f"claims.release({ONE!r})")

    assert me.take(ONE) is None
    assert me.mine() == {ONE}
    assert "rhale" in pat.does(f"claims.take({ONE!r})")


def test_kill_9_frees_the_letter_at_once_and_leaves_no_file(
    tmp_path: Path, me: FolderClaims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")
    assert set(me.others()) == {ONE}

    os.kill(pat.process.pid, signal.SIGKILL)
    killed = time.monotonic()
    while me.others():
        assert time.monotonic() - killed < 10, "still there"

    assert list((tmp_path / "sessions").iterdir()) == []


def test_a_stalled_session_keeps_its_claim(me: FolderClaims, colleague: Callable[..., Colleague]) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")

    os.kill(pat.process.pid, signal.SIGSTOP)
    time.sleep(0.2)

    assert me.take(ONE) is not None


def test_what_was_seized_is_gone_for_the_first_even_when_the_second_left(
    tmp_path: Path, me: FolderClaims, colleague: Callable[..., Colleague]
) -> None:
    pat, lee = colleague(), colleague("lee")
    pat.does(f"claims.take({ONE!r})")
    os.kill(pat.process.pid, signal.SIGSTOP)
    lee.does(f"claims.seize({ONE!r})")
    assert me.others()[ONE].login == "lee"
    os.kill(lee.process.pid, signal.SIGKILL)
    lee.process.wait()
    os.kill(pat.process.pid, signal.SIGCONT)

    assert pat.does("claims.mine()") == "frozenset()"
    assert me.others() == {}
    assert me.take(ONE) is None
    assert "rhale" in pat.does(f"claims.take({ONE!r})")


def test_of_two_claims_the_later_holds_when_the_ledger_was_lost(
    tmp_path: Path, me: FolderClaims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")
    me.seize(ONE)
    (tmp_path / "claims.lock").write_bytes(b"nothing useful")

    assert me.mine() == {ONE}
    assert pat.does("claims.mine()") == "frozenset()"
    assert me.take(TWO) is None
    assert me.mine() == {ONE, TWO}


def test_a_letter_is_seized_also_after_the_ledger_was_lost(
    tmp_path: Path, me: FolderClaims, colleague: Callable[..., Colleague]
) -> None:
    """A ledger that begins anew counts on from what is claimed: the one who seizes comes later."""
    pat, lee = colleague(), colleague("lee")
    for number in (TWO, THREE, ONE):
        pat.does(f"claims.take({number!r})")
    (tmp_path / "claims.lock").write_bytes(b"")

    lee.does(f"claims.seize({ONE!r})")

    assert me.others()[ONE].login == "lee"
    assert ONE not in pat.does("claims.mine()")


def test_the_first_that_nobody_has(me: FolderClaims, colleague: Callable[..., Colleague]) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")

    assert me.take_first([ONE, TWO, THREE]) == TWO
    assert me.take_first([ONE]) == ""
    assert pat.does(f"claims.take_first({[TWO, THREE]!r})") == repr(THREE)


def test_leaving_takes_the_file_along(tmp_path: Path) -> None:
    claims = FolderClaims(tmp_path, "rhale", "Robin Hale")
    claims.take(ONE)
    claims.close()
    claims.close()

    assert list((tmp_path / "sessions").iterdir()) == []


def test_who_only_looks_leaves_no_trace(tmp_path: Path, me: FolderClaims) -> None:
    assert me.others() == {}
    assert me.mine() == frozenset()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\x00\xff" * 5000,
        b"x" * (LONGEST + 1000),
        b"[" * 100_000,
        pack({}),
        pack({"login": "a", "name": "b", "letters": []}),
        pack({"login": "a", "name": "b", "letters": {"../../x": [1, "2026-11-20T10:00:00+00:00"]}}),
        pack({"login": "a", "name": "b", "letters": {ONE: [1, "yesterday"]}}),
        pack({"login": "a", "name": "b", "letters": {ONE: ["x", "2026-11-20T10:00:00+00:00"]}}),
        pack({"login": "a", "name": "b", "letters": {ONE: 7}}),
        pack({"login": "a", "name": "b", "letters": {ONE: [1, "2026-11-20T10:00:00+00:00"]}})[:-3],
    ],
)
def test_a_file_that_says_nothing_useful_claims_nothing(
    tmp_path: Path, me: FolderClaims, content: bytes
) -> None:
    hostile = FolderClaims(tmp_path, "lee", "Lee")
    hostile.take(TWO)
    [path] = (tmp_path / "sessions").iterdir()
    path.write_bytes(content)

    assert me.others() == {}
    assert me.take(ONE) is None
    hostile.close()


def test_what_is_no_session_file_is_left_alone(tmp_path: Path, me: FolderClaims) -> None:
    sessions = tmp_path / "sessions"
    me.take(TWO)
    target = tmp_path / "elsewhere"
    target.write_bytes(b"precious")
    (sessions / "1-0123456789ab.json").symlink_to(target)
    os.mkfifo(sessions / "2-0123456789ab.json")
    (sessions / "3-0123456789ab.json").mkdir()
    (sessions / "notes.json").write_text("{}")
    shut = sessions / "4-0123456789ab.json"
    shut.touch(mode=0)

    assert me.others() == {}
    assert me.take(ONE) is None
    assert target.read_bytes() == b"precious"
    assert (sessions / "notes.json").exists()


def test_a_name_full_of_terminal_codes_is_shown_and_not_obeyed(tmp_path: Path, me: FolderClaims) -> None:
    hostile = FolderClaims(tmp_path, "lee", "L\x1b]0;owned\x07ee")
    hostile.take(ONE)

    name = me.others()[ONE].name
    hostile.close()

    assert "\x1b" not in name
    assert name.startswith("L")


def test_where_no_file_can_be_made_the_work_goes_on(tmp_path: Path, me: FolderClaims) -> None:
    (tmp_path / "sessions").write_text("in the way")
    (tmp_path / "claims.lock").mkdir()

    assert me.take(ONE) is None
    assert me.take_first([ONE, TWO]) == ONE
    assert me.others() == {}


def test_what_a_killed_session_left_while_it_sat_down_is_swept(tmp_path: Path, me: FolderClaims) -> None:
    me.take(ONE)
    old, young = tmp_path / "sessions/.9-0123456789ab.new", tmp_path / "sessions/.8-0123456789ab.new"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 3600,) * 2)

    me.others()

    assert not old.exists()
    assert young.exists()


def test_neither_a_fork_nor_a_program_started_keeps_the_lock(
    tmp_path: Path, me: FolderClaims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")
    fork = "__import__('os').fork() or __import__('time').sleep(30) or __import__('os')._exit(0)"
    child = int(pat.does(fork))
    program = int(pat.does("__import__('subprocess').Popen(['sleep', '30'], stdin=-3, stdout=-3).pid"))

    os.kill(pat.process.pid, signal.SIGKILL)
    killed = time.monotonic()
    while me.others():
        assert time.monotonic() - killed < 10, "still there"

    for pid in (child, program):
        os.kill(pid, signal.SIGKILL)
