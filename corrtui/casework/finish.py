"""Finishing: behind the gate (`gate.prepare`) the page, the file, the entry — file first, then the act.

`file_letter` makes the page, puts it into the case folder and the outbox and enters it; when it returns, the
letter is filed and survives a power cut.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.drafting import KeptBeside, keep
from corrtui.casework.gate import ConfirmNeeded, Prepared, ProofStopped, check_findings, prepare
from corrtui.casework.outcomes import OutcomesNeeded
from corrtui.casework.proofing import proof_letter
from corrtui.casework.undo import withdraw
from corrtui.casework.worksheet import Worksheet
from corrtui.control.acts import LetterFiled
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, LogUncertain, Refused
from corrtui.files import create_file, make_folder
from corrtui.letters.holes import bracketed
from corrtui.letters.library import Template
from corrtui.letters.parts import read_parts
from corrtui.letters.promise import promised_by
from corrtui.outgoing.sheet import Sheet

__all__ = [
    "ConfirmNeeded",
    "Filed",
    "OutcomesNeeded",
    "Prepared",
    "ProofStopped",
    "file_letter",
    "page_sheet",
    "prepare",
    "preview",
]

_STATUS = {
    "ACK": "in_work",
    "ASK": "awaiting_writer",
    "INVOICE": "awaiting_payment",
    "QUERY": "awaiting_records",
}


@dataclass(frozen=True, slots=True)
class Filed:
    """A letter that has been filed."""

    control_no: str
    name: str
    pages: int
    closed: bool
    sentence: str


def file_letter(bench: Bench, prepared: Prepared, intent: str) -> Filed:
    """Make the PDF and file it: case folder, outbox, entry, in this order.

    Raises:
        Refused: the text cannot be printed as it stands.
        ProofStopped: clocks were counted for it meanwhile, and the proof does not let it through with them.
        KeptBeside: a colleague acted on the letter meanwhile, or has it; what was typed is kept.
        CorrtuiError: disk or rights refuse it. Nothing left the house and the draft is kept.
        LogUncertain: the log failed in the middle of the entry. The PDFs stay, for they may be filed; when
            the log is read again the letter is closed, or they are strays that the next filing sets aside.
    """
    from corrtui.outgoing.page import render  # fpdf2 takes 0.3 s to load: only who prints pays for it

    letter, template = prepared.letter, prepared.template
    sheet = page_sheet(bench, letter, prepared.text, template)
    page = render(sheet)
    disposition = bench.dispositions[template.disposition]
    folder = bench.case_folder(letter.control_no)
    with bench.log.locked():
        try:
            now = bench.check_unchanged(letter.control_no, letter.version)
        except Refused as refused:
            if not prepared.sheet.edited:
                raise
            raise KeptBeside(refused, keep(bench, prepared.sheet, prepared.text)) from refused
        if now.version != letter.version:  # its clocks were counted since, and the proof goes by them
            check_findings(now.control_no, proof_letter(bench, replace(prepared.sheet, letter=now)))
        name = _free_name(bench, letter, template)
        act = LetterFiled(
            pdf=name,
            sha256=hashlib.sha256(page.pdf).hexdigest(),
            pages=page.pages,
            template=template.code,
            edition=template.edition,
            template_sha256=template.sha256,
            disposition=disposition.code,
            closing=disposition.closing,
            status="closed" if disposition.closing else _STATUS.get(disposition.code, "in_work"),
            addressee=sheet.parts.address[0] if sheet.parts.address else "",
            date_of_letter=sheet.date,
            signer=sheet.signer_name,
            suggested=letter.template,
            agreed=template.code == letter.template,
            warnings=prepared.warnings,
            confirmed=prepared.confirmed,
            seconds=prepared.seconds,
            category=letter.category,
            promised=promised_by(prepared.text, sheet.date, letter.received, bench.calendar),
            outcomes=prepared.outcomes,
        )
        written: list[Path] = []
        try:
            _keep(folder / "sent" / name, page.pdf, written)
            _keep(bench.outbox / name, page.pdf, written)
        except BaseException:
            _take_away(written)
            raise
        try:
            bench.log.append(bench.me.login, [(letter.control_no, act)], intent)
        except CorrtuiError as error:
            if not isinstance(error, LogUncertain):  # nor on anything else, Ctrl+C: it may be entered
                _take_away(written)
            raise
        bench.sync()
    ending = "closed" if disposition.closing else f"stays open, {act.status.replace('_', ' ')}"
    if act.promised and disposition.closing:  # nobody would be told of it any more
        ending += f", although it promises more by {act.promised:%a %d %b %Y}"
    if prepared.warnings:
        more = f" (and {len(prepared.warnings) - 1} more)" if len(prepared.warnings) > 1 else ""
        ending += f"; the proof warns: {prepared.warnings[0]}{more}"
    return Filed(letter.control_no, name, page.pages, disposition.closing, f"filed {name}; {ending}")


def preview(bench: Bench, sheet: Worksheet) -> str:
    """Return the page as it will print, in text, holes as [name].

    Raises:
        Refused: it cannot be printed as it stands.
    """
    from corrtui.outgoing.preview import plain_preview  # loads fpdf2: only who previews pays for it

    return plain_preview(
        page_sheet(bench, sheet.letter, bracketed(sheet.text), bench.library.get(sheet.template))
    )


def page_sheet(bench: Bench, letter: Letter, text: str, template: Template) -> Sheet:
    """Return what the page maker needs for this draft."""
    signer, clerk = bench.settings.official, bench.me
    parts = read_parts(text)
    return Sheet(
        office=bench.settings.office,
        parts=parts,
        date=bench.today(),
        control_no=letter.control_no,
        signer_name=signer.name,
        signer_title=signer.title,
        reference_initials=f"{signer.initials.upper()}:{clerk.initials.lower()}",
        copies=parts.copies,
    )


def _keep(path: Path, pdf: bytes, written: list[Path]) -> None:
    try:
        make_folder(path.parent)
    except OSError as error:
        raise CorrtuiError("The letter cannot be kept", f"{path.parent}: {error.strerror}") from error
    try:
        create_file(path, pdf)
    except FileExistsError:
        raise CorrtuiError(
            f"{path.name} is there already", f"{path}", "move it away, then finish again"
        ) from None
    written.append(path)


def _take_away(written: list[Path]) -> None:
    for path in written:
        with suppress(OSError):  # on such a disk it stays as a stray, which the next start sets aside
            path.unlink(missing_ok=True)


def _free_name(bench: Bench, letter: Letter, template: Template) -> str:
    """Return the file name `CONTROLNO-code.pdf`; a second letter of the same kind gets `-2`.

    What stands there without an entry was left by a crash between file and entry: it is set aside.
    """
    stem = f"{letter.control_no}-{template.code}"
    name, again = f"{stem}.pdf", 1
    while name in letter.sent:
        again += 1
        name = f"{stem}-{again}.pdf"
    folder = bench.case_folder(letter.control_no)
    if os.path.lexists(bench.outbox / name) or os.path.lexists(folder / "sent" / name):
        withdraw(bench.outbox, folder, name, letter.version)
    return name
