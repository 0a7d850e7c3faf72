"""The control log: TinyDB reads it, nothing but an append changes it, an undo is another entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tinydb import where

from corrtui.control.acts import LetterReceived, LetterSkipped
from corrtui.control.entry import entry_to_doc
from corrtui.control.journal import Journal
from corrtui.control.log import FolderLog, JournalDB
from corrtui.errors import CorrtuiError, LogDamaged

Make = Callable[[int], tuple[str, LetterReceived]]


def test_an_act_comes_back_as_it_was_entered(log: FolderLog, received: Make) -> None:
    number, act = received(1)
    [entry] = log.append("rhale", [(number, act)], "key1")

    [found] = log.read_new()

    assert (found.n, found.by, found.letter, found.act, found.intent) == (1, "rhale", number, act, "key1")
    assert found.at == entry.at
    assert found.hash == log.last_hash


def test_the_day_of_an_entry_is_the_offices(log: FolderLog, received: Make) -> None:
    from zoneinfo import ZoneInfo

    [entry] = log.append("rhale", [received(1)])
    late = entry.__class__(entry.n, datetime(2026, 11, 21, 3, tzinfo=UTC), "rhale", entry.letter, entry.act)

    assert late.day(ZoneInfo("America/Chicago")) == date(2026, 11, 20)
    assert late.day(UTC) == date(2026, 11, 21)


def test_tinydb_queries_see_every_process(log: FolderLog, received: Make, tmp_path: Path) -> None:
    log.append("rhale", [received(1), received(2)])
    other = JournalDB(tmp_path / "control")
    table = other.table("control")
    assert table.count(where("by") == "rhale") == 2

    log.append("pcole", [("261120-0001", LetterSkipped(reason="records"))])

    assert [doc["letter"] for doc in table.search(where("by") == "pcole")] == ["261120-0001"]
    assert table.get(doc_id=3)["act"] == "skipped"  # type: ignore[index, call-overload]
    other.close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda table: table.truncate(),
        lambda table: table.remove(doc_ids=[1]),
        lambda table: table.update({"by": "nobody"}),
        lambda table: table.upsert({"by": "nobody"}, where("by") == "rhale"),
    ],
)
def test_tinydb_can_change_or_remove_nothing(
    log: FolderLog, received: Make, harm: Callable[[object], object]
) -> None:
    """Fails loudly when a TinyDB release moves `Table._update_table`, the one private hook."""
    log.append("rhale", [received(1)])

    with pytest.raises(CorrtuiError, match="append-only"):
        harm(log.db.table("control"))

    assert [entry.by for entry in log.everything()] == ["rhale"]


def test_dropping_the_table_is_refused_too(log: FolderLog, received: Make) -> None:
    log.append("rhale", [received(1)])

    with pytest.raises(CorrtuiError, match="append-only"):
        log.db.drop_tables()

    assert len(list(log.everything())) == 1


def test_tinydbs_own_insert_is_an_append(log: FolderLog, received: Make) -> None:
    log.append("rhale", [received(1)])
    doc = next(iter(log.db.table("control").all()))

    number = log.db.table("control").insert(
        {**{k: v for k, v in doc.items() if k not in ("n", "h")}, "by": "x"}
    )

    assert number == 2
    assert [entry.by for entry in log.read_new()] == ["rhale", "x"]


def test_the_history_of_a_letter_is_its_own_entries_only(log: FolderLog, received: Make) -> None:
    log.append("rhale", [received(1), received(2)])
    log.append("rhale", [("261120-0002", LetterSkipped(reason="see 261120-0001"))])

    assert [entry.n for entry in log.history("261120-0001")] == [1]
    assert [entry.n for entry in log.history("261120-0002")] == [2, 3]


def test_a_line_of_a_newer_release_stops_the_reading_with_its_number(log: FolderLog) -> None:
    log.db.table("control").insert(
        {"v": 99, "at": "2026-11-20T10:00:00Z", "by": "x", "letter": "", "act": "y", "d": {}}
    )

    with pytest.raises(LogDamaged, match="Entry 1 of the control log cannot be read"):
        list(log.read_new())


def test_after_a_line_of_a_newer_release_nothing_later_is_taken_for_the_whole(
    log: FolderLog, received: Make
) -> None:
    """A colleague's newer release writes on while this desk is open."""
    log.db.table("control").insert(
        {"v": 99, "at": "2026-11-20T10:00:00Z", "by": "x", "letter": "", "act": "y", "d": {}}
    )
    log.append("rhale", [received(1)])

    for _ in range(2):
        with pytest.raises(LogDamaged, match="Entry 1"):
            list(log.read_new())


