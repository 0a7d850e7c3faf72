"""Verifying: the log's chain, the seals of printed tallies, and every file the log names.

The log is read twice, line by line, and once more where there is a checkpoint to compare: a log of a million
entries needs no more memory than one of a thousand. The desk may be at work meanwhile.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corrtui.control.acts import ActUndone, LetterFiled, LetterReceived
from corrtui.control.audit import differences
from corrtui.control.chain import STEP, ChainReport, Progress, check_lines, verify_chain
from corrtui.control.checkpoint import CHECKPOINT
from corrtui.control.entry import entry_from_doc
from corrtui.control.line import parse_line
from corrtui.control.log import FolderLog
from corrtui.control.seal import Seal, seal_problem
from corrtui.control.segments import Line, read_lines

_NAMED = 3
"""PDFs that left the outbox and are named; the older ones were mailed long ago."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `corrtui verify` found.

    Attributes:
        chain: the log itself.
        letters: how many letters the log names; None when its chain is broken: then no file was looked at.
        pdfs: how many PDFs it names that are still filed; None likewise.
        problems: everything that is wrong, in words; empty when all is well.
        seals: the seals that were asked about, each with what differs in words, or nothing.
        remarks: worth knowing, no fault.
    """

    chain: ChainReport
    letters: int | None
    pdfs: int | None
    problems: tuple[str, ...]
    seals: tuple[tuple[Seal, str], ...] = ()
    remarks: tuple[str, ...] = ()


def verify(
    folder: Path,
    seals: Sequence[Seal] = (),
    progress: Progress = lambda _: None,
    lines: Callable[[], Iterable[Line]] | None = None,
) -> Verification:
    """Check the desk in `folder`: nothing is changed, and no desk need be open.

    Args:
        folder: the desk.
        seals: from printed tallies.
        progress: told now and then how many bytes of the log were read; all of it is read `readings` times.
        lines: gives the lines of a log that is not in the desk's folder, from the first on.

    Raises:
        LogDamaged: an entry holds together but cannot be read by this release, or a file cannot be opened.
    """
    control = folder / "control"
    look = _Look(seals)
    outbox = {
        path.name for path in (folder / "outbox").glob("*.pdf")
    }  # first: what is filed meanwhile is entered
    chain = check_lines(lines(), progress, look) if lines else verify_chain(control, progress, look)
    checked = tuple((seal, _seal_problem(seal, chain, look)) for seal in seals)
    broken = [f"seal {seal}: {problem}" for seal, problem in checked if problem]
    if chain.problem:
        return Verification(chain, None, None, (f"control log: {chain.problem}", *broken), checked)
    files = _Files(folder, look.undone, outbox)
    for line in _with_progress(lines() if lines else read_lines(control), progress):
        files.check(line)
    cache = () if lines else _cache_problems(control, progress)
    problems = (*broken, *files.found(), *cache)
    return Verification(chain, files.letters, files.pdfs, problems, checked, files.remarks())


def readings(control: Path) -> int:
    """Return how many times `verify` reads a log on a folder."""
    return 3 if (control / CHECKPOINT).exists() else 2


def _cache_problems(control: Path, progress: Progress) -> Iterator[str]:
    """Where the register's checkpoint is not the fold of the log; the desks that use it would be misled."""
    if (control / CHECKPOINT).exists():
        told = _with_progress(read_lines(control), progress)
        with closing(FolderLog(control)) as log, closing(told) as lines:
            entries = (entry_from_doc(parse_line(line)) for line in lines)
            for problem in differences(control / CHECKPOINT, log, entries):
                yield f"control/{problem}; `corrtui check --repair` throws it away"


class _Look:
    """What must be known of the whole log before its files are looked at."""

    def __init__(self, seals: Sequence[Seal]) -> None:
        self.hashes = dict.fromkeys((seal.entries for seal in seals), "")
        self.undone: set[int] = set()

    def __call__(self, doc: dict[str, Any]) -> None:
        if doc["n"] in self.hashes:
            self.hashes[doc["n"]] = doc["h"]
        act = doc.get("d")
        if doc.get("act") == ActUndone.name and isinstance(act, dict):
            self.undone.add(act.get("entry", 0))


