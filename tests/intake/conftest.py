"""An inbox with everything that takes letters in behind it: real log, real cabinet, real reader child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from corrtui.control.log import FolderLog
from corrtui.control.register import Letter, Register
from corrtui.intake.accept import Acceptor, Description
from corrtui.intake.readers import ReaderChild
from corrtui.intake.reading import Reading

TODAY = date(2026, 11, 20)


def describe(reading: Reading, received: date) -> Description:
    """What the rooms above would say, in its plainest form."""
    return Description(
        {"writer": "somebody", "subject": reading.text[:20], "due": received, "work_by": received}, {}
    )


@dataclass
class Office:
    """One process at a desk folder."""

    folder: Path
    log: FolderLog
    register: Register
    acceptor: Acceptor

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def drop(self, name: str, data: bytes = b"Dear Sirs,\n\nplease answer.\n") -> Path:
        path = self.inbox / name
        path.write_bytes(data)
        return path

    def letters(self) -> list[Letter]:
        self.acceptor.sync()
        return list(self.register.open.values())


@pytest.fixture(scope="session")
def reader() -> Iterator[ReaderChild]:
    with ReaderChild() as child:
        yield child


def open_office(folder: Path, reader: ReaderChild, today: date = TODAY) -> Office:
    log = FolderLog(folder / "control")
    register = Register(log.history)
    (folder / "inbox").mkdir(exist_ok=True)
    acceptor = Acceptor(
        inbox=folder / "inbox",
        cabinet=folder / "cabinet",
        log=log,
        register=register,
        sync=lambda: register.take(log.read_new()),
        read=reader.bring,
        describe=describe,
        by="rhale",
        today=lambda: today,
    )
    acceptor.sync()
    return Office(folder, log, register, acceptor)


@pytest.fixture
def office(tmp_path: Path, reader: ReaderChild) -> Iterator[Office]:
    found = open_office(tmp_path, reader)
    yield found
    found.log.close()


@pytest.fixture
def reopened(tmp_path: Path, reader: ReaderChild) -> Iterator[object]:
    """Opens the same folder anew, as after a crash, on a day."""
    opened: list[Office] = []

    def again(today: date = TODAY) -> Office:
        opened.append(open_office(tmp_path, reader, today))
        return opened[-1]

    yield again
    for office in opened:
        office.log.close()
