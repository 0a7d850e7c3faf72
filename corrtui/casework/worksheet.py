"""The worksheet: everything that stands on screen when a clerk arrives at a letter, gathered in one go."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corrtui.casework import rooms
from corrtui.casework.attach import attached_records
from corrtui.casework.bench import Bench
from corrtui.casework.describe import subject_line
from corrtui.casework.drafts import SavedDraft, Sight, digest_of, load_draft, new_token, unreadable_kept
from corrtui.casework.returning import returned, returned_title
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import why_unreadable
from corrtui.intake.reading import UNREADABLE, Enclosure, Reading
from corrtui.intake.recover import SIDECAR
from corrtui.letters.compose import Draft, Hole, compose, find_holes
from corrtui.letters.context import letter_context
from corrtui.letters.filled import Around
from corrtui.letters.library import Template
from corrtui.records.match import find_records
from corrtui.records.record import Record
from corrtui.text import VEIL, mask_numbers, one_line
from corrtui.triage.category import Suggestion
from corrtui.triage.facts import Facts
from corrtui.triage.issues import Issue
from corrtui.triage.sensitive import NearMiss, Sensitive

ACK = "ACK"
"""Disposition of letters that only acknowledge: the answer is still to come."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The earlier letter that came again by another way, as it was told when this one came in."""

    into: str = ""
    """Its control number; empty when this letter repeats none."""
    why: str = ""
    """E.g. `a fax of 260302-0001, received 2 days before`."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One letter, ready to be worked on."""

    letter: Letter
    reading: Reading
    facts: Facts
    suggestion: Suggestion
    sensitive: tuple[Sensitive, ...]
    records: tuple[Record, ...]
    """Matched and attached rows, best first."""
    attached: tuple[Record, ...]
    template: str
    """Code of the template the draft is merged from; empty when there is none to offer."""
    text: str
    """The draft as it stands."""
    holes: tuple[Hole, ...]
    sources: Mapping[str, str]
    """Figure in the draft as it was merged → where it came from."""
    edited: bool
    """True once the clerk typed in the draft."""
    confirmed: tuple[str, ...]
    sight: Sight
    """The draft on disk this worksheet was made from."""
    original: Path
    unusable: str
    """Why the draft on disk, or its template, cannot be used: it is not filed as something else."""
    trouble: str
    """Why a part of the sheet is missing, in words; empty when all is there."""
    repeat: Repeat = Repeat()
    alike: tuple[tuple[str, float], ...] = ()
    """Letters that read alike when this one came in, and how much."""
    issues: tuple[Issue, ...] = ()
    """What the letter asks; empty where its file is older than this reading of it."""
    near: tuple[NearMiss, ...] = ()
    """Harmless looks-alike of sensitive matters that the rules passed over."""
    around: tuple[Around, ...] = ()
    """The words around each hole the draft on disk was merged with."""
    learnt: Suggestion | None = None
    """What the letter reads as since the desk has learned; None where that is what it came in as."""

    @property
    def returned(self) -> tuple[Enclosure, ...]:
        """Its own enclosures that go back to the writer with the reply."""
        return returned(self.reading.enclosures, self.letter)

    def goes_back(self, enclosure: Enclosure) -> bool:
        """Tell whether an enclosure goes back with the next reply, or went with one that is filed."""
        return enclosure in self.returned or enclosure.file in self.letter.went_with

    @property
    def present(self) -> Suggestion:
        """What is suggested now."""
        return self.learnt or self.suggestion


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What the case folder keeps from the day the letter came in."""

    reading: Reading
    facts: Facts
    suggestion: Suggestion
    sensitive: tuple[Sensitive, ...]
    repeat: Repeat = Repeat()
    alike: tuple[tuple[str, float], ...] = ()
    """Letters that read alike when this one came in, and how much."""
    issues: tuple[Issue, ...] = ()
    near: tuple[NearMiss, ...] = ()
    """Harmless looks-alike of sensitive matters that the rules passed over."""


def read_case(bench: Bench, letter: Letter) -> CaseFile:
    """Read the sidecar of a letter.

    Raises:
        CorrtuiError: it is missing or damaged; the original still lies beside it.
    """
    path = bench.case_folder(letter.control_no) / SIDECAR
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        return CaseFile(
            Reading.from_json(data["reading"]),
            Facts.from_json(data["facts"]),
            Suggestion.from_json(data["suggestion"]),
            tuple(Sensitive.from_json(hit) for hit in data["sensitive"]),
            Repeat(**data.get("repeat", {})),
            tuple((str(number), float(score)) for number, score in data.get("alike", ())),
            tuple(Issue.from_json(issue) for issue in data.get("issues", ())),
            tuple(NearMiss.from_json(miss) for miss in data.get("near", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, CorrtuiError) as error:
        raise CorrtuiError(
            f"What was read from {letter.control_no} is missing",
            f"{path}: {why_unreadable(error)}",
            f"view the original {bench.by('view')}; restore the case folder from the backup",
        ) from error


def letter_issues(bench: Bench, letter: Letter) -> tuple[Issue, ...]:
    """Return what a letter asks; nothing where its sidecar cannot be read: that is said elsewhere."""
    try:
        return read_case(bench, letter).issues
    except CorrtuiError:
        return ()


def no_suggestion(letter: Letter) -> Suggestion:
    """What stands in the suggestion's place when the case folder cannot be read."""
    return Suggestion(
        letter.suggested, "", letter.template, (), letter.confidence, "", "cannot be read any more"
    )


