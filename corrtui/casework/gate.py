"""The gate every letter passes before it is filed: nobody else has it, it is no matter for others, the proof
lets it through, and each thing it asks has an outcome. It is quick, for it stands on the key's path.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corrtui.casework.bench import Bench
from corrtui.casework.drafts import Sight
from corrtui.casework.outcomes import OutcomesNeeded, as_entered, read_outcomes, unsettled
from corrtui.casework.proofing import proof_letter
from corrtui.casework.returning import still_there
from corrtui.casework.telling import check_told
from corrtui.casework.worksheet import Worksheet
from corrtui.control.register import Letter
from corrtui.errors import Refused
from corrtui.letters.library import Template
from corrtui.letters.proof import Finding


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
        typed: what is typed at the command line to finish it all the same; empty at the screen.
    """

    def __init__(self, letter: Letter, word: str, handling: str, typed: str = "") -> None:
        self.word = word
        super().__init__(
            f"{letter.control_no} is sensitive: {letter.sensitive}",
            handling,
            f"type {typed or word} to finish it all the same",
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
    outcomes: tuple[str, ...] = ()
    """What the clerk said becomes of the letter's issues, "2=answered"."""


def prepare(
    bench: Bench,
    sheet: Worksheet,
    confirm: str = "",
    opened: float | None = None,
    shown: Sight | None = None,
    proof: Callable[[Worksheet], tuple[Finding, ...]] | None = None,
    outcomes: Sequence[str] = (),
) -> Prepared:
    """Let the draft through, or say why not.

    Args:
        bench: the desk.
        sheet: the worksheet as the clerk sees it.
        confirm: what the clerk typed to finish a sensitive letter.
        opened: `time.monotonic()` when the letter came up, for the seconds in the log.
        shown: the draft the clerk looked at; a colleague's newer one is not let through unseen.
        proof: proofs it, when that may have been done before; else it is done here.
        outcomes: what becomes of its issues, "2=answered"; see `outcomes.read_outcomes`.

    Raises:
        ConfirmNeeded: sensitive, and not confirmed.
        ProofStopped: the proof blocks it.
        OutcomesNeeded: the reply would close a letter about several matters, and not each has an outcome.
        Untold: the reply would close a letter of a sensitive class, and nobody is entered as told of it.
        Refused: closed, no draft or not the one shown, or a sensitive class that leaves no reply.
    """
    letter = bench.open_letter(sheet.letter.control_no)
    _check_sensitive(bench, letter, sheet, confirm)
    if sheet.unusable:
        raise Refused(
            f"{letter.control_no} is not filed: its draft cannot be used",
            sheet.unusable,
            f"choose a template {bench.by('template', letter.control_no)}",
        )
    if not sheet.template or not sheet.text.strip():
        raise Refused(
            f"{letter.control_no} has no draft",
            sheet.trouble or "no template is offered for it",
            f"choose one {bench.by('template', letter.control_no)}, "
            f"or {bench.way('dispose', letter.control_no)} disposes of it",
        )
    if shown is not None and sheet.sight.is_news(shown, bench.claims.session):
        raise Refused(
            f"{letter.control_no} is not filed: its draft changed while you looked at it",
            "the draft on disk is another one",
            "look at it again, then finish",
        )
    findings = proof(sheet) if proof else proof_letter(bench, sheet)
    check_findings(letter.control_no, findings)
    template = bench.library.get(sheet.template)
    for enclosure in sheet.returned:
        still_there(bench, letter.control_no, enclosure)
    given = read_outcomes(outcomes, sheet.issues)
    # A letter that stays open, as after an acknowledgment, still waits for its answers.
    missing = unsettled(letter, sheet.issues, given)
    if missing and bench.dispositions[template.disposition].closing:
        raise OutcomesNeeded(letter, missing)
    return Prepared(
        letter=sheet.letter,
        text=sheet.text,
        template=template,
        warnings=tuple(f"{finding.rule} {finding.message}" for finding in findings),
        confirmed=confirm,
        seconds=round(time.monotonic() - opened) if opened is not None else 0,
        sheet=sheet,
        outcomes=as_entered(given),
    )


def check_findings(number: str, findings: tuple[Finding, ...]) -> None:
    """Let the letter through when no finding of its proof blocks it.

    Raises:
        ProofStopped: one does.
    """
    if any(finding.level == "block" for finding in findings):
        raise ProofStopped(number, findings)


def _check_sensitive(bench: Bench, letter: Letter, sheet: Worksheet, confirm: str) -> None:
    if not letter.sensitive:
        return
    handling = " ".join(dict.fromkeys(hit.handling for hit in sheet.sensitive))
    if not letter.replies:
        raise Refused(
            f"{letter.control_no} is {letter.sensitive_category}, {letter.sensitive}: no reply from here",
            handling,
            f"dispose of it {bench.by('dispose', letter.control_no, 'ESCALATE')}, "
            f"or clear the mark {bench.by('clear-mark', letter.control_no, 'and a reason')}",
        )
    if sheet.template and not sheet.unusable:
        template = bench.library.get(sheet.template)
        if bench.dispositions[template.disposition].closing:
            check_told(bench, letter)
    word = letter.sensitive_category
    if confirm.strip().upper() != word:
        typed = bench.way("finish", letter.control_no, f"--confirm {word}") if bench.typed else ""
        raise ConfirmNeeded(letter, word, handling, typed)
