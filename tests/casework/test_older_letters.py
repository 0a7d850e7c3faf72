"""Letters that stood open before the program kept clocks get theirs at the first start, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.finish import ProofStopped
from corrtui.casework.older_letters import start_missing_clocks, unclocked
from corrtui.casework.verify import verify
from corrtui.control.acts import ClocksStarted, LetterReceived
from corrtui.control.clock import clocks_of
from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Letters come in as an older release entered them, until it is undone."""

    def received(**fields: Any) -> LetterReceived:
        return LetterReceived(**{**fields, "clocks": (), "clocked": False})

    monkeypatch.setattr("corrtui.intake.accept.LetterReceived", received)
    return monkeypatch


def started(desk: Desk) -> list[str]:
    return [entry.letter for entry in desk.bench.log.everything() if isinstance(entry.act, ClocksStarted)]


def ids(desk: Desk, number: str) -> list[str]:
    return [clock.id for clock in clocks_of(desk.letter(number).clocks)]


def test_their_clocks_are_entered_once(
    older: pytest.MonkeyPatch, open_desk: Callable[..., Desk], take_in: Take, folder: Path
) -> None:
    first = open_desk()
    billing, thanks, closed = take_in(first, BILLING), take_in(first, THANKS), take_in(first, "a.txt", b"Hi")
    first.dispose(closed, "FILE", "it says nothing")
    older.undo()
    assert [line for line in first.check() if "2 open letters came in before" in line]

    second = open_desk()
    [said] = first.intake.mend()
    assert "2 open letters" in said
    assert second.intake.mend() == first.intake.mend() == ()

    assert ids(first, billing) == ["FCBA-ACK", "FCBA-RES"]
    assert started(second) == [billing, thanks]
    assert not [line for line in first.check() if "clock" in line]
    first.bench.register.save()
    assert (ids(open_desk(), billing), unclocked(open_desk().bench)) == (["FCBA-ACK", "FCBA-RES"], [])
    assert verify(folder).problems == ()
    assert first.tally().differences == ()


def test_a_letter_of_this_release_is_not_counted_again(desk: Desk, take_in: Take) -> None:
    take_in(desk, THANKS)

    assert start_missing_clocks(desk.bench) == ()
    assert started(desk) == []


def test_undo_takes_back_what_was_done_before_and_keeps_the_clocks(
    older: pytest.MonkeyPatch, desk: Desk, take_in: Take
) -> None:
    number = take_in(desk, BILLING)
    desk.skip(number, "records")
    older.undo()
    desk.intake.mend()

    assert desk.undo() == f"undone: {number} skipped: records"
    assert (desk.letter(number).skips, ids(desk, number)) == (0, ["FCBA-ACK", "FCBA-RES"])
    assert unclocked(desk.bench) == []


def test_a_letter_whose_folder_cannot_be_read_waits(
    older: pytest.MonkeyPatch, desk: Desk, take_in: Take
) -> None:
    number = take_in(desk, BILLING)
    older.undo()
    sidecar = desk.bench.case_folder(number) / "letter.json"
    kept = sidecar.read_bytes()
    sidecar.unlink()
    assert start_missing_clocks(desk.bench) == ()
    assert unclocked(desk.bench) == [number]

    sidecar.write_bytes(kept)
    assert len(start_missing_clocks(desk.bench)) == 1
    assert ids(desk, number) == ["FCBA-ACK", "FCBA-RES"]


def test_dunning_is_suppressed_on_them(older: pytest.MonkeyPatch, desk: Desk, take_in: Take) -> None:
    text = b"Lyle Kester\n77 Rhomberg Avenue\nDubuque, IA 52001\n\nI refuse to pay this past due bill. "
    number = take_in(desk, "a.txt", text + b"Do not write to me again.\n\nLyle Kester\n")
    older.undo()
    desk.choose_template(number, "dlq-reminder")
    assert not [finding for finding in desk.proof(number) if finding.rule == "PC-49"]

    desk.intake.mend()

    assert [finding for finding in desk.proof(number) if finding.rule == "PC-49"]


def test_clocks_counted_meanwhile_do_not_stop_what_was_under_way(
    older: pytest.MonkeyPatch, desk: Desk, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    number = take_in(desk, BILLING)
    older.undo()
    prepared, seen = desk.prepare(number), desk.letter(number).version

    open_desk("pcole").intake.mend()

    assert desk.file(prepared).control_no == number
    assert ids(desk, number) == ["FCBA-ACK", "FCBA-RES"]
    desk.classify(number, "SVC", seen=desk.letter(number).acted)
    with pytest.raises(Refused, match="changed while you worked on it"):
        desk.classify(number, "BIL", seen=seen)


def test_clocks_counted_meanwhile_stop_the_dunning_letter_they_forbid(
    older: pytest.MonkeyPatch, desk: Desk, open_desk: Callable[..., Desk], take_in: Take, folder: Path
) -> None:
    number = take_in(desk, BILLING)
    older.undo()
    desk.choose_template(number, "dlq-reminder")
    prepared = desk.prepare(number)

    open_desk("pcole").intake.mend()

    with pytest.raises(ProofStopped) as stopped:
        desk.file(prepared)
    assert "PC-49" in [finding.rule for finding in stopped.value.findings]
    assert list((folder / "outbox").glob("*.pdf")) == []
    assert desk.letter(number).open
