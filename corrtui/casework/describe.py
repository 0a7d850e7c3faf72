"""What a letter means for the desk when it comes in: facts, suggestion, sensitive class, due dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corrtui.calendar import OfficeCalendar
from corrtui.control.clock import OFF, RUNS, clocks_of
from corrtui.intake.accept import Description
from corrtui.intake.reading import Reading
from corrtui.settings import Office
from corrtui.text import VEIL, mask_numbers, one_line
from corrtui.triage.addressee import other_addressee
from corrtui.triage.categories import UNKNOWN
from corrtui.triage.category import Category, Suggestion, suggest
from corrtui.triage.facts import Facts, find_facts
from corrtui.triage.issues import DEMAND, QUESTION, Issue, find_issues
from corrtui.triage.language import UNKNOWN as UNKNOWN_LANGUAGE
from corrtui.triage.layout import read_layout
from corrtui.triage.learning import Lessons
from corrtui.triage.letter_choice import load_letter_choices
from corrtui.triage.lexicon_of import lexicon_of
from corrtui.triage.model import load_model
from corrtui.triage.priority import due_dates
from corrtui.triage.sensitive import Sensitive, find_sensitive, load_sensitive, near_misses
from corrtui.triage.subject import field_line, matter_line

_OF_THE_MODEL = ("en", UNKNOWN_LANGUAGE)
"""Languages of letters the shipped model is asked about: it was trained on English ones only."""
_NUMBERS = frozenset({"account", "order", "invoice", "claim", "loan", "policy", "pro", "tracking"})
FILED = "FILE"
_SUBJECT = 80
_WRITER = 60
_NAME_OF_A_FORM = re.compile(r"\b(?:form|contact|feedback|untitled|web ?site|submission)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Describer:
    """Reads meaning into letters by the desk's categories and calendar."""

    categories: Mapping[str, Category]
    calendar: OfficeCalendar
    office: tuple[str, ...] = ()
    """Name of the office, its address lines and hosts; without them no letter is taken for another's."""
    start_clocks: Callable[[Reading, Facts, Suggestion, tuple[Sensitive, ...], date], tuple[str, ...]] = (
        lambda reading, facts, suggestion, sensitive, received: ()
    )
    """Gives the clocks of the law a letter starts, as they are entered; without it none is started."""
    more_marks: Callable[[Reading, Facts, Suggestion, tuple[Sensitive, ...], date], frozenset[str]] = (
        lambda reading, facts, suggestion, sensitive, received: frozenset()
    )
    """Gives what else chooses the letter of ours that is offered: an authorization that lacks something."""
    lessons: Callable[[], Lessons | None] = lambda: None
    """Tells what this office decided before; asked for each letter."""
    whom: Callable[[Iterable[str]], str] | None = None
    """Names whom the office tells of sensitive classes; without it the shipped words stand."""
    must_tell: Callable[[Sensitive], bool] = lambda hit: not hit.routine
    """Tells whether such a letter waits until somebody was told; see `Sensitive.routine`."""

    def describe(self, reading: Reading, received: date) -> Description:
        """Return the content fields of the letter's first entry and what the case folder keeps beside it.

        Args:
            reading: what the reader child made of the file.
            received: date received, a day of the office.
        """
        facts = find_facts(
            reading.text,
            subject=reading.subject,
            sender_name=reading.sender.name,
            sender_email=reading.sender.email,
            written=reading.written,
            received=received,
        )
        sensitive = find_sensitive(reading.text, reading.subject, load_sensitive())
        layout = read_layout(reading.text)
        lexicon = lexicon_of(facts.language)
        suggestion = self._suggest(reading, facts, sensitive, self.lessons())
        # Of its own category first: what the list and the prompt name is what the letter is kept as.
        sensitive = tuple(
            sorted(sensitive, key=lambda hit: (not hit.decides, hit.category != suggestion.category))
        )
        issues = find_issues(
            reading.text, layout, suggestion.category, lexicon, self.categories, reading.subject
        )
        suggestion = replace(suggestion, also=_also(suggestion, issues))
        category = self.categories[suggestion.category]
        same_day = any(hit.same_day for hit in sensitive)
        due = due_dates(received, category, self.calendar, same_day)
        clocks = self.start_clocks(reading, facts, suggestion, sensitive, received)
        more = self.more_marks(reading, facts, suggestion, sensitive, received)
        suggestion = self._fitted(suggestion, reading, facts, issues, clocks, more)
        tells = tuple(dict.fromkeys(hit.kind for hit in sensitive if hit.tell and self.must_tell(hit)))
        words = ", ".join(dict.fromkeys(hit.tell for hit in sensitive if hit.kind in tells))
        first = sensitive[0] if sensitive else None
        restricted = next((hit.kind for hit in sensitive if hit.restricted), "")
        # The log names no illness and quotes no threat: that stands in the case folder only.
        subject = VEIL if restricted or category.restricted else _listed(subject_line(reading), _SUBJECT)
        act = {
            "writer": _listed(writer_line(facts, reading), _WRITER),
            "subject": subject,
            "document_date": facts.document_date,
            "category": category.code,
            "also": suggestion.also,
            "due": due.due,
            "work_by": due.work_by,
            "sensitive": first.kind if first else "",
            "sensitive_category": first.category if first else "",
            "restricted": restricted,
            "replies": all(hit.clerk_may_reply for hit in sensitive),
            "template": suggestion.template,
            "confidence": round(suggestion.confidence, 2),
            "money": facts.money,
            "clocks": clocks,
            "tell": self.whom(tells) if self.whom else words,
            "tells": tells,
        }
        kept = {
            "facts": facts.to_json(),
            "suggestion": suggestion.to_json(),
            "sensitive": [hit.to_json() for hit in sensitive],
            "issues": [issue.to_json() for issue in issues],
            "near": [miss.to_json() for miss in near_misses(reading.text)],
        }
        return Description(act, kept)

    def suggest_anew(
        self,
        reading: Reading,
        facts: Facts,
        issues: Sequence[Issue],
        clocks: tuple[str, ...],
        received: date,
        lessons: Lessons,
    ) -> Suggestion:
        """Return what is made of a letter without a sensitive mark after the desk has learned.

        Args:
            reading: of the letter.
            facts: found when it came in.
            issues: found when it came in.
            clocks: those it has.
            received: date received, a day of the office.
            lessons: what the office has decided by now.
        """
        suggestion = self._suggest(reading, facts, (), lessons)
        suggestion = replace(suggestion, also=_also(suggestion, issues))
        more = self.more_marks(reading, facts, suggestion, (), received)
        return self._fitted(suggestion, reading, facts, issues, clocks, more)

    def _suggest(
        self, reading: Reading, facts: Facts, sensitive: Sequence[Sensitive], lessons: Lessons | None
    ) -> Suggestion:
        layout = read_layout(reading.text)
        return suggest(
            reading.text,
            reading.subject,
            self.categories,
            lexicon_of(facts.language),
            sensitive,
            other_addressee(reading.text, layout, facts.writer, self.office),
            load_model() if facts.language in _OF_THE_MODEL else None,
            lessons,
            nobody=_names_nobody(facts, reading),
        )

    def _fitted(
        self,
        suggestion: Suggestion,
        reading: Reading,
        facts: Facts,
        issues: Sequence[Issue],
        clocks: tuple[str, ...],
        more: frozenset[str],
    ) -> Suggestion:
        """Return the suggestion with the letter that goes with the clocks and with who can be answered."""
        suggestion = _by_clocks(suggestion, clocks, more)
        if suggestion.category != UNKNOWN or not _names_nobody(facts, reading):
            return suggestion
        asks = clocks or _asks_for_something(facts, issues)
        return _not_filed(suggestion, self.categories[UNKNOWN]) if asks else suggestion


