"""The start of a day: every figure names its letters, and the limit shows the same ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from corrtui.casework import dayview
from corrtui.casework.mailing import Post
from corrtui.casework.owed import DAYS
from corrtui.casework.pace import ENOUGH, Paces
from corrtui.control.acts import LetterDisposed, LetterViewed
from corrtui.control.days import first_of_day
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.reports.capacity import Pace
from corrtui.reports.day import Day, Figure, as_text, to_json
from corrtui.text import VEIL

Take = Callable[..., str]
CHICAGO = ZoneInfo("America/Chicago")
MORNING = datetime(2026, 11, 17, 8, 0, tzinfo=CHICAGO)
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"
SUBPOENA = "Subpoena served 11-17.pdf"
CHART = "my chart.eml"


def figure(day: Day, name: str) -> Figure:
    return next(one for one in day.figures if one.id == name)


def numbers(day: Day, name: str) -> list[str]:
    return [named.control_no for named in figure(day, name).letters]


@pytest.fixture
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def filed(desk: Desk, take_in: Take, nth: int, seconds: int) -> None:
    """Take a letter in and enter that it was answered, as if it had taken so long."""
    number = take_in(desk, f"{nth}.txt", f"Dear Sir,\n\nLetter {nth}.\n\nA. Hill\n".encode())
    act = LetterDisposed(
        disposition="FILE", closing=True, status="closed", reason="x", seconds=seconds, category="INF"
    )
    desk.bench.enter(number, act, "")


def test_every_figure_is_what_its_limit_shows(
    morning: time_machine.Traveller, desk: Desk, take_in: Take
) -> None:
    pinned, billing, thanks = (take_in(desk, name) for name in (SUBPOENA, BILLING, THANKS))
    stuck, routed, away, late, back = (
        take_in(desk, f"{name}.txt", f"Dear Sir,\n\nWhere is my order {name}?\n\nA. Hill\n".encode())
        for name in ("stuck", "routed", "away", "late", "back")
    )
    for _ in range(3):
        desk.skip(stuck, "records")
    desk.dispose(routed, "ROUTE-SENT", "engineering")
    desk.ordering.bring_up(away, "2w", "they are abroad")
    desk.ordering.bring_up(late, "12/22", "they are abroad")
    desk.ordering.bring_up(back, "1d")
    desk.file(desk.prepare(billing))
    promised = desk.letter(billing).promised
    assert promised is not None
    due = desk.letter(thanks).work_by

    morning.move_to(MORNING + timedelta(days=1))
    day = desk.ordering.day()
    assert numbers(day, "pinned") == [pinned]
    assert numbers(day, "back") == [back]
    assert numbers(day, "stuck") == [stuck]
    assert numbers(day, "waiting") == [routed]
    assert numbers(day, "promised") == [billing]
    assert f"promised by {promised:%a %d %b %Y}" in figure(day, "promised").letters[0].note
    assert (day.queue, day.away) == (6, 2)

    morning.move_to(datetime(due.year, due.month, due.day, 9, tzinfo=CHICAGO))
    assert thanks in numbers(desk.ordering.day(), "due")

    morning.move_to(datetime(2026, 12, 7, 9, tzinfo=CHICAGO))
    day = desk.ordering.day()
    assert thanks in numbers(day, "overdue")
    assert numbers(day, "away") == [late]
    assert "business days overdue" in figure(day, "overdue").letters[0].note
    assert numbers(day, dayview.OWED) == [billing]
    for one in day.figures[:-1]:
        assert desk.queue(one.limit) == [named.control_no for named in one.letters], one.id
    assert sum(bool(one.letters) for one in day.figures) == 9


def test_a_promise_stays_until_a_later_letter_or_until_it_is_kept(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    desk.file(desk.prepare(number))
    assert numbers(desk.ordering.day(), "promised") == [number]

    with pytest.raises(Refused, match="without a reason"):
        desk.ordering.promise(number, "kept", " ")
    assert desk.ordering.promise(number, "kept", "answered by telephone").endswith("the promise is kept")
    assert numbers(desk.ordering.day(), "promised") == []
    with pytest.raises(Refused, match="Nothing is promised"):
        desk.ordering.promise(number, "kept", "again")

    desk.undo()
    assert numbers(desk.ordering.day(), "promised") == [number]
    desk.ordering.promise(number, "3w", "the plant is shut")
    assert "promised by" in figure(desk.ordering.day(), "promised").first[0].note

    desk.dispose(number, "ESCALATE", "a supervisor decides")
    assert desk.letter(number).promised is not None


def test_sixty_letters_against_six_hours(
    morning: time_machine.Traveller, folder: Path, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    toml = folder / "desk.toml"
    settings = toml.read_text().replace('work_day = "08:00-17:00"', 'work_day = "08:00-14:00"')
    toml.write_text(settings.replace("clerks = 2", "clerks = 1") + "\n[categories.SVC]\nminutes = 9\n")
    again = open_desk()
    for nth in range(60):
        number = take_in(again, f"{nth}.txt", f"Dear Sir,\n\nLetter {nth}.\n\nA. Hill\n".encode())
        again.classify(number, "SVC")

    capacity = again.ordering.day().capacity

    assert capacity.sentence == "60 letters × 9 min = 540 min against 360 left: 180 over"
    assert capacity.reply_by == date(2026, 11, 18)
    assert capacity.pressing_over == -360


def test_waiting_and_put_away_letters_are_no_work_of_today(desk: Desk, take_in: Take) -> None:
    plain, routed, away = take_in(desk, BILLING), take_in(desk, THANKS), take_in(desk, SUBPOENA)
    desk.dispose(routed, "ROUTE-SENT", "engineering")
    desk.dispose(away, "ESCALATE", "to Legal")
    desk.ordering.bring_up(away, "1w", "asked")

    capacity = desk.ordering.day().capacity

    assert capacity.letters == 1
    assert [load.category for load in capacity.loads] == [desk.letter(plain).category]


def test_the_offices_own_pace_counts_from_five_letters_on(desk: Desk, take_in: Take) -> None:
    estimate = desk.bench.categories["INF"].minutes
    for nth, seconds in enumerate((60, 120, 240, 180)):
        filed(desk, take_in, nth, seconds)
    assert Paces(desk.bench)["INF"] == Pace(estimate, 0)

    filed(desk, take_in, 4, 600)
    filed(desk, take_in, 5, 0)  # by a script: nobody took any time
    assert Paces(desk.bench)["INF"] == Pace(3.0, ENOUGH)
    assert Paces(desk.bench)["LEG"].known == 0


def test_what_a_letter_takes_is_entered_when_it_is_disposed_of(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    desk._opened[number] = time.monotonic() - 90

    desk.dispose(number, "FILE", "thanks")

    act = desk.history(number)[-1].act
    assert isinstance(act, LetterDisposed)
    assert (act.category, act.seconds) == (desk.letter(number).category, 90)


def test_a_restricted_letter_is_named_by_its_number_only(
    open_desk: Callable[..., Desk], take_in: Take
) -> None:
    clerk = open_desk()
    number = take_in(clerk, CHART)
    desk = open_desk("pcole")

    day = desk.ordering.day()

    told = [one for one in day.figures for one in one.first if one.control_no == number]
    assert all(one.writer == VEIL for one in told)
    assert not any(isinstance(entry.act, LetterViewed) for entry in clerk.history(number))


def test_colleagues_are_named_with_what_they_have_open(open_desk: Callable[..., Desk], take_in: Take) -> None:
    desk, other = open_desk(), open_desk("pcole")
    number = take_in(desk, BILLING)
    other.bench.sync()
    other.colleagues.arrive(number)

    day = desk.ordering.day()

    assert [(one.name, one.letters) for one in day.colleagues] == [("Perry Cole", 1)]
    assert day.capacity.clerks == 2
    assert "Perry Cole (1 letter)" in as_text(day)


def test_as_text_and_as_json_name_the_letters(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)

    day = desk.ordering.day()

    assert number in as_text(day)
    assert "1 letter in the queue" in as_text(day)
    data = to_json(day)
    note = "legal process, attorney represented: tell Legal"
    assert data["figures"][0]["letters"] == [{"control_no": number, "note": note}]
    assert data["figures"][1]["letters"] == [{"control_no": number, "note": None}]
    assert data["capacity"]["categories"][0]["category"] == "LEG"


def test_more_letters_than_are_told_are_found_by_the_limit(desk: Desk, take_in: Take) -> None:
    for nth in range(7):
        number = take_in(desk, f"{nth}.txt", f"Dear Sir,\n\nLetter {nth}.\n\nA. Hill\n".encode())
        desk.classify(number, "LEG", "an attorney wrote")

    assert 'and 2 more: corrtui queue --limit "is:pinned"' in as_text(desk.ordering.day())


def test_nothing_is_read_of_letters_nobody_names(desk: Desk, take_in: Take) -> None:
    for nth in range(3):
        take_in(desk, f"{nth}.txt", f"Dear Sir,\n\nLetter {nth}.\n\nA. Hill\n".encode())
    desk.bench.register.save()
    desk.bench.register.resume()

    desk.ordering.day()

    assert desk.bench.register.open.at_hand() == {}


def test_a_day_begins_once_for_each_clerk(desk: Desk) -> None:
    folder, today = desk.folder / "control", date(2026, 11, 17)

    assert first_of_day(folder, "rhale", today)
    assert not first_of_day(folder, "rhale", today)
    assert first_of_day(folder, "../p cole", today)
    assert first_of_day(folder, "rhale", today + timedelta(days=1))
    assert sorted(path.name for path in (folder / "days").iterdir()) == ["..%2Fp%20cole.day", "rhale.day"]


def test_where_it_cannot_be_noted_no_day_begins(desk: Desk) -> None:
    (desk.folder / "control" / "days").write_text("in the way")

    assert not first_of_day(desk.folder / "control", "rhale", date(2026, 11, 17))


def test_the_figures_of_the_day_have_digits() -> None:
    assert len(dayview.KINDS) <= 10  # those with a limit; the tenth has 0
    assert len({kind.id for kind in dayview.KINDS}) == len(dayview.KINDS)


def test_a_letter_that_promises_more_and_closes_says_so(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    text = desk.sheet(number).text.replace(
        "Sincerely,", "We will send you a catalogue by December 31, 2099.\n\nSincerely,"
    )
    desk.save_draft(number, text)

    filed = desk.file(desk.prepare(number))

    assert filed.sentence.endswith("closed, although it promises more by Thu 31 Dec 2099")


def owed(desk: Desk) -> list[tuple[str, str]]:
    return [(named.control_no, named.note) for named in figure(desk.ordering.day(), dayview.OWED).letters]


def test_a_letter_that_is_filed_and_not_mailed_stays_in_sight_when_it_is_closed(
    morning: time_machine.Traveller, desk: Desk, take_in: Take, open_desk: Callable[..., Desk]
) -> None:
    number = take_in(desk, THANKS)
    desk.clocks.set(number, "FCBA-ACK", "on", "she writes about a bill too")
    pdf = desk.file(desk.prepare(number)).name
    assert not desk.letter(number).open
    [(named, note)] = owed(desk)
    assert (named, note) == (number, f"{pdf} not mailed, FCBA-ACK due Thu 17 Dec 2026")
    assert owed(open_desk()) == owed(desk)

    desk.clocks.mailed([number], Post())
    assert owed(desk) == owed(open_desk()) == []
    desk.undo()
    assert [no for no, _ in owed(desk)] == [number]
    desk.undo()
    assert owed(desk) == owed(open_desk()) == []


def test_what_was_filed_long_ago_is_not_told(
    morning: time_machine.Traveller, desk: Desk, take_in: Take, open_desk: Callable[..., Desk]
) -> None:
    desk.file(desk.prepare(take_in(desk, THANKS)))
    morning.move_to(MORNING + timedelta(days=DAYS + 2))

    assert owed(open_desk()) == []


def test_the_promise_of_a_closed_letter_is_told_until_it_is_kept(
    morning: time_machine.Traveller, desk: Desk, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    more = "We will send it by December 31, 2026.\n\nSincerely,"
    text = desk.sheet(number).text.replace("Sincerely,", more)
    desk.save_draft(number, text)
    desk.file(desk.prepare(number))
    desk.clocks.mailed([number], Post())
    assert owed(desk) == [(number, "closed, more promised by Thu 31 Dec 2026")]

    desk.ordering.promise(number, "2026-12-30", "sooner")
    assert owed(desk) == [(number, "closed, more promised by Wed 30 Dec 2026")]
    desk.ordering.promise(number, "kept", "sent")
    assert owed(desk) == []
    desk.undo()
    assert [no for no, _ in owed(desk)] == [number]
