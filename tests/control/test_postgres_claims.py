"""Claims and wake-ups on a server: known at once, gone with their session, there again after a restart."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from corrtui.control.acts import LetterSkipped
from corrtui.control.postgres_claims import PostgresClaims
from corrtui.control.postgres_session import PostgresChanges
from corrtui.control.stores import Control, open_control
from corrtui.errors import CorrtuiError, ServerAway
from tests.postgres import Server

ONE, TWO = "261120-0001", "261120-0002"
SKIPPED = [(ONE, LetterSkipped(reason="records"))]
HOLDER = """
import sys
from pathlib import Path
from corrtui.control.stores import open_control
control = open_control(Path(), sys.argv[1], "pcole", "Pat Cole")
control.claims.take(sys.argv[2])
print("holds", flush=True)
sys.stdin.read()
"""


class Ear:
    """Counts the wake-ups a session gets."""

    def __init__(self, control: Control) -> None:
        assert isinstance(control.claims, PostgresClaims)
        self._heard = threading.Event()
        self.changes = PostgresChanges(control.claims.sitting, self._heard.set)
        self.changes.start()
        control.claims.sitting.hold()
        time.sleep(0.2)  # it says once that it is there
        self._heard.clear()

    def within(self, seconds: float) -> float:
        """Wait for the next wake-up; return how long it took."""
        begun = time.monotonic()
        assert self._heard.wait(seconds), f"no wake-up within {seconds} s"
        self._heard.clear()
        return time.monotonic() - begun


@pytest.fixture
def open_session(postgres: Server) -> Iterator[Callable[..., Control]]:
    opened: list[Control] = []
    desk = f"d{secrets.token_hex(6)}"

    def start(login: str = "rhale", url: str = "") -> Control:
        opened.append(open_control(Path(), url or postgres.url(desk), login, login.title()))
        return opened[-1]

    yield start
    for control in opened:
        control.close()


@pytest.fixture
def own_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def test_an_entry_a_claim_and_its_end_are_each_known_at_once(open_session: Callable[..., Control]) -> None:
    robin, pat = open_session(), open_session("pcole")
    ear = Ear(robin)

    pat.log.append("pcole", SKIPPED)
    assert ear.within(1) < 1
    assert [entry.by for entry in robin.log.read_new()] == ["pcole"]
    pat.claims.take(ONE)
    ear.within(1)
    assert set(robin.claims.others()) == {ONE}
    pat.claims.release(ONE)
    ear.within(1)
    assert robin.claims.others() == {}
    pat.claims.seize(ONE)
    ear.within(1)
    pat.close()
    ear.within(1)
    assert robin.claims.others() == {}


def test_another_desk_in_the_database_wakes_nobody(
    postgres: Server, open_session: Callable[..., Control]
) -> None:
    robin, other = open_session(), open_session("pcole", postgres.url("elsewhere"))
    ear = Ear(robin)

    other.log.append("pcole", SKIPPED)
    other.claims.take(ONE)

    with pytest.raises(AssertionError, match="no wake-up"):
        ear.within(0.4)
    assert robin.claims.others() == {}
    assert robin.claims.take(ONE) is None


@pytest.mark.slow
def test_the_others_are_told_within_two_seconds_that_a_session_died(
    postgres: Server, open_session: Callable[..., Control]
) -> None:
    """They are told by whoever sweeps up first; who asks before, finds the letter free already."""
    robin = open_session()
    assert isinstance(robin.claims, PostgresClaims)
    url = postgres.url(robin.claims.sitting.desk)
    ear = Ear(robin)
    pat = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url, ONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert pat.stdout is not None
    assert pat.stdout.readline() == "holds\n"
    ear.within(5)
    time.sleep(3)  # a session that has just come sweeps up after nobody: others may be coming back

    os.kill(pat.pid, signal.SIGKILL)
    pat.communicate()

    assert ear.within(3) < 2
    assert robin.claims.others() == {}
    with postgres.superuser() as keeper:
        here = "SELECT FROM corrtui.claim WHERE desk = %s AND login = 'pcole'"
        assert keeper.execute(here, [robin.claims.sitting.desk]).fetchall() == []


@pytest.mark.slow
def test_after_a_restart_of_the_server_every_session_has_its_letters_again(own_server: Server) -> None:
    url = own_server.url("d")
    with (
        closing(open_control(Path(), url, "rhale", "Robin Hale")) as robin,
        closing(open_control(Path(), url, "pcole", "Pat Cole")) as pat,
    ):
        robin.claims.take(ONE)
        pat.claims.take(TWO)
        ear = Ear(robin)

        own_server.kill()
        ear.within(3)  # it is told that the server is away
        with pytest.raises(ServerAway):
            robin.claims.take(TWO)
        robin.claims.release(TWO)  # never raises: what is owed is given back later
        own_server.start()
        ear.within(5)  # and that it is back

        _in_time(lambda: set(pat.claims.others()) == {ONE})
        _in_time(lambda: set(robin.claims.others()) == {TWO})
        assert robin.claims.mine() == {ONE}
        assert robin.claims.take(TWO) is not None


def test_what_is_given_back_while_the_server_is_away_is_free_when_it_is_back(own_server: Server) -> None:
    url = own_server.url("d")
    with (
        closing(open_control(Path(), url, "rhale", "Robin Hale")) as robin,
        closing(open_control(Path(), url, "pcole", "Pat Cole")) as pat,
    ):
        robin.claims.take(ONE)
        own_server.stop()
        robin.claims.release(ONE)
        own_server.start()

        _in_time(lambda: robin.claims.others() == {})
        _in_time(lambda: pat.claims.take(ONE) is None)


def test_a_session_that_closes_while_the_server_is_away_closes(own_server: Server) -> None:
    control = open_control(Path(), own_server.url("d"), "rhale", "Robin Hale")
    control.claims.take(ONE)
    own_server.stop("immediate")

    begun = time.monotonic()
    control.close()

    assert time.monotonic() - begun < 4


def _in_time(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 8
    while True:
        with suppress(CorrtuiError):
            if holds():
                return
        assert time.monotonic() < until, "not in time"
        time.sleep(0.05)
