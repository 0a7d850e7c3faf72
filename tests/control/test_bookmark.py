"""Bookmarks: only what a session left that is no more is offered, to its own person, once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corrtui.control.bookmark import Bookmark, Mark
from corrtui.control.session_file import pack

ONE, TWO = "261120-0001", "261120-0002"
_SESSION = """
import sys
from pathlib import Path
from corrtui.control.bookmark import Bookmark
mark = Bookmark(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
mark.put(sys.argv[4], 7)
sys.stdin.readline()
mark.take_away()
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a session in a process of its own; its bookmark is there when this returns."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(number: str, login: str = "pcole", letter: str = ONE) -> subprocess.Popen[bytes]:
        name = f"{number}-0123456789ab"
        command = [sys.executable, "-c", _SESSION, str(tmp_path), name, login, letter]
        begun.append(subprocess.Popen(command, stdin=subprocess.PIPE))
        until = time.monotonic() + 30
        while not _written(tmp_path / "bookmarks" / f"{name}.json") and time.monotonic() < until:
            time.sleep(0.01)
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def _written(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def mine(folder: Path, session: str = "9-aaaaaaaaaaaa") -> Bookmark:
    return Bookmark(folder, session, "pcole")


def left(folder: Path, ago: timedelta, letter: str = ONE, name: str = "5-0123456789ab.json") -> Path:
    """What a session left that was cut off so long ago."""
    (folder / "bookmarks").mkdir(exist_ok=True)
    path = folder / "bookmarks" / name
    at = (datetime.now(UTC) - ago).isoformat()
    path.write_bytes(pack({"login": "pcole", "letter": letter, "version": 7, "at": at}))
    return path


def test_a_killed_session_leaves_its_place_to_the_next_of_the_same_person(
    tmp_path: Path, session: Callable[..., subprocess.Popen[bytes]]
) -> None:
    killed = session("1")
    living = mine(tmp_path)
    assert living.left(datetime.now(UTC)) is None, "it lives"

    killed.kill()
    killed.wait()

    stranger = Bookmark(tmp_path, "8-bbbbbbbbbbbb", "dvega")
    assert stranger.left(datetime.now(UTC)) is None
    found = living.left(datetime.now(UTC))
    assert found is not None
    assert (found.login, found.letter, found.version) == ("pcole", ONE, 7)
    assert mine(tmp_path, "7-cccccccccccc").left(datetime.now(UTC)) is None, "it is offered once"


def test_who_leaves_in_order_leaves_no_place(
    tmp_path: Path, session: Callable[..., subprocess.Popen[bytes]]
) -> None:
    done = session("1")

    done.communicate(b"\n")

    assert list((tmp_path / "bookmarks").iterdir()) == []
    assert mine(tmp_path).left(datetime.now(UTC)) is None


def test_who_leaves_in_order_leaves_no_place_of_an_earlier_session_either(tmp_path: Path) -> None:
    """The clerk logged in again before the server noticed that the line had dropped."""
    bookmark = mine(tmp_path)
    assert bookmark.left(datetime.now(UTC)) is None
    late = left(tmp_path, timedelta(hours=1))
    others = left(tmp_path, timedelta(hours=1), name="6-0123456789ab.json")
    found = {"login": "dvega", "letter": ONE, "version": 7, "at": datetime.now(UTC).isoformat()}
    others.write_bytes(pack(found))

    bookmark.take_away()

    assert not late.exists()
    assert others.exists()


def test_of_two_places_the_later_is_offered_first_and_the_other_to_the_next_session(tmp_path: Path) -> None:
    left(tmp_path, timedelta(hours=2), ONE, "4-0123456789ab.json")
    left(tmp_path, timedelta(hours=1), TWO)
    now = datetime.now(UTC)
    first, second = mine(tmp_path), mine(tmp_path, "7-cccccccccccc")

    offered = [mark.letter for mark in (first.left(now), second.left(now)) if mark]

    assert offered == [TWO, ONE]


def test_when_a_network_comes_back_each_clerk_finds_their_own_place(tmp_path: Path) -> None:
    """All look at the same moment, each at everybody's places: nobody's look hides one from its owner."""
    logins = [f"clerk{number}" for number in range(12)]
    desks = [tmp_path / str(number) for number in range(20)]
    for desk in desks:
        desk.mkdir()
        for number, login in enumerate(logins):
            found = {"login": login, "letter": ONE, "version": 7, "at": datetime.now(UTC).isoformat()}
            left(desk, timedelta(), name=f"{number}-0123456789ab.json").write_bytes(pack(found))
    missed: list[str] = []
    together = threading.Barrier(len(logins))

    def look(login: str) -> None:
        for desk in desks:
            bookmark = Bookmark(desk, "99-cccccccccccc", login)
            together.wait(30)
            if bookmark.left(datetime.now(UTC)) is None:
                missed.append(login)
            bookmark.take_away()

    clerks = [threading.Thread(target=look, args=(login,)) for login in logins]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()

    assert missed == []


def test_the_place_offered_stays_until_the_new_session_has_one_of_its_own(tmp_path: Path) -> None:
    old = left(tmp_path, timedelta(hours=1))
    bookmark = mine(tmp_path)
    bookmark.left(datetime.now(UTC))
    assert old.exists()

    bookmark.put(TWO, 1)

    until = time.monotonic() + 15
    while old.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert [path.name for path in (tmp_path / "bookmarks").iterdir()] == ["9-aaaaaaaaaaaa.json"]
    bookmark.take_away()
    assert list((tmp_path / "bookmarks").iterdir()) == []


def test_a_place_of_long_ago_and_what_is_no_bookmark_are_not_offered(tmp_path: Path) -> None:
    old = left(tmp_path, timedelta(days=8))
    damaged = left(tmp_path, timedelta(hours=1), name="6-0123456789ab.json")
    damaged.write_bytes(damaged.read_bytes()[:-9])
    (tmp_path / "bookmarks" / "7-0123456789ab.json").symlink_to("/etc/passwd")
    left(tmp_path, timedelta(hours=1), letter="../../etc", name="8-0123456789ab.json")

    assert mine(tmp_path).left(datetime.now(UTC)) is None
    assert not old.exists()


def test_a_half_made_bookmark_goes_in_its_time(tmp_path: Path) -> None:
    old, young = (tmp_path / "bookmarks" / f".{number}-0123456789ab.new" for number in (4, 5))
    old.parent.mkdir()
    for path in (old, young):
        path.touch()
    eight_days_ago = time.time() - 8 * 86400
    os.utime(old, (eight_days_ago, eight_days_ago))

    mine(tmp_path).left(datetime.now(UTC))

    assert (old.exists(), young.exists()) == (False, True)


def test_a_disk_that_refuses_it_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "bookmarks").write_text("no folder")
    bookmark = mine(tmp_path)

    bookmark.put(ONE, 1)

    assert bookmark.left(datetime.now(UTC)) is None
    bookmark.take_away()


def test_a_mark_says_when_in_utc(tmp_path: Path) -> None:
    left(tmp_path, timedelta(hours=1))

    found = mine(tmp_path).left(datetime.now(UTC))

    assert isinstance(found, Mark)
    assert found.at.utcoffset() == timedelta(0)
