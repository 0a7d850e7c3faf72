"""Recovering what a crash left of an intake between file and entry: entered now, or in the inbox again.

Intake writes the case folder, moves the letter into it and enters it, in this order: a case folder that no
entry names tells by what is in it how far a killed intake got.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corrtui.control.act_json import act_from_json
from corrtui.control.acts import LetterReceived
from corrtui.control.log import ControlLog
from corrtui.control.register import Register, number_key
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import fsync_folder
from corrtui.text import shown_name

ENCLOSURE = re.compile(r"enclosure-\d{2,3}(?:\.[a-z0-9]{1,8})?")
"""In the case folder: what came within the letter's file. It can be taken out of that once more."""
SIDECAR = "letter.json"
"""In the case folder: what was read from the letter and the act it was entered with."""
_NUMBER = re.compile(r"\d{6}-\d{4,}")


class PutBack(Refused):
    """A file of the inbox was the lost original of a letter; it lies in its case folder again."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Finds and mends the case folders that no entry names; its attributes are those of `Acceptor`."""

    inbox: Path
    cabinet: Path
    log: ControlLog
    register: Register
    sync: Callable[[], object]
    by: str
    today: Callable[[], date]

    def recover(self) -> tuple[str, ...]:
        """Mend what a crash left between file and entry; return in words what was done.

        A case folder without an entry is entered when the letter in it is the one that was read and its
        number is the next; another letter in it goes back into the inbox; the folder is then cleared away.
        Call it before the first letter is accepted.

        Raises:
            CorrtuiError: the disk refused it; it can be tried again.
        """
        with self.log.locked():
            self.sync()
            return tuple(line for folder in self.unentered() for line in self.mend(folder))

    def mend(self, folder: Path) -> tuple[str, ...]:
        """Under the log's lock: enter the letter in a case folder no entry names, or give it back.

        Returns:
            What was done, in words.

        Raises:
            CorrtuiError: the disk refused it; it can be tried again.
        """
        number = folder.name
        act = _kept_act(folder)
        if act is not None and number == self.register.next_number(number.partition("-")[0]):
            self.log.append(self.by, [(number, act)])
            self.sync()
            return (f"{number}: the letter was in its case folder without an entry; entered now",)
        done = []
        try:
            for original in sorted(folder.glob("original*")):
                put_back(original, self.inbox / f"{number}-{original.name}")
                fsync_folder(self.inbox)
                done.append(f"{number}: {original.name} had no entry; it is in the inbox again")
            done.append(f"{number}: {_clear_away(folder)}")
        except OSError as error:
            raise CorrtuiError(
                "A case folder without an entry cannot be mended",
                f"{error.filename or folder}: {error.strerror}",
                "check room and rights of cabinet/ and inbox/",
            ) from error
        return tuple(done)

    def unentered(self) -> list[Path]:
        """Return the case folders no entry names, in the order of their numbers.

        Years before the newest letter's are not looked at, unless the clock was set back into one.

        Raises:
            CorrtuiError: the cabinet cannot be read.
        """
        first = min(self.register.newest()[0][:2] or "99", f"{self.today():%y}")
        found = []
        try:
            for year in self.cabinet.glob("20[0-9][0-9]"):
                if year.name[2:] >= first:
                    names = (name for name in os.listdir(year) if _NUMBER.fullmatch(name))
                    found += [year / name for name in self.register.unknown(names)]
        except OSError as error:
            raise CorrtuiError(
                "The cabinet cannot be read",
                f"{error.filename or self.cabinet}: {error.strerror}",
                "check its rights",
            ) from error
        return sorted(found, key=lambda folder: number_key(folder.name))


def _kept_act(folder: Path) -> LetterReceived | None:
    """The entry a case folder was made for; None unless the letter it was read from lies in it."""
    try:
        act = act_from_json(LetterReceived.name, json.loads((folder / SIDECAR).read_bytes())["act"])
        if isinstance(act, LetterReceived) and digest(folder / act.original)[1] == act.sha256:
            return act
    except (OSError, ValueError, KeyError, TypeError, Refused):
        pass  # half a folder is what a crash leaves: the caller clears it away
    return None


def put_back(target: Path, path: Path) -> None:
    """Give a file its place in the inbox again, beside whatever came there under its name meanwhile."""
    place, again = path, 1
    while os.path.lexists(place):
        again += 1
        place = path.with_name(f"{path.stem}-{again}{path.suffix}")
    os.rename(target, place)  # not a link: not every file system has them


def _clear_away(folder: Path) -> str:
    """Make room for the number's next case folder; what somebody put into this one is kept beside it."""
    if folder.is_dir() and not [
        n for n in os.listdir(folder) if not (n == SIDECAR or n.startswith(".") or ENCLOSURE.fullmatch(n))
    ]:
        shutil.rmtree(folder)
        return "an empty case folder was left by a crash; removed"
    aside = folder.with_name(f"{folder.name}.left-{time.time_ns()}")
    os.rename(folder, aside)
    return f"no entry names this case folder; kept as {aside.name}"


def digest(path: Path) -> tuple[os.stat_result, str]:
    """Return what the file is and the SHA-256 of its bytes, having made them safe on disk."""
    name = shown_name(path.name)
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Refused("The file cannot be opened", f"{name}: {error.strerror}", "check its rights") from error
    try:
        before = os.fstat(fd)
        if not stat.S_ISREG(before.st_mode):
            raise Refused("Only plain files are letters", name, "move it out of the inbox")
        digest = hashlib.sha256()
        while block := os.read(fd, 1 << 20):
            digest.update(block)
        os.fsync(fd)  # whoever put it there may not have
    except OSError as error:
        raise Refused("The file cannot be read", f"{name}: {error.strerror}", "it is tried again") from error
    finally:
        os.close(fd)
    return before, digest.hexdigest()
