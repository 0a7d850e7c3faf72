"""Working ahead: the next letter is ready before the clerk comes to it, and never shows what has changed."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from corrtui.casework import sheets, worksheet
from corrtui.desk import Desk
from corrtui.errors import Refused

BILLING, OTHER = "scan-0001-ortiz.txt", "scan-0002-kowal.txt"
CHART = "my chart.eml"
Take = Callable[..., str]
_PATIENCE = 20.0


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.01)


def _ready(desk: Desk, number: str) -> None:
    """Wait until a letter is made ready, its proof included where there is one to keep."""
    letter = desk.bench.letter(number)
    desk.ahead.want([number])
    _until(lambda: desk._sheets.is_ready(letter) and not desk.ahead.busy)


@pytest.fixture
def desk(open_desk: Callable[..., Desk], take_in: Take) -> Desk:
    """A desk with two letters, at work: the records are read, the worker runs."""
    opened = open_desk()
    take_in(opened, BILLING)
    take_in(opened, OTHER)
    opened._records.start()
    opened.ahead.start()
    _until(lambda: opened._records.ready)
    return opened


@pytest.fixture
def number(desk: Desk) -> str:
    """The letter about a bill."""
    return next(no for no in desk.queue() if "Ortiz" in desk.letter(no).writer)


@pytest.fixture
def reads() -> Iterator[list[str]]:
    """Names of the files opened by this thread from now on."""
    opened: list[str] = []
    here = threading.get_ident()

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and watching and threading.get_ident() == here:
            opened.append(str(arguments[0]))

    watching = [True]
    sys.addaudithook(note)
    yield opened
    watching.clear()


def test_landing_on_a_letter_made_ready_reads_no_file_merges_and_proofs_nothing(
    desk: Desk, number: str, reads: list[str]
) -> None:
    _ready(desk, number)
    built, proofed = desk._sheets.built, desk._sheets.proofed
    reads.clear()

    sheet = desk.sheet(number)
    findings = desk.proof(number)

    assert "Dear Ms. Ortiz:" in sheet.text
    assert not any(finding.level == "block" for finding in findings)
    assert reads == []
    assert (desk._sheets.built, desk._sheets.proofed) == (built, proofed)

    desk._sheets.clear()
    desk.sheet(number)
    desk.proof(number)
    assert reads != []
    assert (desk._sheets.built, desk._sheets.proofed) == (built + 1, proofed + 1)


def test_what_is_made_ahead_is_what_the_clerk_would_have_made(desk: Desk, number: str) -> None:
    _ready(desk, number)
    ahead, found = desk.sheet(number), desk.proof(number)
    desk._sheets.clear()
    own = desk.sheet(number)

    assert (ahead.text, ahead.records, ahead.holes, ahead.sources) == (
        own.text,
        own.records,
        own.holes,
        own.sources,
    )
    assert found == desk.proof(number)


def test_a_colleagues_act_makes_it_worthless(desk: Desk, number: str, open_desk: Callable[..., Desk]) -> None:
    _ready(desk, number)
    before = desk.sheet(number)

    open_desk("mstern").classify(number, "SVC", "not a bill")
    desk.sync()

    assert desk.sheet(number).letter.category == "SVC"
    assert desk.sheet(number).text != before.text


def test_a_draft_a_colleague_saved_makes_it_worthless(
    desk: Desk, number: str, open_desk: Callable[..., Desk]
) -> None:
    _ready(desk, number)
    colleague = open_desk("mstern")
    text = colleague.sheet(number).text.replace("Sincerely,", "Please call me.\n\nSincerely,")

    colleague.save_draft(number, text)

    assert "Please call me." in desk.sheet(number).text


def test_a_record_source_that_changed_makes_it_worthless(desk: Desk, number: str, folder: Path) -> None:
    _ready(desk, number)
    before = desk.sheet(number)
    source = folder / "records" / "accounts.csv"
    source.write_text(source.read_text().replace("614 Marigold Lane", "77 Aster Road"))

    desk._records._refresh()  # what its thread does every three seconds

    assert desk.sheet(number) is not before
    assert "77 Aster Road" in str(desk.sheet(number).records)
    assert "614 Marigold Lane" not in str(desk.sheet(number).records)


def test_it_is_worth_nothing_on_the_next_day(
    desk: Desk, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready(desk, number)
    before, proofed = desk.sheet(number), desk._sheets.proofed

    monkeypatch.setattr(Desk, "today", property(lambda self: date(2031, 1, 2)))

    assert desk._sheets.proof(before) is not None
    assert desk._sheets.proofed == proofed + 1
    assert desk.sheet(number) is not before


def test_a_template_edited_while_the_desk_is_open_waits_for_the_next_opening_ahead_or_not(
    desk: Desk, number: str, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    own = desk.bench.library.get(desk.sheet(number).template)
    (folder / "templates").mkdir(exist_ok=True)
    text = own.path.read_text().replace("Thank you", "Many thanks")
    assert text != own.path.read_text()
    (folder / "templates" / own.path.name).write_text(text)
    desk._sheets.clear()

    _ready(desk, number)

    assert "Thank you" in desk.sheet(number).text
    assert "Many thanks" in open_desk().sheet(number).text


def test_a_letter_whose_view_is_entered_is_left_alone(
    desk: Desk, take_in: Take, open_desk: Callable[..., Desk]
) -> None:
    official = open_desk("mstern")
    restricted = take_in(official, CHART)
    assert official.privacy.restricted(official.bench.letter(restricted))
    other = next(no for no in official.queue() if no != restricted)
    official._records.start()
    official.ahead.start()
    _until(lambda: official._records.ready)
    entries = official.bench.log.length()

    official.ahead.want([restricted, other])

    _until(lambda: official._sheets.is_ready(official.bench.letter(other)))
    assert not official._sheets.is_ready(official.bench.letter(restricted))
    assert official.bench.log.length() == entries


def test_what_cannot_be_read_is_not_done_ahead_and_says_why_when_the_clerk_lands(
    desk: Desk, number: str, folder: Path
) -> None:
    other = next(no for no in desk.queue() if no != number)
    case = folder / "cabinet" / f"20{number[:2]}" / number
    sidecar = next(path for path in case.iterdir() if path.suffix == ".json")
    sidecar.write_text("{")

    desk.ahead.want([number, other])

    _until(lambda: desk._sheets.is_ready(desk.bench.letter(other)))
    assert not desk._sheets.is_ready(desk.bench.letter(number))
    assert "is missing" in desk.sheet(number).trouble


def test_what_was_mended_is_seen_without_an_entry_and_without_opening_the_desk_anew(
    desk: Desk, number: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = folder / "cabinet" / f"20{number[:2]}" / number
    sidecar = next(path for path in case.iterdir() if path.suffix == ".json")
    text = sidecar.read_text()
    sidecar.write_text("{")
    assert "restore the case folder" in desk.sheet(number).trouble
    sidecar.write_text(text)
    built = desk._sheets.built
    assert desk.sheet(number).trouble  # it is not read again for every key
    assert desk._sheets.built == built

    monkeypatch.setattr("corrtui.casework.sheets._TROUBLED", 0.0)

    assert not desk.sheet(number).trouble
    assert desk.sheet(number) is desk.sheet(number)


def test_no_step_begins_before_the_frame_of_a_key_stands(desk: Desk, number: str) -> None:
    steps: list[float] = []
    hushed = time.monotonic()
    desk.ahead.hush()
    original = worksheet.build_sheet

    def noted(*arguments: object) -> object:
        steps.append(time.monotonic())
        return original(*arguments)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worksheet, "build_sheet", noted)
        desk.ahead._wanted = (number,)
        desk.ahead._wake.set()
        _until(lambda: desk._sheets.is_ready(desk.bench.letter(number)))

    assert steps[0] - hushed > 0.2


def test_a_key_ends_the_work_at_its_next_step_and_other_letters_come_first(desk: Desk, number: str) -> None:
    other = next(no for no in desk.queue() if no != number)
    breaths = []

    def breath() -> None:
        breaths.append(1)
        if len(breaths) > 3:
            raise Refused("a key")

    with suppress(Refused):
        desk._sheets.ready(desk.bench.letter(number), breath)

    assert len(breaths) == 4
    assert not desk._sheets.is_ready(desk.bench.letter(number))
    _ready(desk, other)


def test_memory_is_bounded(desk: Desk, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_HELD_TEXT", 10)
    for no in desk.queue():
        desk.sheet(no)
    assert len(desk._sheets._held) == 1

    monkeypatch.setattr(sheets, "_LONG", 10)
    desk._sheets.clear()
    desk._sheets.ready(desk.bench.letter(number), lambda: None)
    assert not desk._sheets._held, "a letter that takes long to read is not read ahead"


def test_the_worker_gives_way_within_a_millisecond_and_ends_with_the_desk(desk: Desk, number: str) -> None:
    desk.ahead.want([number])
    assert sys.getswitchinterval() < 0.001

    desk.close()

    assert not any(thread.name == "ahead" for thread in threading.enumerate())
    assert sys.getswitchinterval() == pytest.approx(0.005)
