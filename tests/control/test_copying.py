"""Copying a log either way: byte for byte, whole or not at all, and never over another."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corrtui.control.acts import LetterReceived, LetterSkipped
from corrtui.control.chain import verify_chain
from corrtui.control.copying import copy_log, log_place
from corrtui.control.journal import Journal
from corrtui.control.stores import open_control, open_log
from corrtui.errors import LogDamaged, Refused, SettingsError
from tests.postgres import Server

Make = Callable[[int], tuple[str, LetterReceived]]
SKIPPED = [("261120-0001", LetterSkipped(reason="records"))]


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A log of three months, 30 entries."""
    folder = tmp_path / "desk" / "control"
    for month in ("2026-09", "2026-10", "2026-12"):
        journal = Journal(folder, lambda month=month: f"{month}.jsonl", keep=False)  # type: ignore[misc]
        for n in range(10):
            doc = {
                "v": 1,
                "at": f"{month}-0{n % 9 + 1}T10:00:00.000Z",
                "by": "rhale",
                "letter": "261120-0001",
            }
            journal.append([{**doc, "act": "skipped", "d": {"reason": f"“{n}” " + "x" * n * 50}}])
        journal.close()
    return folder


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.url(f"d{secrets.token_hex(6)}")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}


def entries_at(url: str) -> int:
    with closing(open_log(Path(), url)) as log:
        return len(list(log.read_new()))


def test_there_and_back_it_is_the_same_to_the_byte(control: Path, url: str, tmp_path: Path) -> None:
    read: list[int] = []

    there = copy_log(log_place(str(control)), log_place(url), read.append)
    back = copy_log(log_place(url), log_place(str(tmp_path / "new")))

    assert there == back
    assert (there.entries, there.last_hash) == (30, verify_chain(control).last_hash)
    assert files(tmp_path / "new" / "control") == files(control)
    assert sum(read) == 3 * log_place(str(control)).size() == 3 * log_place(url).size()
    with closing(open_log(Path(), url)) as log:
        assert [entry.n for entry in log.history("261120-0001")] == list(range(1, 31))
        assert log.append("pcole", SKIPPED)[0].n == 31


def test_from_folder_to_folder_and_from_desk_to_desk(
    control: Path, url: str, postgres: Server, tmp_path: Path
) -> None:
    copy_log(log_place(str(control.parent)), log_place(str(tmp_path / "new" / "control")))
    copy_log(log_place(str(control)), log_place(url))
    copy_log(log_place(url), log_place(url + "2"))

    assert files(tmp_path / "new" / "control") == files(control)
    assert entries_at(url + "2") == 30
    with closing(open_log(tmp_path / "new" / "control", "")) as log:
        assert log.append("pcole", SKIPPED)[0].n == 31


def test_a_month_never_goes_back_whatever_the_clock_said(url: str, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "control", keep=False)
    for at in ("2026-11-30T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2026-11-30T23:59:59.998Z"):
        journal.append([{"v": 1, "at": at, "by": "x", "letter": "", "act": "skipped", "d": {"reason": "r"}}])
    journal.close()

    copy_log(log_place(str(tmp_path / "control")), log_place(url))
    copy_log(log_place(url), log_place(str(tmp_path / "new")))

    found = files(tmp_path / "new" / "control")
    assert {name: data.count(b"\n") for name, data in found.items()} == {
        "2026-11.jsonl": 1,
        "2026-12.jsonl": 2,
    }
    assert b"".join(found[name] for name in sorted(found)) == b"".join(files(tmp_path / "control").values())


def test_nothing_is_copied_over_another_log(control: Path, url: str, tmp_path: Path) -> None:
    copy_log(log_place(str(control)), log_place(url))

    with pytest.raises(Refused, match="a control log already"):
        copy_log(log_place(str(control)), log_place(url))
    with pytest.raises(Refused, match="a control log already"):
        copy_log(log_place(url), log_place(str(control)))

    assert entries_at(url) == 30
    assert len(files(control)) == 3


def test_a_log_onto_itself_is_refused(control: Path, url: str) -> None:
    copy_log(log_place(str(control)), log_place(url))
    for place in (str(control), url):
        with pytest.raises(Refused):
            copy_log(log_place(place), log_place(place))


@pytest.mark.parametrize("to_server", [True, False])
def test_an_altered_source_is_not_copied_and_the_line_is_named(
    control: Path, url: str, tmp_path: Path, to_server: bool
) -> None:
    path = control / "2026-10.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\\u201c4", b"\\u201c5"))
    target = url if to_server else str(tmp_path / "new")

    with pytest.raises(LogDamaged, match=r"2026-10\.jsonl, line 5"):
        copy_log(log_place(str(control)), log_place(target))

    assert entries_at(url) == 0
    assert files(tmp_path / "new" / "control") == {}


def test_an_altered_log_on_a_server_is_not_copied(
    control: Path, url: str, postgres: Server, tmp_path: Path
) -> None:
    copy_log(log_place(str(control)), log_place(url))
    with postgres.superuser() as keeper:
        keeper.execute("SET session_replication_role = replica")
        keeper.execute(
            "UPDATE corrtui.line SET line = replace(line, 'rhale', 'pcole') WHERE n = 7 AND desk = %s",
            [url.partition("desk=")[2]],
        )

    with pytest.raises(LogDamaged, match=r"corrtui\.line, line 7"):
        copy_log(log_place(url), log_place(str(tmp_path / "new")))

    assert files(tmp_path / "new" / "control") == {}


