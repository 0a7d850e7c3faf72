"""How many letters a second come in, and how many are filed."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import SAMPLE, make_desk
from corrtui.people import system_login
from tests.benchmarks.many import LETTER


def _desk(folder: Path) -> Path:
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    return folder


def _take_in(folder: Path, count: int) -> float:
    _desk(folder)
    for n in range(count):
        (folder / "inbox" / f"{n:06}.txt").write_text(LETTER.format(n=n))
    desk = Desk.open(folder)
    desk.intake._reader.read(
        SAMPLE / "letters" / "scan-0001-ortiz.txt", "warm"
    )  # starting the child is not the letters' cost
    begun = time.perf_counter()
    assert len(desk.take_in(Stamp(), 600)) == count
    taken = time.perf_counter() - begun
    desk.close()
    return count / taken


def intake() -> None:
    """Print letters a second for 200 and 2,000 files dropped at once."""
    with tempfile.TemporaryDirectory() as name:
        small = _take_in(Path(name) / "small", 200)
        large = _take_in(Path(name) / "large", 2000)
    print(f"  200 files    {small:7.0f} letters/s")
    print(f"  2,000 files  {large:7.0f} letters/s   ratio to 200: {large / small:5.2f}")


def finish() -> None:
    """Print letters a second from proof to entry, one after another, over fifty letters."""
    text = (SAMPLE / "letters" / "thank you note.html").read_text()
    with tempfile.TemporaryDirectory() as name:
        folder = _desk(Path(name) / "desk")
        for n in range(51):
            (folder / "inbox" / f"{n:06}.html").write_text(text + f"<!-- {n} -->")
        desk = Desk.open(folder)
        numbers = desk.take_in(Stamp(), 600)
        desk.file(desk.prepare(numbers.pop()))  # loading fpdf2 is not the letters' cost
        gate = filing = 0.0
        for number in numbers:
            desk.sheet(number)
            begun = time.perf_counter()
            prepared = desk.prepare(number)
            between = time.perf_counter()
            desk.file(prepared)
            gate += between - begun
            filing += time.perf_counter() - between
        desk.close()
    count = len(numbers)
    print(f"  {count / (gate + filing):5.1f} letters/s; the gate (on the key) {gate / count * 1000:5.1f} ms,")
    print(f"  page, files and entry (behind the hands) {filing / count * 1000:5.1f} ms")
