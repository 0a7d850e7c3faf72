"""Questions to the index file itself: what one session asks while another changes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corrtui.records import lookups
from corrtui.records.index import RecordIndex
from corrtui.records.store import ENDING, KEY, LINK
from corrtui.settings import RecordSource

Declare = Callable[..., RecordSource]
Write = Callable[[str, str | bytes], Path]
Opened = Callable[..., RecordIndex]


def test_a_row_is_read_by_the_columns_a_colleagues_refresh_stored(
    declare: Declare, write: Write, opened: Opened
) -> None:
    """This session has not refreshed since the export got a new column in front."""
    write("orders.csv", "order_no,item\n1,kettle\n")
    mine, colleagues = opened(declare(fields={"item": "item"})), opened(declare(fields={"item": "item"}))
    assert mine.lookup("order", "1")[0].values == {"item": "kettle"}

    write("orders.csv", "colour,order_no,item\nred,1,teapot\n")
    colleagues.refresh()

    (row,) = mine.lookup("order", "1")
    assert row.values == {"item": "teapot"}
    assert row.fields[0] == ("colour", "red")


def test_the_forms_of_a_number_are_kept_apart(declare: Declare, write: Write, opened: Opened) -> None:
    write("accounts.csv", "no,order\n20104417,4417\n4417,1\n")
    index = opened(declare("accounts.csv", kind="account", key="no", links={"order": "order"}))
    db, slots = index._store.reader, index._slots

    def found(form: int, kind: str) -> list[str]:
        return [row.key for row in lookups.numbered(db, slots, form, kind, "4417", 9)]

    assert found(KEY, "account") == ["4417"]
    assert found(ENDING, "account") == ["20104417"]
    assert found(LINK, "order") == ["20104417"]
    assert found(LINK, "account") == []
    assert [row.key for row in index.accounts_ending("4417")] == ["20104417"]


def test_a_name_must_hold_every_word_where_that_is_asked(office: RecordIndex) -> None:
    assert [score for score, _ in office.names_holding("Dolores M. Vane")] == [92, 92]
    assert office.names_holding("Doloris Vane") == ()
    assert office.names_like("Doloris Vane") != ()


def test_one_person_with_hundreds_of_rows_does_not_hide_the_others(
    declare: Declare, write: Write, opened: Opened
) -> None:
    rows = "".join(f"{n},Jon Smith\n" for n in range(1000, 1400))
    write("orders.csv", f"order_no,who\n{rows}9,Jon Smyth\n")
    index = opened(declare(names=("who",)))

    assert [row.key for row in index.by_name("Jon Smyth")] == ["9"]
    assert {row.key for row in index.by_name("Jon Smth")} >= {"9", "1399"}
