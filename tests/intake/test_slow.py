"""What only another program can read is read behind the others: in sight, once, and dated when it came."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.intake.accept import Acceptor, Stamp
from corrtui.intake.programs.ocr import Ocr
from corrtui.intake.readers import ReaderChild
from corrtui.intake.slow import BeingRead, Programs, SlowReading
from corrtui.intake.watch import InboxWatch

if TYPE_CHECKING:
    from tests.intake.conftest import Office

PIXEL = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
ROW = "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t91\t{}\n"


class Stand:
    """A program in tesseract's place that reads when it is told to, and notes what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.go = folder / "go"
        self.asked = folder / "asked"
        self.program = folder / "tesseract"
        rows = "".join(ROW.format(word) for word in ("Dear", "Sirs,", "order", "48213"))
        self.program.write_text(
            f"#!/bin/sh\necho $1 >> {self.asked}\nwhile [ ! -e {self.go} ]; do sleep 0.05; done\n"
            f"cat <<'END'\n{rows}END\n"
        )
        self.program.chmod(0o700)

    def runs(self) -> int:
        """How often it was started."""
        return len(self.asked.read_text().splitlines()) if self.asked.exists() else 0


@pytest.fixture
def stand(tmp_path_factory: pytest.TempPathFactory) -> Stand:
    return Stand(tmp_path_factory.mktemp("stand"))


class Intake:
    """A watch with a slow reading behind it, as a desk has."""

    def __init__(self, office: Office, reader: ReaderChild, programs: Programs, today: list[date]) -> None:
        self.slow = SlowReading(
            office.folder / "control",
            reader.bring,
            lambda: programs,
            lambda: today[0],
            lambda: self.watch.wake(),
        )
        found = office.acceptor
        self.acceptor = Acceptor(
            inbox=found.inbox,
            cabinet=found.cabinet,
            log=found.log,
            register=found.register,
            sync=found.sync,
            read=self.slow.bring,
            describe=found.describe,
            by=found.by,
            today=lambda: today[0],
            first_seen=self.slow.first_seen,
        )
        self.watch = InboxWatch(
            inbox=office.inbox,
            lock=office.folder / "control/intake.lock",
            accept=self.acceptor.accept,
            settle=0.0,
            rescan=0.5,
            busy=self.slow.busy,
        )

    def states(self) -> dict[str, str]:
        return {item.name: item.state for item in self.watch.waiting}


@pytest.fixture
def today() -> list[date]:
    return [date(2026, 11, 20)]


@pytest.fixture
def open_intake(
    office: Office, reader: ReaderChild, stand: Stand, today: list[date]
) -> Iterator[Callable[..., Intake]]:
    opened: list[Intake] = []

    def again(programs: Programs | None = None) -> Intake:
        opened.append(Intake(office, reader, programs or Programs("", Ocr(str(stand.program), "")), today))
        return opened[-1]

    yield again
    for intake in opened:
        intake.slow.close()


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.02)


def test_it_waits_in_sight_and_no_other_letter_waits_for_it(office, open_intake, stand):
    intake = open_intake()
    office.drop("a-scan.gif", PIXEL)
    office.drop("b.txt")

    assert intake.watch.scan() == ["261120-0001"]
    assert [letter.file for letter in office.letters()] == ["b.txt"]
    until(stand.runs)
    intake.watch.scan()
    assert intake.states() == {"a-scan.gif": "arriving: being read by tesseract"}

    stand.go.touch()
    assert intake.watch.scan_until_quiet(5) == ["261120-0002"]
    assert intake.states() == {}
    assert stand.runs() == 1
    [scan] = [letter for letter in office.letters() if letter.file == "a-scan.gif"]
    assert (scan.medium, scan.unreadable) == ("letter", False)
    assert not any((office.folder / "control/reading").iterdir())


def test_the_letter_carries_the_day_it_was_first_seen(office, open_intake, stand, today):
    first = open_intake()
    path = office.drop("scan.gif", PIXEL)
    os.utime(path, (0, 0))  # the scanner believes in 1970
    first.watch.scan()
    until(stand.runs)
    first.slow.close()  # the desk is closed on Friday, and opened on Monday

    today[0] = date(2026, 11, 23)
    second = open_intake()
    stand.go.touch()
    [number] = second.watch.scan_until_quiet(5)

    [letter] = office.letters()
    assert number == "261123-0001"
    assert letter.received == date(2026, 11, 20)
    [entry] = office.log.everything()
    assert entry.act.reason == "it came then and was read by 2026-11-23"


def test_a_stamp_of_the_clerk_stands(office, open_intake, stand, today):
    intake = open_intake()
    office.drop("scan.gif", PIXEL)
    intake.watch.accept = lambda path: intake.acceptor.accept(path, Stamp(date(2026, 11, 18), "found"))
    stand.go.touch()
    intake.watch.scan_until_quiet(5)

    [letter] = office.letters()
    assert letter.received == date(2026, 11, 18)


def test_of_two_desks_one_reads(office, open_intake, stand):
    one, two = open_intake(), open_intake()
    office.drop("scan.gif", PIXEL)
    one.watch.scan()
    until(stand.runs)
    two.watch.scan()
    until(lambda: two.slow._elsewhere)
    two.watch.scan()
    assert two.states() == {"scan.gif": "arriving: being read at another desk"}
    assert not two.slow.busy()

    stand.go.touch()
    until(lambda: one.watch.scan())
    assert two.watch.scan() == []
    assert stand.runs() == 1
    assert len(office.letters()) == 1


