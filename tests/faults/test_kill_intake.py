"""Intake killed in the middle of a mailbox and a Maildir: every message is a letter, once."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.casework.verify import verify
from corrtui.control.acts import LetterReceived
from corrtui.intake.accept import Stamp

if TYPE_CHECKING:
    from corrtui.desk import Desk

FROM = "From ida@writer.example Mon Jun  1 10:00:00 2026\n"
MAIL = (
    "From: Ida Brandt <ida@writer.example>\nSubject: order {0}\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nDear Sirs, order {0} has not come.\n--x\n"
    "Content-Type: application/octet-stream\n"
    "Content-Disposition: attachment; filename=receipt-{0}.bin\n\nreceipt of {0}\n--x--\n\n"
)
COUNT = 40


def drop(inbox: Path, first: int) -> list[str]:
    """Put a mailbox and a Maildir with COUNT messages each into the inbox; return what they hash to."""
    messages = [MAIL.format(number) for number in range(first, first + 2 * COUNT)]
    inside = [FROM + message for message in messages[:COUNT]]
    (inbox / f"box-{first}").write_text("".join(inside))
    folder = inbox / "mail"
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, message in enumerate(messages[COUNT:]):
        (folder / "new" / f"{1_700_000_000 + first + number}.M1P1.host").write_text(message)
    return [hashlib.sha256(text.encode()).hexdigest() for text in (*inside, *messages[COUNT:])]


def _storm(folder: Path, open_desk: Callable[..., Desk], seed: int, kills: int) -> None:
    dice = random.Random(seed)
    expected = drop(folder / "inbox", 1000)
    command = [sys.executable, "-m", "corrtui", "intake", "--once", "--desk", str(folder)]
    killed = 0
    for turn in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(dice.uniform(0.3, 1.6))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        if turn == kills // 2:
            expected += drop(folder / "inbox", 2000)
    assert killed > 0
    desk = open_desk()
    desk.take_in(Stamp())

    received = [entry.act for entry in desk.bench.log.everything() if isinstance(entry.act, LetterReceived)]
    assert Counter(act.sha256 for act in received) == Counter(expected)
    assert desk.arriving() == ()
    assert verify(folder).problems == ()
    assert [path.name for path in (folder / "inbox").iterdir() if path.name != ".gitkeep"] == ["mail"]
    assert not [path for path in (folder / "inbox/mail").rglob("*") if path.is_file()]
    for number in desk.queue():
        [enclosure] = desk.sheet(number).reading.enclosures
        kept = (desk.bench.case_folder(number) / enclosure.file).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == enclosure.sha256
    assert list((folder / "cabinet").rglob("*.left-*")) == []


def test_no_message_is_lost_or_doubled(folder: Path, open_desk: Callable[..., Desk]) -> None:
    _storm(folder, open_desk, 1, 4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_no_message_is_lost_or_doubled_in_a_storm(
    folder: Path, open_desk: Callable[..., Desk], seed: int
) -> None:
    _storm(folder, open_desk, seed, 25)
