"""Bring-ups: the day that is meant, and a letter that is put away until it and comes back by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.casework.bringup import FARTHEST, ReasonNeeded, read_day
from corrtui.casework.closing import tally
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.intake.accept import Stamp

Take = Callable[..., str]
CALENDAR = OfficeCalendar(frozenset({date(2026, 12, 28)}))
WEDNESDAY = date(2026, 12, 2)
THANKS = "thank you note.html"
BILLING = "scan-0001-ortiz.txt"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-12-02"),
        ("tomorrow", "2026-12-03"),
        ("2d", "2026-12-04"),
        ("2 d", "2026-12-04"),
        ("1w", "2026-12-09"),
        ("fri", "2026-12-04"),
        ("Friday", "2026-12-04"),
        ("wed", "2026-12-09"),
        ("12/24", "2026-12-24"),
        ("12/2", "2026-12-02"),
        ("1/4", "2027-01-04"),
        ("24 dec", "2026-12-24"),
        ("Dec 24", "2026-12-24"),
        ("march 9, 2027", "2027-03-09"),
        ("2026-12-24", "2026-12-24"),
        ("12/24/26", "2026-12-24"),
        ("2/29", "2028-02-29"),
    ],
)
def test_the_day_that_is_meant(said: str, day: str) -> None:
    today = WEDNESDAY if said != "2/29" else date(2027, 3, 1)

    found = read_day(said, today, CALENDAR)

    assert (found.day.isoformat(), found.moved) == (day, "")


@pytest.mark.parametrize(
    ("said", "today", "day", "words"),
    [
        ("sat", WEDNESDAY, date(2026, 12, 4), "closed on Sat 05 Dec, so the business day before"),
        ("12/25", WEDNESDAY, date(2026, 12, 24), "closed on Fri 25 Dec"),
        ("12/28", WEDNESDAY, date(2026, 12, 24), "closed on Mon 28 Dec"),
        # From a Friday, Saturday's business day before is today: that would put nothing away.
        ("1d", date(2026, 12, 4), date(2026, 12, 7), "closed until then, so not Sat 05 Dec"),
    ],
)
def test_a_closed_day_is_moved_and_said(said: str, today: date, day: date, words: str) -> None:
    found = read_day(said, today, CALENDAR)

    assert found.day == day
    assert words in found.moved


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "(nothing) is no date"),
        ("soon", "soon is no date"),
        ("t", "t is no date"),
        ("13/40", "13/40 is no date"),
        ("2026-02-30", "2026-02-30 is no date"),
        ("3d later", "3d later is no date"),
        ("2026-12-01", "Tue 01 Dec 2026 is past"),
        ("2062-12-01", "more than two years away"),
        ("999w", "more than two years away"),
    ],
)
def test_what_is_no_day_to_come_is_refused(said: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_day(said, WEDNESDAY, CALENDAR)

    assert words in str(refused.value)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 400))
def test_it_is_always_a_business_day_to_come(today: date, ahead: int) -> None:
    day = read_day(f"{ahead}d", today, CALENDAR).day

    assert day > today
    assert CALENDAR.is_business_day(day)


@given(st.text(max_size=12))
def test_whatever_is_typed_it_is_a_day_or_refused(said: str) -> None:
    try:
        day = read_day(said, WEDNESDAY, CALENDAR).day
    except Refused:
        return
    assert WEDNESDAY <= day <= WEDNESDAY + timedelta(days=FARTHEST + 10)


# -- at the desk


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Makes it another day at every desk."""

    def make(day: date) -> None:
        monkeypatch.setattr(Desk, "today", property(lambda self: day))

    return make


def test_it_leaves_the_queue_and_comes_back_on_top_by_itself(
    desk: Desk, take_in: Take, on: Callable[[date], None]
) -> None:
    on(WEDNESDAY)
    number, other = take_in(desk, THANKS), take_in(desk, BILLING)
    assert desk.queue() == [other, number]

    said = desk.ordering.bring_up(number, "fri")

    assert said == f"{number} comes back on Fri 04 Dec 2026"
    assert number not in desk.queue()
    assert desk.queue("is:away") == desk.queue("back:<=7d") == desk.queue("is:bring-up") == [number]
    assert desk.letter(number).open
    assert tally(desk.bench, WEDNESDAY).carried == 2
    assert desk.ordering.place(number) == 0
    assert "put away until Fri 04 Dec 2026" in desk.why_order(number)

    on(date(2026, 12, 4))  # midnight, twice
    assert desk.sync()
    assert desk.queue()[0] == number
    assert desk.ordering.place(number) == 1
    assert desk.queue("is:back") == [number]
    assert desk.queue("is:away") == []
    assert "first of its like: it was to come back Fri 04 Dec 2026" in desk.why_order(number)
    assert other in desk.queue()


