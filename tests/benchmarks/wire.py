"""What a key costs on the line: ours, neomutt and aerc on the same letters in one run, `make bench-wire`.

The programs run side by side and are typed at in turn, so that a slow moment of the machine hits all of them.
Bytes are those the program writes to its terminal; milliseconds run from the key to the last of them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.anatomy import next_letter_parts, print_parts
from tests.benchmarks.many import days_mail, desk_of, maildir_of
from tests.benchmarks.memory import family_mb
from tests.benchmarks.over_ssh import over_ssh
from tests.benchmarks.peers import Program, press
from tests.benchmarks.table import Row, print_table, print_versions
from tests.screens.pty_desk import PtyDesk

_MANY, _FEW, _MOST = 50_000, 1_000, 100_000
_KEYS = 41
_OPENS = 5
_IDLE = 5.0
_ENOUGH = 15.0
_TYPED = "We are sorry that you had to write to us twice."

Cost = tuple[float, float]
"""Bytes, milliseconds."""


def run() -> None:
    """Measure and print the table; whatever it says, the exit code is that of a run that came to its end."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="wire-") as name:
        folder = Path(name)
        desk = desk_of(folder / "desk", _MANY)
        programs, absent = _beside(folder, desk)
        programs.insert(0, _ours(folder, desk))
        rows = _keys(programs) + _opening(programs) + over_ssh(folder, programs, _KEYS) + _by_length(folder)
    print_versions(programs, absent)
    print(f"  {_MANY:,} letters, typed at in turn; medians of {_KEYS} keys, {_OPENS} openings;", end="")
    print(f" of the keys of {_ENOUGH:.0f} s where a program takes longer for them;", end="")
    print(f" {time.perf_counter() - begun:.0f} s")
    print_table(programs, rows)


def alone() -> None:
    """Print the figures of ours alone with few letters: the quick look while working on it."""
    with tempfile.TemporaryDirectory(prefix="wire-") as name:
        programs = [_ours(Path(name), desk_of(Path(name) / "desk", _FEW))]
        rows = _keys(programs)
    print(f"  {_FEW:,} letters, medians of {_KEYS} keys")
    print_table(programs, rows)


def _beside(folder: Path, desk: Path) -> tuple[list[Program], list[str]]:
    """Give the same letters to the others; return those that run here, started once, and why some do not."""
    mail = days_mail(desk, date.today())
    box = maildir_of(folder / "boxes" / "letters", _MANY, mail)
    top, last = (mail[n % len(mail)].writer.split()[-1].encode() for n in (1, _MANY))
    programs, absent = [], []
    for found in (peers.neomutt(box, folder / "neomutt", top), peers.aerc(box, folder / "aerc", last)):
        if isinstance(found, str):
            absent.append(found)
            continue
        try:
            found.end(found.opened()[0])
        except AssertionError as error:
            absent.append(f"{found.name} does not run here: {str(error).splitlines()[0]}")
        else:
            programs.append(found)
    return programs, absent


def _ours(folder: Path, desk: Path) -> Program:
    """Ours on `desk`, started once: what Python compiles and what the desk keeps are there."""
    program = peers.corrtui(desk, folder / "compiled", b"Kowal")
    running, _ = program.opened()
    running.settle(1.0)
    program.end(running)
    return program


def _in_turn(programs: Sequence[Program], sessions: Sequence[PtyDesk], keys: Sequence[str]) -> list[Cost]:
    """Type each program's key at its session, in turn; return the medians of each.

    A program that has answered for `_ENOUGH` seconds by itself is typed at no more.
    """
    taken: list[list[Cost]] = [[] for _ in sessions]
    for _ in range(_KEYS):
        for program, session, key, own in zip(programs, sessions, keys, taken, strict=True):
            if sum(taken_ms for _, taken_ms in own) < _ENOUGH * 1000:
                own.append(session.measure(key, program.quiet))
    return [_median(own) for own in taken]


def _median(costs: Sequence[Cost]) -> Cost:
    return statistics.median(size for size, _ in costs), statistics.median(taken for _, taken in costs)


def _both(what: str, costs: Sequence[Cost], bytes_target: float, ms_target: float) -> list[Row]:
    """Rows for bytes and milliseconds whose targets are shares of the second column."""
    rows = []
    for at, (unit, share) in enumerate((("B", bytes_target), ("ms", ms_target))):
        ours, others = costs[0][at], tuple(cost[at] for cost in costs[1:])
        met = ours <= share * others[0] if others and share else None
        target = f"<= {share} x neomutt" if share else ""
        rows.append(Row(what, unit, target, ours, met, others, at))
    return rows


