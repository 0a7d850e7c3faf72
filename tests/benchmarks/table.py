"""The table of `make bench-wire`: a figure of ours a line, its target, and theirs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.benchmarks import peers
from tests.benchmarks.peers import COLS, ROWS, Program


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table."""

    what: str
    unit: str
    target: str
    """In words."""
    ours: float
    met: bool | None
    """None: it cannot be told, or there is no target."""
    others: tuple[float, ...] = ()
    digits: int = 0


def print_versions(programs: Sequence[Program], absent: Sequence[str]) -> None:
    """Print day, terminal, the other programs, and why some are not measured."""
    print(f"  {date.today()}, {os.cpu_count()} cores, {COLS}x{ROWS}, xterm-256color")
    for program in programs[1:]:
        print(f"  {program.name}: {peers.version(program.name)}")
    for reason in absent:
        print(f"  {reason}: not measured")


def print_table(programs: Sequence[Program], rows: Sequence[Row]) -> None:
    """Print a line a figure; ratio and target are to the second program."""
    others = [program.name for program in programs[1:]]
    heads = "".join(f"{name:>10}" for name in ("corrtui", *others))
    print(f"  {'':26}{'target':>26}{heads}{'ours to ' + others[0] if others else '':>17}")
    for row in rows:
        values = (row.ours, *(row.others or (None,) * len(others)))
        cells = "".join(f"{'-' if one is None else format(one, f',.{row.digits}f'):>10}" for one in values)
        ratio = f"{row.ours / row.others[0]:.2f} x" if row.others and row.others[0] else ""
        met = {True: "met", False: "NOT MET", None: ""}[row.met]
        print(f"  {row.what + ', ' + row.unit:26}{row.target:>26}{cells}{ratio:>17}  {met}".rstrip())
    print("  memory is what is resident of a program and all it started, shared pages counted for each")
