"""The program at the far end of a real SSH line: own sshd on loopback, the terminal at the client."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from corrtui.casework.verify import verify
from corrtui.control.entry import Entry
from corrtui.control.log import FolderLog
from corrtui.desk import Desk
from tests.benchmarks.many import Mail, desk_of
from tests.benchmarks.memory import family
from tests.screens.pty_desk import PtyDesk
from tests.ssh.server import Sshd, desk_command, missing, session_env

LETTERS = 20
PATIENCE = 60.0
"""Seconds until we give up on a screen: a login and a start on a machine that does much else."""
GONE = 5.0
"""Seconds after which a session whose line dropped is no more."""
ROUTINE = ("Ortiz", "Kowal", "Baumgartner", "Burrell")
"""Writers of the day's mail whose suggested reply goes out as it is."""

Log_in = Callable[..., PtyDesk]


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    if reason := missing():
        pytest.skip(reason)
    server = Sshd(tmp_path_factory.mktemp("sshd"), session_env())
    yield server
    server.close()


@pytest.fixture(scope="module")
def _stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def routine(mail: tuple[Mail, ...]) -> tuple[Mail, ...]:
        return tuple(own for own in mail if own.writer.split()[-1] in ROUTINE)

    return desk_of(tmp_path_factory.mktemp("stock") / "desk", LETTERS + 1, routine)


@pytest.fixture
def folder(_stocked: Path, tmp_path: Path) -> Path:
    """A desk of routine letters: one to write to, and twenty to clear."""
    return Path(shutil.copytree(_stocked, tmp_path / "desk"))


@pytest.fixture
def log_in(sshd: Sshd, folder: Path) -> Iterator[Log_in]:
    """Logs in and opens the desk, or runs a command; the terminal is at this end of the line."""
    opened: list[PtyDesk] = []

    def at(*command: str, compressed: bool = False, server: Sshd = sshd) -> PtyDesk:
        words = command or desk_command(folder)
        argv = server.client(*(() if server is not sshd else words), compressed=compressed)
        opened.append(PtyDesk(folder, 40, 120, argv=argv))
        return opened[-1]

    yield at
    for desk in opened:
        desk.close()


def here(shown: str) -> str:
    """Control number of the letter that is open."""
    found = re.search(r"LETTER (\d{6}-\d{4})", shown)
    return found[1] if found else ""


def entries(folder: Path) -> list[Entry]:
    log = FolderLog(folder / "control")
    try:
        return list(log.everything())
    finally:
        log.close()


def kept(folder: Path, no: str) -> str:
    """All drafts of a letter as they lie on the disk now."""
    case = folder / "cabinet" / f"20{no[:2]}" / no
    return "".join(path.read_text() for path in case.glob("draft-*.json"))


