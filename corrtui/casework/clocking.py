"""Clocking: what is known of a letter for its clocks, and the clocks that follow from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corrtui.calendar import OfficeCalendar
from corrtui.casework.bench import Bench
from corrtui.casework.merging import MERGED
from corrtui.casework.worksheet import CaseFile, Worksheet, read_case
from corrtui.control.clock import OFF, clock_to_text, clocks_of
from corrtui.control.letter import Letter
from corrtui.errors import CorrtuiError
from corrtui.intake.reading import Reading
from corrtui.records.match import find_records
from corrtui.records.record import Record
from corrtui.triage.categories import MISDIRECTED, UNKNOWN
from corrtui.triage.category import Suggestion
from corrtui.triage.clock_rules import ITSELF, ClockRules, Fact, main_mark
from corrtui.triage.clocks import Known, Mailing, Word, heed, run_clocks
from corrtui.triage.dates import read_date
from corrtui.triage.deadlines import day_of
from corrtui.triage.facts import Facts
from corrtui.triage.marks import Mark, RecordTest, load_marks
from corrtui.triage.sensitive import Sensitive

_ORAL = ("phone note",)
"""Media of what was said and not written; an oral notice starts some clocks too (12 CFR 1005.11(b)(1))."""
_LINE = re.compile(
    r"(?P<by>.*) (?P<word>(?:fact|mark) \S+ \S+|merged \S+(?: \S+ \S+)*|\S+ (?:on|off|(?:met|start) \S+))"
)
"""What a clerk said, behind the login, which may hold blanks."""
_STRONG = 3
"""Weight of a phrase of the lexicon that tells a category by itself."""
_ORDER = "ORD"
_STATED, _PROMISED = "time_stated", "promised"
"""Mark of a letter that tells what time of shipment was stated, and the fact that is that day."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What the clocks ask of a letter.

    Attributes:
        received: day of the office stamp.
        codes: its categories, the further ones too; of one that cannot be told, those it may be.
        medium: what it came in.
        text: the letter as read.
        subject: of an e-mail, else "".
        facts: what triage found in it.
        sensitive: the delicate matters in it that stand.
        records: matched records.
        words: what clerks said, `LOGIN WORD`, oldest first.
    """

    received: date
    codes: tuple[str, ...]
    medium: str
    text: str
    subject: str
    facts: Facts
    sensitive: Sequence[Sensitive] = ()
    records: Sequence[Record] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known, and what it rests on."""

    known: Known
    marks: tuple[Mark, ...]
    words: tuple[Word, ...]
    said: Mapping[str, str]
    """What clerks said of facts and marks: the last word on each."""


def codes_of(category: str, also: Iterable[str], suggestion: Suggestion | None) -> tuple[str, ...]:
    """Return the categories whose clocks run.

    Args:
        category: the letter's.
        also: further ones.
        suggestion: what is suggested, while nobody decided: where it cannot tell, every reading that a strong
            phrase speaks for counts.
    """
    if category == MISDIRECTED:
        return (category,)  # what it asks is asked of somebody else
    readings: list[str] = []
    if category == UNKNOWN and suggestion is not None:
        strong = {item.category for item in suggestion.evidence if item.weight >= _STRONG}
        named = (*suggestion.runner_up.split(" or "), *(code for code, _ in suggestion.readings))
        readings = [code for code in named if code in strong]
    return tuple(dict.fromkeys((category, *also, *readings)))


def matched_records(bench: Bench, facts: Facts, text: str) -> tuple[Record, ...]:
    """Return the records of a letter; none where they cannot be read: then every clock runs that may."""
    try:
        return find_records(facts, text, bench.records)
    except CorrtuiError:
        return ()


def start_clocks(bench: Bench, matter: Matter, mailings: Sequence[Mailing] = ()) -> tuple[str, ...]:
    """Return the clocks of a letter as they are entered."""
    rules = bench.clock_rules()
    found = gather(rules, matter)
    clocks = run_clocks(rules.rows.values(), found.known, bench.calendar, mailings, found.words)
    return tuple(map(clock_to_text, clocks))


