"""What can be asked of the index, and what happens when its own file is in trouble."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corrtui.errors import CorrtuiError
from corrtui.records.index import RecordIndex
from corrtui.records.record import Record
from corrtui.settings import RecordSource

Declare = Callable[..., RecordSource]
Write = Callable[[str, str | bytes], Path]
Opened = Callable[..., RecordIndex]


def keys(rows: tuple[Record, ...]) -> list[str]:
    return [row.key for row in rows]


def test_a_row_found_by_its_number_is_whole_and_says_where_it_is_from(office: RecordIndex) -> None:
    (row,) = office.lookup("order", "48-213")

    assert (row.source, row.kind, row.key, row.file, row.row) == ("orders", "order", "48213", "orders.csv", 2)
    assert row.title == "order 48213, copper kettle"
    assert row.fields == (
        ("order_no", "48213"),
        ("account_no", "HV-4417"),
        ("customer", "Robin Hale"),
        ("order_date", "2026-02-20"),
        ("item", "copper kettle"),
        ("total", "39.95"),
    )
    assert row.values == {"date": "2026-02-20", "amount": "39.95"}
    assert row.links == {"account": "HV-4417"}
    assert row.why == ""
    assert row.read is not None
    assert timedelta(0) <= datetime.now(UTC) - row.read < timedelta(minutes=1)


def test_a_number_is_of_its_kind_only(office: RecordIndex) -> None:
    assert office.lookup("invoice", "48213") == ()
    assert office.lookup("shipment", "48213") == ()
    assert office.lookup("order", "") == ()


def test_rows_with_one_number_are_all_given_in_the_order_of_the_file(
    declare: Declare, write: Write, opened: Opened
) -> None:
    write("orders.csv", "order_no,date,item\n7,2026-01-02,kettle\n8,2026-01-01,x\n007,2026-01-01,lamp\n")

    rows = opened(declare()).lookup("order", "7")

    assert [(row.row, dict(row.fields)["item"]) for row in rows] == [(2, "kettle"), (4, "lamp")]


def test_letters_in_front_may_be_left_out_or_added(office: RecordIndex) -> None:
    assert keys(office.lookup("account", "4417")) == []
    assert keys(office.lookup_tail("account", "4417")) == ["HV-4417"]
    assert keys(office.lookup_tail("order", "ORD-48213")) == ["48213"]
    assert keys(office.lookup_tail("account", "XY-4417")) == []


def test_rows_that_hold_a_number_come_newest_first_over_all_sources(office: RecordIndex) -> None:
    rows = office.by_link("account", "hv 4417")

    assert keys(rows) == ["P-1", "889", "48213", "P-2", "771", "48100", "48099"]
    assert keys(office.by_link("account", "hv 4417", 2)) == ["P-1", "889"]
    assert keys(office.by_link("order", "48213")) == ["889"]
    assert office.by_link("account", "nobody") == ()


def test_a_mail_address_is_found_in_any_column_whatever_its_case(office: RecordIndex) -> None:
    assert keys(office.by_email(" Robin.Hale@Example.COM ")) == ["HV-4417"]
    assert office.by_email("other@example.com") == ()
    assert office.by_email("") == ()


def test_equal_names_push_out_similar_ones_and_accounts_come_first(office: RecordIndex) -> None:
    rows = office.by_name("Hale, Robin", 20)

    assert keys(rows) == ["HV-4417", "48099", "48100", "48213"]
    assert {row.why for row in rows} == {"in the name Hale, Robin"}


def test_a_name_written_with_a_slip_says_how_like_it_is(office: RecordIndex) -> None:
    rows = office.by_name("Robyn Hale")

    assert keys(rows)[0] == "HV-4417"
    assert rows[0].why == "in a name 90 % like Robyn Hale"


@pytest.mark.parametrize("name", ["Hale", "Petra Quist", "", "...", "R. H."])
def test_a_name_like_none_finds_nobody(office: RecordIndex, name: str) -> None:
    assert office.by_name(name) == ()


def test_a_name_is_found_whose_every_word_has_a_slip(office: RecordIndex) -> None:
    assert keys(office.by_name("Dolorez Vanne"))[0] == "HV-9001"


def test_the_names_on_a_row_are_those_of_the_declared_columns(office: RecordIndex) -> None:
    assert office.names_on(office.lookup("order", "48213")[0]) == ("Robin Hale",)
    assert office.names_on(office.lookup("invoice", "889")[0]) == ()
    kept = Record.from_json(office.lookup("account", "HV-4417")[0].to_json())
    assert office.names_on(kept) == ("Robin Hale",)
    assert office.names_on(Record("orders", "order", "1", "", (("old", "x"),), {}, {})) == ()
    assert office.names_on(Record("gone", "order", "1", "", (), {}, {})) == ()


def test_many_numbers_are_looked_up_at_once_in_all_kinds(office: RecordIndex) -> None:
    found = office.lookup_numbers(["889", "00048213", "4711", "--"])

    assert [(number, row.kind) for number, row in found] == [("889", "invoice"), ("00048213", "order")]
    assert office.lookup_numbers([]) == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("48213", "48213"),
        ("4417", "HV-4417"),
        ("482", "48213"),
        ("dvane@example.com", "HV-9001"),
        ("dolores vane", "HV-9001"),
        ("dol va", "HV-9001"),
        ("acm", "HV-8800"),
    ],
)
def test_a_clerk_finds_a_row_by_what_he_has(office: RecordIndex, typed: str, first: str) -> None:
    rows = office.search(typed)

    assert rows[0].key == first or first in keys(rows)[:2]
    assert all(row.why for row in rows)


def test_a_search_gives_each_row_once_and_no_more_than_asked(office: RecordIndex) -> None:
    rows = office.search("hv")

    assert len({row.identity for row in rows}) == len(rows)
    assert len(office.search("robin", 2)) == 2
    assert office.search("zz") == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(max_size=60))
@example('"; DROP TABLE rows; --')
@example("name_words MATCH '*'")
@example("' OR 1=1 --")
@example("NEAR(a b, 1) AND name : x")
@example("a\x00b")
@example("\ud800")
@example("%_")
def test_nothing_typed_or_written_is_ever_a_command(office: RecordIndex, text: str) -> None:
    office.search(text)
    office.by_name(text)
    office.by_email(text)
    office.by_link(text, text)
    office.lookup(text, text)
    office.lookup_tail("order", text)
    office.lookup_numbers([text])

    assert keys(office.lookup("order", "48213")) == ["48213"]


def test_sources_already_indexed_can_be_asked_before_a_refresh(
    declare: Declare, write: Write, opened: Opened, tmp_path: Path
) -> None:
    write("orders.csv", "order_no\n1\n")
    write("new.csv", "order_no\n2\n")
    opened(declare())

    both = [declare(), declare("new.csv", name="new")]
    with RecordIndex.open(both, tmp_path / "control" / "records.sqlite") as index:
        assert keys(index.lookup("order", "1")) == ["1"]
        assert index.lookup("order", "2") == ()
        index.refresh()
        assert keys(index.lookup("order", "2")) == ["2"]


def test_an_office_without_records_has_an_empty_index(opened: Opened) -> None:
    index = opened()

    assert index.kinds == frozenset()
    assert index.search("anything") == ()
    assert index.by_name("Robin Hale") == ()
    assert index.lookup_numbers(["48213"]) == ()


def test_a_source_declared_twice_gives_its_rows_once(declare: Declare, write: Write, opened: Opened) -> None:
    write("orders.csv", "order_no\n1\n")

    assert len(opened(declare(), declare(line=40)).lookup("order", "1")) == 1


def test_where_the_index_cannot_be_kept_it_lives_for_the_session_and_says_so(
    declare: Declare, write: Write, tmp_path: Path
) -> None:
    write("orders.csv", "order_no\n1\n")
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE theirs (x)")
    (tmp_path / "file").write_text("")

    for cache in (tmp_path / "other.sqlite", tmp_path / "file" / "records.sqlite"):
        with RecordIndex.open([declare()], cache) as index:
            (trouble,) = index.refresh()
            assert trouble.startswith("the record index is kept for this session only: ")
            assert str(cache) in trouble or str(cache.parent) in trouble
            assert keys(index.lookup("order", "1")) == ["1"]
            private = index._store.path
        assert not private.exists()


def damage(path: Path) -> None:
    """Overwrite everything behind the first page, as a bad disk would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as handle:
        handle.seek(4096)
        handle.write(b"\xaa" * (path.stat().st_size - 4096))