def test_when_the_reading_desk_closes_another_goes_on(office, open_intake, stand):
    one, two = open_intake(), open_intake()
    office.drop("scan.gif", PIXEL)
    one.watch.scan()
    until(stand.runs)
    two.watch.scan()
    one.slow.close()
    stand.go.touch()

    until(lambda: two.watch.scan())
    assert len(office.letters()) == 1


def test_without_the_program_the_letter_says_so_at_once(office, open_intake):
    intake = open_intake(Programs("", Ocr("", "")))
    office.drop("scan.gif", PIXEL)

    assert intake.watch.scan() == ["261120-0001"]
    [entry] = office.log.everything()
    assert entry.act.unreadable == "a picture (GIF), and tesseract is not here to read it; open the original"


def test_a_program_that_fails_gives_a_letter_with_the_reason(office, open_intake, stand):
    stand.program.write_text("#!/bin/sh\necho 'Error: no luck' >&2\nexit 1\n")
    intake = open_intake()
    office.drop("scan.gif", PIXEL)
    intake.watch.scan_until_quiet(5)

    [entry] = office.log.everything()
    assert entry.act.unreadable == "tesseract cannot read it (Error: no luck); open the original"


def test_a_scan_that_was_mailed_keeps_its_message(office, open_intake, stand):
    from base64 import encodebytes

    stand.go.touch()
    mail = "From: Ida <ida@writer.example>\nSubject: my letter\nContent-Type: image/gif; name=page.gif\n"
    mail += f"Content-Transfer-Encoding: base64\n\n{encodebytes(PIXEL).decode()}"
    intake = open_intake()
    office.drop("mail.eml", mail.encode())
    [number] = intake.watch.scan_until_quiet(5)

    import json

    from corrtui.intake.reading import Reading
    from corrtui.intake.recover import SIDECAR

    folder = office.folder / "cabinet/2026" / number
    reading = Reading.from_json(json.loads((folder / SIDECAR).read_bytes())["reading"])
    assert (reading.medium, reading.text, reading.subject) == (
        "e-mail",
        "Dear Sirs, order 48213",
        "my letter",
    )
    assert reading.how.startswith(
        "e-mail; text of the enclosure page.gif: picture, 1 page, read by tesseract"
    )
    assert reading.confidence == 91
    assert (folder / "enclosure-01.gif").read_bytes() == PIXEL


def test_a_file_taken_away_is_no_longer_read(office, open_intake, stand):
    intake = open_intake()
    path = office.drop("scan.gif", PIXEL)
    office.drop("scan2.gif", PIXEL + b" ")
    intake.watch.scan()
    until(stand.runs)
    path.unlink()
    (office.inbox / "scan2.gif").unlink()
    stand.go.touch()

    until(lambda: not intake.slow.busy())
    assert intake.watch.scan() == []
    assert stand.runs() <= 2


def test_a_disk_that_is_full_only_delays_it(office, open_intake, stand, monkeypatch):
    stand.go.touch()
    monkeypatch.setattr("corrtui.intake.slow._AGAIN", 0.1)
    (office.folder / "control/reading").write_text("in the way")
    monkeypatch.setattr("corrtui.intake.slow.shutil.rmtree", lambda path, ignore_errors: None)
    intake = open_intake()
    office.drop("scan.gif", PIXEL)
    intake.watch.scan()
    until(lambda: intake.watch.scan() or "cannot be read yet" in str(intake.states()))
    assert office.letters() == []

    (office.folder / "control/reading").unlink()
    until(lambda: intake.watch.scan())
    assert len(office.letters()) == 1


def test_asked_again_it_says_how_far_it_is(office, open_intake, stand):
    intake = open_intake()
    path = office.drop("scan.gif", PIXEL)
    with pytest.raises(BeingRead, match="arriving: "):
        intake.slow.bring(path, "scan.gif")
    stand.go.touch()
    until(
        lambda: (
            not intake.slow.busy() or (intake.slow._jobs and all(j.done for j in intake.slow._jobs.values()))
        )
    )

    assert intake.slow.bring(path, "scan.gif").reading.text == "Dear Sirs, order 48213"
    assert stand.runs() == 1


def held(thing: object, seen: set[int]) -> int:
    """Bytes that hang on to a thing, itself and what it refers to."""
    import gc
    import sys
    from types import FunctionType, ModuleType

    if id(thing) in seen or isinstance(thing, (type, ModuleType, FunctionType)):
        return 0
    seen.add(id(thing))
    return sys.getsizeof(thing) + sum(held(part, seen) for part in gc.get_referents(thing))


def test_a_letter_that_waits_keeps_none_of_its_bytes(office, open_intake, stand):
    from base64 import encodebytes

    size = 300_000
    mail = "From: Ida <ida@writer.example>\nSubject: my letter\nContent-Type: image/gif; name=page.gif\n"
    mail += "Content-Transfer-Encoding: base64\n\n"
    intake = open_intake()
    for n in range(5):
        office.drop(f"{n}.eml", (mail + encodebytes(PIXEL + bytes([n]) * size).decode()).encode())
    intake.watch.scan()
    until(stand.runs)

    jobs = list(intake.slow._jobs.values())
    assert len(jobs) == 5
    assert held(jobs, set()) < size

    stand.go.touch()
    until(lambda: not intake.slow.busy())
    assert held(jobs, set()) < size
    assert len(intake.watch.scan_until_quiet(5)) == 5
    kept = sorted((office.folder / "cabinet").rglob("enclosure-01.gif"))
    assert [path.stat().st_size for path in kept] == [len(PIXEL) + size] * 5
    assert stand.runs() == 5
