"""PDFs and entries: what stands in outbox or cabinet without an entry, and entries without their PDF."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.trouble import Books, Filing, Trouble, is_filed, shown
from corrtui.casework.undo import withdraw
from corrtui.errors import CorrtuiError
from corrtui.files import create_file, make_folder

PDF = re.compile(r"(\d{6}-\d{4,})-.+\.pdf")


def pdfs_without_entry(bench: Bench, books: Books) -> Iterator[Trouble]:
    """Letters in the outbox or in `sent/` of a case folder that the log does not file, or not any more."""
    for place in (bench.outbox, *_sent_folders(bench.cabinet)):
        for name in _names(place):
            matched = PDF.fullmatch(name)
            if matched is None or name in books.filings:
                continue
            number, path = matched[1], place / name
            if number in books.originals:
                yield Trouble(
                    f"{shown(bench, path)}: no entry of the log files it",
                    "sets it aside in its case folder; do not mail it",
                    partial(set_aside, bench, number, path),
                    partial(_is_stray, bench, number, path),
                )
            elif place == bench.outbox:
                yield Trouble(
                    f"{shown(bench, path)}: no letter has the control number {number}",
                    "do not mail it; take it out of the outbox",
                    still=partial(_is_stray, bench, number, path),
                )


def filings_without_pdf(bench: Bench, filings: Mapping[str, Filing]) -> Iterator[Trouble]:
    """Entries whose PDF is not where it was filed.

    The case folder's copy is the office's file copy: missing, it is made again from the outbox, or from what
    was withdrawn, where these have the bytes the entry names. The outbox's copy goes when the letter is
    mailed, and nothing tells whether it was: it is never put back by itself, for then the writer might be
    answered twice.
    """
    today = bench.today()
    for pdf, filing in filings.items():
        kept = bench.case_folder(filing.number) / "sent" / pdf
        out = bench.outbox / pdf
        if not os.path.lexists(kept):
            yield _without_copy(bench, pdf, filing, kept, out)
        elif not os.path.lexists(out) and filing.at.astimezone(bench.settings.office.zone).date() == today:
            if _sha256(kept) != filing.sha256:
                yield Trouble(
                    f"{shown(bench, kept)} is not the file that was entered, and the outbox does not have it",
                    "restore it from the backup",
                    still=partial(_left_outbox, bench, filing.number, pdf, out),
                )
                continue
            yield Trouble(
                f"{pdf}: filed today and not in the outbox",
                f"if it was not printed or mailed, copy it from {shown(bench, kept)}",
                still=partial(_left_outbox, bench, filing.number, pdf, out),
                remark=True,
            )


def set_aside(bench: Bench, number: str, path: Path) -> str:
    """Withdraw a PDF no entry files, and its twin; say so.

    Raises:
        CorrtuiError: it cannot be moved.
    """
    withdraw(bench.outbox, bench.case_folder(number), path.name, bench.log.last_n)
    return f"{path.name}: was in {shown(bench, path.parent)} without an entry; set aside in its case folder"


def _without_copy(bench: Bench, pdf: str, filing: Filing, kept: Path, out: Path) -> Trouble:
    still = partial(_lacks_copy, bench, filing.number, pdf, kept)
    # Under withdrawn/ it lies where the log lost the end that undid it.
    aside = sorted(kept.parent.with_name("withdrawn").glob(f"*-{pdf}"))
    for source in (out, *aside):
        if _sha256(source) == filing.sha256:
            place = shown(bench, source.parent)
            return Trouble(
                f"{shown(bench, kept)} is missing; {place} has it",
                f"copies it back from {place}",
                partial(_copy_back, bench, kept, source, filing.sha256),
                still,
            )
    where = f"{shown(bench, kept)} is missing"
    if os.path.lexists(out):
        where += f", and {shown(bench, out)} is not the file that was entered"
    else:
        where += ", and the outbox does not have it either"
    return Trouble(where, "restore it from the backup", still=still)


def _copy_back(bench: Bench, kept: Path, source: Path, sha256: str) -> str:
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise CorrtuiError(
            f"{source.name} changed while it was copied", str(source), "restore it from the backup"
        )
    for folder in (kept.parent.parent.parent, kept.parent.parent, kept.parent):
        make_folder(folder)
    create_file(kept, data)
    return f"{shown(bench, kept)}: was missing; copied back from {shown(bench, source.parent)}"


def _is_stray(bench: Bench, number: str, path: Path) -> bool:
    return os.path.lexists(path) and not is_filed(bench, number, path.name)


def _lacks_copy(bench: Bench, number: str, pdf: str, kept: Path) -> bool:
    return not os.path.lexists(kept) and is_filed(bench, number, pdf)


def _left_outbox(bench: Bench, number: str, pdf: str, out: Path) -> bool:
    return not os.path.lexists(out) and is_filed(bench, number, pdf)


def _sha256(path: Path) -> str:
    """SHA-256 of a file; empty when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _sent_folders(cabinet: Path) -> Iterator[Path]:
    for year in sorted(cabinet.glob("20[0-9][0-9]")):
        for number in _names(year):
            yield year / number / "sent"


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []  # the check-up names a folder of the desk; a case folder may have no such place