def pick_template(bench: Bench, letter: Letter) -> Template | None:
    """Return the template to offer when the clerk chose none.

    It is the suggested one, once: after a letter has gone out nothing is offered, for what the answer is
    — corrected or no error — has not been found by sending an acknowledgment.
    """
    if not letter.template or letter.sent:
        return None
    try:
        return bench.library.get(letter.template)
    except Refused:
        return None


def merge(
    bench: Bench, letter: Letter, case: CaseFile, records: tuple[Record, ...], template: Template
) -> Draft:
    """Return the draft as `template` gives it for this letter."""
    known = None
    if template.category == rooms.authorizing.MEDICAL:
        known = rooms.authorizing.authorization_of(bench, letter, case)
    needed = rooms.needed.needed_by(bench, letter, case.facts)
    ahead = needed.wanted is not None and needed.day > bench.today()
    context = letter_context(
        office=bench.settings.office,
        signer=bench.settings.official,
        clerk=bench.me,
        control_no=letter.control_no,
        received=letter.received,
        today=bench.today(),
        facts=case.facts,
        records=records,
        template=template,
        attached=tuple(record.title for record in records if record_id(record) in letter.attached),
        returned=tuple(map(returned_title, returned(case.reading.enclosures, letter))),
        calendar=bench.calendar,
        medium=case.reading.medium,
        text=case.reading.text,
        authorization=known.ticks() if known else None,
        answer_by=rooms.capacity.answer_by(bench, letter) if template.disposition == ACK else None,
        wanted_by=needed.wanted if ahead else None,
        needed_by=needed.day if ahead else None,
    )
    return compose(template, context)


def record_id(record: Record) -> str:
    """How the log names a record; see `Record.id`."""
    return record.id


def build_sheet(bench: Bench, number: str, breath: Callable[[], None] = lambda: None) -> Worksheet:
    """Gather the worksheet of a letter.

    A part that cannot be had — damaged sidecar, draft or template — is named in `trouble`; the rest is there.

    Args:
        bench: the desk.
        number: control number.
        breath: called between two steps; it may wait, or raise to give the work up.

    Raises:
        Refused: there is no such letter.
    """
    letter = bench.letter(number)
    folder = bench.case_folder(number)
    troubles = []
    try:
        case = read_case(bench, letter)
    except CorrtuiError as error:
        troubles.append(str(error))
        case = CaseFile(
            Reading(medium=UNREADABLE, text="", unreadable=error.title),
            Facts(),
            no_suggestion(letter),
            (),
        )
    if letter.subject == VEIL:  # whoever may see the sheet may see what the lists do not say
        letter = replace(letter, subject=mask_numbers(one_line(subject_line(case.reading))))
    breath()
    attached = attached_records(folder, letter, troubles)
    found = find_records(case.facts, case.reading.text, bench.records)
    known = {record_id(record) for record in found}
    records = (*(record for record in attached if record_id(record) not in known), *found)
    breath()
    # First the digest: should the draft be written between, it is not what was seen.
    digest = digest_of(folder, len(letter.sent))
    saved: SavedDraft | None = None
    unusable = ""
    try:
        saved = load_draft(folder, len(letter.sent))
        template = bench.library.get(saved.template) if saved and saved.template else None
    except CorrtuiError as error:
        unusable, template = str(error), None
        troubles.append(unusable)
    if letter.open and (kept := unreadable_kept(folder, len(letter.sent))):
        troubles.append(f"a draft could not be read: it is kept as {', '.join(kept)} in {folder}")
    template = template or pick_template(bench, letter)
    breath()
    text, sources = "", {}
    if template is not None and letter.open:
        try:
            merged = merge(bench, letter, case, records, template)
            text, sources = merged.text, dict(merged.sources)
        except CorrtuiError as error:
            troubles.append(str(error))
    breath()
    if saved is not None and saved.text is not None:
        text = saved.text
    return Worksheet(
        letter=letter,
        reading=case.reading,
        facts=case.facts,
        suggestion=case.suggestion,
        sensitive=case.sensitive if letter.sensitive else (),
        near=case.near,
        records=records,
        attached=attached,
        template=template.code if template else "",
        text=text,
        holes=find_holes(text),
        sources=sources,
        edited=saved is not None and saved.text is not None,
        confirmed=saved.confirmed if saved else (),
        sight=Sight(digest, new_token(bench.claims.session), saved.begun if saved else ""),
        original=folder / letter.original,
        unusable=unusable,
        trouble="; ".join(troubles),
        repeat=case.repeat,
        alike=case.alike,
        issues=case.issues,
        around=saved.around if saved else (),
    )