def office_marks(office: Office) -> tuple[str, ...]:
    """Return what shows that a letter is meant for `office`: its name, address lines and hosts."""
    return (office.name, *office.address, office.web, office.email.rpartition("@")[2])


def _names_nobody(facts: Facts, reading: Reading) -> bool:
    """Tell whether a letter names neither its writer nor a number to find him by."""
    writer = facts.writer
    named = (
        writer.name or writer.org or writer.address or writer.email or writer.phone or reading.sender.email
    )
    return not (named or any(found.kind in _NUMBERS for found in facts.found))


def _asks_for_something(facts: Facts, issues: Iterable[Issue]) -> bool:
    """Tell whether a letter names a sum, or asks about something that has a number."""
    sums = any(found.kind == "amount" for found in facts.found)
    return sums or any(
        issue.kind in (QUESTION, DEMAND) and any(char.isdigit() for char in issue.text) for issue in issues
    )


def _not_filed(suggestion: Suggestion, category: Category) -> Suggestion:
    """Suggest the usual letter instead of none: a letter that asks for something is not filed unanswered."""
    if suggestion.disposition != FILED:
        return suggestion
    return replace(suggestion, template=category.template, disposition=category.disposition, hold_days=0)


def _by_clocks(suggestion: Suggestion, clocks: Iterable[str], more: frozenset[str]) -> Suggestion:
    """Suggest the letter that goes with a clock that runs, with what switched one off (a late notice), or
    with one of `more` marks.
    """
    told = clocks_of(tuple(clocks))
    off = frozenset(clock.why for clock in told if clock.state == OFF)
    running = frozenset(clock.id for clock in told if clock.state == RUNS)
    choice = load_letter_choices().choose_by_marks(suggestion.category, off | more, running)
    if choice is None or not suggestion.template:
        return suggestion
    why = f"{suggestion.why}; {choice.template}, for {choice.because}"
    return replace(suggestion, template=choice.template, disposition=choice.disposition, why=why)


def _also(suggestion: Suggestion, issues: Iterable[Issue]) -> tuple[str, ...]:
    """Return the further categories: those suggested, and those of the other things asked."""
    asked = (issue.category for issue in issues if issue.category not in (UNKNOWN, ""))
    codes = dict.fromkeys((*suggestion.also, *asked))
    return tuple(code for code in codes if code != suggestion.category)


def _listed(text: str, limit: int) -> str:
    """One line for lists: full numbers are masked before it is cut, for a part of one cannot be told."""
    return one_line(mask_numbers(one_line(text)), limit)


def writer_line(facts: Facts, reading: Reading) -> str:
    """Who wrote, in one line for lists: name, else organisation, else the e-mail address."""
    writer = facts.writer
    return writer.name or writer.org or reading.sender.name or reading.sender.email or "writer unknown"


def subject_line(reading: Reading) -> str:
    """What it is about, in one line for lists: the subject, a Re: line or title, else the first sentence.

    The title of a web form is the form's name: what its field "Subject" says comes first.
    """
    if reading.unreadable:
        return reading.subject or reading.unread
    field = field_line(reading.text) if reading.medium == "web form" else ""
    title = (
        "" if reading.medium == "web form" and _NAME_OF_A_FORM.search(reading.subject) else reading.subject
    )
    note = reading.medium in ("phone note", "fax")
    return field or title or matter_line(reading.text, is_note=note) or reading.subject or "(no text)"
