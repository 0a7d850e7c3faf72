"""Proofing a worksheet: the desk's rooms put together into what the proof checks need."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.casework.authorizing import needed_authorization
from corrtui.casework.bench import Bench
from corrtui.casework.needed import open_question
from corrtui.casework.returning import returned_title
from corrtui.casework.suppression import dunning_barred
from corrtui.casework.worksheet import Worksheet, record_id
from corrtui.letters.parts import read_parts
from corrtui.letters.proof import Check, Finding, ProofCase, run_proof


def proof_letter(
    bench: Bench, sheet: Worksheet, checks: Iterable[tuple[str, Check]] | None = None
) -> tuple[Finding, ...]:
    """Run every proof check on the draft, or those given; blocking findings first."""
    letter = sheet.letter
    office = bench.settings.office
    parts = read_parts(sheet.text)
    template = bench.library.get(sheet.template) if sheet.template else None
    own = _own_accounts(sheet)

    def somebody_elses(number: str) -> bool:
        rows = bench.records.lookup("account", number)
        return bool(rows) and not any(row.key in own for row in rows)

    case = ProofCase(
        text=sheet.text,
        parts=parts,
        problems=parts.problems,
        control_no=letter.control_no,
        letter_date=bench.today(),
        received=letter.received,
        document_date=sheet.facts.document_date,
        facts=sheet.facts,
        incoming=sheet.reading.text,
        records=sheet.records,
        attached=enclosed(bench, sheet),
        writer=sheet.facts.writer,
        other_accounts=somebody_elses,
        today=bench.today(),
        calendar=bench.calendar,
        confirmed=frozenset(sheet.confirmed),
        approved=template.body if template else "",
        around=sheet.around,
        hole_kinds=dict(template.holes) if template else {},
        sources=sheet.sources,
        language=sheet.facts.language,
        translated=bench.settings.translated,
        dunning_barred=dunning_barred(bench, sheet),
        open_question=open_question(bench, sheet),
        authorization=needed_authorization(bench, sheet),
        office=(office.name, *office.address, office.phone, office.email, office.web, office.hours),
    )
    return run_proof(case, checks)


def _own_accounts(sheet: Worksheet) -> frozenset[str]:
    """Account numbers of this letter: of attached rows, and of matched ones that are not somebody else's."""
    rows = (*sheet.attached, *(row for row in sheet.records if not row.foreign))
    keys = {row.key for row in rows if row.kind == "account"}
    keys.update(row.links["account"] for row in rows if "account" in row.links)
    return frozenset(keys)


def enclosed(bench: Bench, sheet: Worksheet) -> tuple[str, ...]:
    """What goes into the envelope, by title: of the template, attached records, and what goes back."""
    own = bench.library.get(sheet.template).enclosures if sheet.template else ()
    rows = (r.title for r in sheet.records if record_id(r) in sheet.letter.attached)
    return (*own, *rows, *map(returned_title, sheet.returned))
