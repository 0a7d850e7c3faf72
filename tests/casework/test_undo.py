"""Undo: the last intent of this clerk, by a counter-entry; a colleague's act stands."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corrtui.casework.verify import verify
from corrtui.control.acts import ActUndone, LetterReceived, LetterSkipped
from corrtui.control.checkpoint_file import seal
from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"


def test_nothing_to_undo(desk: Desk, take_in: Take) -> None:
    take_in(desk, THANKS)

    with pytest.raises(Refused, match="nothing of yours"):
        desk.undo()


def test_a_filed_letter_comes_back_and_its_pdf_is_withdrawn(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    filed = desk.file(desk.prepare(number))

    said = desk.undo()

    assert filed.name in said
    assert desk.letter(number).open
    assert number in desk.queue()
    assert list((folder / "outbox").glob("*.pdf")) == []
    assert len(list((folder / "cabinet/2026" / number / "withdrawn").iterdir())) == 2
    assert isinstance(desk.history(number)[-1].act, ActUndone)
    assert verify(folder).problems == ()


def test_it_can_be_filed_again_under_the_same_name(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    first = desk.file(desk.prepare(number))
    desk.undo()

    assert desk.file(desk.prepare(number)).name == first.name
    assert verify(folder).problems == ()


def test_the_draft_typed_before_filing_is_there_again(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    text = desk.sheet(number).text.replace("Sincerely,", "It made our week.\n\nSincerely,")
    desk.save_draft(number, text)
    desk.file(desk.prepare(number))
    desk.undo()

    assert desk.sheet(number).text == text


def test_acts_are_undone_one_by_one(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    desk.classify(number, "SVC")
    desk.skip(number, "records")

    desk.undo()
    assert (desk.letter(number).skips, desk.letter(number).category) == (0, "SVC")
    desk.undo()
    assert desk.letter(number).category == "BIL"


def test_a_batch_is_undone_as_one(desk: Desk, take_in: Take) -> None:
    numbers = [take_in(desk, f"{n}.txt", b"Thank you, letter %d" % n) for n in range(3)]
    for number in numbers:
        desk.dispose(number, "FILE", "thanks", intent="batch-1")

    assert "3 acts" in desk.undo()

    assert all(desk.letter(number).open for number in numbers)


def test_a_colleagues_act_is_never_undone(desk: Desk, open_desk: Callable[..., Desk], take_in: Take) -> None:
    number = take_in(desk, BILLING)
    other = open_desk("pcole")
    other.classify(number, "SVC")

    with pytest.raises(Refused, match="nothing of yours"):
        desk.undo()
    assert desk.letter(number).category == "SVC"


@pytest.mark.parametrize("entry", [3, 99])
def test_nor_when_an_altered_checkpoint_takes_it_for_ones_own(
    open_desk: Callable[..., Desk], take_in: Take, folder: Path, entry: int
) -> None:
    """The check sums of its rows are right; what was done by whom says the log alone."""
    desk = open_desk()
    number = take_in(desk, BILLING)
    desk.classify(number, "INF")
    other = open_desk("pcole")
    other.classify(number, "SVC")
    desk.sync()
    desk.bench.register.save()
    with closing(sqlite3.connect(folder / "control/register.sqlite")) as db, db:
        mine = desk.me.login, json.dumps([["key", [[entry, number]]]])
        db.execute("REPLACE INTO intents VALUES (?, ?, ?)", (*mine, seal(*mine)))

    with pytest.raises(Refused, match="cannot be told"):
        open_desk().undo()
    assert open_desk().letter(number).category == "SVC"


def test_what_a_colleague_built_upon_is_not_pulled_away(
    desk: Desk, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    number = take_in(desk, BILLING)
    desk.classify(number, "SVC")
    open_desk("pcole").classify(number, "INF")

    with pytest.raises(Refused, match="worked on by pcole since"):
        desk.undo()
    assert desk.letter(number).category == "INF"


def test_undo_works_across_sessions(desk: Desk, open_desk: Callable[..., Desk], take_in: Take) -> None:
    number = take_in(desk, BILLING)
    desk.classify(number, "SVC")

    open_desk().undo()
    desk.sync()

    assert desk.letter(number).category == "BIL"


def test_a_batch_a_colleague_came_between_is_refused_and_the_log_stays_whole(
    desk: Desk, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    """Two acts of one key press on one letter, and a colleague's between them."""
    number = take_in(desk, BILLING)
    desk.classify(number, "SVC", intent="one")
    other = open_desk("pcole")
    other.skip(number, "records")
    desk.sync()
    desk.dispose(number, "ESCALATE", "for the manager", intent="one")

    with pytest.raises(Refused, match="worked on by"):
        desk.undo()
    assert open_desk().letter(number).status == "held"


def test_an_outbox_on_another_disk(desk: Desk, take_in: Take, folder: Path) -> None:
    """The outbox is a link to a folder of the printer's machine."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as far:
        (folder / "outbox").rmdir()
        (folder / "outbox").symlink_to(far)
        number = take_in(desk, THANKS)
        filed = desk.file(desk.prepare(number))
        assert Path(far, filed.name).exists()

        desk.undo()

        assert list(Path(far).iterdir()) == []
        assert len(list((folder / "cabinet/2026" / number / "withdrawn").iterdir())) == 2


def test_a_batch_of_many_letters_is_undone_by_one_reading_of_the_log(desk: Desk) -> None:
    """500 tagged letters: the log is held while they are undone, so it must be short."""
    received = {
        "file": "scan.txt",
        "original": "original.txt",
        "size": 1,
        "received": desk.today,
        "due": desk.today,
        "work_by": desk.today,
    }
    numbers = [f"261120-{n:04d}" for n in range(1, 3001)]
    acts = [(no, LetterReceived(sha256=f"{n:064x}", **received)) for n, no in enumerate(numbers)]
    desk.bench.log.append("rhale", acts)
    skips = [(no, LetterSkipped(reason="tired")) for no in numbers[:500]]
    desk.bench.log.append(desk.me.login, skips, "batch")
    began = time.process_time()

    assert "500 acts" in desk.undo()

    assert time.process_time() - began < 5  # a reading an act takes ten times that
    assert desk.letter(numbers[0]).skips == 0
