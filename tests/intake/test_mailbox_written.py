"""A mailbox that is written to while it is taken in, as from the far end of a network: no byte is lost."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.errors import Refused
from corrtui.intake import mailbox
from corrtui.intake.mailbox import cut, messages
from corrtui.intake.mailbox_lock import left_locks, locked
from corrtui.intake.watch import InboxWatch
from tests.intake.test_mailbox import MAIL, box

if TYPE_CHECKING:
    from tests.intake.conftest import Office

_WRITER = """
import os, sys, time
path, how, mail = sys.argv[1:]
# A server of files holds nothing open between two writes, and writes to what was there under that name.
handle = os.open(path, os.O_PATH)
target = path if how == "by name" else f"/proc/self/fd/{handle}"
print("ready", flush=True)
input()
for n in range(100, 140):
    data = (mail % (n % 10, n, n)).encode()
    parts = (data[:70], data[70:]) if how == "in halves" else (data,)
    for part in parts:
        fd = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o660)
        os.write(fd, part)
        os.close(fd)
        time.sleep(0.03 / len(parts))
"""


@pytest.fixture
def watch(office: Office) -> InboxWatch:
    return InboxWatch(
        inbox=office.inbox,
        lock=office.folder / "control/intake.lock",
        accept=office.acceptor.accept,
        settle=0.005,
        rescan=0.5,
    )


def originals(office: Office) -> bytes:
    """All that came in, one letter behind the other."""
    return b"".join(path.read_bytes() for path in sorted((office.folder / "cabinet").rglob("original.*")))


def until(done: Callable[[], bool], watch: InboxWatch) -> None:
    limit = time.monotonic() + 60
    while not done():
        assert time.monotonic() < limit, (watch.waiting, os.listdir(watch.inbox))
        watch.scan()
        time.sleep(0.002)


@pytest.mark.parametrize("how", ["by handle", "in halves", "by name"])
def test_a_process_appends_while_the_mailbox_is_taken_in(office: Office, watch: InboxWatch, how: str) -> None:
    path = office.drop("feed.mbox", box(2))
    words = [sys.executable, "-c", _WRITER, str(path), how, MAIL]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.readline()
        until(lambda: len(office.letters()) >= 2, watch)
        writer.stdin.write(b"\n")  # it writes on when the mailbox has been moved
        writer.stdin.flush()
        until(lambda: writer.poll() is not None, watch)
        until(lambda: os.listdir(office.inbox) == [], watch)

    assert writer.returncode == 0
    orders = [int(number) for number in re.findall(rb"order (\d+) is late", originals(office))]
    # By name two mailboxes may stand side by side, and their order is their own.
    assert (sorted(orders) if how == "by name" else orders) == [1, 2, *range(100, 140)]
    assert len(office.letters()) >= 42


def test_a_mailbox_that_has_served_is_kept_until_it_has_rested(office: Office) -> None:
    path = office.drop("box", box(2))
    handle = os.open(path, os.O_PATH)
    folder = cut(path)
    for piece in messages(folder):
        office.acceptor.accept(piece)

    assert messages(folder, rest=3600) == []
    assert folder.exists()
    with open(f"/proc/self/fd/{handle}", "ab") as late:
        late.write(box(1).replace(b"order", b"parcel"))
    os.close(handle)
    assert messages(folder, rest=3600) == []  # it rests anew
    assert messages(folder) == []
    [rest] = [name for name in os.listdir(office.inbox) if not name.startswith(".")]
    assert (office.inbox / rest).read_bytes() == box(1).replace(b"order", b"parcel")
    assert messages(folder) == []
    assert os.listdir(office.inbox) == [rest]


@pytest.mark.parametrize("new", [box(2).replace(b"order", b"parcl"), box(1), box(2) + box(2), b""])
def test_a_mailbox_that_is_written_over_goes_back_whole(office: Office, new: bytes) -> None:
    path = office.drop("box.mbox", box(2))
    handle = os.open(path, os.O_PATH)
    folder = cut(path)
    for piece in messages(folder):
        office.acceptor.accept(piece)
    Path(f"/proc/self/fd/{handle}").write_bytes(new)
    os.close(handle)

    for _ in range(3):
        if folder.exists():
            messages(folder)
    left = [(office.inbox / name).read_bytes() for name in os.listdir(office.inbox)]
    assert left == ([box(2)] if new == box(2) + box(2) else [new])


def test_what_changed_goes_back_beside_what_came_meanwhile(office: Office, monkeypatch) -> None:
    path = office.drop("box.mbox", box(2))
    real = os.rename

    def rename(here: Path, there: Path) -> None:
        real(here, there)
        if Path(there).name == "whole":  # written to at this moment, while another one is delivered
            with open(there, "ab") as file:
                file.write(box(1))
            path.write_bytes(box(3))

    monkeypatch.setattr(mailbox.os, "rename", rename)
    with pytest.raises(Refused, match="changed while it was read"):
        cut(path)

    assert sorted((office.inbox / name).read_bytes() for name in os.listdir(office.inbox)) == sorted(
        [box(3), box(2) + box(1)]
    )


def test_the_same_size_and_time_with_another_end_is_a_change(office: Office, monkeypatch) -> None:
    path = office.drop("box", box(2))
    real, new = mailbox._cut_into, box(2).replace(b"order 2", b"order 7")

    def slow(*arguments) -> None:
        real(*arguments)
        times = os.stat(path)
        path.write_bytes(new)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    monkeypatch.setattr(mailbox, "_cut_into", slow)
    # What was read stands in the pieces only; here the bytes read last are those that were written over.
    folder = cut(path)
    for piece in messages(folder):
        office.acceptor.accept(piece)
    messages(folder)
    assert [path.read_bytes() for path in office.inbox.iterdir() if path.is_file()] == [new]


def test_a_mailbox_under_lock_waits(office: Office, watch: InboxWatch) -> None:
    path = office.drop("box", box(2))
    locked = (
        "import fcntl, sys; f = open(sys.argv[1], 'ab'); fcntl.lockf(f, fcntl.LOCK_EX); "
        "print(1, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", locked, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(Refused, match="a mail program writes to box"):
            cut(path)
        other.communicate(b"\n")
    (office.inbox / "box.lock").write_bytes(b"4711\n")
    watch.scan()
    time.sleep(0.01)
    assert watch.scan() == []
    assert [item.state for item in watch.waiting] == [
        "arriving: a mail program writes to box: box.lock stands beside it",
        "arriving under an unfinished name",
    ]
    assert path.read_bytes() == box(2)
    (office.inbox / "box.lock").unlink()

    until(lambda: len(office.letters()) == 2, watch)


def test_a_lock_that_a_killed_session_left_is_taken_away(office: Office) -> None:
    path = office.drop("box", box(2))
    (office.inbox / "box.lock").write_bytes(b"corrtui\n")

    assert len(messages(cut(path))) == 2
    assert not (office.inbox / "box.lock").exists()


_KILLED_AT = """
import os, signal, sys
from pathlib import Path
from corrtui.intake.mailbox import cut
step, name, path = sys.argv[1:]
real = getattr(os, name)
def dies(*arguments, **named):
    made = name != "open" or arguments[1] & os.O_CREAT
    mine = name in ("fsync", "write") or made and any(str(a).endswith(".lock") for a in arguments)
    if mine and step == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    done = real(*arguments, **named)
    if mine:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
