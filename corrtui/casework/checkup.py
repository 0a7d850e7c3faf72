"""The desk's check-up: what would hinder the work, each with its remedy. Nothing is changed."""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.older_letters import unclocked
from corrtui.errors import SettingsError
from corrtui.intake.mailbox_lock import left_locks
from corrtui.intake.recover import SIDECAR
from corrtui.modes import ROOMS
from corrtui.text import count
from corrtui.triage.rules import read_rules

_NAMED = 5
"""So many letters are named in a sentence."""
_ROOM = 200 * 1024 * 1024


def check_desk(bench: Bench) -> tuple[str, ...]:
    """Return every trouble in words; empty when the desk is in order."""
    folder = bench.settings.folder
    return (
        *_log(bench),
        *_folders(folder),
        *_room(folder),
        *left_locks(folder / "inbox"),
        *_rules(),
        *bench.library.troubles,
        *bench.record_troubles(),
        *_templates(bench),
        *_case_files(bench),
        *_categories(bench),
        *_clocks(bench),
        *bench.whom.doubts(),
    )


def _log(bench: Bench) -> Iterator[str]:
    if hindrance := bench.log.hindrance:
        yield hindrance


def _folders(folder: Path) -> Iterator[str]:
    for name in ROOMS:
        path = folder / name
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield f"{path}: {error.strerror}; make the folder again with `corrtui init`"
            continue
        if not stat.S_ISDIR(mode):
            yield f"{path}: is not a folder; move it away and run `corrtui init`"
        elif name not in ("records", "templates") and not os.access(path, os.W_OK | os.X_OK):
            yield f"{path}: cannot be written by this user; change its owner or rights"
    places = [folder / "inbox", folder / "cabinet"]
    if all(place.exists() for place in places) and len({place.stat().st_dev for place in places}) > 1:
        yield f"{folder}: inbox/ and cabinet/ lie on two file systems; a letter cannot move in one step"


def _room(folder: Path) -> Iterator[str]:
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        yield f"{folder}: only {free // 1024 // 1024} MB free on the disk; make room"


def _rules() -> Iterator[str]:
    """Tables of ours that are read when the first letter comes in, or the first sensitive one is listed."""
    for name in ("lexicon.toml", "sensitive.toml", "marks.toml", "clocks.toml"):
        try:
            read_rules(name)
        except SettingsError as error:
            yield f"{error.title}: {error.detail}; no letter can be taken in; {error.hint}"


def _templates(bench: Bench) -> Iterator[str]:
    for category in bench.categories.values():
        if category.template and all(t.code != category.template for t in bench.library.all()):
            yield f"category {category.code} offers template {category.template!r}, which is not there"
    for template in bench.library.all():
        if template.category not in bench.categories:
            yield f"template {template.code}: there is no category {template.category}"
        if template.disposition not in bench.dispositions:
            yield f"template {template.code}: there is no disposition {template.disposition}"


def _categories(bench: Bench) -> Iterator[str]:
    gone = Counter(rank.category for _, rank in bench.register.open.ranks())
    for code in sorted(gone.keys() - bench.categories.keys()):
        yield f"{gone[code]} open letters are {code}, which is no category any more; classify them anew"


def _clocks(bench: Bench) -> Iterator[str]:
    if waiting := unclocked(bench):
        yield (
            f"{count(len(waiting), 'open letter')} came in before the program kept clocks; no clock of "
            f"the law is counted for them: {', '.join(waiting[:_NAMED])}{' …' if waiting[_NAMED:] else ''}; "
            "start `corrtui`, it counts them"
        )


def _case_files(bench: Bench) -> Iterator[str]:
    """Open letters whose case folder lost what was read from them."""
    for number in list(bench.register.open):
        path = bench.case_folder(number) / SIDECAR
        if not path.is_file():
            yield f"{path}: is missing; view the original of {number}, and restore the folder from the backup"
