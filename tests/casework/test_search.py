"""Searching: every letter ever, newest first, whatever happens to the cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework import search as searching
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError

Take = Callable[..., str]


def test_open_and_closed_letters_are_found_newest_first(desk: Desk, take_in: Take) -> None:
    one, two, _ = (
        take_in(desk, name, text)
        for name, text in (
            ("a.txt", b"Dear Sirs,\n\nthe kettle leaks."),
            ("b.txt", b"Dear Sirs,\n\nthe second kettle leaks."),
            ("c.txt", b"Dear Sirs,\n\na lamp."),
        )
    )
    desk.dispose(one, "FILE", "thanks")

    assert desk.search("kett leaks") == [two, one]
    assert desk.search("kettle lamp") == []
    assert desk.search('"*') == []


def test_a_cache_a_colleague_brought_further_is_not_made_again(
    desk: Desk, open_desk: Callable[[], Desk], take_in: Take, folder: Path
) -> None:
    """At a desk of years that takes minutes; and the colleague's letter is found here too."""
    old = take_in(desk, "a.txt", b"the kettle")
    colleague = open_desk()
    new = take_in(colleague, "b.txt", b"the other kettle")
    colleague.search("kettle")
    (folder / f"cabinet/20{old[:2]}/{old}/letter.json").unlink()

    assert desk.search("kettle") == [new, old]


def test_of_too_many_hits_the_newest_are_shown(
    desk: Desk, take_in: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [take_in(desk, f"{n}.txt", b"the kettle, letter %d" % n) for n in range(4)]
    monkeypatch.setattr(searching, "_HITS", 2)

    assert desk.search("kettle") == [numbers[3], numbers[2]]


def test_a_damaged_cache_is_made_again(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, "a.txt", b"the kettle")
    (folder / "control/search.sqlite").write_bytes(b"no database at all" * 100)

    assert desk.search("kettle") == [number]


def test_a_cache_a_colleague_is_writing_is_left_alone(desk: Desk, take_in: Take, folder: Path) -> None:
    take_in(desk, "a.txt", b"the kettle")
    desk.search("kettle")
    path = folder / "control/search.sqlite"
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        inode = path.stat().st_ino
        monkey = pytest.MonkeyPatch()
        monkey.setattr(searching, "_PATIENCE", 0.1)
        with pytest.raises(CorrtuiError, match="locked"):
            desk.search("kettle")
        monkey.undo()
        other.execute("ROLLBACK")

    assert path.stat().st_ino == inode