def _seal_problem(seal: Seal, chain: ChainReport, look: _Look) -> str:
    if chain.problem and seal.entries > chain.entries:
        return f"entry {seal.entries} cannot be told: the chain holds only to entry {chain.entries}"
    return seal_problem(seal, chain.entries, look.hashes[seal.entries])


def _with_progress(lines: Iterable[Line], progress: Progress) -> Generator[bytes, None, None]:
    unsaid = 0
    try:
        for _, _, line in lines:
            unsaid += len(line) + 1
            if unsaid >= STEP:
                progress(unsaid)
                unsaid = 0
            yield line
    finally:  # whoever reads may know enough before the end
        progress(unsaid)


class _Files:
    """The files the log names, looked at entry by entry.

    Args:
        folder: the desk.
        undone: numbers of the entries that are undone, as far as is known; more may come.
        strangers: names of the PDFs in the outbox; those the log files are taken out.
    """

    def __init__(self, folder: Path, undone: set[int], strangers: set[str]) -> None:
        self._folder = folder
        self._undone = undone
        self._strangers = strangers
        self._problems: dict[int, list[str]] = {}
        self.letters = self.pdfs = 0
        self._mailed = 0
        self._last_mailed: deque[str] = deque(maxlen=_NAMED)

    def check(self, line: bytes) -> None:
        """Look at the files one entry names."""
        entry = entry_from_doc(parse_line(line))
        if isinstance(entry.act, LetterReceived):
            self.letters += 1
            place = _case(self._folder, entry.letter) / entry.act.original
            self._check_file(entry.n, entry.letter, place, entry.act.sha256)
        elif isinstance(entry.act, LetterFiled) and entry.n not in self._undone:
            self.pdfs += 1
            self._strangers.discard(entry.act.pdf)
            out = self._folder / "outbox" / entry.act.pdf
            kept = _case(self._folder, entry.letter) / "sent" / entry.act.pdf
            if self._check_file(entry.n, entry.letter, kept, entry.act.sha256) and not os.path.lexists(out):
                self._mailed += 1
                self._last_mailed.append(entry.act.pdf)
            else:
                self._check_file(entry.n, entry.letter, out, entry.act.sha256)
        elif isinstance(entry.act, ActUndone):  # perhaps since the log was read the first time
            self._problems.pop(entry.act.entry, None)

    def _check_file(self, n: int, number: str, place: Path, sha256: str) -> bool:
        problem = _hash_problem(place, sha256)
        if problem:
            words = f"entry {n}, {number}: {place.relative_to(self._folder)} {problem}"
            self._problems.setdefault(n, []).append(words)
        return not problem

    def found(self) -> Iterator[str]:
        """Say what is wrong: with files the log names, and PDFs that no entry stands behind."""
        for words in self._problems.values():
            yield from words
        for name in sorted(self._strangers):
            if os.path.lexists(self._folder / "outbox" / name):
                yield f"outbox/{name}: no entry of the log files it; do not mail it"

    def remarks(self) -> tuple[str, ...]:
        """Say which PDFs left the outbox: mailing takes them out, and the office keeps a copy."""
        if not self._mailed:
            return ()
        names = ", ".join(reversed(self._last_mailed))
        more = "; the newest" if self._mailed > len(self._last_mailed) else ""
        copies = "its copy" if self._mailed == 1 else "their copies"
        left = "1 PDF has left" if self._mailed == 1 else f"{self._mailed:,} PDFs have left"
        return (f"{left} outbox/, {copies} in cabinet/ as entered{more}: {names}",)


def _case(folder: Path, number: str) -> Path:
    return folder / "cabinet" / f"20{number[:2]}" / number


def _hash_problem(path: Path, sha256: str) -> str:
    try:
        with open(path, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return "" if found == sha256 else "is not the file that was entered: its hash differs"