setattr(os, name, dies)
cut(Path(path))
"""


@pytest.mark.parametrize("step", ["before", "after"])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "link", "unlink"])
def test_killed_at_any_step_of_its_lock_the_mailbox_comes_in(
    office: Office, watch: InboxWatch, call: str, step: str
) -> None:
    path = office.drop("box", box(2))
    killed = subprocess.run([sys.executable, "-c", _KILLED_AT, step, call, str(path)])
    assert killed.returncode == -signal.SIGKILL

    until(lambda: len(office.letters()) == 2, watch)
    assert originals(office) == box(2)
    until(lambda: not list(office.inbox.iterdir()), watch)


def test_a_lock_another_program_left_long_ago_is_named_with_the_remedy_and_stays(
    office: Office, watch: InboxWatch
) -> None:
    office.drop("box", box(2))
    lock = office.inbox / "box.lock"
    lock.write_bytes(b"")
    assert left_locks(office.inbox) == ()
    os.utime(lock, (time.time() - 3600,) * 2)
    office.drop("other", b"no mailbox")

    assert watch.scan_until_quiet(2.0)
    said = "box.lock stands beside it for 60 minutes: if no mail program runs that writes there, remove it"
    assert f"arriving: a mail program writes to box: {said}" in [item.state for item in watch.waiting]
    assert left_locks(office.inbox) == (f"inbox/{said.replace(' it ', ' its mailbox ', 1)}",)
    assert lock.exists()


def test_on_a_disk_without_links_there_is_a_lock_all_the_same(office: Office, monkeypatch) -> None:
    path = office.drop("box", box(2))

    def refused(*arguments: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with locked(path, office.folder):
        assert (office.inbox / "box.lock").read_bytes() == b"corrtui\n"
    assert not (office.inbox / "box.lock").exists()


def test_while_it_is_read_no_mail_program_writes(office: Office, monkeypatch) -> None:
    path = office.drop("box", box(2))
    real, seen = mailbox._cut_into, []
    asks = "import fcntl, sys; f = open(sys.argv[1], 'ab'); fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB)"

    def watched(*arguments) -> None:
        real(*arguments)
        seen.append((office.inbox / "box.lock").exists())
        seen.append(
            subprocess.run([sys.executable, "-c", asks, str(path)], stderr=subprocess.DEVNULL).returncode
        )

    monkeypatch.setattr(mailbox, "_cut_into", watched)
    cut(path)

    assert seen == [True, 1]