def test_a_source_in_use_is_not_copied(control: Path, url: str, tmp_path: Path) -> None:
    with closing(open_log(control, "")) as log, log.locked(), pytest.raises(Refused, match="in use"):
        copy_log(log_place(str(control)), log_place(url))
    with closing(open_control(control, "", "pcole", "Pat Cole")) as desk:
        desk.claims.take("261120-0001")
        with pytest.raises(Refused, match="Pat Cole"):
            copy_log(log_place(str(control)), log_place(url))
    copy_log(log_place(str(control)), log_place(url))
    with closing(open_log(Path(), url)) as log, log.locked(), pytest.raises(Refused, match="in use"):
        copy_log(log_place(url), log_place(str(tmp_path / "new")))
    with closing(open_control(Path(), url, "pcole", "Pat Cole")) as desk:
        desk.claims.take("261120-0001")
        with pytest.raises(Refused, match="Pat Cole"):
            copy_log(log_place(url), log_place(str(tmp_path / "new")))

    assert files(tmp_path / "new" / "control") == {}


def test_while_it_is_copied_nobody_enters(control: Path, url: str) -> None:
    source = log_place(str(control))
    with source.held() as lines:
        assert len(list(lines())) == 30
        with pytest.raises(Refused, match="in use"), log_place(str(control)).held():
            pass


@pytest.mark.parametrize("place", ["nowhere", "nowhere/control"])
def test_where_no_log_is_nothing_is_copied(tmp_path: Path, url: str, place: str) -> None:
    with pytest.raises(Refused, match="There is no control log"):
        copy_log(log_place(str(tmp_path / place)), log_place(url))
    with pytest.raises(Refused, match="There is no control log"):
        copy_log(log_place(url), log_place(str(tmp_path / "new")))

    assert not (tmp_path / "nowhere").exists()


def test_a_url_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        log_place("postgresql://a:b@c@d/e")


COPY = """
import sys
from corrtui.control import folder_copy
from corrtui.control.copying import copy_log, log_place
def slowly(name):
    real = getattr(folder_copy.os, name)
    def act(*args):
        print(name, flush=True)
        sys.stdin.readline()
        return real(*args)
    return act
class Os:
    def __getattr__(self, name):
        import os
        return getattr(os, name)
folder_copy.os = Os()
folder_copy.os.rename = slowly("rename")
copy_log(log_place(sys.argv[1]), log_place(sys.argv[2]), lambda _: None)
"""


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_copy_killed_in_the_middle_is_refused_as_a_log(control: Path, tmp_path: Path, renames: int) -> None:
    target = tmp_path / "new" / "control"
    copying = subprocess.Popen(
        [sys.executable, "-c", COPY, control, target],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert copying.stdin is not None
    assert copying.stdout is not None
    for _ in range(renames):
        assert copying.stdout.readline() == "rename\n"
        copying.stdin.write("\n")
        copying.stdin.flush()
    assert copying.stdout.readline() == "rename\n"
    os.kill(copying.pid, signal.SIGKILL)
    copying.communicate()

    assert len(files(target)) == renames
    if renames:
        with closing(open_log(target, "")) as log, pytest.raises(LogDamaged):
            list(log.read_new())
        with pytest.raises(Refused, match="interrupted copy"):
            copy_log(log_place(str(control)), log_place(str(target)))
        for path in target.glob("*.jsonl"):
            path.unlink()
    copy_log(log_place(str(control)), log_place(str(target)))
    assert files(target) == files(control)
    assert [path.name for path in target.glob(".copy-*")] == []


def test_a_copy_to_a_server_killed_in_the_middle_left_nothing(control: Path, url: str) -> None:
    code = (
        "import sys, time\nfrom corrtui.control.copying import copy_log, log_place\n"
        "def told(done):\n    print(done, flush=True)\n    time.sleep(0.05)\n"
        "copy_log(log_place(sys.argv[1]), log_place(sys.argv[2]), told)"
    )
    copying = subprocess.Popen([sys.executable, "-c", code, control, url], stdout=subprocess.PIPE, text=True)
    assert copying.stdout is not None
    for _ in range(12):  # after the first reading, which is told at its end, the lines go out one by one
        copying.stdout.readline()
    os.kill(copying.pid, signal.SIGKILL)
    copying.communicate()

    time.sleep(1)  # the server notices
    assert entries_at(url) == 0
    copied = copy_log(log_place(str(control)), log_place(url))
    assert copied.entries == entries_at(url) == 30


def test_the_command_says_what_it_copied(control: Path, url: str, postgres: Server) -> None:
    def run(*args: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "corrtui", "log", "copy", *args]
        return subprocess.run(argv, capture_output=True, text=True, timeout=60)

    secret = postgres.tcp_url(url.partition("desk=")[2])
    done = run(str(control.parent), secret)
    assert done.returncode == 0, done.stderr
    assert "30 entries copied" in done.stdout
    assert json.loads((control / "2026-12.jsonl").read_bytes().splitlines()[-1])["h"] in done.stdout
    assert "cabinet" not in done.stdout

    again = run(str(control.parent), secret)
    assert again.returncode == 1
    assert "a control log already" in again.stderr
    assert "cabinet" not in again.stderr
