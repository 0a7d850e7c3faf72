"""kill -9 at a random moment: what the screen said is there, and at most 2 s of typing is not."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.verify import verify
from corrtui.control.acts import LetterClassified, LetterFiled, LetterReceived, LetterSkipped
from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import SAMPLE
from corrtui.people import system_login
from tests.faults.forks import Forks, read_acks
from tests.screens.pty_desk import PtyDesk

LETTERS = (
    "thank you note.html",
    "scan-0009-burrell.txt",
    "scan-0003-baumgartner.txt",
    "Trade reference - Bolt Co.eml",
    "scan-0001-ortiz.txt",
    "claim PRO 778-1203.pdf",
    "contact-form-20261114-2213.html",
    "Question about deposits.html",
)
LOSS = 2.0
"""Seconds of typing a clerk may lose."""
SLACK = 1.0
"""Seconds a busy machine may be late with it."""


class Clerk:
    """Works at a desk without a pause, and remembers what the screen acknowledged."""

    def __init__(self, folder: Path, seed: int) -> None:
        argv = [sys.executable, "-m", "corrtui", "--desk", str(folder)]
        self.desk = PtyDesk(folder, 40, 120, argv=argv)
        self.dice = random.Random(seed)
        self.said: set[str] = set()
        self.typed: list[tuple[float, str]] = []
        self.number = ""

    def look(self) -> None:
        """Read the screen; what it says from now on must be true for ever."""
        shown = self.desk.text()
        self.said.update(re.findall(r"filed (\d{6}-\d{4}-[a-z-]+\.pdf)", shown))
        self.said.update(re.findall(r"(\d{6}-\d{4} is [A-Z]{3})", shown))
        self.said.update(re.findall(r"(\d{6}-\d{4} left as it is)", shown))

    def work(self, until: float) -> None:
        """Clear letters and type until the time is up."""
        while time.monotonic() < until:
            move = self.dice.random()
            if move < 0.5:
                self.keys("y", until)
            elif move < 0.65:
                self.keys("cSVC\r", until)
            elif move < 0.75:
                self.keys("j", until)
            else:
                self.write(until)

    def keys(self, keys: str, until: float) -> None:
        """Type keys and look for a moment."""
        self.desk.send(keys)
        end = min(until, time.monotonic() + self.dice.uniform(0.05, 0.6))
        while time.monotonic() < end:
            self.desk.read(0.02)
            self.look()

    def write(self, until: float) -> None:
        """Go into the draft and type words, a character at a time, then leave it."""
        self.desk.send("r")
        self.desk.settle(0.1, 2)
        found = re.search(r"LETTER (\d{6}-\d{4,})", self.desk.text())
        if "EDIT" not in self.desk.text() or not found:
            self.desk.press("escape")
            self.desk.settle(0.2, 1)
            return
        number = found[1]
        end = min(until, time.monotonic() + self.dice.uniform(0.5, 4))
        word = f"<{len(self.typed)}>"
        while time.monotonic() < end:
            self.desk.send(word)
            self.typed.append((time.monotonic(), f"{number}{word}"))
            word = f"<{len(self.typed)}>"
            self.desk.read(0.03)
            self.look()
        if time.monotonic() < until:
            self.desk.press("escape")
            self.desk.settle(0.2, 1)

    def kill(self) -> float:
        """End the program as a power cut does; return when."""
        self.look()
        os.kill(self.desk.pid, signal.SIGKILL)
        moment = time.monotonic()
        self.desk.exit_code()
        self.desk.close()
        return moment


def _round(folder: Path, open_desk: Callable[..., Desk], seed: int) -> None:
    for name in LETTERS:
        shutil.copyfile(SAMPLE / "letters" / name, folder / "inbox" / name)
    clerk = Clerk(folder, seed)
    clerk.desk.wait_for(f"/{len(LETTERS)}", timeout=30)
    clerk.work(time.monotonic() + clerk.dice.uniform(0.1, 7))
    killed = clerk.kill()

    desk = open_desk()
    desk.take_in(Stamp())
    assert verify(folder).problems == ()
    acts = list(desk.bench.log.everything())
    done = {entry.act.pdf for entry in acts if isinstance(entry.act, LetterFiled)}
    done |= {f"{e.letter} is {e.act.category}" for e in acts if isinstance(e.act, LetterClassified)}
    done |= {f"{e.letter} left as it is" for e in acts if isinstance(e.act, LetterSkipped)}
    assert clerk.said <= done, clerk.said - done
    assert len([e for e in acts if isinstance(e.act, LetterReceived)]) == len(LETTERS)
    texts: dict[str, str] = {}
    for path in (folder / "cabinet").rglob("draft-*.json"):
        text = str(json.loads(path.read_text())["text"])
        texts[path.parent.name] = texts.get(path.parent.name, "") + text
    for moment, word in clerk.typed:
        number, mark = word[:11], word[11:]
        assert killed - moment < LOSS + SLACK or mark in texts.get(number, ""), (word, killed - moment)
    assert desk.queue() == [n for n in desk.queue() if desk.letter(n).open]


@pytest.mark.parametrize("seed", [1000])
def test_nothing_acknowledged_is_lost(folder: Path, open_desk: Callable[..., Desk], seed: int) -> None:
    _round(folder, open_desk, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_nothing_acknowledged_is_lost_at_the_screen(
    folder: Path, open_desk: Callable[..., Desk], seed: int
) -> None:
    _round(folder, open_desk, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_four_clerks_killed_again_and_again_on_one_desk(
    folder: Path, forks: Forks, whole: Callable[..., None], seed: int
) -> None:
    """Ten times, four clerks take in, file, undo, dispose, write, take over; each is killed at any moment.

    The desk is the same all the time: a crash comes upon what the crash before it left.
    """
    dice = random.Random(seed)
    acks: list[dict[str, Any]] = []
    for turn in range(10):
        clerks: list[tuple[int, Path]] = []
        for number, login in enumerate((system_login(), "pcole", system_login(), "mstern")):
            note = folder.parent / f"acks-{turn}-{number}"
            one = seed * 1000 + turn * 10 + number
            clerks.append((forks.start("clerk", str(folder), login, one, str(note)), note))
        moments = sorted((dice.uniform(0.0, 1.5), clerk) for clerk in clerks)
        _wait_until_ready(clerks[0][1])
        begun = time.monotonic()
        for moment, (pid, _) in moments:
            time.sleep(max(0.0, begun + moment - time.monotonic()))
            os.killpg(pid, signal.SIGKILL)
            assert forks.wait(pid) == -signal.SIGKILL
        for _, note in clerks:
            acks += read_acks(note)
        whole(folder, acks)
    assert {"filed", "disposed", "received", "undone", "wrote"} <= {ack["what"] for ack in acks}


def _wait_until_ready(note: Path) -> None:
    end = time.monotonic() + 30
    while not read_acks(note):
        assert time.monotonic() < end, "the clerk did not sit down"
        time.sleep(0.005)
