"""A day at the desk, by keys alone, at a real terminal: thirty letters arrive, the tally balances."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from corrtui.casework.verify import verify
from corrtui.control.entry import Entry
from corrtui.control.log import FolderLog
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.make_desk import SAMPLE
from corrtui.people import system_login
from tests import warm
from tests.screens.pty_desk import PtyDesk

LETTERS = sorted(path.name for path in (SAMPLE / "letters").iterdir())
INCH = 72.0


def _json(folder: Path, *words: str) -> Any:
    done = warm.corrtui("--desk", str(folder), *words, "--json")
    assert done.returncode == 0, done
    return json.loads(done.stdout)


def _entries(folder: Path) -> list[Entry]:
    log = FolderLog(folder / "control")
    try:
        return list(log.everything())
    finally:
        log.close()


@pytest.fixture
def sit_down(busy: Path) -> Iterator[Callable[..., PtyDesk]]:
    """Opens the desk at a terminal of a size; leaves none of them running."""
    opened: list[PtyDesk] = []

    def at(rows: int = 40, cols: int = 120) -> PtyDesk:
        argv = [sys.executable, "-m", "corrtui", "--desk", str(busy)]
        opened.append(PtyDesk(busy, rows, cols, argv=argv))
        return opened[-1]

    yield at
    for desk in opened:
        desk.close()


def _here(desk: PtyDesk) -> str:
    """Control number of the letter that is open."""
    found = re.search(r"LETTER (\d{6}-\d{4,})", desk.text())
    return found[1] if found else ""


def _until(desk: PtyDesk, condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, desk.text()
        desk.read(0.05)


def _go_to(desk: PtyDesk, number: str) -> None:
    desk.send(f"lno:{number}\r")
    _until(desk, lambda: _here(desk) == number)


def _routine(desk: Desk, number: str) -> bool:
    """A letter the suggested draft of which can go out as it is."""
    if not desk.sheet(number).template:
        return False
    try:
        desk.prepare(number)
    except Refused:
        return False
    return True


@pytest.fixture
def busy(folder: Path) -> Path:
    """The desk with its watching settled as an office has it."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.0", "settle = 0.2"))
    return folder


def _drop_all(folder: Path) -> None:
    for name in LETTERS:
        shutil.copyfile(SAMPLE / "letters" / name, folder / "inbox" / f".{name}")
        (folder / "inbox" / f".{name}").rename(folder / "inbox" / name)


def test_a_day_at_the_desk(
    busy: Path, sit_down: Callable[..., PtyDesk], open_desk: Callable[..., Desk]
) -> None:
    desk = sit_down()
    desk.wait_for("the queue is empty")
    _drop_all(busy)
    desk.wait_for("/30", timeout=60)

    # Routine letters: one key each, wherever they stand in the queue; the others are passed.
    numbers = [row["control_no"] for row in _json(busy, "queue")]
    aside = open_desk()
    routine = {number for number in numbers if _routine(aside, number)}
    assert len(routine) >= 12
    desk.send("gg")
    _until(desk, lambda: _here(desk) == numbers[0])
    for number in numbers:
        assert _here(desk) == number
        desk.send("y" if number in routine else "j")
        if number != numbers[-1]:
            _until(desk, lambda before=number: _here(desk) != before)
    _until(desk, lambda: len(list((busy / "outbox").glob("*.pdf"))) == len(routine))
    _until(desk, lambda: "filing" not in desk.text().splitlines()[-1])
    sent = {entry.letter for entry in _entries(busy) if entry.act.name == "filed"}
    assert sent == routine

    # A sensitive one is refused with its reason, and nothing leaves.
    subpoena = next(row["control_no"] for row in _json(busy, "queue") if row["file"].startswith("Subpoena"))
    _go_to(desk, subpoena)
    desk.send("y")
    desk.wait_for("no reply from here")
    desk.send("dESCALATE\rto counsel by hand\r")
    desk.wait_for("stays open, held")

    # One is classified anew, which brings another draft; one is edited; one is filed and undone.
    note = next(row["control_no"] for row in _json(busy, "queue") if row["file"].startswith("Question"))
    _go_to(desk, note)
    desk.send("cINF\r")
    desk.wait_for("is INF")
    desk.send("tack-general\r")
    desk.wait_for("DRAFT ack-general")
    desk.send("r")
    desk.wait_for("EDIT ack-general")
    desk.press("pagedown")
    desk.press("pagedown")
    desk.press("pagedown")
    desk.send("\rP.S. I will telephone on Tuesday.")
    desk.wait_for("on Tuesday.")
    desk.press("escape")
    desk.wait_for("DRAFT ack-general")
    time.sleep(0.3)
    desk.send("y")
    desk.wait_for(f"filed {note}-ack-general.pdf")
    desk.send("u")
    desk.wait_for("undone")
    assert not (busy / "outbox" / f"{note}-ack-general.pdf").exists()

    # The tally is looked at and exported, and the desk is left.
    desk.send("l\r")
    desk.send("gr")
    desk.wait_for("Daily tally")
    desk.send("e")
    desk.wait_for("written: ")
    desk.send("q")
    desk.settle()
    desk.send("q")
    assert desk.exit_code(15) == 0

    assert verify(busy).problems == ()
    tally = _json_tally(busy)
    assert tally["balances"]
    assert tally["received"] == 30
    assert tally["letters_out"] == len(routine)
    assert sorted(path.suffix for path in (busy / "outbox/tally").iterdir()) == [".csv", ".json", ".txt"]
    saved = [path.read_text() for path in (busy / "cabinet").rglob("draft-*.json")]
    assert any("telephone on Tuesday" in text for text in saved)
    for pdf in (busy / "outbox").glob("*.pdf"):
        _check_page(pdf)


