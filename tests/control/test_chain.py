"""The chain: every kind of damage is found at its first bad line and called by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.control.chain import verify_chain
from corrtui.control.journal import Journal
from corrtui.control.line import seal
from corrtui.control.place import GENESIS
from corrtui.control.segments import read_lines
from corrtui.errors import LogDamaged

Harm = Callable[[list[bytes]], list[bytes]]


def _lines(count: int = 6) -> list[bytes]:
    return seal([{"what": f"act {n}"} for n in range(1, count + 1)], 0, GENESIS)[0]


def _forged(n: int, before: str = "f" * 64) -> bytes:
    return seal([{"what": "forged"}], n - 1, before)[0][0]


def _problem(folder: Path, lines: list[bytes]) -> str:
    (folder / "2026-11.jsonl").write_bytes(b"".join(lines))
    return verify_chain(folder).problem


@pytest.mark.parametrize(
    ("harm", "line", "words"),
    [
        (lambda x: [x[0], x[1].replace(b"act 2", b"act 9"), *x[2:]], 2, "altered: the hash of entry 2"),
        (lambda x: [*x[:5], x[5].replace(b"act 6", b"act 9")], 6, "altered: the hash of entry 6"),
        (lambda x: [x[0], x[1].replace(b'"n":2', b'"n":9'), *x[2:]], 2, "its number was changed to 9"),
        (lambda x: [*x[:3], x[3].replace(b'"n":4', b'"n":2'), *x[4:]], 4, "its number was changed to 2"),
        (lambda x: [x[0], b"x" * len(x[1][1:]) + b"\n", *x[2:]], 2, "altered: the line is not an entry"),
        (lambda x: [x[0], b'{"n":2,"h":7}\n', *x[2:]], 2, "altered: the line is not an entry"),
        (lambda x: [x[0], b'{"n":true,"h":""}\n', *x[2:]], 2, "altered: the line is not an entry"),
        (lambda x: [x[0], b"[" * 100_000 + b"\n", *x[2:]], 2, "altered: the line is not an entry"),
        (lambda x: [x[0], b"\n", *x[2:]], 2, "altered: the line is not an entry"),
        (lambda x: [x[0], b"\xff\xfe\n", *x[2:]], 2, "altered: the line is not an entry"),
        (lambda x: [x[0], *x[2:]], 2, "removed: entry 2 is missing; entry 3 stands here"),
        (lambda x: [x[0], *x[4:]], 2, "removed: entries 2 to 4 are missing"),
        (lambda x: x[3:], 1, "removed: entries 1 to 3 are missing"),
        (lambda x: [x[0], x[0], *x[1:]], 2, "inserted: entry 1 stands here a second time"),
        (lambda x: [*x, x[0]], 7, "inserted: entry 1 stands here a second time"),
        (
            lambda x: [x[0], b"not json\n", *x[1:]],
            2,
            "inserted: the line is not an entry; entry 2 is whole on",
        ),
        (lambda x: [x[0], _forged(2), *x[1:]], 2, "inserted: the true entry 2 is on 2026-11.jsonl, line 3"),
        (lambda x: [x[0], _forged(99), *x[1:]], 2, "inserted: entry 99 belongs nowhere"),
        (lambda x: [x[0], _forged(4), *x[1:]], 2, "inserted: entry 4 comes again on 2026-11.jsonl, line 5"),
        (lambda x: [x[0], x[4], *x[1:]], 2, "inserted: entry 5 comes again on 2026-11.jsonl, line 6"),
        (
            lambda x: [x[1], x[0], *x[2:]],
            1,
            "reordered: entry 2 stands here, and entry 1 on 2026-11.jsonl, line 2",
        ),
        (lambda x: [*x[:2], x[5], *x[2:5]], 3, "reordered: entry 6 stands here, and entry 3"),
        (lambda x: [*x[:2], *x[3:], x[2]], 3, "reordered: entry 4 stands here, and entry 3"),
        (lambda x: x[::-1], 1, "reordered: entry 6 stands here, and entry 1"),
    ],
)
def test_the_first_bad_line_is_named_with_what_happened_to_it(
    tmp_path: Path, harm: Harm, line: int, words: str
) -> None:
    problem = _problem(tmp_path, harm(_lines()))

    assert problem.startswith(f"2026-11.jsonl, line {line}: ")
    assert words in problem
    with pytest.raises(LogDamaged, match="altered or damaged"):
        list(Journal(tmp_path).read_new())


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(["altered", "removed", "inserted", "reordered"]),
    count=st.integers(3, 12),
    month=st.integers(0, 12),
    data=st.data(),
)
def test_one_act_of_damage_anywhere_is_called_by_its_name(
    tmp_path_factory: pytest.TempPathFactory, kind: str, count: int, month: int, data: st.DataObject
) -> None:
    """Also across the border of two monthly files."""
    folder = tmp_path_factory.mktemp("control")
    lines = _lines(count)
    at = data.draw(st.integers(0, count - 2), label="at")
    if kind == "altered":
        lines[at] = lines[at].replace(b"act", b"bad")
    elif kind == "removed":
        upto = data.draw(st.integers(at + 1, count - 1), label="up to")
        del lines[at:upto]
    elif kind == "inserted":
        copied = data.draw(st.integers(0, count - 1), label="copied")
        if copied in (at, at - 1):  # beside its original the copy is the second of two
            at += copied == at
        lines.insert(at, lines[copied])
    else:
        to = data.draw(st.integers(at + 1, count - 1), label="to")
        lines[at], lines[to] = lines[to], lines[at]
    (folder / "2026-10.jsonl").write_bytes(b"".join(lines[:month]))
    (folder / "2026-11.jsonl").write_bytes(b"".join(lines[month:]))
    name, number = ("2026-10.jsonl", at + 1) if at < month else ("2026-11.jsonl", at - month + 1)

    report = verify_chain(folder)

    assert report.problem.startswith(f"{name}, line {number}: {kind}: ")
    assert report.entries == at


def test_months_in_the_wrong_order_are_reordered(tmp_path: Path) -> None:
    lines = _lines(6)
    (tmp_path / "2026-10.jsonl").write_bytes(b"".join(lines[3:]))
    (tmp_path / "2026-11.jsonl").write_bytes(b"".join(lines[:3]))

    assert "2026-10.jsonl, line 1: reordered" in verify_chain(tmp_path).problem


def test_a_month_that_is_gone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "2026-12.jsonl").write_bytes(b"".join(_lines(6)[4:]))

    assert verify_chain(tmp_path).problem == (
        "2026-12.jsonl, line 1: removed: entries 1 to 4 are missing; entry 5 stands here"
    )


def test_a_line_without_an_end_in_gigabytes_is_read_in_pieces(tmp_path: Path) -> None:
    with open(tmp_path / "2026-11.jsonl", "wb") as file:
        file.writelines(_lines(2))
        file.truncate(1 << 26)  # a hole: 64 MiB of zero bytes

    report = verify_chain(tmp_path)

    assert report.entries == 2
    assert "line 3: altered: the line is not an entry" in report.problem
    assert max(len(line) for _, _, line in read_lines(tmp_path)) <= 1 << 20


def test_an_untouched_log_has_no_problem(tmp_path: Path) -> None:
    assert _problem(tmp_path, _lines()) == ""
    assert verify_chain(tmp_path / "nothing").last_hash == GENESIS


def test_the_reading_tells_how_far_it_is_and_shows_every_entry(tmp_path: Path) -> None:
    _problem(tmp_path, _lines(50))
    told: list[int] = []
    seen: list[dict[str, Any]] = []

    verify_chain(tmp_path, told.append, seen.append)

    assert sum(told) == (tmp_path / "2026-11.jsonl").stat().st_size
    assert [doc["n"] for doc in seen] == list(range(1, 51))
    assert seen[0] == json.loads(_lines()[0])
