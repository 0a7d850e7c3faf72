"""The tally: it ties, or it says which numbers differ."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.control.acts import (
    Act,
    ActUndone,
    ClockSet,
    DraftBegun,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterMailed,
    LetterReceived,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
    PinRefused,
)
from corrtui.control.entry import Entry
from corrtui.control.register import Register
from corrtui.control.seal import seal_of
from corrtui.reports.counting import Asked
from corrtui.reports.export import as_csv, as_json, as_text, cell
from corrtui.reports.from_now import tally_from_now
from corrtui.reports.tally import Tally, age_bucket
from corrtui.reports.whole_log import tally_from_start

DAY = date(2026, 3, 2)
FILED = LetterFiled(
    pdf="x.pdf",
    sha256="0" * 64,
    pages=2,
    template="bil-ack",
    edition="2026-11",
    template_sha256="0" * 64,
    disposition="REPLY",
    closing=True,
    status="closed",
    addressee="Ms. Ortiz",
    date_of_letter=DAY,
    signer="M. Stern",
    agreed=True,
)
MARKS: dict[str, Act] = {
    "view": LetterViewed(restricted="medical"),
    "reveal": NumbersRevealed(reason="refund"),
    "pin": PinRefused(account="kiosk"),
    "draft": DraftBegun(template="bil-ack"),
    "take over": LetterTakenOver(holder="pcole", session="s", reason="away"),
}
FILE = LetterDisposed(disposition="FILE", closing=True, status="closed", reason="thanks")


def _received(n: int, day: date, category: str = "BIL", *, money: bool = False) -> LetterReceived:
    return LetterReceived(
        file=f"{n}.txt",
        original="original.txt",
        sha256=f"{n:064x}",
        size=1,
        received=day,
        medium="letter" if n % 2 else "e-mail",
        category=category,
        due=day + timedelta(days=7),
        work_by=day + timedelta(days=7),
        money=money,
    )


class Log:
    """A log in memory, with the day each act was entered."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.ahead = timedelta()
        """How far the clock is ahead."""

    def add(self, number: int, act: Act, day: date = DAY) -> int:
        at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC) + self.ahead
        n = len(self.entries) + 1
        letter = "" if isinstance(act, PinRefused) else f"260302-{number:04d}"
        self.entries.append(Entry(n, at, "rhale", letter, act, hash=f"hash {n}"))
        return n

    def tally(self, day: date = DAY) -> Tally:
        """Folded from the beginning; counted back from now, where that can be done, it is the same."""
        asked = Asked(day, UTC, OfficeCalendar().business_days_between, "Robin Hale")
        found = tally_from_start(asked, self.entries, self.history)
        from_now = tally_from_now(asked, self.register(), self.numbered)
        assert from_now in (None, found)
        return found

    def history(self, number: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.letter == number]

    def numbered(self, numbers: Collection[int]) -> dict[int, Entry]:
        return {entry.n: entry for entry in self.entries if entry.n in set(numbers)}

    def register(self) -> Register:
        found = Register(self.history)
        found.take(self.entries)
        return found

    def from_now(self, day: date = DAY) -> Tally | None:
        asked = Asked(day, UTC, OfficeCalendar().business_days_between, "Robin Hale")
        return tally_from_now(asked, self.register(), self.numbered)


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_worked_day_ties(log: Log) -> None:
    """Opening 42, received 31, reopened 1, closed 34: carried 40."""
    before, earlier = DAY - timedelta(days=3), DAY - timedelta(days=10)
    for n in range(1, 44):
        log.add(n, _received(n, earlier), earlier)
    closed_before = log.add(43, FILED, before)
    for n in range(44, 75):
        log.add(n, _received(n, DAY, money=n < 47))
    log.add(43, ActUndone(entry=closed_before, what="filed"))
    for n in range(1, 33):
        log.add(n, FILED if n <= 25 else FILE)
    log.add(50, FILED)
    log.add(51, replace(FILE, disposition="MERGE"))

    tally = log.tally()

    assert (tally.opening, tally.received, tally.reopened, tally.closed, tally.carried) == (42, 31, 1, 34, 40)
    assert tally.balances
    assert tally.cleared == {("BIL", "REPLY"): 26, ("BIL", "FILE"): 7, ("BIL", "MERGE"): 1}
    assert (tally.letters_out, tally.pages_out, tally.money_seen) == (26, 52, 3)
    assert tally.overdue == 11
    assert sum(tally.carried_by_age.values()) == 40
    assert tally.last_hash == f"hash {len(log.entries)}"