def leave(desk: PtyDesk) -> int:
    """Press q until the program ends: keys that came before what it has to say was seen are dropped."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        desk.send("q")
        with suppress(AssertionError):
            return desk.exit_code(1)
    raise AssertionError(f"it does not end:\n{desk.text()}")


def served(sshd: Sshd, folder: Path) -> list[int]:
    """The processes at the far end that have this desk open: none of the client's, none of sshd's own."""
    found = []
    for pid in family(sshd.pid)[1:]:
        words = _words(pid)
        if words[-1:] == [str(folder)] and "python" in words[0]:
            found.append(pid)
    return found


def _words(pid: int) -> list[str]:
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    except OSError:
        return []
    return [word for word in said.split("\0") if word]  # none: it ended, and nobody has asked how


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


TYPED = "Every one of these keys arrives, in order. "
BURST = "jjkk" + "r" + TYPED + "\x07j"
"""Fifty keys in one write: about the queue, into the draft, a text, out of it, on to the second letter."""


@pytest.mark.parametrize(
    "compressed", [pytest.param(False, marks=pytest.mark.slow), True], ids=["plain", "ssh -C"]
)
def test_a_burst_of_keys_and_twenty_letters_cleared(log_in: Log_in, folder: Path, compressed: bool) -> None:
    assert len(BURST) == 50
    desk = log_in(compressed=compressed)
    desk.wait_for(here, PATIENCE)
    first = here(desk.text())
    desk.send(BURST)
    desk.wait_for(lambda shown: here(shown) not in ("", first) and "EDIT" not in shown, PATIENCE)

    cleared: list[str] = []
    while len(cleared) < LETTERS:
        cleared.append(here(desk.text()))
        desk.send("y")
        if len(cleared) < LETTERS:
            desk.wait_for(lambda shown: here(shown) not in ("", cleared[-1]), PATIENCE)
    until(lambda: len(list((folder / "outbox").glob("*.pdf"))) == LETTERS)
    desk.wait_for(lambda shown: "filing" not in shown.splitlines()[-1], PATIENCE)

    assert leave(desk) == 0
    assert TYPED in kept(folder, first)
    assert len({first, *cleared}) == LETTERS + 1
    assert [entry.letter for entry in entries(folder) if entry.act.name == "filed"] == cleared
    assert {path.name[:11] for path in (folder / "outbox").glob("*.pdf")} == set(cleared)
    assert verify(folder).problems == ()
    # Nothing was asked of the mouse.
    assert not re.search(rb"\x1b\[\?(?:9|100[0-7]|101[56])h", bytes(desk.raw))


@pytest.mark.parametrize(
    ("end", "compressed"), [("client", True), pytest.param("sshd", False, marks=pytest.mark.slow)]
)
def test_a_dropped_line_loses_nothing_and_leaves_nothing_behind(
    log_in: Log_in, sshd: Sshd, folder: Path, end: str, compressed: bool
) -> None:
    desk = log_in(compressed=compressed)
    desk.wait_for(here, PATIENCE)
    no = here(desk.text())
    desk.send("rhalf a wor")
    desk.wait_for("half a wor", PATIENCE)
    [session] = served(sshd, folder)
    parent = int(Path(f"/proc/{session}/stat").read_text().rpartition(")")[2].split()[1])

    os.kill(desk.pid if end == "client" else parent, signal.SIGKILL)
    dropped = time.monotonic()
    until(lambda: not _words(session))

    assert time.monotonic() - dropped < GONE
    assert "half a wor" in kept(folder, no)
    after = Desk.open(folder)
    assert after.colleagues.others() == {}
    after.close()

    again = log_in(compressed=compressed)
    again.wait_for("you were here", PATIENCE)
    assert here(again.text()) == no
    again.wait_for("half a wor", PATIENCE)
    assert leave(again) == 0
    assert verify(folder).problems == ()


def test_over_a_line_the_rest_of_a_key_may_be_late_and_nothing_moves_by_itself(log_in: Log_in) -> None:
    script = (
        "from screens import terminal; terminal.prepare(); from textual import constants as c\n"
        "from screens.terminal import switched_on as on\n"
        "print('escape', c.ESCAPE_DELAY, 'animations', c.TEXTUAL_ANIMATIONS, 'colours', c.COLOR_SYSTEM)\n"
        "print('mouse', on('MOUSE'), 'blink', on('BLINK'))"
    )
    asked = log_in(sys.executable, "-c", script)

    asked.wait_for("escape 0.3 animations none colours standard", PATIENCE)
    asked.wait_for("mouse False blink False", PATIENCE)
    assert asked.exit_code(PATIENCE) == 0


def test_a_forced_command_is_the_desk_and_nothing_else(
    log_in: Log_in, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    force = desk_command(folder)
    server = Sshd(
        tmp_path_factory.mktemp("forced"), session_env(), [*force[:-2], "--restricted", *force[-2:]]
    )
    try:
        desk = log_in(server=server)
        desk.wait_for(here, PATIENCE)
        desk.send(":edit\r")
        desk.wait_for("restricted", PATIENCE)
        assert leave(desk) == 0

        shell = PtyDesk(folder, 40, 120, argv=server.client("sh", "-i"))
        try:
            assert shell.exit_code(PATIENCE) == 1
            assert "is not run here" in " ".join(shell.text().split())
        finally:
            shell.close()
    finally:
        server.close()
