"""Whether a patient's records may go to somebody else: the authorization a letter needs, what it lacks.

Source: 45 CFR 164.508; who asks for the own records is asked for none (45 CFR 164.524).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from corrtui.casework.bench import Bench
from corrtui.casework.clocking import Matter, codes_of, gather, matter_of_sheet
from corrtui.casework.worksheet import CaseFile, Worksheet
from corrtui.control.letter import Letter
from corrtui.errors import Refused
from corrtui.intake.reading import Reading
from corrtui.triage.authorization import DEFECTIVE, Authorization, load_authorization
from corrtui.triage.behalf import SELF
from corrtui.triage.category import Suggestion
from corrtui.triage.facts import Facts
from corrtui.triage.sensitive import Sensitive

MEDICAL = "MED"
RELEASE = "RELEASE"
_FOR_SELF = "for_self"


def read_authorization(bench: Bench, matter: Matter, *, releasing: bool = False) -> Authorization | None:
    """Return what is known of the authorization a letter needs; None when it needs none.

    Args:
        bench: the office's.
        matter: what is known of the letter.
        releasing: a letter of ours that releases records is to go to it: then its category does not matter.
    """
    if MEDICAL not in matter.codes and not releasing:
        return None
    found = gather(bench.clock_rules(), matter)
    writer = matter.facts.writer
    by_self = writer.relationship == SELF and not (releasing and writer.org)  # no office is a patient
    own = {_FOR_SELF} if by_self else set()
    marks = found.known.marks | own
    rules, today = load_authorization(), bench.today()
    return rules.read(matter.text, marks, found.said, matter.received, today, releasing=releasing)


def authorization_of(bench: Bench, letter: Letter, case: CaseFile) -> Authorization | None:
    """Return the same of a letter that is there, by what its case folder keeps."""
    codes = codes_of(letter.category, letter.also, None if letter.classified else case.suggestion)
    told = case.reading.medium, case.reading.text, case.reading.subject, case.facts
    sensitive = case.sensitive if letter.sensitive else ()
    return read_authorization(
        bench, Matter(letter.received, codes, *told, sensitive, words=letter.clock_words)
    )


def authorization_of_sheet(bench: Bench, sheet: Worksheet) -> Authorization | None:
    """Return the same of a letter whose worksheet is there; what a release needs where the draft is one."""
    try:
        releasing = _releases(bench, sheet)
    except Refused:  # the letter of ours is retired
        releasing = False
    return read_authorization(bench, matter_of_sheet(sheet), releasing=releasing)


def needed_authorization(bench: Bench, sheet: Worksheet) -> Authorization | None:
    """Return the authorization the draft on a worksheet needs; None where it releases nothing.

    Raises:
        Refused: the letter of ours is retired, or gone.
    """
    if not _releases(bench, sheet):
        return None
    return read_authorization(bench, matter_of_sheet(sheet), releasing=True)


def _releases(bench: Bench, sheet: Worksheet) -> bool:
    return bool(sheet.template) and bench.library.get(sheet.template).disposition == RELEASE


def authorization_lines(bench: Bench, sheet: Worksheet) -> list[str]:
    """Return what keeps the records of a letter from being released, in words, with what says so."""
    known = authorization_of_sheet(bench, sheet)
    return known.lines() if known is not None else []


def defects_reader(
    bench: Bench,
) -> Callable[[Reading, Facts, Suggestion, tuple[Sensitive, ...], date], frozenset[str]]:
    """Return what marks a letter that comes in with an authorization that lacks something."""

    def marks(
        reading: Reading,
        facts: Facts,
        suggestion: Suggestion,
        sensitive: tuple[Sensitive, ...],
        received: date,
    ) -> frozenset[str]:
        codes = codes_of(suggestion.category, suggestion.also, suggestion)
        told = reading.medium, reading.text, reading.subject, facts, sensitive
        known = read_authorization(bench, Matter(received, codes, *told))
        return frozenset({DEFECTIVE} if known is not None and known.described and known.bars else ())

    return marks
