"""Two clerks at real terminals on one desk: who has which letter, take-overs, what a lost clerk frees."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.control.acts import LetterFiled
from corrtui.desk import Desk
from corrtui.people import system_login

Make = Callable[..., Any]
SOON = 4.0
"""Seconds in which a clerk is told what a colleague did, on a busy machine; the slow look comes each five."""


@pytest.fixture
def robin(pty_desk: Make, folder: Path) -> Any:
    """Robin Hale's terminal, wide, the queue on it."""
    return sit_down(pty_desk, folder)


@pytest.fixture
def perry(robin: Any, pty_desk: Make, folder: Path) -> Any:
    """Perry Cole's terminal at the same desk; he comes after Robin."""
    return sit_down(pty_desk, folder, "--as", "pcole")


def sit_down(pty_desk: Make, folder: Path, *more: str, rows: int = 40, cols: int = 120) -> Any:
    argv = [sys.executable, "-m", "corrtui", "--desk", str(folder), *more]
    session = pty_desk(rows=rows, cols=cols, argv=argv)
    session.wait_for(" help")
    session.wait_for("LETTER 26")
    return session


def here(session: Any) -> str:
    """The letter in the letter pane."""
    _, _, after = session.text().partition("LETTER ")
    return str(after[:11])


def both(sessions: tuple[Any, Any], until: Callable[[], bool], timeout: float = 20.0) -> float:
    """Read both terminals until something is true; return the seconds it took."""
    begun = time.monotonic()
    while not until():
        assert time.monotonic() - begun < timeout, "\n".join(s.text() for s in sessions)
        for session in sessions:
            session.read(0.01)
    return time.monotonic() - begun


def number_of(folder: Path, part: str) -> str:
    desk = Desk.open(folder)
    try:
        return next(no for no in desk.queue() if part in desk.letter(no).writer)
    finally:
        desk.close()


def words(session: Any) -> str:
    return " ".join(session.text().split())


def test_each_begins_at_a_letter_of_their_own_and_sees_whose_the_others_are(robin: Any, perry: Any) -> None:
    both((robin, perry), lambda: "@pcole" in robin.text() and f"@{system_login()}" in perry.text())

    assert here(robin) != here(perry)


def test_arriving_on_a_letter_shows_at_the_colleagues_desk_soon(robin: Any, perry: Any) -> None:
    perry.settle()
    perry.send("G")
    perry.wait_for(" 8/8")
    last = here(perry)
    at = next(i for i, line in enumerate(robin.text().splitlines()) if last in line)

    assert both((robin, perry), lambda: "@pcole" in robin.line(at)) < SOON


def test_j_onto_a_colleagues_letter_says_so_and_no_act_is_done_there(
    robin: Any, perry: Any, folder: Path
) -> None:
    his = here(perry)
    robin.settle()
    robin.send("j")
    sentence = "at Perry Cole's desk for <1 min"
    robin.wait_for(lambda shown: shown.count(sentence) == 2)  # title and prompt line
    assert f"{sentence}: w takes it over" in robin.line(-2)

    for key in "ydcr":
        robin.send(key)
        robin.wait_for(lambda shown: f"{his} is open at Perry Cole's desk since" in " ".join(shown.split()))
        assert "w takes it over, with a reason" in words(robin)
        robin.send("\x07")
        robin.settle(0.1)
    assert f"editing {his}" not in robin.text()


def test_at_80_columns_the_queue_the_title_and_the_line_say_it_too(
    pty_desk: Make, perry: Any, folder: Path
) -> None:
    his = here(perry)
    narrow = sit_down(pty_desk, folder, rows=24, cols=80)
    narrow.wait_for("@pcole <1m")
    narrow.send(f"lno:{his}\r")
    narrow.wait_for("open at Perry Cole's desk for <1 min: w takes it over")
    assert f"{his}      Perry Cole for <1 min" in narrow.text()


def test_a_long_name_stands_whole_in_the_title_where_there_is_room(pty_desk: Make, folder: Path) -> None:
    text = (folder / "desk.toml").read_text()
    (folder / "desk.toml").write_text(text.replace('"Perry Cole"', '"Perry Coleson"'))
    perry = sit_down(pty_desk, folder, "--as", "pcole")
    his = here(perry)
    narrow = sit_down(pty_desk, folder, rows=24, cols=80)
    narrow.send(f"lno:{his}\r")
    narrow.wait_for("Perry Coleson for <1 min")


def test_typing_ahead_on_both_desks_files_no_letter_twice(robin: Any, perry: Any, folder: Path) -> None:
    for session in (robin, perry):
        os.write(session.fd, b"lcat:BIL\r" + b"yyyyyy")
    both((robin, perry), lambda: not robin.settle(0.5) + perry.settle(0.5), 30)
    for session in (robin, perry):
        session.send("\x07\x07")
        session.settle()

    desk = Desk.open(folder)
    filed = [entry for no in desk.bench.register.open for entry in desk.history(no)]
    filed = [entry for entry in filed if isinstance(entry.act, LetterFiled)]
    desk.close()
    assert filed
    assert len({entry.letter for entry in filed}) == len(filed)


