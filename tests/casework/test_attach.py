"""Attaching: the row as it was is kept with the letter, whatever becomes of the records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.worksheet import record_id
from corrtui.control.acts import RecordAttached
from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"


def _order(desk: Desk, number: str) -> str:
    return next(record_id(row) for row in desk.sheet(number).records if row.kind == "order")


def test_a_record_is_attached_and_taken_off_by_the_same_act(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    record = _order(desk, number)

    assert "attached to" in desk.attach(number, record)
    assert [record_id(row) for row in desk.sheet(number).attached] == [record]
    assert "taken off" in desk.attach(number, record)
    assert desk.sheet(number).attached == ()


@pytest.mark.parametrize(
    ("key", "masked"), [("4111111111111111", "****1111"), ("219-09-9999", "***-**-9999")]
)
def test_a_key_that_is_a_full_number_stands_neither_in_the_log_nor_in_a_file_name(
    desk: Desk, take_in: Take, folder: Path, key: str, masked: str
) -> None:
    with (folder / "records/accounts.csv").open("a") as out:
        out.write(f"{key},Agatha Crumm,12 Elm Street,Dubuque,IA,52001,,,,,,,,,,\n")
    desk.check()
    number = take_in(desk, "bill.txt", f"My bill for account {key} is wrong.\n\nAgatha Crumm\n".encode())

    desk.attach(number, f"accounts/{masked}")

    assert [row.key for row in desk.sheet(number).attached] == [key]
    assert all(key not in path.read_text() for path in (folder / "control").glob("20*.jsonl"))
    assert all(key not in path.name for path in (folder / "cabinet").rglob("*"))
    assert "taken off" in desk.attach(number, f"accounts/{masked}")


def test_a_record_the_sheet_does_not_show_is_refused(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    with pytest.raises(Refused, match="not among the records"):
        desk.attach(number, "orders/../../etc/passwd")


def test_attached_twice_with_a_change_between_both_rows_are_kept(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    """The log names each snapshot with its hash; undoing brings the row of then back."""
    number = take_in(desk, BILLING)
    record = _order(desk, number)
    desk.attach(number, record)
    first = desk.sheet(number).attached
    desk.attach(number, record)
    orders = folder / "records/orders.csv"
    orders.write_text(orders.read_text().replace("delivered", "lost"))
    desk.check()
    desk.attach(number, record)

    for entry in desk.history(number):
        if isinstance(entry.act, RecordAttached):
            path = folder / "cabinet/2026" / number / "records" / entry.act.snapshot
            assert hashlib.sha256(path.read_bytes()).hexdigest() == entry.act.sha256
    desk.undo()
    desk.undo()
    assert desk.sheet(number).attached == first


def test_a_snapshot_that_is_gone_is_said(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, BILLING)
    record = _order(desk, number)
    desk.attach(number, record)
    for path in (folder / "cabinet/2026" / number / "records").iterdir():
        path.unlink()
    desk.skip(number, "records")

    sheet = desk.sheet(number)

    assert sheet.attached == ()
    assert record in sheet.trouble
    assert "attach it again" in sheet.trouble