def test_yesterdays_carried_is_todays_opening(log: Log) -> None:
    yesterday = DAY - timedelta(days=1)
    for n in range(1, 6):
        log.add(n, _received(n, yesterday), yesterday)
    log.add(1, FILE, yesterday)

    assert log.tally(yesterday).carried == log.tally(DAY).opening == 4


def test_an_acknowledgment_goes_out_and_closes_nothing(log: Log) -> None:
    log.add(1, _received(1, DAY))
    log.add(1, replace(FILED, disposition="ACK", closing=False, status="in_work"))

    tally = log.tally()

    assert (tally.letters_out, tally.closed, tally.carried) == (1, 0, 1)
    assert tally.carried_by_status == {"in_work": 1}


def test_filed_and_undone_on_one_day_leaves_no_letter_out(log: Log) -> None:
    log.add(1, _received(1, DAY))
    n = log.add(1, FILED)
    log.add(1, ActUndone(entry=n, what="filed"))

    tally = log.tally()

    assert (tally.letters_out, tally.closed, tally.reopened, tally.carried) == (0, 1, 1, 1)
    assert tally.balances


def test_what_a_supervisor_looks_for_is_counted(log: Log) -> None:
    """Of the day, and each time anew: two looks in two sessions are two."""
    before = DAY - timedelta(days=1)
    log.add(1, _received(1, before), before)
    for mark in ("view", "reveal", "take over", "pin"):
        log.add(1, MARKS[mark], before)
    for mark in ("view", "pin", "view", "reveal", "take over", "view", "pin"):
        log.add(1, MARKS[mark])

    tally = log.tally()

    assert log.from_now() == tally
    assert (tally.restricted_views, tally.numbers_revealed, tally.taken_over, tally.wrong_pins) == (
        3,
        1,
        1,
        2,
    )
    assert tally.letters["restricted views"] == ("260302-0001",) * 3
    words = {row[1]: row[2] for row in csv.reader(io.StringIO(as_csv(tally))) if row[0] == "work"}
    assert (words["views of restricted letters"], words["wrong PINs"]) == ("3", "2")
    assert json.loads(as_json(tally))["numbers_revealed"] == 1
    assert "  letters taken over " in as_text(tally, "Harbor & Vale")
    assert log.tally(before).wrong_pins == 1


def test_an_act_of_tomorrow_is_not_in_todays_tally(log: Log) -> None:
    log.add(1, _received(1, DAY))
    log.add(1, FILE, DAY + timedelta(days=1))

    assert (log.tally().closed, log.tally().carried, log.tally().entries) == (0, 1, 1)


def test_an_entry_made_while_the_clock_was_ahead_hides_nothing(log: Log) -> None:
    """For one entry the machine believed in next year: what follows it is still of the day."""
    log.add(1, _received(1, DAY))
    log.add(2, _received(2, DAY), DAY + timedelta(days=365))
    log.add(2, FILE)
    log.add(3, _received(3, DAY), DAY + timedelta(days=1))

    tally = log.tally()

    assert (tally.received, tally.closed, tally.carried, tally.entries) == (2, 1, 1, 3)
    assert tally.balances


def test_a_day_counted_back_from_now_reads_only_its_own_entries(log: Log) -> None:
    """And those of the days beside it: a day of the office lies on several days in UTC."""
    long_ago = DAY - timedelta(days=100)
    for n in range(1, 401):
        log.add(n, _received(n, long_ago), long_ago)
    log.add(1, FILED)
    asked = Asked(DAY, UTC, OfficeCalendar().business_days_between, "Robin Hale")
    read: set[int] = set()

    def numbered(numbers: Collection[int]) -> dict[int, Entry]:
        read.update(numbers)
        return log.numbered(numbers)

    tally = tally_from_now(asked, log.register(), numbered)

    assert tally == log.tally()
    assert tally.closed == 1
    assert len(read) < 100


