"""A record on its way to the case folder and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from corrtui.records.record import Record, snapshot

ORDER = Record(
    source="orders",
    kind="order",
    key="48213",
    title="order 48213, copper kettle",
    fields=(("order_no", "48213"), ("note", "two lines\nof “text” — é")),
    values={"amount": "39.95"},
    links={"account": "HV-4417"},
    why="order 48213 named in the letter",
    file="orders.csv",
    row=2,
    read=datetime(2026, 3, 2, 15, 4, 5, tzinfo=UTC),
)


def test_a_record_comes_back_from_its_json() -> None:
    assert Record.from_json(json.loads(json.dumps(ORDER.to_json()))) == ORDER


def test_a_record_nobody_read_from_a_file_comes_back_too() -> None:
    bare = Record("orders", "order", "1", "order 1", (), {}, {})

    assert Record.from_json(bare.to_json()) == bare


@pytest.mark.parametrize(
    "damage",
    [
        {"key": 48213},
        {"fields": [["only one"]]},
        {"fields": None},
        {"values": ["amount"]},
        {"read": "yesterday"},
        {"row": "x"},
    ],
)
def test_a_damaged_record_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a record"):
        Record.from_json({**ORDER.to_json(), **damage})


def test_a_record_without_a_part_is_refused() -> None:
    data = ORDER.to_json()
    del data["links"]

    with pytest.raises(ValueError, match="links"):
        Record.from_json(data)


def test_the_snapshot_holds_the_complete_row_its_origin_and_when_in_utc() -> None:
    chicago = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=-6)))

    kept = json.loads(json.dumps(snapshot(ORDER, chicago)))

    assert kept["attached"] == "2026-03-02T16:00:00+00:00"
    assert kept["record"]["source"] == "orders"
    assert kept["record"]["file"] == "orders.csv"
    assert kept["record"]["read"] == "2026-03-02T15:04:05+00:00"
    assert Record.from_json(kept["record"]) == ORDER


def test_a_snapshot_taken_now_says_so_in_utc() -> None:
    moment = datetime.fromisoformat(snapshot(ORDER)["attached"])

    assert moment.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


def test_two_rows_with_one_number_are_two_records() -> None:
    other = Record("orders", "order", "48213", "", (), {}, {}, row=3)

    assert ORDER.identity != other.identity
    assert ORDER.because("another reason").identity == ORDER.identity
