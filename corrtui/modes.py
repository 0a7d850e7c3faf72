"""Modes: who on the machine may open the desk's folders and files, and that all that is made there obeys.

A private desk is its owner's alone (folders 0700, files 0600); one that is shared belongs to a group (2770,
0660). Which it is, the mode of its control folder says, not the login shell of whoever works.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("inbox", "cabinet", "outbox", "records", "templates", "control")
PRIVATE, SHARED = 0o077, 0o007
"""What the umask keeps from a desk's files."""
_OTHERS_FILES = frozenset({"inbox", "records", "templates"})
"""Rooms whose files others put there, with modes of their own; their folders keep them private."""


def umask_of(folder: Path) -> int:
    """Return the umask to work with at the desk in `folder`: what may not be done by whom."""
    for place in (folder / "control", folder):
        try:
            mode = place.stat().st_mode
        except OSError:
            continue
        return SHARED if mode & stat.S_IRWXG == stat.S_IRWXG else PRIVATE
    return PRIVATE


def file_mode(folder: Path) -> int:
    """Return the mode of a file in `folder`: as private as the folder is."""
    return 0o600 | (folder.stat().st_mode & 0o060)


@dataclass(frozen=True, slots=True)
class TooOpen:
    """A folder or file that more people may open than the desk is for."""

    path: Path
    mode: int
    wanted: int

    @property
    def words(self) -> str:
        """Say to whom it is open."""
        who = "everybody on this machine" if self.mode & stat.S_IRWXO else "its group"
        return f"open to {who} (mode {self.mode:o})"

    def still(self) -> bool:
        """Tell whether it is still there and too open."""
        return _look(self.path, 0o7777 & ~self.wanted) is not None

    def mend(self) -> None:
        """Take away what is too much, if it is still there and no link.

        Raises:
            OSError: the file is not ours, or the disk refuses it.
        """
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        fd = os.open(self.path, flags)
        try:
            os.fchmod(fd, stat.S_IMODE(os.fstat(fd).st_mode) & self.wanted)
        finally:
            os.close(fd)


def too_open(folder: Path) -> Iterator[TooOpen]:
    """Yield what of a desk is open to more people than the desk is for, one after the other.

    Files that others put there — in the inbox, records and templates — are kept by their folders.
    """
    kept_from = umask_of(folder)
    root = _look(folder, 0o022 & kept_from)
    if root is not None:  # who may write in it may put other rooms in the place of ours
        yield root
    found = _look(folder / "desk.toml", kept_from)
    if found is not None:
        yield found
    for room in ROOMS:
        yield from _below(folder / room, kept_from, files=room not in _OTHERS_FILES)


def _below(folder: Path, kept_from: int, *, files: bool) -> Iterator[TooOpen]:
    found = _look(folder, kept_from)
    if found is not None:
        yield found
    try:
        items = os.scandir(folder)
    except OSError:
        return  # the check-up names rooms that are missing
    with items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                yield from _below(Path(item.path), kept_from, files=files)
            elif files and item.name != ".gitkeep":
                found = _look(Path(item.path), kept_from)
                if found is not None:
                    yield found


def _look(path: Path, kept_from: int) -> TooOpen | None:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)) or not mode & kept_from:
        return None
    return TooOpen(path, stat.S_IMODE(mode), 0o7777 & ~kept_from)