def _json_tally(folder: Path) -> Any:
    done = warm.corrtui("--desk", str(folder), "tally", "--format", "json")
    assert done.returncode == 0, done
    return json.loads(done.stdout)


def _check_page(pdf: Path) -> None:
    """Number on the page, no hole, the address alone where an envelope's window may show it."""
    page = PdfReader(pdf).pages[0]
    placed: list[tuple[float, float, str]] = []

    def note(text: str, _: Any, tm: Any, *__: Any) -> None:
        if text.strip():
            placed.append((tm[4] / INCH, 11 - tm[5] / INCH, text.strip()))

    text = page.extract_text(visitor_text=note)
    number = "-".join(pdf.name.split("-")[:2])
    assert number in text
    assert "⟦" not in text
    zone = [words for x, y, words in placed if 2.042 < y < 3.625 and x < 5.375]
    before = text[: text.index("Dear ")]
    assert zone, pdf.name
    assert all(words in before for words in zone), (pdf.name, zone)


@pytest.mark.slow
def test_the_same_at_80_by_24(busy: Path, sit_down: Callable[..., PtyDesk]) -> None:
    """A thin client: letters arrive, three are cleared, the desk is left."""
    desk = sit_down(24, 80)
    desk.wait_for("the queue is empty")
    _drop_all(busy)
    desk.wait_for("/30", timeout=60)
    filed = []
    for name in ("thank you note.html", "scan-0009-burrell.txt", "scan-0003-baumgartner.txt"):
        number = next(row["control_no"] for row in _json(busy, "queue") if row["file"] == name)
        _go_to(desk, number)
        desk.send("y")
        desk.wait_for(f"filed {number}")
        filed.append(number)
    desk.send("q")
    desk.send("q")
    assert desk.exit_code(15) == 0

    assert sorted(entry.letter for entry in _entries(busy) if entry.act.name == "filed") == sorted(filed)
    assert verify(busy).problems == ()


def test_two_desks_on_one_folder_see_each_others_acts(busy: Path, sit_down: Callable[..., PtyDesk]) -> None:
    one, two = sit_down(), sit_down(24, 80)
    one.wait_for("the queue is empty")
    two.wait_for("the queue is empty")
    _drop_all(busy)
    one.wait_for("/30", timeout=60)
    two.wait_for("/30", timeout=60)
    number = next(row["control_no"] for row in _json(busy, "queue") if row["file"] == "thank you note.html")
    _go_to(one, number)
    _until(one, lambda: _json(busy, "show", number)["claimed_by"] == system_login())
    two.send(f"lno:{number}\r")
    two.wait_for(f"@{system_login()}")
    two.send("l\r")
    one.send("y")
    one.wait_for(f"filed {number}")
    one.send("l\r")

    one.wait_for("/29")
    two.wait_for("/29", timeout=10)
    for desk in (one, two):
        desk.send("qq")
        assert desk.exit_code(15) == 0
    assert len([entry for entry in _entries(busy) if entry.act.name == "received"]) == 30
    assert verify(busy).problems == ()


@pytest.mark.slow
def test_ten_thousand_keys_in_one_breath_each_go_where_they_were_meant(
    busy: Path, sit_down: Callable[..., PtyDesk]
) -> None:
    """Into the draft, some ten thousand characters, out of it, another category, the next letter, a tag."""
    for name in ("thank you note.html", "scan-0009-burrell.txt", "Question about deposits.html"):
        shutil.copyfile(SAMPLE / "letters" / name, busy / "inbox" / name)
    desk = sit_down()
    desk.wait_for("/3", timeout=60)
    number = next(row["control_no"] for row in _json(busy, "queue") if row["file"] == "thank you note.html")
    _go_to(desk, number)
    lines = [f"line {n:04} ydjtcq ;x. {n * 7919 % 10007:05}" for n in range(372)]
    words = "\r".join(lines)

    desk.send(f"r{words}\x07cINF\rl\rxj")

    desk.wait_for("1 tagged", timeout=90)
    [draft] = (busy / "cabinet").rglob(f"{number}/draft-0.json")
    assert "\n".join(lines) in json.loads(draft.read_text())["text"]
    done = [(entry.letter, entry.act.name) for entry in _entries(busy) if entry.act.name != "received"]
    assert done == [(number, "drafted"), (number, "classified")]
    assert len(words) > 9_900
