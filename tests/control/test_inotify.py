"""The system's events of a folder: each name that changed, and that a folder or an event was lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrtui.control.inotify import Inotify

_PATIENCE = 15.0


@pytest.fixture
def events(tmp_path: Path) -> Iterator[Inotify]:
    """Watching a folder."""
    (tmp_path / "watched").mkdir()
    found = Inotify()
    found.watch(tmp_path / "watched")
    yield found
    found.close()


@pytest.fixture
def nothing() -> Iterator[int]:
    """A file descriptor from which nothing comes."""
    reading, writing = os.pipe()
    yield reading
    os.close(reading)
    os.close(writing)


def test_what_is_made_written_moved_and_removed_is_named(
    tmp_path: Path, events: Inotify, nothing: int
) -> None:
    watched = tmp_path / "watched"
    (watched / "a.json").write_text("x")
    (watched / "ä.json").write_text("x")
    (tmp_path / "b.json").write_text("x")
    (tmp_path / "b.json").rename(watched / "b.json")

    assert events.wait(_PATIENCE, nothing) == {"a.json", "ä.json", "b.json"}

    (watched / "a.json").unlink()
    assert events.wait(_PATIENCE, nothing) == {"a.json"}
    assert events.wait(0, nothing) is None
    assert events.read() == set()


def test_a_folder_that_is_gone_is_told_without_a_name(tmp_path: Path, events: Inotify, nothing: int) -> None:
    shutil.rmtree(tmp_path / "watched")

    names = events.wait(_PATIENCE, nothing)

    assert names is not None
    assert "" in names


def test_what_ends_the_waiting_is_no_change(events: Inotify) -> None:
    reading, writing = os.pipe()
    os.close(writing)

    assert events.wait(_PATIENCE, reading) is None
    os.close(reading)


def test_a_folder_that_is_none_cannot_be_watched(tmp_path: Path, events: Inotify) -> None:
    with pytest.raises(OSError, match="nowhere"):
        events.watch(tmp_path / "nowhere")
