"""What the desk may expect of a control log and of claims, wherever they are: one suite for every store."""

from __future__ import annotations

import json
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corrtui.control.acts import ActUndone, LetterReceived, LetterSkipped
from corrtui.control.chain import check_lines
from corrtui.control.claims import Claims
from corrtui.control.log import ControlLog
from corrtui.control.place import GENESIS, Place
from corrtui.control.stores import open_control, open_log

Make = Callable[[int], tuple[str, LetterReceived]]
Open = Callable[[], ControlLog]


@pytest.fixture(params=["folder", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """Where a log is: the folder and the url to open it with."""
    url = ""
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").url(f"d{secrets.token_hex(6)}")
    return tmp_path / "control", url


@pytest.fixture
def open_again(place: tuple[Path, str]) -> Iterator[Open]:
    """Opens the log, once or several times; closes them all."""
    opened: list[ControlLog] = []

    def again() -> ControlLog:
        opened.append(open_log(*place))
        return opened[-1]

    yield again
    for log in opened:
        log.close()


@pytest.fixture
def log(open_again: Open) -> ControlLog:
    return open_again()


def test_the_lines_of_a_log_are_what_the_chain_is_checked_by(log: ControlLog, received: Make) -> None:
    log.append("rhale", [received(n) for n in range(1, 8)])

    report = check_lines(log.lines())

    assert (report.entries, report.problem) == (7, "")
    assert [report.last_hash] == [entry.hash for entry in log.read_new() if entry.n == 7]
    assert log.hindrance == ""


def test_a_new_log_is_empty(log: ControlLog) -> None:
    assert list(log.read_new()) == []
    assert list(log.everything()) == []
    assert (log.last_n, log.last_hash) == (0, GENESIS)


def test_an_act_comes_back_as_it_was_entered(log: ControlLog, received: Make) -> None:
    number, act = received(1)

    [entered] = log.append("rhale", [(number, act)], "key1")

    [found] = log.read_new()
    assert (found.n, found.at, found.by, found.letter) == (entered.n, entered.at, entered.by, entered.letter)
    assert (found.n, found.by, found.letter, found.act, found.intent) == (1, "rhale", number, act, "key1")
    assert (log.last_n, log.last_hash) == (1, found.hash)
    assert list(log.read_new()) == []


def test_several_acts_are_entered_together_in_their_order(log: ControlLog, received: Make) -> None:
    entered = log.append("rhale", [received(3), received(1), received(2)])

    assert [(entry.n, entry.letter[-1]) for entry in entered] == [(1, "3"), (2, "1"), (3, "2")]
    assert log.append("rhale", []) == []
    assert [entry.n for entry in log.everything()] == [1, 2, 3]


def test_entries_of_some_kinds_come_in_their_order(log: ControlLog, received: Make) -> None:
    """What a letter says does not make an entry one of the kind."""
    log.append("rhale", [received(1), ("260302-0001", LetterSkipped(reason='"act":"undone"'))])
    log.append("rhale", [("260302-0001", ActUndone(entry=2, what='"act":"skipped"')), received(2)])
    log.append("rhale", [("260302-0002", LetterSkipped(reason="records"))])

    assert [entry.n for entry in log.of_kinds({"skipped"}, 0)] == [2, 5]
    assert [entry.n for entry in log.of_kinds({"skipped", "undone"}, 2)] == [3, 5]
    assert list(log.of_kinds({"skipped"}, 5)) == []


def test_text_of_any_kind_comes_back(log: ControlLog) -> None:
    reason = "“quoted” \u0000 \\ \ud83d\ude00 Zoë\n\t" + "x" * 5000
    reason = reason.encode("utf-16", "surrogatepass").decode("utf-16")
    log.append("o'hara; DROP TABLE", [("261120-0001", LetterSkipped(reason=reason))])

    [found] = log.read_new()

    assert found.act == LetterSkipped(reason=reason)
    assert found.by == "o'hara; DROP TABLE"


def test_what_another_process_entered_is_read_once_and_in_order(open_again: Open, received: Make) -> None:
    ours, theirs = open_again(), open_again()
    ours.append("rhale", [received(1)])
    theirs.append("pcole", [received(2)])
    ours.append("rhale", [received(3)])

    assert [(e.n, e.by) for e in ours.read_new()] == [(1, "rhale"), (2, "pcole"), (3, "rhale")]
    assert [(e.n, e.by) for e in theirs.read_new()] == [(1, "rhale"), (2, "pcole"), (3, "rhale")]
    assert list(ours.read_new()) == list(theirs.read_new()) == []
    assert ours.last_hash == theirs.last_hash


def test_the_history_of_a_letter_is_its_own_entries_only(log: ControlLog, received: Make) -> None:
    log.append("rhale", [received(1), received(2)])
    log.append("rhale", [("261120-0002", LetterSkipped(reason="see 261120-0001"))])

    assert [entry.n for entry in log.history("261120-0001")] == [1]
    assert [entry.n for entry in log.history("261120-0002")] == [2, 3]
    assert list(log.history("261120-0009")) == []


def test_the_histories_of_many_letters_come_in_one_reading(log: ControlLog, received: Make) -> None:
    log.append("rhale", [received(n) for n in range(1, 5)])
    log.append("rhale", [("261120-0002", LetterSkipped(reason='the "letter":"261120-0003" again'))])
    log.append("rhale", [("261120-0003", LetterSkipped(reason="records"))])

    assert [entry.n for entry in log.histories({"261120-0001", "261120-0002", "261120-0009"})] == [1, 2, 5]
    assert list(log.histories(())) == []


def test_entries_are_found_by_their_numbers(log: ControlLog, received: Make) -> None:
    log.append("rhale", [received(n) for n in range(1, 200)])

    found = log.entries({3, 150, 999})

    assert {n: entry.letter for n, entry in found.items()} == {3: "261120-0003", 150: "261120-0150"}
    assert log.entries(set()) == {}


def test_everything_is_everything_in_order(log: ControlLog, received: Make) -> None:
    for start in range(0, 4500, 1500):
        log.append("rhale", [received(n) for n in range(start, start + 1500)])

    assert [entry.n for entry in log.everything()] == list(range(1, 4501))
    assert [entry.n for entry in log.read_new()] == list(range(1, 4501))


def test_under_the_lock_nobody_else_enters(open_again: Open, received: Make) -> None:
    """Re-entrant for the thread that holds it; who waits, comes after."""
    import threading

    ours, theirs = open_again(), open_again()
    waiting = threading.Thread(target=lambda: theirs.append("pcole", [received(9)]))
    with ours.locked():
        with ours.locked():
            waiting.start()
            waiting.join(0.3)
            assert waiting.is_alive()
        ours.append("rhale", [received(1)])
        assert [entry.by for entry in ours.everything()] == ["rhale"]
        assert waiting.is_alive()
    waiting.join(10)

    assert [entry.by for entry in ours.read_new()] == ["rhale", "pcole"]


def test_reading_does_not_wait_for_who_holds_the_lock(open_again: Open, received: Make) -> None:
    ours, theirs = open_again(), open_again()
    ours.append("rhale", [received(1)])

    with ours.locked():
        assert [entry.n for entry in theirs.read_new()] == [1]


def test_reading_goes_on_from_a_noted_place(open_again: Open, received: Make) -> None:
    first = open_again()
    first.append("rhale", [received(n) for n in range(1, 6)])
    assert first.place() == Place()
    list(first.read_new())
    noted = first.place()
    first.append("rhale", [received(6)])
    assert first.place() == noted

    later = open_again()

    assert later.resume(noted)
    assert (later.last_n, later.last_hash) == (5, noted.hash)
    assert [entry.n for entry in later.read_new()] == [6]
    assert later.append("rhale", [received(7)])[0].n == 7


def test_a_place_in_another_log_is_not_gone_to(open_again: Open, received: Make) -> None:
    log = open_again()
    log.append("rhale", [received(n) for n in range(1, 6)])
    list(log.read_new())
    noted = log.place()

    for other in (
        Place(noted.n, "f" * 64, noted.where),
        Place(noted.n + 1, noted.hash, noted.where),
        Place(noted.n - 1, noted.hash, noted.where),
        Place(0, noted.hash, noted.where),
        Place(-3, noted.hash, "../log.lock:7"),
    ):
        fresh = open_again()
        assert not fresh.resume(other)
        assert [entry.n for entry in fresh.read_new()] == [1, 2, 3, 4, 5]


def test_the_beginning_is_a_place(open_again: Open, received: Make) -> None:
    log = open_again()
    log.append("rhale", [received(1)])

    assert log.resume(Place())
    assert [entry.n for entry in log.read_new()] == [1]


WRITER = """
import sys, json
from pathlib import Path
from corrtui.control.acts import LetterSkipped
from corrtui.control.stores import open_log
folder, url, who, times = sys.argv[1:]
log = open_log(Path(folder), url)
for turn in range(int(times)):
    entries = log.append(who, [("261120-0001", LetterSkipped(reason=f"{turn}"))] * (1 + turn % 2))
    print(json.dumps([e.n for e in entries]), flush=True)
log.close()
"""


def test_several_processes_number_without_a_gap(place: tuple[Path, str], log: ControlLog) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place[0]), place[1], f"clerk{k}", "20"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for k in range(4)
    ]
    said: list[int] = []
    for writer in writers:
        for line in writer.communicate(timeout=60)[0].splitlines():
            said += json.loads(line)

    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    entries = list(log.read_new())
    assert [entry.n for entry in entries] == list(range(1, 4 * 30 + 1))
    assert sorted(said) == [entry.n for entry in entries]
    for k in range(4):
        own = [entry.act for entry in entries if entry.by == f"clerk{k}"]
        assert own == [LetterSkipped(reason=f"{t}") for t in range(20) for _ in range(1 + t % 2)]


