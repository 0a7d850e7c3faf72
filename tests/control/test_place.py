"""Place and resume: reading goes on where another process left it, only if the log still holds that entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corrtui.control.journal import Journal
from corrtui.control.log import FolderLog
from corrtui.control.place import GENESIS, Place
from corrtui.errors import LogDamaged


def _docs(count: int) -> list[dict[str, object]]:
    return [{"what": f"act {n}"} for n in range(count)]


def _journal(folder: Path, month: str = "2026-11.jsonl") -> Journal:
    return Journal(folder, lambda: month)


def _numbers(journal: Journal) -> list[int]:
    return [doc["n"] for doc in journal.read_new()]


def _read_to(folder: Path, count: int) -> Place:
    """The place after `count` entries."""
    journal = _journal(folder)
    reading = journal.read_new()
    for _ in range(count):
        next(reading)
    return journal.place()


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_reading_goes_on_after_the_place(tmp_path: Path, count: int) -> None:
    _journal(tmp_path).append(_docs(5))
    place = _read_to(tmp_path, count)

    again = _journal(tmp_path)

    assert again.resume(place)
    assert (again.last_n, again.last_hash) == (place.n, place.hash)
    assert _numbers(again) == list(range(count + 1, 6))
    assert again.append(_docs(1))[0]["n"] == 6
    assert _numbers(_journal(tmp_path)) == [1, 2, 3, 4, 5, 6]


def test_the_place_is_after_what_was_given_not_after_what_was_met_while_appending(tmp_path: Path) -> None:
    one, two = _journal(tmp_path), _journal(tmp_path)
    two.append(_docs(2))
    one.append(_docs(2))
    assert one.place() == Place()

    reading = one.read_new()
    seen = []
    for doc in reading:
        assert (one.place().n, one.place().hash) == (doc["n"], doc["h"])
        again = _journal(tmp_path)
        assert again.resume(one.place())
        seen.append(_numbers(again))

    assert seen == [[2, 3, 4], [3, 4], [4], []]


def test_a_place_in_an_earlier_month_reads_on_into_the_later(tmp_path: Path) -> None:
    _journal(tmp_path, "2026-11.jsonl").append(_docs(3))
    _journal(tmp_path, "2026-12.jsonl").append(_docs(3))
    for count in range(7):
        again = _journal(tmp_path, "2026-12.jsonl")
        assert again.resume(_read_to(tmp_path, count))
        assert _numbers(again) == list(range(count + 1, 7))
        assert list(again.append([])) == []


def test_an_empty_month_between_is_passed_over(tmp_path: Path) -> None:
    _journal(tmp_path, "2026-10.jsonl").append(_docs(1))
    (tmp_path / "2026-11.jsonl").touch()
    _journal(tmp_path, "2026-12.jsonl").append(_docs(1))

    again = _journal(tmp_path, "2026-12.jsonl")

    assert again.resume(_read_to(tmp_path, 2))


def test_the_place_at_the_end_of_a_month_holds_after_the_next_was_begun(tmp_path: Path) -> None:
    _journal(tmp_path, "2026-10.jsonl").append(_docs(1))
    (tmp_path / "2026-11.jsonl").touch()

    assert _journal(tmp_path, "2026-12.jsonl").resume(_read_to(tmp_path, 1))
    reader = _journal(tmp_path)
    list(reader.read_new())
    assert _journal(tmp_path, "2026-12.jsonl").resume(reader.place())


def test_the_beginning_is_in_every_log(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    assert journal.resume(Place())
    journal.append(_docs(2))
    assert _journal(tmp_path).resume(Place())
    assert journal.resume(Place())
    assert _numbers(journal) == [1, 2]


def _truncate(path: Path, place: Place) -> Place:
    path.write_bytes(path.read_bytes()[:-1])
    return place


def _alter(path: Path, place: Place) -> Place:
    path.write_bytes(path.read_bytes().replace(b"act 4", b"act 9"))
    return place


def _alter_the_line_before(path: Path, place: Place) -> Place:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2][:-10] + b"00000" + lines[-2][-5:]
    path.write_bytes(b"".join(lines))
    return place


def _empty(path: Path, place: Place) -> Place:
    path.write_bytes(b"")
    return place


def _remove(path: Path, place: Place) -> Place:
    path.unlink()
    return place


def _link(path: Path, place: Place) -> Place:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")
    return place


def _no_file(path: Path, place: Place) -> Place:
    path.unlink()
    path.mkdir()
    return place


@pytest.mark.parametrize(
    "harm",
    [
        _truncate,
        _alter,
        _alter_the_line_before,
        _empty,
        _remove,
        _link,
        _no_file,
        lambda _, place: replace(place, n=4),
        lambda _, place: replace(place, n=0),
        lambda _, place: replace(place, hash="f" * 64),
        lambda _, place: replace(place, hash=GENESIS),
        lambda _, place: replace(place, where=""),
        lambda _, place: replace(place, where="2026-11.jsonl:1"),
        lambda _, place: replace(place, where="2026-11.jsonl:999999999999999999"),
        lambda _, place: replace(place, where="2026-12.jsonl" + place.where[13:]),
        lambda _, place: replace(place, where="../2026-11.jsonl" + place.where[13:]),
        lambda _, place: replace(place, where="2026-11.jsonl:²"),
    ],
)
def test_a_log_that_does_not_hold_the_place_is_read_from_the_start(
    tmp_path: Path, harm: Callable[[Path, Place], Place]
) -> None:
    writer = _journal(tmp_path)
    writer.append(_docs(5))
    place = harm(tmp_path / "2026-11.jsonl", _read_to(tmp_path, 5))

    again = _journal(tmp_path)

    assert not again.resume(place)
    assert (again.last_n, again.last_hash, again.place()) == (0, GENESIS, Place())


def test_a_refused_place_leaves_the_reading_where_it_was(tmp_path: Path) -> None:
    _journal(tmp_path).append(_docs(5))
    journal = _journal(tmp_path)
    reading = journal.read_new()
    next(reading), next(reading)
    before = journal.place()

    assert not journal.resume(Place(9, "f" * 64, "2026-11.jsonl:77"))

    assert journal.place() == before
    assert _numbers(journal) == [3, 4, 5]


def test_a_line_as_long_as_a_line_may_be_is_read_back(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append(_docs(1))
    room = (1 << 20) - len(b'{"n":2,"what":"","h":""}\n') - 64
    journal.append([{"what": "x" * room}])
    list(journal.read_new())

    assert _journal(tmp_path).resume(journal.place())


def test_a_log_that_stopped_at_an_entry_it_cannot_read_has_no_place(tmp_path: Path) -> None:
    log = FolderLog(tmp_path / "control")
    log.db.table("control").insert(
        {"v": 99, "at": "2026-11-20T10:00:00Z", "by": "x", "letter": "", "act": "y", "d": {}}
    )
    with pytest.raises(LogDamaged):
        list(log.read_new())

    with pytest.raises(LogDamaged, match="Entry 1"):
        log.place()
    log.close()
