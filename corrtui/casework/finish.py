"""Finishing: the gate every letter ends in. Proof, PDF, entry — file first, then the act.

`prepare` is the gate and is quick: it stands on the key's path. `file_letter` makes the page, puts it into
the case folder and the outbox and enters it; when it returns, the letter is filed and survives a power cut.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.casework.drafting import KeptBeside, keep
from corrtui.casework.drafts import Sight
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
from corrtui.letters.proof import Finding
from corrtui.outgoing.sheet import Sheet

_STATUS = {
    "ACK": "in_work",
    "ASK": "awaiting_writer",
    "INVOICE": "awaiting_payment",
    "QUERY": "awaiting_records",
}


class ProofStopped(Refused):
    """The proof found something that must not leave the house.

    Args:
        number: control number.
        findings: blocking findings first.

    Attributes:
        findings: the same, holes first: no figure need be confirmed in a letter that is not written yet.
    """

    def __init__(self, number: str, findings: tuple[Finding, ...]) -> None:
        from corrtui.letters.proof.pc01_placeholder import RULE as HOLE  # loaded with the proof

        self.findings = findings = tuple(sorted(findings, key=lambda finding: finding.rule != HOLE))
        first = findings[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(
            f"{number} is not filed: {first.rule} {first.message}{more}",
            f"line {first.line + 1}: {first.excerpt}" if first.excerpt else "",
            "mend the draft, then finish again",
        )


class ConfirmNeeded(Refused):
    """A sensitive letter is not finished by one key.

    Args:
        letter: the letter.
        word: what the clerk must type to finish it all the same.
        handling: what the desk does with such letters.
    """

    def __init__(self, letter: Letter, word: str, handling: str) -> None:
        self.word = word
        super().__init__(
            f"{letter.control_no} is sensitive: {letter.sensitive}",
            handling,
            f"type {word} to finish it all the same",
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter that passed the gate, as it will be filed."""

    letter: Letter
    text: str
    template: Template
    warnings: tuple[str, ...]
    confirmed: str
    seconds: int
    sheet: Worksheet
    """The worksheet the clerk finished."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A letter that has been filed."""

    control_no: str
    name: str
    pages: int
    closed: bool
    sentence: str


def prepare(
    bench: Bench,
    sheet: Worksheet,
    confirm: str = "",
    opened: float | None = None,
    shown: Sight | None = None,
    proof: Callable[[Worksheet], tuple[Finding, ...]] | None = None,
) -> Prepared:
    """Let the draft through, or say why not.

    Args:
        bench: the desk.
        sheet: the worksheet as the clerk sees it.
        confirm: what the clerk typed to finish a sensitive letter.
        opened: `time.monotonic()` when the letter came up, for the seconds in the log.
        shown: the draft the clerk looked at; a colleague's newer one is not let through unseen.
        proof: proofs it, when that may have been done before; else it is done here.

    Raises:
        ConfirmNeeded: sensitive, and not confirmed.
        ProofStopped: the proof blocks it.
        Refused: closed, no draft or not the one shown, or a sensitive class that leaves no reply.
    """
    letter = bench.open_letter(sheet.letter.control_no)
    _check_sensitive(bench, letter, sheet, confirm)
    if sheet.unusable:
        raise Refused(
            f"{letter.control_no} is not filed: its draft cannot be used",
            sheet.unusable,
            f"choose a template with {bench.key_of('template')}",
        )
    if not sheet.template or not sheet.text.strip():
        raise Refused(
            f"{letter.control_no} has no draft",
            sheet.trouble or "no template is offered for it",
            f"choose one with {bench.key_of('template')}, or {bench.key_of('dispose')} disposes of it",
        )
    if shown is not None and sheet.sight.is_news(shown, bench.claims.session):
        raise Refused(
            f"{letter.control_no} is not filed: its draft changed while you looked at it",
            "the draft on disk is another one",
            "look at it again, then finish",
        )
    findings = proof(sheet) if proof else proof_letter(bench, sheet)
    if any(finding.level == "block" for finding in findings):
        raise ProofStopped(letter.control_no, findings)
    return Prepared(
        letter=sheet.letter,
        text=sheet.text,
        template=bench.library.get(sheet.template),
        warnings=tuple(f"{finding.rule} {finding.message}" for finding in findings),
        confirmed=confirm,
        seconds=round(time.monotonic() - opened) if opened is not None else 0,
        sheet=sheet,
    )


def _check_sensitive(bench: Bench, letter: Letter, sheet: Worksheet, confirm: str) -> None:
    if not letter.sensitive:
        return
    handling = " ".join(dict.fromkeys(hit.handling for hit in sheet.sensitive))
    if not letter.replies:
        raise Refused(
            f"{letter.control_no} is {letter.sensitive_category}, {letter.sensitive}: no reply from here",
            handling,
            f"dispose of it with {bench.key_of('dispose')} ESCALATE, "
            f"or clear the mark with {bench.key_of('classify')} and a reason",
        )
    word = letter.sensitive_category
    if confirm.strip().upper() != word:
        raise ConfirmNeeded(letter, word, handling)


def file_letter(bench: Bench, prepared: Prepared, intent: str) -> Filed:
    """Make the PDF and file it: case folder, outbox, entry, in this order.

    Raises:
        Refused: the text cannot be printed as it stands.
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
            bench.check_unchanged(letter.control_no, letter.version)
        except Refused as refused:
            if not prepared.sheet.edited:
                raise
            raise KeptBeside(refused, keep(bench, prepared.sheet, prepared.text)) from refused
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