def test_an_undo_is_another_entry(log: ControlLog, received: Make) -> None:
    log.append("rhale", [received(1)])
    log.append("rhale", [("261120-0001", ActUndone(entry=1, what="received"))])

    assert [entry.act.name for entry in log.everything()] == ["received", "undone"]


def test_a_closed_log_gives_everything_back(place: tuple[Path, str]) -> None:
    with closing(open_log(*place)) as log:
        log.append("rhale", [("261120-0001", LetterSkipped(reason="r"))])


# -- claims

ONE, TWO, THREE = "261120-0001", "261120-0002", "261120-0003"
SESSION = """
import sys
from pathlib import Path
from corrtui.control.stores import open_control
control = open_control(Path(sys.argv[1]), sys.argv[2], sys.argv[3], "Pat Cole")
claims = control.claims
print(claims.session, flush=True)
for line in sys.stdin:
    print(repr(eval(line)), flush=True)
control.close()
"""


class Colleague:
    """Another session, in a process of its own; it evaluates what it is asked."""

    def __init__(self, place: tuple[Path, str], login: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SESSION, str(place[0]), place[1], login],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.session = self.answer()

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def send(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def does(self, words: str) -> str:
        self.send(words)
        return self.answer()


@pytest.fixture
def colleague(place: tuple[Path, str]) -> Iterator[Callable[..., Colleague]]:
    started: list[Colleague] = []

    def start(login: str = "pcole") -> Colleague:
        started.append(Colleague(place, login))
        return started[-1]

    yield start
    for session in started:
        session.process.kill()
        session.process.communicate()


@pytest.fixture
def claims(place: tuple[Path, str]) -> Iterator[Claims]:
    control = open_control(*place, "rhale", "Robin Hale")
    yield control.claims
    control.close()


def _within_a_second(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 1
    while not holds():
        assert time.monotonic() < until, "not within a second"
        time.sleep(0.01)


def test_a_letter_is_claimed_by_one_session_and_the_others_see_by_whom(
    claims: Claims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    assert claims.take(ONE) is None
    assert claims.take(ONE) is None
    assert "rhale" in pat.does(f"claims.take({ONE!r})")
    assert pat.does(f"claims.take({TWO!r})") == "None"

    seat = claims.take(TWO)

    assert seat is not None
    assert (seat.login, seat.name, seat.session) == ("pcole", "Pat Cole", pat.session)
    assert abs((datetime.now(UTC) - seat.since).total_seconds()) < 60
    assert claims.others() == {TWO: seat}
    assert claims.mine() == {ONE}


def test_another_session_of_the_same_person_is_another_session(
    claims: Claims, colleague: Callable[..., Colleague]
) -> None:
    own = colleague("rhale")
    own.does(f"claims.take({ONE!r})")

    seat = claims.take(ONE)

    assert seat is not None
    assert (seat.login, seat.session) == ("rhale", own.session)


def test_what_is_given_back_is_free(claims: Claims, colleague: Callable[..., Colleague]) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")
    claims.release(ONE)  # not ours: stays
    assert claims.take(ONE) is not None

    pat.does(f"claims.release({ONE!r})")

    assert claims.take(ONE) is None
    claims.release(ONE)
    assert claims.mine() == frozenset()
    assert pat.does("claims.others()") == "{}"


def test_a_dead_sessions_letters_are_free_within_a_second(
    claims: Claims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")
    assert set(claims.others()) == {ONE}

    pat.process.kill()

    _within_a_second(lambda: not claims.others())
    assert claims.take(ONE) is None
    assert claims.mine() == {ONE}


def test_a_session_that_stands_still_keeps_its_letters(
    claims: Claims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")

    pat.process.send_signal(signal.SIGSTOP)
    time.sleep(0.3)

    assert claims.take(ONE) is not None
    pat.process.send_signal(signal.SIGCONT)
    assert pat.does("claims.mine()") == repr(frozenset({ONE}))


def test_a_seized_letter_is_the_seizers(claims: Claims, colleague: Callable[..., Colleague]) -> None:
    pat = colleague()
    pat.does(f"[claims.take({ONE!r}), claims.take({TWO!r})]")

    claims.seize(ONE)

    assert claims.mine() == {ONE}
    assert pat.does("claims.mine()") == repr(frozenset({TWO}))
    assert "rhale" in pat.does(f"claims.take({ONE!r})")
    assert pat.does(f"claims.release({ONE!r})") == "None"  # as a pane closes that did not hear of it
    assert claims.mine() == {ONE}


def test_a_free_letter_may_be_seized_too(claims: Claims) -> None:
    claims.seize(ONE)

    assert claims.mine() == {ONE}


def test_the_first_nobody_else_has(claims: Claims, colleague: Callable[..., Colleague]) -> None:
    pat = colleague()
    pat.does(f"claims.take({ONE!r})")

    assert claims.take_first([]) == ""
    assert claims.take_first([ONE]) == ""
    assert claims.take_first([ONE, TWO, THREE]) == TWO
    assert claims.take_first([ONE, TWO, THREE]) == TWO
    pat.process.kill()
    pat.process.wait()
    _within_a_second(lambda: claims.take_first([ONE, TWO]) == ONE)


def test_next_never_gives_two_sessions_the_same_letter(colleague: Callable[..., Colleague]) -> None:
    letters = [f"261120-{n:04d}" for n in range(1, 121)]
    sessions = [colleague(f"clerk{k}") for k in range(4)]
    got: list[str] = []

    for session in sessions:
        session.send(f"[claims.take_first({letters}[k:]) for k in range(0, 60)]")
    for session in sessions:
        got += set(eval(session.answer())) - {""}

    assert len(got) == len(set(got))
    assert set(got) >= set(letters[:4])


def test_a_session_that_leaves_gives_everything_back(
    claims: Claims, colleague: Callable[..., Colleague]
) -> None:
    pat = colleague()
    pat.does(f"[claims.take({ONE!r}), claims.take({TWO!r})]")

    pat.process.communicate(timeout=10)

    assert pat.process.returncode == 0
    assert claims.others() == {}


def test_a_name_full_of_terminal_codes_is_shown_and_not_obeyed(
    place: tuple[Path, str], claims: Claims
) -> None:
    with closing(open_control(*place, "lee", "L\x1b]0;owned\x07ee")) as hostile:
        hostile.claims.take(ONE)

        assert "\x1b" not in claims.others()[ONE].name
