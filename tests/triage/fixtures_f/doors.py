"""The public doors a fixture is read through on its day: `intake`, `show`, `draft`, `proof`, `finish`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from click.testing import CliRunner

from corrtui.cli import cli
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError
from corrtui.make_desk import make_desk
from corrtui.people import system_login
from tests.triage.fixtures_f.office import make_office
from tests.triage.fixtures_f.table import Fixture

LETTERS = Path(__file__).with_name("letters")
_OFFICE = ZoneInfo("America/Chicago")


@contextmanager
def on(day: date) -> Iterator[None]:
    """Let it be ten in the morning of `day` at the office."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=_OFFICE), tick=True):
        yield


def corrtui(folder: Path, day: date, *words: str) -> tuple[int, str]:
    """Run a command on a desk, on a day; return its exit code and what it said, on either stream."""
    with on(day):
        done = CliRunner().invoke(cli, ["--desk", str(folder), *words])
    if isinstance(done.exception, CorrtuiError):
        return 1, f"{done.output}{done.exception}"
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@dataclass(frozen=True)
class Taken:
    """A fixture's letter, taken in at a desk of its own."""

    fixture: Fixture
    folder: Path

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Control numbers of the letters before it and its own, the last."""
        make_desk(self.folder, system_login(), "Robin Hale", sample=False)
        make_office(self.folder, system_login(), self.fixture.office_is)
        rows = (*self.fixture.before, (self.fixture.file, self.fixture.received))
        return tuple(self._take(file, received) for file, received in rows)

    def _take(self, file: str, received: date) -> str:
        shutil.copyfile(LETTERS / file, self.folder / "inbox" / file)
        code, said = corrtui(
            self.folder,
            max(received, self.fixture.day if file == self.fixture.file else received),
            *(
                "intake",
                "--once",
                "--received",
                received.isoformat(),
                "--reason",
                "the day it came",
                "--json",
            ),
        )
        assert code == 0, said
        [taken] = json.loads(said)["taken"]
        return str(taken["control_no"])

    @property
    def number(self) -> str:
        """Control number of the fixture's letter."""
        return self.numbers[-1]

    @cached_property
    def report(self) -> dict[str, Any]:
        """`show NO --json`, after the fixture's steps."""
        for words in self.fixture.steps:
            code, said = self.run(*(self.number if word == "NO" else word for word in words))
            assert code == 0, f"{self.fixture.id}: {' '.join(words)}: {said}"
        code, said = self.run("show", self.number, "--json")
        assert code == 0, said
        found: dict[str, Any] = json.loads(said)
        return found

    def run(self, *words: str) -> tuple[int, str]:
        """Run a command on the fixture's day."""
        return corrtui(self.folder, self.fixture.day, *words)

    def refusal(self, door: str) -> str:
        """Try what a `Block` names; return why it was refused, empty when it was not."""
        name, _, what = door.partition(" ")
        if name == "finish":
            code, said = self.run("finish", self.number, *(("--template", what) if what else ()))
            return said if code == 1 else ""
        if name == "bulk":
            return self._bulk()
        if name == "said":
            return self._with_words(what)
        number = self.numbers[0] if name == "proof-before" else self.number
        code, said = self.run("draft", number, "--template", what)
        if code:
            return said
        code, said = self.run("proof", number)
        return said

    def _bulk(self) -> str:
        with on(self.fixture.day):
            desk = Desk.open(self.folder)
            try:
                desk.check_bulk(self.number)
            except CorrtuiError as error:
                return str(error)
            finally:
                desk.close()
        return ""

    def _with_words(self, words: str) -> str:
        with on(self.fixture.day):
            desk = Desk.open(self.folder)
            try:
                sheet = desk.sheet(self.number)
                body = sheet.text.rpartition("\n\n")
                desk.save_draft(self.number, f"{body[0]}\n\nWe looked at {words} too.\n\n{body[2]}", sheet)
            finally:
                desk.close()
        return self.run("proof", self.number)[1]
