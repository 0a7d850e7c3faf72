"""The hash chain through the monthly files, checked from its first line to its last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeAlias

from corrtui.control.damage import name_damage
from corrtui.control.line import line_problem, parse_line
from corrtui.control.place import GENESIS
from corrtui.control.segments import Line, read_lines, segments
from corrtui.control.tail import ends_torn

STEP = 1 << 20
"""Bytes read before it is said again how far the reading is."""
Progress: TypeAlias = Callable[[int], None]
Look: TypeAlias = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a reading of the whole chain found.

    Attributes:
        entries: how many entries hold together from the first on.
        last_hash: hash of the last of them.
        problem: the first thing that is wrong, naming file and line; empty when nothing is.
        torn: True when the log ends in half a line: a writer was killed in the act, nothing is lost.
    """

    entries: int
    last_hash: str
    problem: str
    torn: bool = False


def check_lines(
    lines: Iterable[Line], progress: Progress | None = None, look: Look | None = None
) -> ChainReport:
    """Read the lines of a log, one at a time, and check number and hash.

    Args:
        lines: oldest first.
        progress: told now and then how many bytes were read since it was last told.
        look: shown every entry that holds, in order.
    """
    n, last, unsaid = 0, GENESIS, 0
    lines = iter(lines)
    for name, number, line in lines:
        doc = parse_line(line)
        if line_problem(line, doc, n, last):
            rest = ((f"{other}, line {at}", bad) for other, at, bad in lines)
            problem = name_damage(line, doc, n, last, rest)
            return ChainReport(n, last, f"{name}, line {number}: {problem}")
        n, last = doc["n"], doc["h"]
        if look:
            look(doc)
        unsaid += len(line) + 1
        if progress and unsaid >= STEP:
            progress(unsaid)
            unsaid = 0
    if progress:
        progress(unsaid)
    return ChainReport(n, last, "")


def verify_chain(folder: Path, progress: Progress | None = None, look: Look | None = None) -> ChainReport:
    """Check the whole log in `folder`, `control/` of a desk; see `check_lines`.

    Raises:
        LogDamaged: a file of the log cannot be opened.
    """
    names = segments(folder)
    torn = next((name for name in names if ends_torn(folder, name)), "")
    whole = takewhile(lambda line: not torn or line[0] <= torn, read_lines(folder))
    report = check_lines(whole, progress, look)
    if report.problem or not torn:
        return report
    if torn == names[-1]:
        return replace(report, torn=True)
    problem = f"{torn}, last line: inserted: half a line stands where the next monthly file goes on"
    return replace(report, problem=problem)