def test_a_day_after_the_letter_must_be_worked_by_takes_a_reason(
    desk: Desk, take_in: Take, on: Callable[[date], None]
) -> None:
    on(WEDNESDAY)
    number = take_in(desk, BILLING)
    by = desk.letter(number).work_by

    desk.ordering.bring_up(number, by.isoformat())
    with pytest.raises(ReasonNeeded, match=f"must be worked by {by:%a %d %b %Y}"):
        desk.ordering.bring_up(number, "12/23")
    assert desk.letter(number).bring_up == by

    desk.ordering.bring_up(number, "12/23", "the plant is shut")
    assert desk.letter(number).bring_up == date(2026, 12, 23)
    assert desk.queue("is:away is:overdue") == []
    on(date(2026, 12, 22))
    assert desk.queue("is:away is:overdue") == [number]


def test_undo_brings_it_back_at_once(desk: Desk, take_in: Take, on: Callable[[date], None]) -> None:
    on(WEDNESDAY)
    number = take_in(desk, THANKS)
    desk.ordering.bring_up(number, "fri")

    assert desk.undo() == f"undone: {number} put away until Fri 04 Dec 2026"
    assert desk.queue() == [number]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("I want to end my life. I have no reason to live.", "self-harm"),
        ("I will come to your office with my gun and kill the clerk.", "threat"),
        ("You are served with the enclosed subpoena duces tecum.", "legal process"),
    ],
)
def test_a_letter_nobody_may_answer_here_is_not_put_away_before_it_is_handed_on(
    desk: Desk, on: Callable[[date], None], words: str, kind: str
) -> None:
    on(WEDNESDAY)
    (desk.folder / "inbox" / "words.txt").write_text(f"Dear Sirs,\n\n{words}\n\nKarl Voss\n")
    [number] = desk.take_in(Stamp())

    with pytest.raises(Refused, match=f"{number} is decided by itself: {kind}"):
        desk.ordering.bring_up(number, "today", "later")
    assert desk.queue() == [number]
    assert len(desk.history(number)) == 1

    desk.dispose(number, "ESCALATE", "a supervisor reads it now")
    desk.ordering.bring_up(number, "fri", "has the supervisor called")
    assert desk.letter(number).bring_up == date(2026, 12, 4)


def test_an_answer_ends_it(desk: Desk, take_in: Take, on: Callable[[date], None]) -> None:
    on(WEDNESDAY)
    number = take_in(desk, BILLING)
    desk.ordering.bring_up(number, "fri")

    desk.dispose(number, "ESCALATE", "a supervisor decides")

    assert desk.letter(number).bring_up is None
    assert desk.queue() == [number]


def test_the_same_as_before(desk: Desk, take_in: Take, on: Callable[[date], None]) -> None:
    on(WEDNESDAY)
    number, other = take_in(desk, THANKS), take_in(desk, BILLING)
    with pytest.raises(Refused, match="was not put away before"):
        desk.ordering.bring_up(number, "=")

    desk.ordering.bring_up(number, "1d")
    desk.ordering.bring_up(number, "=")  # it still lies ahead: the day itself
    assert desk.letter(number).bring_up == date(2026, 12, 3)

    on(date(2026, 12, 3))
    desk.ordering.bring_up(number, "=", "again")  # it is past: what was said, from today
    assert desk.letter(number).bring_up == date(2026, 12, 4)

    desk.ordering.bring_up(other, "=", before=("1w", "fri", "="))
    assert desk.letter(other).bring_up == date(2026, 12, 4)


def test_who_waits_for_somebody_else_is_seen_when_it_comes_back(
    desk: Desk, take_in: Take, on: Callable[[date], None]
) -> None:
    on(WEDNESDAY)
    waiting, plain = take_in(desk, THANKS), take_in(desk, BILLING)
    desk.dispose(waiting, "ROUTE-SENT", "engineering answers")
    assert desk.queue() == [plain, waiting]

    desk.ordering.bring_up(waiting, "fri")
    on(date(2026, 12, 4))

    assert desk.queue("is:back") == [waiting]
    assert "waits for somebody else" not in desk.why_order(waiting)


def test_it_survives_a_new_start(open_desk: Callable[..., Desk], take_in: Take) -> None:
    desk = open_desk()
    number = take_in(desk, THANKS)
    desk.ordering.bring_up(number, "1d", "tomorrow is soon enough")
    desk.bench.register.save()
    assert desk.bench.register.resume()

    again = open_desk()

    assert again.queue() == []
    assert again.queue("is:away") == [number]
    assert again.letter(number) == desk.letter(number)
