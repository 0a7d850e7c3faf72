"""Autosave: within two seconds of the last key, from a thread of its own, in the order typed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from corrtui.errors import Refused
from screens.autosave import Autosave


class Disk:
    """Keeps what was saved; `full` makes it refuse."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.full = False
        self.written = threading.Event()

    def save(self, no: str, text: str) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.saved.append((no, text))
        self.written.set()


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def autosave(disk: Disk) -> Iterator[Autosave]:
    made = Autosave(disk.save, disk.told.append)
    yield made
    disk.full = False
    made.close()


def test_a_draft_is_saved_by_itself(autosave: Autosave, disk: Disk) -> None:
    autosave.hand("261122-0004", "Dear")

    assert disk.written.wait(15)
    assert disk.saved == [("261122-0004", "Dear")]


def test_typing_on_does_not_put_the_saving_off(autosave: Autosave, disk: Disk) -> None:
    begun = time.monotonic()
    while not disk.saved and time.monotonic() - begun < 15:
        autosave.hand("261122-0004", f"{time.monotonic()}")
        time.sleep(0.02)

    assert disk.saved


def test_flush_saves_at_once_and_only_once(autosave: Autosave, disk: Disk) -> None:
    autosave.hand("261122-0004", "Dear Ms. Hill:")
    autosave.flush()
    autosave.flush()

    assert disk.saved == [("261122-0004", "Dear Ms. Hill:")]


def test_a_draft_the_disk_refuses_stays_in_hand_and_is_told(autosave: Autosave, disk: Disk) -> None:
    disk.full = True
    autosave.hand("261122-0004", "Dear")
    with pytest.raises(OSError, match="No space"):
        autosave.flush()
    time.sleep(1.3)
    disk.full = False
    autosave.flush()

    assert disk.saved == [("261122-0004", "Dear")]
    assert "No space left" in disk.told[0]


def test_a_draft_the_desk_refuses_for_good_is_not_tried_again(disk: Disk) -> None:
    tried: list[str] = []

    def save(no: str, text: str) -> None:
        tried.append(text)
        raise Refused(f"{no} is closed")

    autosave = Autosave(save, disk.told.append)
    autosave.hand("261122-0004", "Dear")
    with pytest.raises(Refused):
        autosave.flush()
    autosave.close()

    assert tried == ["Dear"]
