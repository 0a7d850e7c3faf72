"""A letter that comes in is described by the records as they are now, whichever door it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from corrtui.casework.note import Note
from corrtui.casework.note_form import Kind
from corrtui.control.clock import clocks_of
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.records.index import RecordIndex

LETTER = (
    "Dear Sirs,\n\nWhere is my order 99001? I ordered it by mail and paid and it has never been shipped. "
    "Account 204417.\n\nElena M. Ortiz\n1 Elm Street\nDubuque IA 52001\n"
)


def note_order(folder: Path, placed: date) -> None:
    """The order comes into the books after the desk read them."""
    with (folder / "records" / "orders.csv").open("a") as orders:
        row = 'Ms. Elena M. Ortiz,5104,"Boiler, blue",1,34.95,34.95,0.00,5.00,0.00,39.95,check,,,open,,,,'
        orders.write(f"99001,{placed},204417,{row}\n")


def started(desk: Desk, number: str) -> date:
    [clock] = [clock for clock in clocks_of(desk.letter(number).clocks) if clock.id == "MITOR-SHIP"]
    return clock.start


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def test_a_note_is_described_by_the_records_of_this_moment(desk: Desk, folder: Path) -> None:
    desk.check()  # the records were read
    placed = desk.today - timedelta(days=10)
    note_order(folder, placed)

    number = desk.notes.file_at_once(Note(Kind.PASTED, LETTER, desk.today))

    assert started(desk, number) == placed


def test_a_letter_the_watcher_takes_is_described_by_them_too(desk: Desk, folder: Path) -> None:
    placed = desk.today - timedelta(days=10)
    desk.start_watching(lambda: None)
    until(lambda: desk._records.ready)
    note_order(folder, placed)
    (folder / "inbox" / "order.txt").write_text(LETTER)

    until(desk.queue)

    assert started(desk, desk.queue()[0]) == placed


def test_while_they_are_read_for_the_first_time_a_letter_waits_and_no_screen_does(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, slow = threading.Event(), RecordIndex.refresh

    def refresh(index: RecordIndex) -> tuple[str, ...]:
        read.wait(60)
        return slow(index)

    monkeypatch.setattr(RecordIndex, "refresh", refresh)
    placed = desk.today - timedelta(days=10)
    note_order(folder, placed)
    (folder / "inbox" / "order.txt").write_text(LETTER)
    desk.start_watching(lambda: None)
    try:
        until(
            lambda: [item.state for item in desk.arriving()] == ["arriving: the records are still being read"]
        )
        with pytest.raises(Refused, match="still being read"):
            desk.notes.file_at_once(Note(Kind.PASTED, LETTER, desk.today))
        assert desk.queue() == []
    finally:
        read.set()

    until(desk.queue)

    assert started(desk, desk.queue()[0]) == placed
