"""A desk on a server, at real terminals: seats are seen, and a lost server stops acts, not hands."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import make_desk
from corrtui.people import system_login
from tests.screens.conftest import begin_at_the_queue

if TYPE_CHECKING:
    from tests.postgres import Server

LETTERS = ("scan-0001-ortiz.txt", "scan-0002-kowal.txt", "scan-0007-bickford.txt")


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this test's own: it is killed."""
    from tests.postgres import Server

    made = Server(("fsync = off",))
    yield made
    made.close()


@pytest.fixture
def served(server: Server, tmp_path: Path) -> Path:
    """A desk on that server with three letters in its queue."""
    folder = tmp_path / "served"
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    toml = folder / "desk.toml"
    begin_at_the_queue(folder)
    toml.write_text(f'{toml.read_text()}\n[control]\nurl = "{server.url("served")}"\n')
    for name in LETTERS:
        shutil.copyfile(folder / "sample-letters" / name, folder / "inbox" / name)
    desk = Desk.open(folder)
    assert len(desk.take_in(Stamp())) == len(LETTERS)
    desk.close()
    return folder


def sit_down(pty_desk: Callable[..., Any], folder: Path, *more: str) -> Any:
    argv = [sys.executable, "-m", "corrtui", "--desk", str(folder), *more]
    session = pty_desk(rows=40, cols=120, argv=argv)
    session.wait_for("LETTER 26", timeout=30)
    return session


def words(session: Any) -> str:
    return " ".join(session.text().split())


@pytest.mark.slow
def test_a_lost_server_is_said_once_keeps_drafts_and_refuses_acts_until_it_is_back(
    pty_desk: Callable[..., Any], served: Path, server: Server
) -> None:
    robin = sit_down(pty_desk, served)
    robin.send("lfrom:ortiz\rrmy words ")
    robin.wait_for("my words")
    robin.settle(1.5)

    server.kill()
    robin.wait_for(lambda shown: "cannot be reached" in " ".join(shown.split()), timeout=20)
    robin.send("and more ")
    robin.wait_for("and more")
    end = time.monotonic() + 8
    while time.monotonic() < end:
        robin.read(0.1)
        assert words(robin).count("cannot be reached") <= 1
    (draft,) = (served / "cabinet").glob("*/*/draft-0.json")
    assert "my words and more" in json.loads(draft.read_text())["text"]
    robin.send("\x07")
    robin.settle()
    robin.send("y")
    robin.wait_for(lambda shown: "cannot be reached" in " ".join(shown.split()))
    assert not list((served / "outbox").glob("*.pdf"))
    for key in "jk":
        robin.send(key)
        robin.settle()
    assert "cannot be reached" not in words(robin)
    assert "LOG AWAY" in robin.line(-1)

    server.start()
    robin.wait_for("can be reached again", timeout=20)
    robin.wait_for(lambda shown: "LOG AWAY" not in shown)
    robin.send("r")
    robin.wait_for("EDIT bil-ack")


def test_two_clerks_on_a_server_see_each_other_soon(pty_desk: Callable[..., Any], served: Path) -> None:
    robin = sit_down(pty_desk, served)
    perry = sit_down(pty_desk, served, "--as", "pcole")
    robin.wait_for("@pcole")
    perry.wait_for(f"@{system_login()}")
    perry.settle()
    robin.settle()
    before = next(i for i, line in enumerate(robin.text().splitlines()) if "@pcole" in line)

    perry.send("G")
    begun = time.monotonic()
    while "@pcole" in robin.line(before):
        assert time.monotonic() - begun < 4, "only the slow look told"
        for session in (robin, perry):
            session.read(0.01)

    perry.close()
    begun = time.monotonic()
    robin.wait_for(lambda shown: "@pcole" not in shown, timeout=10)
    assert time.monotonic() - begun < 4.5
