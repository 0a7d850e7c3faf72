"""Reading the monthly files: back from the end and past what does not matter, in blocks of any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.control.segments import blocks_back, lines_with

_LINES = st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"-")), max_size=12)


def _write(folder: Path, months: list[list[bytes]], torn: bytes) -> None:
    for at, lines in enumerate(months):
        data = b"".join(line + b"\n" for line in lines)
        if at == len(months) - 1:
            data += torn
        (folder / f"2026-{at + 1:02d}.jsonl").write_bytes(data)


@settings(max_examples=150, deadline=None)
@given(months=st.lists(_LINES, min_size=1, max_size=3), torn=st.binary(max_size=9), block=st.integers(1, 40))
def test_read_back_every_whole_line_comes_once(
    tmp_path_factory: pytest.TempPathFactory, months: list[list[bytes]], torn: bytes, block: int
) -> None:
    folder = tmp_path_factory.mktemp("control")
    _write(folder, months, torn.replace(b"\n", b"-"))

    groups = list(blocks_back(folder, block))

    assert [line for group in reversed(groups) for line in group] == [x for lines in months for x in lines]


@settings(max_examples=150, deadline=None)
@given(
    months=st.lists(_LINES, min_size=1, max_size=3),
    needle=st.binary(min_size=1, max_size=2).filter(lambda it: b"\n" not in it),
    since=st.integers(0, 4),
    block=st.integers(1, 40),
)
def test_the_lines_that_hold_a_word_are_found_in_order(
    tmp_path_factory: pytest.TempPathFactory,
    months: list[list[bytes]],
    needle: bytes,
    since: int,
    block: int,
) -> None:
    folder = tmp_path_factory.mktemp("control")
    _write(folder, months, needle)

    found = list(lines_with(folder, needle, f"2026-{since:02d}.jsonl", block))

    later = months[max(0, since - 1) :]
    assert found == [line for lines in later for line in lines if needle in line]
