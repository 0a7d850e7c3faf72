"""A disk that is full and folders that may not be written: nothing half done, and all of it done later."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrtui.make_desk import make_desk
from corrtui.people import system_login
from tests.bad_input.office import PROGRAM, Office
from tests.screens.pty_desk import PtyDesk

LIBC = ctypes.CDLL(None, use_errno=True)
DETACH = 2
"""MNT_DETACH, umount2(2)."""
LONG = "because of this " * 600
"""A reason that does not fit into the rest of the log's last block."""
# For who may not mount: no file grows past this size; SIGXFSZ is ignored by Python, the write fails.
_SMALL_FILES = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)); "
SMALL_FILES = (sys.executable, "-c", f"{_SMALL_FILES}{PROGRAM[2]}")


class Disk:
    """A small disk with a desk on it, or, for who may not mount one, a limit on what files may grow to."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.office = Office(folder)
        self._ballast = folder.parent / "ballast"
        self.mounted = mounted
        self._limit = False

    def fill(self, screen: PtyDesk | None = None) -> None:
        """Leave not one byte, also not to the program at `screen`."""
        if not self.mounted:
            self._limit = True
            if screen is not None:
                resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            return
        with open(self._ballast, "ab", buffering=0) as ballast:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        ballast.write(b"x" * size)
                except OSError:
                    continue

    def empty(self, screen: PtyDesk | None = None) -> None:
        """Make room again."""
        self._limit = False
        self._ballast.unlink(missing_ok=True)
        if not self.mounted and screen is not None:
            resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    @property
    def argv(self) -> tuple[str, ...]:
        """The program, under the limit where that stands for a full disk."""
        return SMALL_FILES if self._limit else PROGRAM

    @property
    def words(self) -> str:
        """What the system says of such a disk."""
        return os.strerror(28 if self.mounted else 27)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = os.geteuid() == 0 and LIBC.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, b"size=2m") == 0
    try:
        make_desk(place / "desk", system_login(), "Robin Hale", sample=True)
        toml = place / "desk" / "desk.toml"
        toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
        made = Disk(place / "desk", mounted=mounted)
        yield made
        made.empty()
        made.office.close()
    finally:
        if mounted:
            LIBC.umount2(os.fsencode(place), DETACH)


@pytest.mark.slow
def test_on_a_full_disk_everything_is_refused_and_nothing_lost(disk: Disk) -> None:
    office = disk.office
    thanks = office.take_in("thank you note.html")
    assert office.run("show", thanks).code == 0
    letter = office.drop("scan-0001-ortiz.txt")
    whole = letter.read_bytes()
    disk.fill()
    reason = disk.words if disk.mounted else "The desk cannot be opened"

    for words in (["finish", thanks], ["dispose", thanks, "FILE", "--reason", LONG]):
        refused = office.run(*words, argv=disk.argv)
        # Where not even a cache may be touched, as under the limit, the desk does not open: exit 2.
        assert refused.code == (1 if disk.mounted else 2), words
        assert reason in refused.err
        assert str(office.folder) in refused.err
        assert "→ " in refused.err
    taken = office.run("intake", "--once", argv=disk.argv)
    if disk.mounted:
        assert "0 taken in, 1 waiting" in taken.out
        assert f"waits: {letter.name}: " in taken.out
        assert office.run("queue").out.startswith(thanks)
    assert reason in taken.out + taken.err
    assert letter.read_bytes() == whole
    assert office.verified()
    assert office.sent() == []

    disk.empty()
    assert office.run("finish", thanks).code == 0
    assert "1 taken in, 0 waiting" in office.run("intake", "--once").out
    assert office.verified()


def test_on_a_full_disk_the_screen_keeps_what_is_typed_until_there_is_room(disk: Disk) -> None:
    office = disk.office
    thanks = office.take_in("thank you note.html")
    screen = office.sit_down()
    screen.wait_for("/1")
    screen.send("r")
    screen.wait_for("EDIT svc-thanks")
    disk.fill(screen)
    screen.send("Words of mine ")
    screen.wait_for("Words of mine")
    screen.wait_for(disk.words)
    screen.press("escape")
    screen.wait_for("NOT SAVED 1")  # left, but held in memory and shown
    screen.wait_for("DRAFT svc-thanks")
    assert "Words of mine" in screen.text()
    screen.send("r")
    screen.wait_for("EDIT svc-thanks")
    screen.send("and more ")
    screen.wait_for("and more")

    disk.empty(screen)
    screen.press("escape")
    screen.wait_for("DRAFT svc-thanks")
    screen.wait_for(lambda shown: "NOT SAVED" not in shown)
    office.rise(screen)
    kept = (office.case(thanks) / "draft-0.json").read_text()
    assert "Words of mine" in kept
    assert "and more" in kept
    assert office.verified()


def test_an_outbox_that_may_not_be_written_is_named_and_the_letter_stays(office: Office, thanks: str) -> None:
    outbox = office.folder / "outbox"
    outbox.chmod(0o500)

    refused = office.run("finish", thanks)
    assert refused.code == 1
    assert f"{outbox}/{thanks}-svc-thanks.pdf: Permission denied" in refused.err
    assert "check the folder's rights, then do it again" in refused.err
    checked = office.run("check")
    assert checked.code == 1
    assert f"{outbox}: cannot be written by this user; change its owner or rights" in checked.out
    screen = office.sit_down()
    screen.wait_for("/1")
    screen.send("y")
    screen.wait_for("was not filed: A file cannot be written")
    screen.wait_for(lambda shown: "check the folder's rights" in " ".join(shown.split()))  # wherever it wraps
    screen.wait_for(f"LETTER {thanks}")
    assert office.verified()

    outbox.chmod(0o770)
    screen.send("y")
    screen.wait_for(f"filed {thanks}")
    office.rise(screen)
    assert office.verified()


def test_a_log_or_cabinet_that_may_not_be_written_leaves_the_mail_in_the_inbox(office: Office) -> None:
    letter = office.drop("thank you note.html")
    cabinet = office.folder / "cabinet"
    cabinet.chmod(0o500)
    taken = office.run("intake", "--once")
    assert f"waits: {letter.name}: " in taken.out
    assert "Permission denied" in taken.out
    assert letter.exists()

    cabinet.chmod(0o770)
    assert "1 taken in" in office.run("intake", "--once").out
    assert office.verified()
