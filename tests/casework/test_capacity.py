"""An acknowledgment promises the answer by the day there is time for it, where the office wants that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from corrtui.casework.capacity import answer_by
from corrtui.control.acts import LetterFiled
from corrtui.desk import Desk

MORNING = datetime(2026, 11, 17, 8, 0, tzinfo=ZoneInfo("America/Chicago"))
BILLING = "scan-0001-ortiz.txt"
Take = Callable[..., str]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def promising(folder: Path, open_desk: Callable[..., Desk]) -> Desk:
    """A desk that promises answers, with twenty minutes to work a day."""
    toml = folder / "desk.toml"
    text = toml.read_text().replace("promise_answer = false", "promise_answer = true")
    toml.write_text(text.replace("08:00-17:00", "08:00-08:20"))
    return open_desk()


def test_an_office_that_does_not_want_it_promises_nothing(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    assert answer_by(desk.bench, desk.letter(number)) is None
    assert "We intend to send it by" not in desk.choose_template(number, "bil-ack").text


def test_it_is_the_day_the_desk_tells_and_stays_in_sight(promising: Desk, take_in: Take) -> None:
    number = take_in(promising, BILLING)
    day = answer_by(promising.bench, promising.letter(number))

    assert day == max(promising.ordering.day().capacity.reply_by, date(2026, 11, 18))
    sheet = promising.choose_template(number, "bil-ack")
    assert f"We intend to send it by {day:%B} {day.day}, {day.year}." in " ".join(sheet.text.split())
    promising.file(promising.prepare(number))
    assert promising.letter(number).promised == day
    [act] = [one.act for one in promising.bench.log.history(number) if isinstance(one.act, LetterFiled)]
    assert act.promised == day


def test_much_work_moves_it_on(promising: Desk, take_in: Take) -> None:
    number = take_in(promising, BILLING)
    soon = answer_by(promising.bench, promising.letter(number))
    for nth in range(20):
        take_in(promising, f"{nth}.txt", f"Dear Sir,\n\nWhere is my order {nth}?\n\nA. Hill\n".encode())

    later = answer_by(promising.bench, promising.letter(number))

    assert soon is not None
    assert later is not None
    assert later > soon
    assert later == promising.ordering.day().capacity.reply_by


def test_a_clock_of_the_law_is_not_promised_away(promising: Desk, take_in: Take) -> None:
    text = b"Mortgage: You put my January payment in suspense. Explain and fix it.\n\nA. Hill\n"
    number = take_in(promising, "loan.txt", text)
    clock = promising.letter(number).clock_work_by
    for nth in range(60):
        take_in(promising, f"{nth}.txt", f"Dear Sir,\n\nWhere is my order {nth}?\n\nA. Hill\n".encode())

    assert clock is not None
    assert promising.ordering.day().capacity.reply_by > clock
    assert answer_by(promising.bench, promising.letter(number)) == clock


def test_only_an_acknowledgment_promises_it(promising: Desk, take_in: Take) -> None:
    number = take_in(promising, BILLING)

    text = promising.choose_template(number, "bil-need-info").text

    assert "We intend to send it by" not in text