def _keys(programs: Sequence[Program]) -> list[Row]:
    """What the keys cost, memory, and what is written when nobody types."""
    sessions: list[PtyDesk] = []
    rows: list[Row] = []
    try:
        for program in programs:
            sessions.append(program.opened()[0])
            sessions[-1].settle(1.0)
        paint = [float(len(session.raw)) for session in sessions]
        rows.append(Row("first paint", "B", "<= 12,000", paint[0], paint[0] <= 12_000, tuple(paint[1:])))
        for program, session in zip(programs, sessions, strict=True):
            press(session, program.to_letter)
        keys = [program.next_letter for program in programs]
        one = _in_turn(programs, sessions, keys)
        ten = _in_turn(programs, sessions, [key * 10 for key in keys])
        rows += _both("next letter", one, 0.6, 1.2)
        others = [(program.name, cost[0]) for program, cost in zip(programs[1:], one[1:], strict=True)]
        print_parts(programs[0].name, next_letter_parts(programs[0], sessions[0], _KEYS // 2), others[:1])
        rows += _ten_against_one(one, ten)
        rows += _typing(programs[0], sessions[0])
        rows += _queue_alone(programs, sessions)
        memory = [family_mb(session.pid) for session in sessions]
        met = memory[0] <= memory[1] + 40 if len(memory) > 1 else None
        rows.append(Row("memory", "MB", "<= neomutt + 40", memory[0], met, tuple(memory[1:])))
        for session in sessions:
            session.settle(1.0)
        silent = [float(session.settle(_IDLE, _IDLE)) for session in sessions]
        rows.append(Row(f"idle for {_IDLE:.0f} s", "B", "0", silent[0], silent[0] == 0, tuple(silent[1:])))
    finally:
        for program, session in zip(programs, sessions, strict=False):
            program.end(session)
    return rows


def _ten_against_one(one: Sequence[Cost], ten: Sequence[Cost]) -> list[Row]:
    rows = []
    for at, unit in enumerate(("B", "ms")):
        ours, others = ten[0][at], tuple(cost[at] for cost in ten[1:])
        met = ours <= 1.5 * one[0][at]
        target = f"<= 1.5 x one ({one[0][at]:,.{at}f})"
        rows.append(Row("ten j in one read", unit, target, ours, met, others, at))
    return rows


def _typing(program: Program, ours: PtyDesk) -> list[Row]:
    """A character typed in the draft; the others leave that to an editor that is a program of its own."""
    press(ours, ("r",))
    size, taken = _median([ours.measure(char, program.quiet) for char in _TYPED])
    press(ours, ("\x07",))
    return [
        Row("character in the draft", "B", "<= 60", size, size <= 60),
        Row("character in the draft", "ms", "<= 10", taken, taken <= 10, (), 1),
    ]


def _queue_alone(programs: Sequence[Program], sessions: Sequence[PtyDesk]) -> list[Row]:
    """Row moves with the letter hidden, ours and theirs."""
    for program, session in zip(programs, sessions, strict=True):
        press(session, program.to_queue)
    costs = _in_turn(programs, sessions, [program.next_row for program in programs])
    alone = programs[0].queue_alone(sessions[0].text())
    return _both("row move, queue alone" if alone else "row move, all panes", costs, 1.0, 0.0)


def _opening(programs: Sequence[Program]) -> list[Row]:
    """From starting the program to the first letters on the screen, in turn, everything warm."""
    taken: list[list[float]] = [[] for _ in programs]
    for _ in range(_OPENS):
        for program, own in zip(programs, taken, strict=True):
            running, seconds = program.opened()
            own.append(seconds)
            running.settle(0.5)
            program.end(running)
    found = [statistics.median(own) for own in taken]
    met = found[0] <= found[1] if len(found) > 1 else None
    return [Row(f"opening {_MANY:,} letters", "s", "<= 1.0 x neomutt", found[0], met, tuple(found[1:]), 2)]


def _by_length(folder: Path) -> list[Row]:
    """Next letter of ours in a long and in a short queue, in turn."""
    programs: list[Program] = []
    sessions: list[PtyDesk] = []
    try:
        for count in (_FEW, _MOST):
            programs.append(_ours(folder, desk_of(folder / str(count), count)))
            sessions.append(programs[-1].opened()[0])
            sessions[-1].settle(1.0)
            press(sessions[-1], programs[-1].to_letter)
        few, most = _in_turn(programs, sessions, ["j", "j"])
    finally:
        for program, session in zip(programs, sessions, strict=False):
            program.end(session)
    rows = []
    for at, unit in enumerate(("B", "ms")):
        target = f"<= 1.1 x at {_FEW:,} ({few[at]:,.{at}f})"
        rows.append(
            Row(f"next letter at {_MOST:,}", unit, target, most[at], most[at] <= 1.1 * few[at], (), at)
        )
    return rows
