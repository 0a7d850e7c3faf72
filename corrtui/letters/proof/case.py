"""What the proof reads — one draft with everything known about it — and what it answers: findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from corrtui.text import one_line

if TYPE_CHECKING:
    from corrtui.calendar import OfficeCalendar
    from corrtui.letters.filled import Around
    from corrtui.letters.parts import LetterParts, Problem
    from corrtui.letters.proof.reading import Reading
    from corrtui.records.record import Record
    from corrtui.triage.authorization import Authorization
    from corrtui.triage.facts import Facts, Writer

Level = Literal["block", "warn"]

_LONGEST_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a draft that a rule objects to."""

    rule: str
    """"PC-09"; "PC-00" when the draft cannot be read as a letter."""
    level: Level
    """"block" keeps the letter in the house, "warn" asks the clerk to look."""
    message: str
    """What is wrong and what would be right, one sentence."""
    line: int
    """0-based line of the draft."""
    column: int
    """0-based character in that line where the offending words begin."""
    excerpt: str
    """The offending words as written, on one line; secrets in it are masked."""


@dataclass(frozen=True, kw_only=True)
class ProofCase:
    """A draft about to leave the house. Dates are local office dates; money is US dollars."""

    # No slots: what is worked out of the text is kept on the case.
    text: str
    """The draft as the clerk sees it; findings point into it."""
    parts: LetterParts | None
    """`read_parts(text)`; None when the draft cannot be read at all."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be read as a letter; empty: those of `parts` are taken."""
    control_no: str
    letter_date: date
    """The date that will be printed."""
    received: date
    document_date: date | None
    """The date the incoming letter bears, None when it bears none."""
    facts: Facts
    """Of the incoming letter: figures in it are the writer's own and need no record."""
    incoming: str
    """Text of the incoming letter."""
    records: tuple[Record, ...]
    """Matched and attached records; those of somebody else's account are told apart by `other_accounts`."""
    attached: tuple[str, ...]
    """Name of each paper that goes out with the letter, one entry an enclosure."""
    writer: Writer
    other_accounts: Callable[[str], bool]
    """Is this number, as written in the draft, a known account of somebody else?"""
    today: date
    calendar: OfficeCalendar
    confirmed: frozenset[str] = frozenset()
    """Figures the clerk has confirmed as typed; the excerpt of a PC-10 finding is such a figure."""
    approved: str = ""
    """Body of the template as approved: a figure in it stands on that approval."""
    around: tuple[Around, ...] = ()
    """The words around each hole of the draft as it was merged, by which what fills it is found."""
    hole_kinds: Mapping[str, str] = field(default_factory=dict)
    """Name of a hole → what it is for, as the front matter of the template says."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Figure as printed → where it came from, as the draft was composed (`Draft.sources`)."""
    office: tuple[str, ...] = ()
    """The office's own address, telephone and so on: figures in them need no record."""
    language: str = ""
    """Of the incoming letter, ISO 639-1; "" or "unknown" when it cannot be told."""
    translated: frozenset[str] = frozenset()
    """Languages whose writers must be answered in their own."""
    dunning_barred: str = ""
    """Why no dunning letter may go to this writer, where the draft is one; else empty."""
    open_question: str = ""
    """Why the draft may name no price and no day of delivery; empty where it may."""
    authorization: Authorization | None = None
    """What is known of the authorization the draft rests on, where it releases records on one."""
    _known: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line."""
        starts = [0]
        for line in self.text.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def reading(self) -> Reading:
        """What several checks need of the text, worked out once."""
        # The patterns behind it are loaded with the first proof, not with the desk.
        from corrtui.letters.proof.reading import Reading

        return Reading(self)

    def is_foreign(self, number: str) -> bool:
        """Return `other_accounts(number)`, asked once a number, and once without its separators."""
        if number not in self._known:
            compact = "".join(char for char in number if char.isalnum())
            self._known[number] = self.other_accounts(number) or (
                compact != number and self.other_accounts(compact)
            )
        return self._known[number]

    def finding(
        self, rule: str, level: Level, message: str, start: int, end: int, excerpt: str | None = None
    ) -> Finding:
        """Return a finding on `text[start:end]`; `excerpt` stands for words that must not be repeated."""
        line = bisect_right(self.line_starts, start) - 1
        shown = one_line(self.text[start:end] if excerpt is None else excerpt, _LONGEST_EXCERPT)
        return Finding(rule, level, message, line, start - self.line_starts[line], shown)

    def offset_of(self, part: str) -> int:
        """Offset where a part such as "salutation" begins; the top of the draft when it has none."""
        line = self.parts.lines.get(part, 0) if self.parts else 0
        return self.line_starts[line] if line < len(self.line_starts) else 0