def test_an_index_damaged_while_open_is_made_anew_and_the_question_answered(
    declare: Declare, write: Write, tmp_path: Path
) -> None:
    write("orders.csv", "order_no,who\n" + "".join(f"{n},Person {n}\n" for n in range(3000)))
    cache = tmp_path / "records.sqlite"
    with RecordIndex.open([declare(names=("who",))], cache) as index:
        index.refresh()
        damage(cache)

        assert keys(index.lookup("order", "2999")) == ["2999"]
        assert keys(index.lookup("order", "1500")) == ["1500"]
        assert index.refresh() == ()


def test_an_index_damaged_between_sessions_is_made_anew(
    declare: Declare, write: Write, tmp_path: Path
) -> None:
    write("orders.csv", "order_no\n" + "".join(f"{n}\n" for n in range(3000)))
    cache = tmp_path / "records.sqlite"
    with RecordIndex.open([declare()], cache) as index:
        index.refresh()
    damage(cache)

    with RecordIndex.open([declare()], cache) as index:
        assert index.refresh() == ()
        assert keys(index.lookup("order", "2999")) == ["2999"]


def test_an_index_removed_by_hand_is_made_anew_at_the_next_refresh(
    declare: Declare, write: Write, opened: Opened, tmp_path: Path
) -> None:
    write("orders.csv", "order_no\n1\n")
    index = opened(declare())
    for path in (tmp_path / "control").glob("records.sqlite*"):
        path.unlink()

    assert index.refresh() == ()
    assert keys(index.lookup("order", "1")) == ["1"]


def test_questions_are_answered_beside_a_refresh(declare: Declare, write: Write, opened: Opened) -> None:
    write("orders.csv", "order_no,who\n" + "".join(f"{n},Person {n}\n" for n in range(100)))
    index = opened(declare(names=("who",)))
    write("orders.csv", "order_no,who\n" + "".join(f"{n},Person Number {n}\n" for n in range(20_000)))
    refresh = threading.Thread(target=index.refresh)
    refresh.start()
    asked = 0
    while refresh.is_alive():
        assert keys(index.lookup("order", "7")) == ["7"]
        asked += 1
    refresh.join()

    assert asked > 10  # a lookup that waited for the refresh would be the only one
    assert keys(index.lookup("order", "19999")) == ["19999"]


def test_a_closed_index_refuses_with_a_reason(declare: Declare, write: Write, tmp_path: Path) -> None:
    write("orders.csv", "order_no\n1\n")
    index = RecordIndex.open([declare()], tmp_path / "records.sqlite")
    index.refresh()
    index.close()

    with pytest.raises(CorrtuiError, match="record index cannot be read"):
        index.lookup("order", "1")
