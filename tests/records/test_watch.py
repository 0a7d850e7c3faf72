"""Records that change while the desk is open are read again, off the keys' path."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corrtui.records.index import RecordIndex
from corrtui.records.watch import RecordWatch
from corrtui.settings import RecordSource

Changes = list[int]


@pytest.fixture
def orders(tmp_path: Path) -> RecordSource:
    path = tmp_path / "orders.csv"
    path.write_text("order_no,item\n48213,coffee boiler\n")
    return RecordSource(
        name="orders", kind="order", path=path, table="", key="order_no", title="order {order_no}",
        names=(), links={}, fields={},
    )  # fmt: skip


@pytest.fixture
def made(orders: RecordSource, tmp_path: Path) -> Iterator[tuple[RecordWatch, RecordIndex, Changes]]:
    index = RecordIndex.open((orders,), tmp_path / "cache.sqlite")
    changes: Changes = []
    watch = RecordWatch((orders,), index, lambda: changes.append(1))
    yield watch, index, changes
    watch.stop()
    index.close()


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def test_a_look_reads_what_changed_and_nothing_else(
    made: tuple[RecordWatch, RecordIndex, Changes], orders: RecordSource
) -> None:
    watch, index, changes = made
    assert watch.look() == ()
    watch.look()
    assert changes == [1]
    assert [row.key for row in index.lookup("order", "48213")] == ["48213"]

    orders.path.write_text("order_no,item\n48213,coffee boiler\n48214,flour mill\n")
    watch.look()

    assert changes == [1, 1]
    assert [row.key for row in index.lookup("order", "48214")] == ["48214"]


def test_a_source_that_goes_away_is_named_and_comes_back(
    made: tuple[RecordWatch, RecordIndex, Changes], orders: RecordSource
) -> None:
    watch, index, _ = made
    text = orders.path.read_text()
    orders.path.unlink()
    [trouble] = watch.look()
    assert "orders" in trouble

    orders.path.write_text(text)

    assert watch.look() == ()
    assert index.lookup("order", "48213")


def test_the_thread_reads_at_once(made: tuple[RecordWatch, RecordIndex, Changes]) -> None:
    watch, index, _ = made
    watch.start()

    _until(lambda: bool(index.lookup("order", "48213")))


def test_a_look_at_a_running_watch_waits_for_the_first_reading(
    made: tuple[RecordWatch, RecordIndex, Changes],
) -> None:
    watch, index, _ = made
    assert not watch.ready
    watch.start()

    watch.look()

    assert watch.ready
    assert index.lookup("order", "48213")