def test_the_next_letter_is_never_a_colleagues(robin: Any, perry: Any, folder: Path) -> None:
    kowal = number_of(folder, "Kowal")
    robin.send("lfrom:kowal\r")
    robin.wait_for(f"LETTER {kowal}")
    robin.send("l\r")
    robin.wait_for("/8")
    robin.settle()
    numbers = [line.split()[0].lstrip("*") for line in robin.text().splitlines() if line[1:7].isdigit()]
    after = numbers[numbers.index(kowal) + 1]
    perry.send(f"lno:{after}\r")
    perry.wait_for(f"LETTER {after}")
    both((robin, perry), lambda: any(after in row and "@pcole" in row for row in robin.text().splitlines()))

    robin.send("y")
    robin.wait_for("filed")

    assert here(robin) not in (kowal, after)


def test_w_keeps_a_letter_while_its_clerk_is_elsewhere_and_gives_it_back(robin: Any, perry: Any) -> None:
    mine = here(robin)
    robin.send("w")
    robin.wait_for("stays yours")
    robin.send("j")
    both((robin, perry), lambda: robin.text().count("kept, ") == 1)
    row = next(i for i, line in enumerate(perry.text().splitlines()) if mine in line)
    time.sleep(0.5)
    perry.settle()
    assert f"@{system_login()}"[:8] in perry.line(row)

    robin.send("k")
    robin.settle()
    robin.send("w")
    robin.wait_for("is free for anybody")
    assert both((robin, perry), lambda: "@" not in perry.line(row)) < SOON


def test_a_take_over_is_told_at_once_and_the_text_being_typed_is_kept(
    robin: Any, perry: Any, folder: Path
) -> None:
    no = number_of(folder, "Ortiz")
    robin.send("lfrom:ortiz\rrMy own words ")
    robin.wait_for("My own words")
    robin.settle(0.3)
    perry.send(f"lno:{no}\r")
    perry.wait_for("w takes it over")
    perry.send("wRobin is at lunch")
    perry.wait_for("Robin is at lunch")

    perry.send("\r")
    told = f"{no} was taken over by Perry Cole: Robin is at lunch"
    took = both((robin, perry), lambda: told in words(robin))
    assert took < SOON
    assert f"draft-0.of-{system_login()}-1.json" in words(robin)

    # Robin types on, looking at the paper: not one of these keys is a command.
    robin.send("y dfile\rdear sir\x1b[A yq")
    robin.wait_for(lambda shown: "were dropped" in " ".join(shown.split()))
    robin.send("\x07")
    robin.wait_for(lambda shown: "were dropped" not in " ".join(shown.split()))
    robin.wait_for("at Perry Cole's desk")

    perry.settle()
    perry.send("rPerry writes ")
    perry.wait_for("Perry writes")
    perry.send("\x07")
    perry.settle()
    case = folder / "cabinet" / f"20{no[:2]}" / no
    assert "My own words" in json.loads((case / f"draft-0.of-{system_login()}-1.json").read_text())["text"]
    assert "Perry writes" in json.loads((case / "draft-0.json").read_text())["text"]

    perry.send(":drafts\r")
    perry.wait_for("Robin Hale")
    perry.send("a\r")
    perry.wait_for("My own words")


@pytest.mark.parametrize("ending", ["killed", "line dropped"])
def test_what_a_lost_clerk_had_is_free_soon(robin: Any, perry: Any, ending: str) -> None:
    row = next(i for i, line in enumerate(robin.text().splitlines()) if here(perry) in line)
    both((robin, perry), lambda: "@pcole" in robin.line(row))

    if ending == "killed":
        os.kill(perry.pid, signal.SIGKILL)
    else:
        perry.hang_up()

    begun = time.monotonic()
    robin.wait_for(lambda shown: "@pcole" not in shown)
    assert time.monotonic() - begun < SOON


@pytest.mark.slow
def test_a_clerk_who_only_stands_still_keeps_the_letter(robin: Any, perry: Any) -> None:
    row = next(i for i, line in enumerate(robin.text().splitlines()) if here(perry) in line)
    both((robin, perry), lambda: "@pcole" in robin.line(row))

    os.kill(perry.pid, signal.SIGSTOP)
    try:
        end = time.monotonic() + 6.5  # longer than the slow look
        while time.monotonic() < end:
            robin.read(0.05)
        assert "@pcole" in robin.line(row)
    finally:
        os.kill(perry.pid, signal.SIGCONT)


def test_a_letter_that_changed_under_the_clerk_does_not_leave(robin: Any, perry: Any, folder: Path) -> None:
    no = number_of(folder, "Kowal")
    robin.send("lfrom:kowal\r")
    robin.wait_for(f"LETTER {no}")
    robin.settle()
    os.kill(robin.pid, signal.SIGSTOP)
    perry.send(f"lno:{no}\r")
    perry.wait_for("w takes it over")
    perry.send("wurgent\r")
    perry.wait_for("taken over from")
    perry.send("cSVC\r")
    perry.wait_for("SVC")
    perry.send("l\rG")
    perry.wait_for("8/8")
    perry.settle(0.5)

    robin.send("y")
    os.kill(robin.pid, signal.SIGCONT)

    robin.wait_for(lambda shown: "Perry Cole" in " ".join(shown.split()))
    robin.settle()
    assert not list((folder / "outbox").glob("*.pdf"))
