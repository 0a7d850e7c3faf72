"""Verifying a desk: the log against the files it names and against the seals of printed tallies."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corrtui.casework.verify import readings, verify
from corrtui.control.chain import verify_chain
from corrtui.control.journal import Journal
from corrtui.control.line import seal
from corrtui.control.place import GENESIS
from corrtui.control.seal import Seal, seal_of
from corrtui.control.segments import log_size, read_lines
from corrtui.desk import Desk


@pytest.fixture
def log(desk: Desk, folder: Path, take_in: Callable[..., str]) -> Path:
    """The month's file of a desk with a letter taken in, one finished and one finished and undone."""
    take_in(desk, "scan-0001-ortiz.txt")
    for _ in range(2):
        number = take_in(desk, "thanks.txt", b"Dear Sirs,\n\nThank you for your quick help.\n\nAna Ortiz\n")
        desk.choose_template(number, "svc-thanks")
        desk.dispose(number, "FILE", "thanks")
    desk.undo()
    [found] = (folder / "control").glob("*.jsonl")
    return found


def _today(folder: Path) -> Seal:
    report = verify_chain(folder / "control")
    return seal_of(report.entries, report.last_hash)


def test_the_seal_of_the_day_holds_today_and_when_more_was_entered(
    desk: Desk, folder: Path, log: Path, take_in: Callable[..., str]
) -> None:
    seal_ = _today(folder)
    take_in(desk, "scan-0002-lindqvist.txt", b"Dear Sirs,\n\nWhere is my order?\n\nAna Ortiz\n")
    full = Seal(seal_.entries, list(_hashes(folder))[seal_.entries - 1])

    found = verify(folder, [seal_, full, Seal(0, GENESIS[:16])])

    assert found.problems == ()
    assert [problem for _, problem in found.seals] == ["", "", ""]


def _hashes(folder: Path) -> list[str]:
    return [line[-66:-2].decode() for _, _, line in read_lines(folder / "control")]


def test_a_log_cut_off_at_its_end_holds_together_but_not_its_seal(folder: Path, log: Path) -> None:
    seal_ = _today(folder)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-1]))

    assert verify_chain(folder / "control").problem == ""
    [problem] = [said for said in verify(folder, [seal_]).problems if said.startswith("seal ")]
    assert f"the log has only {seal_.entries - 1} entries" in problem


def test_a_log_written_anew_as_a_whole_holds_together_but_not_its_seal(folder: Path, log: Path) -> None:
    seal_ = _today(folder)
    docs = list(Journal(folder / "control").read_new())
    docs[2]["by"] = "somebody else"
    plain = [{k: v for k, v in doc.items() if k not in ("n", "h")} for doc in docs]
    log.write_bytes(b"".join(seal(plain, 0, GENESIS)[0]))

    assert verify_chain(folder / "control").problem == ""
    [problem] = [said for said in verify(folder, [seal_]).problems if said.startswith("seal ")]
    assert f"entry {seal_.entries} has another hash" in problem


def test_what_stands_after_damage_is_neither_held_nor_denied(folder: Path, log: Path) -> None:
    seal_, first = _today(folder), Seal(1, _hashes(folder)[0])
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([lines[0], *lines[2:]]))

    found = verify(folder, [first, seal_])

    assert found.problems[0].startswith(f"control log: {log.name}, line 2: removed: entry 2 is missing")
    assert [problem for _, problem in found.seals] == [
        "",
        f"entry {seal_.entries} cannot be told: the chain holds only to entry 1",
    ]


def test_the_whole_log_is_read_twice_and_that_is_told(folder: Path, log: Path) -> None:
    told: list[int] = []

    verify(folder, progress=told.append)

    assert sum(told) == 2 * log_size(folder / "control") == 2 * log.stat().st_size
    assert readings(folder / "control") == 2


def test_and_once_more_where_there_is_a_checkpoint_to_compare(desk: Desk, folder: Path, log: Path) -> None:
    desk.bench.register.save()
    told: list[int] = []

    verify(folder, progress=told.append)

    assert sum(told) == 3 * log_size(folder / "control")
    assert readings(folder / "control") == 3


def test_a_log_from_elsewhere_is_verified_against_the_desks_files(folder: Path, log: Path) -> None:
    kept = list(read_lines(folder / "control"))
    log.unlink()

    found = verify(folder, lines=lambda: kept)

    assert found.problems == ()
    assert found.chain.entries == len(kept)


def test_a_checkpoint_that_is_not_what_the_log_says_is_named(desk: Desk, folder: Path, log: Path) -> None:
    desk.bench.register.save()
    assert verify(folder).problems == ()
    with closing(sqlite3.connect(folder / "control" / "register.sqlite")) as db:
        db.execute("DELETE FROM letter")
        db.commit()

    [problem] = verify(folder).problems

    assert problem.startswith("control/register.sqlite is not what the log says: letter ")
    assert problem.endswith("`corrtui check --repair` throws it away")


# -- while the desk is at work


def test_what_is_filed_or_undone_while_the_log_is_read_is_no_problem(
    desk: Desk, folder: Path, take_in: Callable[..., str]
) -> None:
    thanks, billing = take_in(desk, "thank you note.html"), take_in(desk, "scan-0001-ortiz.txt")
    desk.file(desk.prepare(thanks))
    work = [desk.undo, lambda: desk.file(desk.prepare(billing))]  # after the first reading, the second

    assert verify(folder, progress=lambda _: work.pop(0)() if work else None).problems == ()

    assert not work
    assert [path.name for path in (folder / "outbox").glob("*.pdf")] == [f"{billing}-bil-ack.pdf"]
