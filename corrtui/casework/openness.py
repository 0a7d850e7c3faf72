"""What of a desk is open to more people than it is for, as troubles: named one by one, up to a limit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.trouble import Trouble
from corrtui.modes import TooOpen, too_open
from corrtui.text import count, shown_name

_NAMED = 20


def open_to_others(bench: Bench) -> Iterator[Trouble]:
    """Yield the folders and files of the desk that are too open; behind the first twenty, how many more."""
    folder = bench.settings.folder
    every = too_open(folder)
    yield from (_one(folder, found) for found in islice(every, _NAMED))
    more = sum(1 for _ in every)
    if more:
        yield Trouble(
            found=f"{count(more, 'more folder or file')} too open",
            remedy="takes those rights away",
            mend=lambda: _close_all(folder),
        )


def _one(folder: Path, found: TooOpen) -> Trouble:
    path = found.path if found.path == folder else found.path.relative_to(folder)
    name, wanted = shown_name(str(path)), found.mode & found.wanted

    def close() -> str:
        found.mend()
        return f"{name}: mode {found.mode:o} is {wanted:o} now"

    return Trouble(
        found=f"{name}: {found.words}", remedy=f"does chmod {wanted:o}", mend=close, still=found.still
    )


def _close_all(folder: Path) -> str:
    """Close what is too open; what cannot be closed does not keep the rest open.

    Raises:
        OSError: the first that could not be.
    """
    closed = 0
    failed: list[OSError] = []
    for found in too_open(folder):
        try:
            found.mend()
            closed += 1
        except OSError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return f"{count(closed, 'more folder or file')} closed to others"