def clock_starter(
    bench: Bench,
) -> Callable[[Reading, Facts, Suggestion, tuple[Sensitive, ...], date], tuple[str, ...]]:
    """Return what starts the clocks of a letter that comes in."""

    def start(
        reading: Reading,
        facts: Facts,
        suggestion: Suggestion,
        sensitive: tuple[Sensitive, ...],
        received: date,
    ) -> tuple[str, ...]:
        codes = codes_of(suggestion.category, suggestion.also, suggestion)
        records = matched_records(bench, facts, reading.text)
        told = reading.medium, reading.text, reading.subject, facts, sensitive, records
        return start_clocks(bench, Matter(received, codes, *told))

    return start


def matter_of(bench: Bench, letter: Letter, case: CaseFile, word: str = "") -> Matter:
    """Return what the clocks ask of a letter that is there; `word` is what the clerk says now."""
    suggestion = None if letter.classified else case.suggestion
    return Matter(
        received=letter.received,
        codes=codes_of(letter.category, letter.also, suggestion),
        medium=letter.medium,
        text=case.reading.text,
        subject=case.reading.subject,
        facts=case.facts,
        sensitive=case.sensitive if letter.sensitive else (),
        records=matched_records(bench, case.facts, case.reading.text),
        words=(*letter.clock_words, word) if word else letter.clock_words,
    )


def matter_of_sheet(sheet: Worksheet) -> Matter:
    """Return the same of a letter whose worksheet is there."""
    letter = sheet.letter
    return Matter(
        received=letter.received,
        codes=codes_of(letter.category, letter.also, None if letter.classified else sheet.suggestion),
        medium=letter.medium,
        text=sheet.reading.text,
        subject=sheet.reading.subject,
        facts=sheet.facts,
        sensitive=sheet.sensitive,
        records=sheet.records,
        words=letter.clock_words,
    )


def clocks_anew(
    bench: Bench, letter: Letter, word: str = "", mailed: Mailing | None = None
) -> tuple[str, ...]:
    """Return the clocks of a letter as it stands, counted anew, with what the clerk says, or mailed, now.

    Where the case folder cannot be read the clocks stay as they are: none is lost with it.
    """
    try:
        case = read_case(bench, letter)
    except CorrtuiError:
        if word:
            raise
        return letter.clocks
    mailings = (*mailings_of(letter), *((mailed,) if mailed else ()))
    anew = start_clocks(bench, matter_of(bench, letter, case, word), mailings)
    return (*anew, *_without_row(bench, letter, anew, word))


def _without_row(bench: Bench, letter: Letter, anew: Iterable[str], word: str) -> Iterable[str]:
    """Clocks whose row the office switched off, or took out, after they started: they stay as they are."""
    rows, there = bench.clock_rules().rows, {clock.id for clock in clocks_of(anew)}
    said, _ = _words((word,) if word else ())
    for clock in clocks_of(letter.clocks):
        row = rows.get(clock.id)
        if clock.id not in there and (row is None or row.off) and clock.state != OFF:
            yield clock_to_text(heed(clock, [one for one in said if one.clock == clock.id]))


def dropped(before: Iterable[str], after: Iterable[str]) -> str:
    """Say which of our duties ran before and do not run any more, "; X, Y no longer run"; else empty."""
    left = {clock.id for clock in clocks_of(after) if clock.state != OFF}
    names = [clock.id for clock in clocks_of(before) if clock.pressing and clock.id not in left]
    return f"; {', '.join(names)} no longer run{'s' if len(names) == 1 else ''}" if names else ""


def mailings_of(letter: Letter) -> tuple[Mailing, ...]:
    """Return the letters of ours that were mailed in answer to a letter, in the order they were entered."""
    pairs = zip(letter.mailed_on, letter.mailed_as, strict=True)
    return tuple(Mailing(frozenset(kinds.split()), date.fromisoformat(day)) for day, kinds in pairs)


