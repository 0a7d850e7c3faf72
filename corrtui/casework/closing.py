"""Closing the day: the tally, and its export, which is an entry of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path

from corrtui.casework.bench import Bench, Progress, counted
from corrtui.confinement import check_target
from corrtui.control.acts import TallyExported
from corrtui.errors import CorrtuiError, LogDamaged
from corrtui.files import make_folder, replace_file
from corrtui.people import demand
from corrtui.reports.counting import Asked
from corrtui.reports.export import FORMATS, render
from corrtui.reports.from_now import tally_from_now
from corrtui.reports.tally import Tally
from corrtui.reports.whole_log import tally_from_start
from corrtui.rights import EXPORT_TALLY
from corrtui.text import shown_name

_SUFFIX = {"text": "txt", "csv": "csv", "json": "json"}


def tally(bench: Bench, day: date, progress: Progress | None = None) -> Tally:
    """Return the tally of a day of the office.

    A day that nothing followed is counted back from the register; for another the log is read up to it.

    Args:
        bench: the desk.
        day: a day of the office.
        progress: told (entries read, entries to read) while the log is read.

    Raises:
        LogDamaged: the log contradicts itself.
    """
    bench.sync()
    calendar, zone = bench.calendar, bench.settings.office.zone
    asked = Asked(day, zone, calendar.business_days_between, bench.me.name)
    found = tally_from_now(asked, bench.register, bench.log.entries)
    if found is not None:
        return found
    # Stamps are in UTC: a day of the office ends there on the day itself or the next.
    last = bench.register.entries_on(date.min, day + timedelta(days=1))[1]
    entries = takewhile(lambda entry: entry.n <= last, bench.log.everything())
    try:
        return tally_from_start(asked, counted(entries, 0, last, progress), bench.log.history)
    except ValueError as error:
        raise LogDamaged("The control log contradicts itself", str(error), "run `corrtui verify`") from error


def export(bench: Bench, found: Tally) -> tuple[Path, ...]:
    """Write a tally in all forms to `outbox/tally/` and enter that it was exported; return the files.

    Raises:
        Refused: who sits here may not export it.
        CorrtuiError: a file cannot be written.
    """
    demand(bench.settings, bench.me, EXPORT_TALLY)
    folder = _folder(bench)
    paths = [folder / f"tally-{found.day.isoformat()}.{_SUFFIX[form]}" for form in FORMATS]
    for form, path in zip(FORMATS, paths, strict=True):
        _put(bench, found, form, path)
    _enter(bench, found, paths)
    return tuple(paths)


def write(bench: Bench, found: Tally, form: str, path: Path) -> None:
    """Write a tally in one form to `path` and enter that it was exported.

    Raises:
        Refused: who sits here may not export it, or not there.
        CorrtuiError: the file cannot be written.
    """
    demand(bench.settings, bench.me, EXPORT_TALLY)
    if bench.restricted:
        check_target(path, _folder(bench))
    _put(bench, found, form, path)
    _enter(bench, found, [path])


def _folder(bench: Bench) -> Path:
    """Return where tallies belong; the folder is made."""
    folder = bench.outbox / "tally"
    try:
        make_folder(folder)
    except OSError as error:
        raise CorrtuiError("The tally cannot be written", f"{folder}: {error.strerror}") from error
    return folder


def _put(bench: Bench, found: Tally, form: str, path: Path) -> None:
    # Spreadsheets take a CSV for Latin-1 unless it begins with the byte order mark.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    replace_file(path, render(found, form, bench.settings.office.name).encode(encoding))


def _enter(bench: Bench, found: Tally, paths: Sequence[Path]) -> None:
    act = TallyExported(day=found.day, files=tuple(shown_name(path.name) for path in paths))
    bench.log.append(bench.me.login, [("", act)])
    bench.sync()
