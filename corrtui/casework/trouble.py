"""Trouble: one thing in which the desk's files and its log disagree, and how it is put right."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.control.acts import ActUndone, LetterFiled, LetterReceived
from corrtui.control.entry import Entry


def always() -> bool:
    """What was found by itself cannot have changed by a colleague's act."""
    return True


@dataclass(frozen=True, slots=True)
class Trouble:
    """One disagreement between files and log.

    Attributes:
        found: what is wrong, a clause that names file or letter.
        remedy: what repairing does about it; where `mend` is None, what a person must do.
        mend: puts it right, under the log's lock, and says what was done. Raises CorrtuiError or OSError.
        still: looked at under the log's lock before anything is said or done: a colleague's filing between
            its file and its entry is no trouble.
        remark: worth knowing, but no fault: nothing need be done.
    """

    found: str
    remedy: str
    mend: Callable[[], str] | None = None
    still: Callable[[], bool] = always
    remark: bool = False

    def __str__(self) -> str:
        return f"{self.found}; {'--repair ' if self.mend else ''}{self.remedy}"


@dataclass(frozen=True, slots=True)
class Original:
    """What the log says of the file a letter came as."""

    name: str
    """In the case folder."""
    sha256: str
    file: str
    """Its printable name in the inbox."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing that stands."""

    number: str
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Books:
    """What the log says must be in the folders: originals by control number, filings by PDF."""

    originals: dict[str, Original]
    filings: dict[str, Filing]


def read_books(entries: Iterable[Entry]) -> Books:
    """Return what these entries say must be in the folders."""
    originals: dict[str, Original] = {}
    standing: dict[int, tuple[str, Filing]] = {}
    for entry in entries:
        if isinstance(entry.act, LetterReceived):
            originals[entry.letter] = Original(entry.act.original, entry.act.sha256, entry.act.file)
        elif isinstance(entry.act, LetterFiled):
            standing[entry.n] = entry.act.pdf, Filing(entry.letter, entry.act.sha256, entry.at)
        elif isinstance(entry.act, ActUndone):
            standing.pop(entry.act.entry, None)
    return Books(originals, dict(standing.values()))


def is_filed(bench: Bench, number: str, pdf: str) -> bool:
    """Tell whether an entry stands behind a PDF now."""
    letter = bench.register.get(number)
    return letter is not None and pdf in letter.sent


def shown(bench: Bench, path: Path) -> str:
    """Return a path as it is said: from the desk's folder on."""
    return os.path.relpath(path, bench.settings.folder)
