"""Letters half moved: between inbox and cabinet, or in a case folder that no entry names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.trouble import Original, Trouble, shown
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import fsync_folder, make_folder
from corrtui.intake.recover import Recovery, digest
from corrtui.text import shown_name


def folders_without_entry(recovery: Recovery) -> Iterator[Trouble]:
    """Case folders that an intake made and did not come to enter."""
    for folder in recovery.unentered():
        yield Trouble(
            f"{folder.name}: there is a case folder, but no entry",
            "enters the letter in it, or puts it back into inbox/",
            partial(_recover, recovery, folder),
            partial(_has_no_entry, recovery, folder),
        )


def letters_in_two_places(bench: Bench, inbox: Path) -> Iterator[Trouble]:
    """Files of the inbox that are, as the very same file, the original of a letter already."""
    for path in _files(inbox):
        if (number := _twin(bench, path)) is not None:
            yield Trouble(
                f"inbox/{shown_name(path.name)} is the original of {number}, under a second name",
                "takes the name in inbox/ away",
                partial(_take_away, bench, path),
                partial(_is_twin, bench, path),
            )


def letters_without_original(
    bench: Bench, originals: Mapping[str, Original], inbox: Path
) -> Iterator[Trouble]:
    """Entries whose case folder lacks the letter: moved in, where the inbox still has it."""
    waiting: dict[str, Path] | None = None
    for number, original in originals.items():
        place = bench.case_folder(number) / original.name
        if os.path.lexists(place):
            continue
        if waiting is None:
            waiting = {_sha256(path): path for path in _files(inbox)}
        came = waiting.get(original.sha256)
        if came is not None:
            yield Trouble(
                f"{shown(bench, place)} is missing; inbox/{shown_name(came.name)} is that letter",
                "moves it into its case folder",
                partial(_move_in, bench, came, place, original.sha256),
                partial(_lacks, place, came),
            )
        else:
            yield Trouble(
                f"{shown(bench, place)} is missing, the original of {number}",
                "restore it from the backup",
                still=partial(_lacks, place, None),
            )


def _has_no_entry(recovery: Recovery, folder: Path) -> bool:
    return folder in recovery.unentered()


def _recover(recovery: Recovery, folder: Path) -> str:
    return "; ".join(recovery.mend(folder))


def _files(inbox: Path) -> list[Path]:
    try:
        return sorted(path for path in inbox.iterdir() if not path.name.startswith("."))
    except OSError:
        return []  # the check-up names it


def _twin(bench: Bench, path: Path) -> str | None:
    """Control number of the letter whose original is this very file."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if found.st_nlink < 2 or not stat.S_ISREG(found.st_mode):
        return None
    sha256 = _sha256(path)
    number = bench.register.same_bytes(sha256) if sha256 else ""
    letter = bench.register.get(number) if number else None
    try:
        same = letter is not None and os.path.samefile(path, bench.case_folder(number) / letter.original)
    except OSError:
        same = False
    return number if same else None


def _is_twin(bench: Bench, path: Path) -> bool:
    return _twin(bench, path) is not None


def _take_away(bench: Bench, path: Path) -> str:
    number = _twin(bench, path)
    path.unlink()
    fsync_folder(path.parent)
    return f"{number}: its original had a second name in inbox/, {shown_name(path.name)}; taken away"


def _lacks(place: Path, came: Path | None) -> bool:
    return not os.path.lexists(place) and (came is None or os.path.lexists(came))


def _move_in(bench: Bench, came: Path, place: Path, sha256: str) -> str:
    if _sha256(came) != sha256:
        raise CorrtuiError(f"{shown_name(came.name)} changed", str(came), "restore it from the backup")
    for folder in (place.parent.parent, place.parent):
        make_folder(folder)
    os.rename(came, place)
    fsync_folder(place.parent)
    fsync_folder(came.parent)
    return f"{shown(bench, place)}: was still in inbox/; moved into its case folder"


def _sha256(path: Path) -> str:
    try:
        return digest(path)[1]
    except Refused:
        return ""
