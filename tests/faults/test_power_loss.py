"""Power loss: the log ends at any byte of its last three entries; what is before them holds, work goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.verify import verify
from corrtui.control.acts import LetterSkipped
from corrtui.control.chain import verify_chain
from corrtui.control.log import FolderLog
from corrtui.desk import Desk

Take = Callable[..., str]
THANKS = "thank you note.html"


def _last_three(segment: Path) -> tuple[bytes, int]:
    """The bytes of the log, and where its third entry from the end begins."""
    data = segment.read_bytes()
    return data, len(data) - sum(map(len, data.splitlines(keepends=True)[-3:]))


@pytest.fixture
def segment(desk: Desk, take_in: Take, folder: Path) -> Path:
    """A log whose last three entries are a classification, a filing and its undo."""
    number = take_in(desk, THANKS)
    desk.classify(number, "SVC", "looked at")
    desk.file(desk.prepare(number))
    desk.undo()
    desk.close()
    [path] = (folder / "control").glob("*.jsonl")
    return path


@pytest.mark.parametrize("step", [31, pytest.param(1, marks=pytest.mark.slow)])
def test_the_log_opens_at_every_byte_of_its_last_three_entries(
    segment: Path, tmp_path: Path, step: int
) -> None:
    data, begin = _last_three(segment)
    control = tmp_path / "control"
    for cut in range(begin, len(data), step):
        shutil.rmtree(control, ignore_errors=True)
        control.mkdir()
        (control / segment.name).write_bytes(data[:cut])
        whole, torn = data[:cut].count(b"\n"), data[:cut].rpartition(b"\n")[2]

        log = FolderLog(control)
        try:
            assert [entry.n for entry in log.read_new()] == list(range(1, whole + 1)), cut
            assert verify_chain(control).torn is bool(torn), cut
            [entry] = log.append("rhale", [("261101-0001", LetterSkipped(reason="records"))])
            assert entry.n == whole + 1, cut
        finally:
            log.close()

        kept = [path.read_bytes() for path in control.glob("*.torn-*")]
        assert kept == ([torn] if torn else []), cut
        report = verify_chain(control)
        assert (report.entries, report.problem, report.torn) == (whole + 1, "", False), cut
        assert (control / segment.name).read_bytes().startswith(data[: cut - len(torn)]), cut


def _desk_at(folder: Path, segment: Path, template: Path, cut: int) -> None:
    """The desk as a power cut leaves it: its files as they were last, its log shorter, caches ahead of it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    segment.write_bytes(segment.read_bytes()[:cut])


def _opens_and_goes_on(folder: Path, whole: Callable[..., None], cut: int) -> None:
    torn = verify_chain(folder / "control").torn
    again = Desk.open(folder)
    try:
        said = [str(trouble) for trouble in again.intake.find_troubles()]
        assert any("half a line" in line for line in said) is torn, (cut, said)
        for path in (folder / "outbox").glob("*.pdf"):
            if path.name not in again.letter(path.name[:11]).sent:
                assert any(path.name in line and "--repair" in line for line in said), (cut, said)
        repaired = again.intake.repair()
        assert repaired.left == (), (cut, repaired)
        for line in repaired.remarks:  # the undo was lost after it had emptied the outbox: it is said so
            kept = folder / line.rpartition(" copy it from ")[2]
            shutil.copyfile(kept, folder / "outbox" / kept.name)
    finally:
        again.close()
    whole(folder, [])
    again = Desk.open(folder)
    try:
        number = (again.queue() or again.undo().split()[1:])[0]
        assert again.file(again.prepare(number)).closed
    finally:
        again.close()
    assert verify(folder).problems == ()


@pytest.mark.parametrize("share", [0.4, 1.0])
def test_the_desk_opens_on_a_log_that_was_cut_short(
    segment: Path, folder: Path, whole: Callable[..., None], share: float
) -> None:
    data, begin = _last_three(segment)
    cut = begin + round((len(data) - begin - 1) * share)
    template = folder.with_name("template")
    shutil.copytree(folder, template)
    _desk_at(folder, segment, template, cut)
    _opens_and_goes_on(folder, whole, cut)


@pytest.mark.slow
def test_the_desk_opens_on_a_log_cut_at_and_between_the_ends_of_its_lines(
    segment: Path, folder: Path, whole: Callable[..., None]
) -> None:
    data, begin = _last_three(segment)
    template = folder.with_name("template")
    shutil.copytree(folder, template)
    for cut in (
        *range(begin, len(data), 41),
        *(n for n in range(begin, len(data)) if data[n : n + 1] == b"\n"),
    ):
        _desk_at(folder, segment, template, cut)
        _opens_and_goes_on(folder, whole, cut)
