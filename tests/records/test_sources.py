"""What desk.toml says of a source, held against the file."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corrtui.records.sheet import Unavailable, Unusable
from corrtui.records.sources import declaration, lay_out, open_source, stamp
from corrtui.settings import RecordSource

Declare = Callable[..., RecordSource]
Write = Callable[[str, str | bytes], Path]

COLUMNS = ("order_no", "item", "order_date", "customer")


def test_an_unchanged_file_keeps_its_stamp(declare: Declare, write: Write) -> None:
    write("orders.csv", "order_no\n1\n")

    assert stamp(declare()) == stamp(declare())


def test_another_size_time_or_inode_is_another_stamp(declare: Declare, write: Write) -> None:
    path = write("orders.csv", "order_no\n1\n")
    stamps = [stamp(declare())]
    os.utime(path, (1, 1))
    stamps.append(stamp(declare()))
    path.write_text("order_no\n12\n")
    os.utime(path, (1, 1))
    stamps.append(stamp(declare()))
    copy = write("copy.csv", "order_no\n12\n")
    os.utime(copy, (1, 1))
    copy.replace(path)
    stamps.append(stamp(declare()))

    assert len(set(stamps)) == 4


def test_a_file_written_this_moment_is_not_believed_to_be_at_rest(declare: Declare, write: Write) -> None:
    os.utime(write("orders.csv", "order_no\n1\n"), ns=(time.time_ns(), time.time_ns()))

    assert stamp(declare()) != stamp(declare())


def test_a_database_in_wal_mode_changes_its_stamp_before_its_file(declare: Declare, tmp_path: Path) -> None:
    source = declare("o.db", table="orders")
    with closing(sqlite3.connect(source.path, isolation_level=None)) as owner:
        owner.executescript("PRAGMA journal_mode = WAL; CREATE TABLE orders (order_no);")
        owner.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.utime(source.path, (1, 1))
        before = source.path.stat()
        first = stamp(source)
        owner.execute("INSERT INTO orders VALUES (1)")

        assert source.path.stat().st_mtime_ns == before.st_mtime_ns
        assert stamp(source) != first


def test_reading_a_database_in_wal_mode_does_not_change_its_stamp(declare: Declare) -> None:
    source = declare("o.db", table="orders")
    with closing(sqlite3.connect(source.path, isolation_level=None)) as owner:
        owner.executescript("PRAGMA journal_mode = WAL; CREATE TABLE orders (order_no);")
    os.utime(source.path, (1, 1))
    before = stamp(source)

    with open_source(source) as sheet:
        assert list(sheet.rows) == []

    assert stamp(source) == before


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "nul"])
def test_what_is_no_file_is_unavailable_and_nothing_hangs(declare: Declare, kind: str) -> None:
    source = declare()
    match kind:
        case "folder":
            source.path.mkdir()
        case "pipe":
            os.mkfifo(source.path)
        case "nul":
            source = replace(source, path=Path("a\x00b.csv"))

    with pytest.raises(Unavailable):
        stamp(source)


def test_where_a_source_is_declared_does_not_make_it_another(declare: Declare) -> None:
    assert declaration(declare(line=12)) == declaration(declare(line=99))
    assert declaration(declare(key="a")) != declaration(declare(key="b"))
    assert declaration(declare(links={"account": "a"})) != declaration(declare(links={"account": "b"}))


def test_a_file_is_opened_as_what_it_is(
    declare: Declare, write: Write, database: Callable[..., Path]
) -> None:
    write("orders.csv", "order_no\n1\n")
    database("o.csv", "CREATE TABLE orders (order_no); INSERT INTO orders VALUES (2);")

    with open_source(declare()) as sheet:
        assert list(sheet.rows) == [(2, ["1"])]
    with open_source(declare("o.csv")) as sheet:
        assert list(sheet.rows) == [(1, ["2"])]


def test_the_layout_says_where_everything_stands(declare: Declare) -> None:
    source = declare(
        title="order {order_no}: {item}",
        names=("customer",),
        links={"item": "item"},
        fields={"what": "item"},
    )

    layout, troubles = lay_out(source, COLUMNS, ())

    assert troubles == ()
    assert (layout.key, layout.names, layout.links, layout.fields) == (
        0,
        ((3,),),
        (("item", 1),),
        (("what", 1),),
    )
    assert layout.title_of(["48213", "kettle", "", ""]) == "order 48213: kettle"


def test_the_day_of_a_row_is_the_field_date_else_the_first_column_so_named(declare: Declare) -> None:
    columns = ("order_no", "DateIn", "shipped")

    assert lay_out(declare(), columns, ())[0].day == 1
    assert lay_out(declare(fields={"date": "shipped"}), columns, ())[0].day == 2
    assert lay_out(declare(), ("order_no",), ())[0].day is None


def test_a_name_cut_into_columns_is_put_together(declare: Declare) -> None:
    columns = ("order_no", "FirstName", "LastName", "Company")
    source = declare(names=("FirstName", "LastName", "Company"))

    layout, _ = lay_out(source, columns, ())

    assert list(layout.names_of(["1", "Luís", "Gonçalves", "Embraer"])) == ["Luís Gonçalves", "Embraer"]
    assert list(layout.names_of(["1", "", "Gonçalves", ""])) == ["Gonçalves"]


def test_a_source_without_a_title_is_named_by_kind_and_number(declare: Declare) -> None:
    assert lay_out(declare(), COLUMNS, ())[0].title_of(["7", "", "", ""]) == "order 7"


def test_a_title_reaches_no_further_than_its_row(declare: Declare) -> None:
    layout, troubles = lay_out(declare(title="{order_no.__class__} {0} {order_no}"), COLUMNS, ())

    assert layout.title_of(["7", "", "", ""]) == "{order_no.__class__} {0} 7"
    assert len(troubles) == 2


def test_a_missing_key_column_is_said_with_what_may_be_meant(declare: Declare) -> None:
    with pytest.raises(Unusable, match=r"orders.csv has no column “Order_nr”.*is “order_no” meant\?"):
        lay_out(declare(key="Order_nr"), COLUMNS, ())


def test_a_missing_key_column_like_none_is_said_with_the_columns(declare: Declare) -> None:
    with pytest.raises(Unusable, match="its columns are order_no, item, order_date, customer"):
        lay_out(declare(key="zzz"), COLUMNS, ())


def test_a_key_column_that_stands_twice_is_refused(declare: Declare) -> None:
    with pytest.raises(Unusable, match="column “order_no” stands twice"):
        lay_out(declare(), (*COLUMNS, "order_no (column 5)"), ("order_no",))


def test_other_missing_or_doubled_columns_are_left_out_and_said(declare: Declare) -> None:
    source = declare(
        title="{order_no} {colour}",
        names=("buyer",),
        links={"account": "acct"},
        fields={"amount": "total", "date": "order_date"},
    )

    layout, troubles = lay_out(source, (*COLUMNS, "total"), ("total",))

    assert (layout.names, layout.links, layout.fields) == ((), (), (("date", 2),))
    assert [trouble.split("”")[0].split("“")[1] for trouble in troubles] == [
        "acct",
        "total",
        "buyer",
        "colour",
    ]
    assert "stands twice, so it cannot be used as fields" in troubles[1]


def test_a_doubled_column_nobody_uses_is_said_and_does_no_harm(declare: Declare) -> None:
    layout, troubles = lay_out(declare(), (*COLUMNS, "note", "note (column 6)"), ("note",))

    assert layout.key == 0
    assert troubles == ("orders.csv: column “note” stands twice",)