def gather(rules: ClockRules, matter: Matter) -> Gathered:
    """Put together what is known: the clerk's word comes first, then the records, then the letter."""
    numbers = [(found.kind, found.value) for found in matter.facts.found]
    told = load_marks().find(matter.text, matter.subject, numbers, matter.sensitive, matter.received)
    marks = {mark.name: mark for mark in told.marks}
    oral = matter.medium in _ORAL
    marks["oral" if oral else "written"] = Mark("oral" if oral else "written", matter.medium)
    codes = (*matter.codes, *map(main_mark, matter.codes[:1]))
    marks |= {code: Mark(code, "its category") for code in codes}
    if matter.codes[:1] == (_ORDER,):
        marks[ITSELF] = Mark(ITSELF, "its category")
    if "charge_named" in marks and sum(kind == "amount" for kind, _ in numbers) == 1:
        marks["only_charges"] = replace(marks["charge_named"], name="only_charges")
    if matter.facts.money:
        marks.setdefault("order_paid", Mark("order_paid", "money enclosed"))
    marks |= {kind: Mark(kind, "what the office is") for kind in rules.office}
    marks |= {
        test.mark: found for test in load_marks().records if (found := _borne(test, matter)) is not None
    }
    days = {fact: day for fact, (code, day) in (told.days or {}).items() if not code or code in matter.codes}
    closing_day = rules.closing_day
    for fact in rules.facts.values():
        value = _recorded(fact, matter)
        if value is not None and fact.number:
            closing_day = _day_of_month(value) or closing_day
        elif value is not None and (day := read_date(value, matter.received)) is not None:
            days[fact.name] = day
    words, said = _words(matter.words)
    for name, (code, span, since) in (told.spans or {}).items():
        if name not in days and (not code or code in matter.codes):
            start = days.get(since) or matter.facts.document_date or matter.received
            if (day := day_of(span, min(start, matter.received), OfficeCalendar())) is not None:
                days[name] = day
    if _STATED in marks and _PROMISED not in days:
        marks.pop(_STATED)  # a time nobody knows puts off no clock
    for name, value in said.items():
        if name in rules.facts and rules.facts[name].number:
            closing_day = _day_of_month(value) or closing_day
        elif name in rules.facts:
            days[name] = date.fromisoformat(value)
    for row in rules.since:
        sent = days.get(row.fact)
        if sent is not None and matter.received > sent + timedelta(days=row.days):
            marks[row.mark] = Mark(row.mark, f"{rules.facts[row.fact].title}: {sent}")
    for name, value in said.items():
        if value == "no":
            marks.pop(name, None)
        elif value == "yes":
            marks[name] = Mark(name, "the clerk said so")
    known = Known(matter.received, frozenset(marks), days, closing_day)
    return Gathered(known, tuple(marks.values()), words, said)


def _words(lines: Iterable[str]) -> tuple[tuple[Word, ...], Mapping[str, str]]:
    """Return what clerks said of single clocks, and of facts and marks: of these the last word."""
    words: list[Word] = []
    said: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        assert match is not None, line
        by, (head, *rest) = match["by"], match["word"].split(" ")
        if head in ("fact", "mark"):
            said[rest[0]] = rest[1]
        elif head == MERGED:
            pairs = zip(rest[1::2], rest[2::2], strict=True)
            words += [Word(name, "start", date.fromisoformat(day), by) for name, day in pairs]
        else:
            day = date.fromisoformat(rest[1]) if len(rest) > 1 else None
            words.append(Word(head, rest[0], day, by))
    return tuple(words), said


def _own(kind: str, matter: Matter) -> list[Record]:
    """Records of a kind the letter names by number; of accounts, else all that are not somebody else's."""
    rows = [row for row in matter.records if row.kind == kind and not row.foreign]
    named = [row for row in rows if row.key and row.key in matter.text]
    return named or (rows if kind == "account" else [])


def _value(row: Record, name: str) -> str:
    return row.values.get(name, "").strip() or dict(row.fields).get(name, "").strip()


def _borne(test: RecordTest, matter: Matter) -> Mark | None:
    rows = _own(test.kind, matter)
    said = ""
    for row in rows:
        values = [value for name in test.fields if (value := _value(row, name))]
        said = next((value for value in values if any(word in value.lower() for word in test.words)), "")
        if not said:
            return None
    return Mark(test.mark, f"{test.kind} {rows[0].key}: {said}") if said else None


def _recorded(fact: Fact, matter: Matter) -> str | None:
    """What the records say of a fact; of several the first in time, which is the safe side."""
    for place in fact.records:
        kind, _, name = place.partition(".")
        found = sorted(value for row in _own(kind, matter) if (value := _value(row, name)))
        if found:
            return found[0]
    return None


def _day_of_month(text: str) -> int | None:
    return int(text) if text.isdigit() and 1 <= int(text) <= 31 else None
