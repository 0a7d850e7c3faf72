"""Every screen as it stands on a terminal of 80 by 24 and of 120 by 40 cells, kept as text beside the tests.

What is compared are the bytes of a real session through a terminal emulator: characters, styles, the cursor.
The letters are fixed, and so is the clock of the program. `make pictures` draws them anew: look at every one
of them in the diff before it is committed.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import time_machine

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import make_desk
from tests.ending import put_away
from tests.screens.pty_desk import PtyDesk

PICTURES = Path(__file__).with_name("pictures")
DRAW_ANEW = bool(os.environ.get("CORRTUI_DRAW_PICTURES"))
MORNING = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""Ten o'clock at the office."""
LETTERS = (
    "scan-0001-ortiz.txt",
    "scan-0002-kowal.txt",
    "scan-0005-lindqvist.txt",
    "scan-0007-bickford.txt",
    "phone note 11-12 pasquale.txt",
    "three things.eml",
    "thank you note.html",
    "my chart.eml",
)
SIZES = ((24, 80), (40, 120))
_OPEN = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
import time_machine
time_machine.travel({MORNING!r}.replace(tzinfo=UTC), tick=False).start()
from corrtui.desk import Desk
import screens
desk = Desk.open(Path(sys.argv[1]), sys.argv[2])
code = screens.run(desk)
desk.close()
sys.exit(code)
""".replace("datetime.datetime", "datetime").replace("tzinfo=datetime.timezone.utc", "tzinfo=UTC")
ORTIZ = "lfrom:ortiz\rl\r"
JOURNEY = (
    ("queue", ""),
    ("letter", ORTIZ),
    ("records", "\t\t"),
    ("draft", "\t"),
    ("opened letter", "\to"),
    ("queue alone", "ogq"),
    ("letter again", "\r"),
    ("control card", "i"),
    ("keys", "q?"),
    ("look-alikes", "q="),
    ("history", "qh"),
    ("choices", "qt"),
    ("choices narrowed", "bc"),
    ("draft with holes", "\r"),
    ("editor at a hole", "r"),
    ("editor typing", "$39.95 and more"),
    ("finding", "\x07y"),
    ("proof and page", "\x07p"),
    ("disposition", "qd"),
    ("priority", "\x07+"),
    ("palette", "\x07:"),
    ("palette narrowed", "dr"),
    ("limit", "\x07lcat:BIL\r"),
    ("search", "l\r/order\r"),
    ("tally", "qgr"),
    ("day", "q:day\r"),
    ("day marked", "j"),
    ("arriving", "q:arriving\r"),
    ("tagged", "qggxjxj"),
    ("taking down", "m"),
    ("phone note", "p"),
    ("phone note typed", "Mrs. Ana Ortiz\r208-555-0147\r204417\r\r\ryes\r\r\rShe asks why.\rAgain."),
)
"""Each picture and the keys that lead to it from the one before."""


def picture(desk: PtyDesk) -> str:
    """Return what stands on a terminal: its lines, how they are styled, where the cursor is."""
    screen = desk.screen
    lines = [f"{at + 1:>2} |{line}|" for at, line in enumerate(screen.display)]
    styles = []
    for y, row in enumerate(screen.look()):
        told = "; ".join(f"{start}-{end} {style}" for start, end, style in _runs(row) if style)
        if told:
            styles.append(f"{y + 1:>2}  {told}")
    cursor = "hidden" if screen.cursor.hidden else f"line {screen.cursor.y + 1}, column {screen.cursor.x + 1}"
    return "\n".join((*(line.rstrip() for line in lines), f"cursor: {cursor}", *styles, ""))


def _runs(row: list[Any]) -> list[tuple[int, int, str]]:
    """Return first column, last column and style of what is styled alike; blanks go with the words around."""
    runs: list[tuple[int, int, str]] = []
    column = 1
    for (style, blank), cells in groupby(row, lambda cell: (_style(cell), cell.data == " ")):
        end = column + len(list(cells)) - 1
        if runs and runs[-1][2] == style:
            runs[-1] = (runs[-1][0], end, style)
        elif len(runs) > 1 and not blank and runs[-2][2] == style and runs[-1][2] == _on_blanks(style):
            runs[-2:] = [(runs[-2][0], end, style)]
        else:
            runs.append((column, end, style))
        column = end + 1
    return runs


def _on_blanks(style: str) -> str:
    """Return what a blank shows of a style."""
    return " ".join(word for word in style.split() if word == "underlined")


def _style(char: Any) -> str:
    words = [
        name
        for name, on in (
            ("bold", char.bold),
            ("faint", char.italics),
            ("underlined", char.underscore),
            ("reverse", char.reverse),
        )
        if on
    ]
    if char.fg != "default":
        words.append(char.fg)
    if char.bg != "default":
        words.append(f"on {char.bg}")
    return " ".join(words)


class Album:
    """Compares what stands on a terminal with the pictures kept, or draws them anew."""

    def __init__(self) -> None:
        self.differing: list[str] = []

    def compare(self, desk: PtyDesk, name: str, patience: float = 15.0) -> None:
        """Wait until a terminal shows the picture; note it when it does not."""
        file = PICTURES / f"{name}, {desk.screen.columns}x{desk.screen.lines}.txt"
        if DRAW_ANEW:
            desk.settle(1.0)
            PICTURES.mkdir(exist_ok=True)
            file.write_text(picture(desk), encoding="utf-8")
            return
        kept = file.read_text(encoding="utf-8")
        end = time.monotonic() + patience
        while picture(desk) != kept:
            if time.monotonic() > end:
                self.differing.append(f"{file.name}: the screen is now\n{picture(desk)}")
                return
            desk.read(0.1)


@pytest.fixture(scope="module")
def _stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("album") / "desk"
    make_desk(folder, "rhale", "Robin Hale", sample=True)
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    with time_machine.travel(MORNING, tick=False):
        desk = Desk.open(folder, "rhale")
        for name in LETTERS:
            shutil.copyfile(folder / "sample-letters" / name, folder / "inbox" / name)
            assert len(desk.take_in(Stamp())) == 1
        desk.close()
    (folder / "inbox" / "of Tuesday").mkdir()
    return folder


@pytest.fixture
def folder(_stocked: Path, tmp_path: Path) -> Path:
    """The desk of ten o'clock: eight letters in the queue, a folder in the inbox."""
    return Path(shutil.copytree(_stocked, tmp_path / "desk"))


