"""SQLite files of other programs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corrtui.records import sqlite_source
from corrtui.records.sheet import Unavailable, Unusable
from corrtui.records.sqlite_source import is_sqlite, open_sqlite

Make = Callable[[str, str], Path]
ORDERS = "CREATE TABLE orders (no INTEGER, item TEXT, price REAL, photo BLOB, note);"


def read(path: Path, table: str = "orders") -> tuple[tuple[str, ...], list[list[str]]]:
    with open_sqlite(path, table) as sheet:
        return sheet.columns, [cells for _, cells in sheet.rows]


def test_every_kind_of_value_becomes_clean_text(database: Make) -> None:
    path = database(
        "o.db", ORDERS + "INSERT INTO orders VALUES (48213, 'kettle\x1b[2J', 39.95, x'0102', NULL);"
    )

    assert read(path) == (
        ("no", "item", "price", "photo", "note"),
        [["48213", "kettle␛[2J", "39.95", "(2 bytes)", ""]],
    )


def test_text_that_is_not_utf8_is_read_as_windows_text(database: Make) -> None:
    path = database("o.db", ORDERS + "INSERT INTO orders (item) VALUES (CAST(x'5a6feb' AS TEXT));")

    assert read(path)[1][0][1] == "Zoë"


def test_a_view_is_read_like_a_table(database: Make) -> None:
    path = database(
        "o.db", ORDERS + "INSERT INTO orders (no) VALUES (7); CREATE VIEW v AS SELECT no FROM orders;"
    )

    assert read(path, "v") == (("no",), [["7"]])


def test_the_only_table_needs_no_name(database: Make) -> None:
    assert read(database("o.db", ORDERS), "") == (("no", "item", "price", "photo", "note"), [])


@pytest.mark.parametrize(
    "table",
    ["order", "ORDERS", "", 'orders"; DROP TABLE orders; --', "orders WHERE 1", "sqlite_master", "\x00", "'"],
)
def test_a_table_that_is_not_there_is_named_with_those_that_are(database: Make, table: str) -> None:
    path = database("o.db", ORDERS + "CREATE TABLE customers (x);")

    with pytest.raises(Unusable, match="“orders”, “customers”"):
        read(path, table)
    assert read(path)[0][0] == "no"


def test_a_table_with_a_hostile_name_is_only_a_name(database: Make) -> None:
    path = database("o.db", 'CREATE TABLE "a"";b --" (x); INSERT INTO "a"";b --" VALUES (1);')

    assert read(path, 'a";b --') == (("x",), [["1"]])


def test_a_file_name_full_of_marks_is_opened(database: Make) -> None:
    assert read(database("o?mode=rwc#50%.db", ORDERS))[1] == []


def test_nothing_can_be_written_through_it(database: Make) -> None:
    path = database("o.db", ORDERS)
    before = path.read_bytes()

    with open_sqlite(path, "orders"):
        pass

    assert path.read_bytes() == before
    assert not list(path.parent.glob("o.db-*"))


def test_no_database_and_a_damaged_one_are_trouble(database: Make, tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("this is no database, only text that goes on for a while" * 40)
    damaged = database("o.db", ORDERS + "INSERT INTO orders SELECT 1, hex(randomblob(900)), 1, 1, 1;" * 40)
    data = bytearray(damaged.read_bytes())
    data[4096:] = b"\xee" * len(data[4096:])
    damaged.write_bytes(data)

    with pytest.raises(Unusable, match=r"text\.db cannot be read as a database"):
        read(text)
    with pytest.raises(Unusable, match=r"o\.db cannot be read as a database"):
        read(damaged)


def test_a_cut_off_database_is_trouble_and_not_half_a_table(database: Make) -> None:
    path = database("o.db", ORDERS + "INSERT INTO orders SELECT 1, hex(randomblob(900)), 1, 1, 1;" * 200)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(Unusable, match="cannot be read as a database"):
        read(path)


def test_a_database_locked_by_its_program_is_unavailable_not_broken(
    database: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_source, "_LOCK_WAIT", 0.05)
    path = database("o.db", ORDERS)

    with closing(sqlite3.connect(path, isolation_level=None)) as owner:
        owner.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match=r"locked.*\n.*tried again"):
            read(path)
        owner.execute("ROLLBACK")
    assert read(path)[1] == []


def test_a_view_without_end_is_stopped(database: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_source, "SECONDS", 0.05)
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) AS no FROM n"
    path = database("o.db", f"CREATE VIEW v AS {endless};")

    with pytest.raises(Unusable, match="needs more than"):
        read(path, "v")


def test_a_missing_file_is_unavailable_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        read(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_fault_while_the_rows_are_used_is_not_blamed_on_the_file(database: Make) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="ours"),
        open_sqlite(database("o.db", ORDERS), "orders"),
    ):
        raise sqlite3.OperationalError("ours")


def test_a_database_is_known_by_its_first_bytes(database: Make, tmp_path: Path) -> None:
    text = tmp_path / "t.csv"
    text.write_text("no,a\n")

    assert is_sqlite(database("o.bin", ORDERS))
    assert not is_sqlite(text)