def test_entries_are_found_by_their_numbers(log: FolderLog, received: Make) -> None:
    log.append("rhale", [received(n) for n in range(1, 200)])

    found = log.entries({3, 150})

    assert {n: entry.letter for n, entry in found.items()} == {3: "261120-0003", 150: "261120-0150"}


@pytest.mark.parametrize(
    ("number", "first"),
    [
        ("261120-0001", "2026-11.jsonl"),
        ("261101-0001", "2026-10.jsonl"),  # logged in an office east of Greenwich, it was October in UTC
        ("260101-12345", "2025-12.jsonl"),
        ("260301-0001", "2026-02.jsonl"),
        ("261399-0001", ""),
        ("", ""),
        ("no number", ""),
    ],
)
def test_the_history_of_a_letter_begins_at_the_month_of_its_number(
    tmp_path: Path, received: Make, number: str, first: str
) -> None:
    """What stands in an earlier month is not read: not even a line that says it is the letter's."""
    months = [
        "2025-11.jsonl",
        "2025-12.jsonl",
        "2026-02.jsonl",
        "2026-10.jsonl",
        "2026-11.jsonl",
        "2026-12.jsonl",
    ]
    for month in months:
        doc = entry_to_doc(
            "rhale", number, LetterSkipped(reason=month), "", datetime(2026, 11, 20, tzinfo=UTC)
        )
        Journal(tmp_path, lambda name=month: name).append([doc])  # type: ignore[misc]
    log = FolderLog(tmp_path)

    found = [entry.act for entry in log.history(number)]

    assert found == [LetterSkipped(reason=month) for month in months if month >= first]
    log.close()


def test_the_history_of_one_letter_is_not_led_astray_by_those_that_name_it(
    log: FolderLog, received: Make
) -> None:
    number, act = received(1)
    log.append("rhale", [(number, act), ("261120-0002", replace(act, duplicate_of=number))])
    log.append("rhale", [("261120-0002", LetterSkipped(reason=f'like "{number}"'))])

    assert [entry.n for entry in log.history(number)] == [1]


def test_entries_of_several_months_are_found_by_their_numbers(tmp_path: Path) -> None:
    """Those that are not there are left out, and a torn tail is no entry."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    for month in range(1, 7):
        docs = [entry_to_doc("rhale", "", LetterSkipped(reason="x" * 999), "", at) for _ in range(400)]
        Journal(tmp_path, lambda name=f"2026-{month:02d}.jsonl": name).append(docs)  # type: ignore[misc]
    with open(tmp_path / "2026-06.jsonl", "ab") as file:
        file.write(b'{"n":2401,"v":1')
    log = FolderLog(tmp_path)

    assert sorted(log.entries({1, 400, 401, 1203, 2400, 2401, 9999})) == [1, 400, 401, 1203, 2400]
    assert sorted(log.entries([2400, 2400])) == [2400]
    assert log.entries(set()) == {}
    log.close()


def test_a_line_that_is_no_entry_is_named_damage_whoever_meets_it(tmp_path: Path) -> None:
    (tmp_path / "2026-11.jsonl").write_bytes(b'{"n":1,"letter":"261120-0001"\n')
    log = FolderLog(tmp_path)

    for look in (lambda: log.history("261120-0001"), log.everything, lambda: log.entries({1})):
        with pytest.raises(LogDamaged, match="altered or damaged"):
            list(look())
    log.close()
