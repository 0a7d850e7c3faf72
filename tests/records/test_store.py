"""The index's file: made, shared, replaced, and never somebody else's."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from corrtui.records.store import APPLICATION_ID, VERSION, NotOurs, Store


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


def slots(store: Store) -> int:
    return int(store.reader.execute("SELECT count(*) FROM slots").fetchone()[0])


def put(store: Store) -> None:
    with store.writer() as connection:
        connection.execute("INSERT INTO slots VALUES (NULL, hex(randomblob(4)), '', '', '', '', '', '')")


def test_a_new_index_is_empty_ours_and_readable_beside_a_writer(tmp_path: Path) -> None:
    with opened(tmp_path / "r.sqlite") as store, store.writer() as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO slots VALUES (NULL, 'd', '', '', '', '', '', '')")

        assert slots(store) == 0
        writer.execute("COMMIT")
        assert slots(store) == 1
        assert store.reader.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_what_was_indexed_is_there_for_the_next_session(tmp_path: Path) -> None:
    with opened(tmp_path / "r.sqlite") as store:
        put(store)
    with opened(tmp_path / "r.sqlite") as store:
        assert slots(store) == 1


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o770, 0o660)])
def test_the_index_is_as_private_as_its_folder(tmp_path: Path, folder: int, file: int) -> None:
    home = tmp_path / "control"
    home.mkdir()
    home.chmod(folder)

    with opened(home / "r.sqlite") as store:
        put(store)
        for path in home.glob("r.sqlite*"):
            if not path.name.endswith(".lock"):
                assert stat.S_IMODE(path.stat().st_mode) == file


@pytest.mark.parametrize(
    "content", [b"", b"no database at all " * 300, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(content)

    with opened(path) as store:
        assert slots(store) == 0


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE customers (name)")
    before = path.read_bytes()

    with pytest.raises(NotOurs, match=r"r\.sqlite"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "kept"), [(VERSION + 1, True), (VERSION - 1, False)])
def test_an_older_index_is_made_anew_and_a_newer_one_left_alone(
    tmp_path: Path, version: int, kept: bool
) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as store:
        put(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA user_version = {version}")

    if kept:
        with pytest.raises(NotOurs, match="newer"):
            Store(path)
    else:
        with opened(path) as store:
            assert slots(store) == 0


def test_a_removed_or_replaced_file_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as store:
        put(store)
        assert store.follow() is False
        path.unlink()
        assert store.follow() is True
        assert slots(store) == 0
        assert path.exists()


def test_replacing_leaves_a_colleagues_new_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as store:
        path.unlink()
        with opened(path) as colleague:
            put(colleague)
            store.replace()

            assert slots(store) == 1


def test_a_writer_on_a_removed_file_says_so_and_makes_no_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as store:
        path.unlink()
        with pytest.raises(sqlite3.OperationalError, match="is gone"), store.writer():
            pass
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"):
        Store(tmp_path / "file" / "r.sqlite")
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.slow
def test_sessions_that_make_the_index_at_once_never_take_it_for_somebody_elses(tmp_path: Path) -> None:
    """Half a made index has tables and no mark yet: seen by chance only, so it is tried often."""
    failures: list[Exception] = []

    def session(path: Path, start: threading.Barrier) -> None:
        start.wait()
        try:
            Store(path).close()
        except Exception as error:
            failures.append(error)

    for n in range(600):
        start = threading.Barrier(6)
        sessions = [
            threading.Thread(target=session, args=(tmp_path / f"{n}.sqlite", start)) for _ in range(6)
        ]
        for each in sessions:
            each.start()
        for each in sessions:
            each.join()

    assert failures == []


def test_a_maker_killed_half_way_leaves_nothing_that_hinders(tmp_path: Path) -> None:
    half = tmp_path / "r.sqlite.new"
    half.write_bytes(b"SQLite format 3\0" + b"\0" * 500)
    half.with_name("r.sqlite.new-wal").write_bytes(b"\xff" * 100)

    with opened(tmp_path / "r.sqlite") as store:
        assert slots(store) == 0
    assert not list(tmp_path.glob("*.new*"))