@pytest.fixture
def sit_down(folder: Path) -> Iterator[Callable[..., PtyDesk]]:
    """Open the desk at a terminal of a size, as somebody."""
    made: list[PtyDesk] = []

    def at(rows: int, cols: int, login: str = "rhale") -> PtyDesk:
        made.append(PtyDesk(folder, rows, cols, argv=[sys.executable, "-c", _OPEN, str(folder), login]))
        made[-1].wait_for(" help")
        return made[-1]

    yield at
    for desk in made:
        desk.close()


@pytest.fixture
def album() -> Iterator[Album]:
    """The pictures kept; at the end none may differ."""
    made = Album()
    yield made
    assert not made.differing, "\n".join(made.differing)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_every_screen_is_as_it_was_looked_at(sit_down: Any, album: Album, size: tuple[int, int]) -> None:
    desk = sit_down(*size)
    for name, keys in JOURNEY:
        desk.send(keys)
        album.compare(desk, name)


@pytest.mark.parametrize("size", [*SIZES, (15, 60)], ids=["80x24", "120x40", "60x15"])
def test_a_restricted_letter_as_a_clerk_without_the_right_sees_it(
    sit_down: Any, album: Album, folder: Path, size: tuple[int, int]
) -> None:
    with time_machine.travel(MORNING, tick=False):
        desk = Desk.open(folder, "rhale")
        number = next(no for no in desk.queue() if desk.letter(no).file == "my chart.eml")
        desk.close()
    screen = sit_down(*size, "pcole")
    screen.send(f"lno:{number}\r")
    album.compare(screen, "restricted")
    screen.send("l\rgg")
    album.compare(screen, "small" if size[0] < 20 else "a colleague's desk")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_an_empty_queue(sit_down: Any, album: Album, folder: Path, size: tuple[int, int]) -> None:
    with time_machine.travel(MORNING, tick=False):
        desk = Desk.open(folder, "rhale")
        for number in desk.queue():
            put_away(desk, number)
        desk.close()
    (folder / "inbox" / "of Tuesday").rmdir()
    screen = sit_down(*size)
    album.compare(screen, "empty queue")