def test_an_undo_of_a_closing_long_ago_reopens_the_letter(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed letters are dropped while the log is read; this one is folded again."""
    monkeypatch.setattr("corrtui.reports.whole_log._CLOSED", 1)
    before = DAY - timedelta(days=9)
    for n in range(1, 5):
        log.add(n, _received(n, before), before)
    first, *_ = [log.add(n, FILED, before) for n in range(1, 5)]
    log.add(1, LetterViewed(restricted="medical"))
    log.add(1, ActUndone(entry=first, what="filed"))

    tally = log.tally()

    assert (tally.opening, tally.reopened, tally.carried) == (0, 1, 1)
    assert tally.letters["carried"] == ("260302-0001",)


def test_a_register_that_lost_a_letter_does_not_tie(log: Log) -> None:
    """The two ways to the number of open letters are two: the one does not come from the other."""
    before = DAY - timedelta(days=9)
    log.add(1, _received(1, before), before)
    log.add(2, _received(2, before), before)
    log.add(1, FILED)
    register = log.register()
    del register.open["260302-0002"]
    asked = Asked(DAY, UTC, OfficeCalendar().business_days_between, "Robin Hale")

    tally = tally_from_now(asked, register, log.numbered)

    assert tally is not None
    assert tally.differences[0] == "opening + received + reopened - closed is 1, but carried is 0"


def test_an_empty_log_balances(log: Log) -> None:
    assert log.tally().balances
    assert log.tally().carried == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"carried": 7}, "opening + received + reopened - closed is 1, but carried is 7"),
        ({"received": 3}, "received by medium is 1, but received is 3"),
        ({"letters_out": 2}, "letters out by template is 0, but letters out is 2"),
    ],
)
def test_a_tally_that_does_not_tie_says_which_numbers_differ(
    log: Log, change: dict[str, int], words: str
) -> None:
    log.add(1, _received(1, DAY))
    tally = replace(log.tally(), **change)  # type: ignore[arg-type]

    assert not tally.balances
    assert words in " ".join(tally.differences)
    assert "DOES NOT BALANCE" in as_text(tally, "Office")
    assert words in as_text(tally, "Office")
    assert json.loads(as_json(tally))["balances"] is False


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(["in", "file", "ack", "dispose", "undo", "class", *MARKS]),
            st.integers(1, 6),
        ),
        max_size=40,
    ),
    st.sets(st.integers(0, 39), max_size=3),
)
def test_whatever_is_done_the_tally_balances(acts: list[tuple[int, str, int]], ahead: set[int]) -> None:
    """Days go forward; every sequence of acts the desk allows leaves every day's tally balanced.

    Counted back from the register it is the same; and so can the last day always be counted, unless the clock
    was ahead at its end.
    """
    log, day, there, stack = Log(), DAY, {}, {}
    ack = replace(FILED, disposition="ACK", closing=False, status="in_work")
    for turn, (forward, what, number) in enumerate(acts):
        day += timedelta(days=forward)
        log.ahead = timedelta(days=90) if turn in ahead else timedelta()
        is_open = there.get(number)
        if what == "in" and number not in there:
            log.add(number, _received(number, day), day)
            there[number], stack[number] = True, []
        elif what == "undo" and stack.get(number):
            n, was = stack[number].pop()
            log.add(number, ActUndone(entry=n, what="x"), day)
            there[number] = was
        elif is_open and what in ("file", "ack", "dispose", "class"):
            act: Act = {
                "file": FILED,
                "ack": ack,
                "dispose": FILE,
                "class": LetterClassified(category="SVC", due=day, work_by=day),
            }[what]
            stack[number].append((log.add(number, act, day), True))
            there[number] = what not in ("file", "dispose")
        elif what == "pin" or (what in MARKS and number in there and (is_open or what in ("view", "reveal"))):
            log.add(number, MARKS[what], day)
    for n in range((day - DAY).days + 1):
        assert log.tally(DAY + timedelta(days=n)).differences == ()
    ends_ahead = bool(log.entries) and log.entries[-1].at.date() > day
    assert (log.from_now(day) is None) == (ends_ahead or not log.entries)


def test_a_clock_of_the_law_makes_a_letter_overdue(log: Log) -> None:
    """The word means what queue and day view mean by it: the office's date, or a running duty's before it."""
    runs = f"FCBA-ACK {DAY - timedelta(days=40)} {DAY} {DAY - timedelta(days=1)}"
    met, hold = f"{runs} state=met done={DAY}", f"{runs} kind=hold"
    for n, clock in enumerate((runs, met, hold, runs, runs, runs), 1):
        log.add(n, replace(_received(n, DAY), clocks=(clock,)))
    log.add(4, ClockSet(word="FCBA-ACK off", reason="a business", clocks=(f"{runs} state=off why=rhale",)))
    log.add(5, LetterMailed(pdf="x.pdf", day=DAY, clocks=(met,)))
    log.add(6, LetterClassified(category="SVC", due=DAY, work_by=DAY))
    taken_back = log.add(7, replace(_received(7, DAY), clocks=(runs,))) + 1
    log.add(7, ClockSet(word="FCBA-ACK off", reason="a business", clocks=()))
    log.add(7, ActUndone(entry=taken_back, what="clock"))

    tally = log.tally()

    assert tally.letters["overdue"] == ("260302-0001", "260302-0007")
    assert (tally.overdue, tally.differences) == (2, ())
    assert log.from_now() == tally
    assert log.tally(DAY - timedelta(days=1)).overdue == 0


def test_age_is_counted_in_business_days() -> None:
    """Received on Friday, it is one day old on Monday."""
    log = Log()
    friday = date(2026, 2, 27)
    log.add(1, _received(1, friday), friday)

    assert log.tally().carried_by_age["0-1"] == 1
    assert [age_bucket(n) for n in (0, 1, 2, 5, 6, 10, 11, 20, 21, 400)] == [
        "0-1", "0-1", "2-5", "2-5", "6-10", "6-10", "11-20", "11-20", "over 20", "over 20",
    ]  # fmt: skip


# -- its forms


def test_three_forms_say_the_same(log: Log) -> None:
    log.add(1, _received(1, DAY))
    log.add(2, _received(2, DAY, "ORD"))
    log.add(2, FILED)
    tally = log.tally()

    text, data = as_text(tally, "Harbor & Vale"), json.loads(as_json(tally))
    table = {(row[0], row[1]): row[2] for row in csv.reader(io.StringIO(as_csv(tally)))}

    assert "0 + 2 + 0 - 1 = 1" in text
    assert "The tally balances." in text
    assert tally.last_hash in text
    assert max(map(len, text.splitlines())) <= 78
    assert (data["received"], data["closed"], data["carried"]) == (2, 1, 1)
    assert data["letters"]["closed"] == ["260302-0002"]
    assert table["control", "carried over"] == "1"
    assert table["cleared", "ORD REPLY"] == "1"
    assert table["seal", "last hash"] == tally.last_hash


def test_every_form_carries_the_seal_of_the_day(log: Log) -> None:
    log.add(1, _received(1, DAY))
    tally = replace(log.tally(), last_hash="9f2c01ab77de0c55" + "0" * 48)

    table = {(row[0], row[1]): row[2] for row in csv.reader(io.StringIO(as_csv(tally)))}

    assert str(seal_of(1, tally.last_hash)) == "1-9f2c 01ab 77de 0c55"
    assert "\nSeal of the day: 1-9f2c 01ab 77de 0c55\n" in as_text(tally, "Harbor & Vale")
    assert table["seal", "seal"] == json.loads(as_json(tally))["seal"] == "1-9f2c 01ab 77de 0c55"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_category_named_like_a_formula_is_no_formula_in_the_file(log: Log) -> None:
    log.add(1, replace(_received(1, DAY), category="=1+1", medium="@SUM(A1)"))

    cells = [item for row in csv.reader(io.StringIO(as_csv(log.tally()))) for item in row]

    assert [item for item in cells if item.startswith(("=", "+", "@"))] == []
    assert "'=1+1" in cells
