"""Many letters at once and several desks on one folder: each letter once, each act by one hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.verify import verify
from corrtui.desk import Desk
from corrtui.errors import Refused
from tests.bad_input.office import Office


def drop_many(office: Office, count: int) -> None:
    """Put letters into the inbox as fast as the disk takes them; every tenth is the one before once more."""
    for number in range(count):
        own = number - 1 if number % 10 == 9 else number
        text = f"Dear Sirs,\n\nplease see to my order {40000 + own}.\n\nYours,\nAnn Howe\n"
        (office.folder / "inbox" / f"scan-{number:05}.txt").write_text(text)


def check_all_taken(folder: Path, desk: Desk, count: int) -> None:
    """Each file is one letter, numbered without a gap; copies are marked; nothing is left behind."""
    desk.sync()
    letters = [desk.letter(number) for number in desk.queue()]
    assert sorted(letter.file for letter in letters) == [f"scan-{n:05}.txt" for n in range(count)]
    running = sorted(int(letter.control_no.partition("-")[2]) for letter in letters)
    assert running == list(range(1, count + 1))
    assert len([letter for letter in letters if letter.duplicate_of]) == count // 10
    assert list((folder / "inbox").iterdir()) == []
    assert verify(folder).problems == ()


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_letters_dropped_at_once_are_all_taken_in_under_an_open_desk(
    office: Office, open_desk: Callable[..., Desk], count: int
) -> None:
    screen = office.sit_down()
    screen.wait_for("the queue is empty")
    drop_many(office, count)

    screen.wait_for(f"/{count}", timeout=max(90, count / 10))
    screen.send("G")
    screen.wait_for(f"{count}/{count}")
    office.rise(screen)

    check_all_taken(office.folder, open_desk(), count)


@pytest.mark.slow
def test_two_desks_on_one_folder_take_each_letter_once(
    office: Office, open_desk: Callable[..., Desk]
) -> None:
    one, two = office.sit_down(), office.sit_down(24, 80)
    one.wait_for("the queue is empty")
    two.wait_for("the queue is empty")
    drop_many(office, 100)
    office.run("intake", "--once")  # and a third hand in the same inbox

    one.wait_for("/100", timeout=30)
    two.wait_for("/100", timeout=30)
    office.rise(one)
    office.rise(two)
    check_all_taken(office.folder, open_desk(), 100)


def test_of_two_clerks_who_finish_one_letter_the_second_is_told(
    office: Office, thanks: str, open_desk: Callable[..., Desk]
) -> None:
    robin, perry = open_desk(), open_desk("pcole")
    for desk in (robin, perry):
        desk.sheet(thanks)
    first, second = robin.prepare(thanks), perry.prepare(thanks)
    robin.file(first)

    with pytest.raises(Refused, match=thanks):
        perry.file(second)
    with pytest.raises(Refused, match="is closed"):
        perry.dispose(thanks, "FILE", "no reply needed")

    assert office.sent() == [f"{thanks}-svc-thanks.pdf"]
    assert office.verified()


@pytest.mark.slow
def test_a_letter_a_colleague_closed_keeps_what_was_being_typed(
    office: Office, thanks: str, open_desk: Callable[..., Desk]
) -> None:
    screen = office.sit_down()
    screen.wait_for("/1")
    screen.send("r")
    screen.wait_for("EDIT svc-thanks")
    screen.send("Words of mine ")
    screen.wait_for("Words of mine")
    path = office.case(thanks) / "draft-0.json"
    end = time.monotonic() + 5
    while "Words of mine" not in (path.read_text() if path.exists() else "") and time.monotonic() < end:
        screen.read(0.05)
    assert office.run("dispose", thanks, "FILE", "--reason", "answered by telephone").code == 1
    perry = open_desk("pcole")
    perry.colleagues.take_over(thanks, "Robin was called away")
    perry.dispose(thanks, "FILE", "answered by telephone")

    screen.send("and more ")
    screen.wait_for(f"{thanks} was taken over by Perry Cole: Robin was called away; your text is kept as")
    screen.send("never typed into the queue")
    screen.press("escape")
    screen.wait_for("q quit")
    office.rise(screen)

    kept = "".join(path.read_text() for path in office.case(thanks).glob("draft-*.json"))
    assert "Words of mine" in kept
    assert office.verified()
