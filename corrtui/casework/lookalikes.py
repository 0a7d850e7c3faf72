"""Look-alikes of a letter: campaigns, a fax of yesterday's letter, same writer, same number.

What is found when a letter comes in stands beside its suggestion in the case folder; a repeat of an earlier
letter is suggested to be merged into it, which decides nothing: the clerk does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from corrtui.casework.alike_index import SIGNATURE, AlikeIndex, Near, NotKept, kept_signature
from corrtui.casework.bench import Bench
from corrtui.casework.worksheet import CaseFile, Repeat, no_suggestion, read_case
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError
from corrtui.intake.accept import Description
from corrtui.intake.reading import UNREADABLE, Reading
from corrtui.text import count
from corrtui.triage.facts import Facts
from corrtui.triage.lookalikes import Link, links, quoted_spans, sign
from corrtui.triage.repeats import is_repeat

MERGE = "MERGE"
AT_INTAKE = 2.0
"""Seconds a letter that comes in waits for letters that are not in the index yet,"""
ON_ASKING = 0.3
"""and a clerk who asks: the others are told the next time."""

_REPEATED = 30
"""Days in which an earlier letter can come again."""
_COMPARED = 20
"""Letters whose text is compared word by word when one comes in."""
_PAUSE = 0.02
"""Seconds between two steps nobody waits for: keys go first."""
_TOLD = 10
"""Letters named beside the suggestion."""
_HOW = {"fax": "a fax of", "e-mail": "an e-mail of"}


@dataclass(frozen=True, slots=True)
class Alike:
    """One letter that is like another."""

    number: str
    score: float
    """Share of word pairs in common, 0 to 1, estimated; 0 where only writer or numbers are the same."""
    why: tuple[str, ...]
    """E.g. `97 % of the words alike`, `same writer`, `same order 48213`."""

    @property
    def words(self) -> str:
        """Why it is told, in one line."""
        return ", ".join(self.why)


@dataclass(frozen=True, slots=True)
class Found:
    """What is like a letter."""

    alike: tuple[Alike, ...] = ()
    """The most alike first, then the newest that have writer or number in common."""
    note: str = ""
    """Why that may not be all, in words."""


def describe_alike(
    bench: Bench, describe: Callable[[Reading, date], Description]
) -> Callable[[Reading, date], Description]:
    """Return what describes a letter that comes in together with what is like it.

    Args:
        bench: the desk.
        describe: what the letter means by itself; see `casework.describe`.
    """

    def together(reading: Reading, received: date) -> Description:
        description = describe(reading, received)
        if reading.unreadable or reading.medium == UNREADABLE:
            return description
        facts = Facts.from_json(description.kept["facts"])
        signature = sign(reading.text)
        kept: dict[str, Any] = {**description.kept, SIGNATURE: kept_signature(signature)}
        with suppress(NotKept), AlikeIndex(bench) as index:
            index.catch_up(AT_INTAKE)
            near = index.near(signature)
            tied = _tied(index, links(facts), "")
            kept["alike"] = [[one.number, round(one.score, 2)] for one in near[:_TOLD]]
            repeat = _find_repeat(bench, reading, facts, received, near, tied)
            if repeat is not None:
                return _with_repeat(Description(description.act, kept), repeat)
        return Description(description.act, kept)

    return together


def _with_repeat(description: Description, repeat: Repeat) -> Description:
    """Suggest that the letter is merged; a sensitive one keeps the handling of its class."""
    kept = {**description.kept, "repeat": asdict(repeat)}
    if kept["sensitive"]:
        return replace(description, kept=kept)
    suggestion: Mapping[str, Any] = kept["suggestion"]
    why = f"{suggestion['why']}; {MERGE}: {repeat.why}"
    kept["suggestion"] = {**suggestion, "disposition": MERGE, "template": "", "why": why}
    return Description({**description.act, "template": ""}, kept)


def _find_repeat(
    bench: Bench,
    reading: Reading,
    facts: Facts,
    received: date,
    near: Iterable[Near],
    tied: Mapping[str, tuple[str, ...]],
) -> Repeat | None:
    """Return the first letter this one is a fax or a copy of."""
    likely = sorted((one.number for one in near), key=lambda number: number not in tied)[:_COMPARED]
    likely += [number for number in tied if number not in likely][:_COMPARED]
    found = []
    for number in likely:
        letter = bench.register.get(number)
        if (
            letter is None
            or letter.disposition == MERGE
            or not 0 <= (received - letter.received).days <= _REPEATED
        ):
            continue
        with suppress(CorrtuiError):  # a case folder that cannot be read is compared with nothing
            case = read_case(bench, letter)
            if is_repeat(reading.text, facts, case.reading.text, case.facts):
                found.append(letter)
    if not found:
        return None
    first = min(found, key=lambda letter: (letter.received, letter.control_no))
    how = _HOW.get(reading.medium, "a copy of") if reading.medium != first.medium else "a copy of"
    return Repeat(first.control_no, f"{how} {first.control_no}, {_before(first.received, received)}")


def _before(earlier: date, later: date) -> str:
    days = (later - earlier).days
    return f"received {count(days, 'day')} before" if days else "received the same day"


def _tied(index: AlikeIndex, found: Iterable[Link], own: str) -> dict[str, tuple[str, ...]]:
    """Return why letters are tied to one that has these links, newest first."""
    tied: dict[str, tuple[str, ...]] = {}
    for link in found:
        for number in index.linked(link.key):
            if number != own and link.words not in tied.get(number, ()):
                tied[number] = (*tied.get(number, ()), link.words)
    return tied


@dataclass(slots=True)
class _Reasons:
    score: float = 0.0
    why: list[str] = field(default_factory=list)


def find_alike(
    bench: Bench, letter: Letter, may_see: Callable[[Letter], bool], seconds: float = ON_ASKING
) -> Found:
    """Return what is like a letter, open or closed; of texts the last 90 days, of writers and numbers all.

    Args:
        bench: the desk.
        letter: the letter.
        may_see: whether another may be looked at here: what one is like tells of what stands in it.
        seconds: how long letters that are not in the index yet are entered.
    """
    number = letter.control_no
    case = case_of(bench, letter)
    try:
        with AlikeIndex(bench) as index:
            index.catch_up(seconds)
            signature = index.signature(number)
            near = index.near(signature if signature.data else sign(case.reading.text))
            quoted = index.near(sign(case.reading.text, quoted_spans(case.reading.text)))
            tied = _tied(index, links(case.facts), number)
            behind = index.behind
    except NotKept as error:
        return Found(note=f"{error.title}: {error.detail}")
    found: dict[str, _Reasons] = {}
    if case.repeat.into:
        found.setdefault(case.repeat.into, _Reasons()).why.append(case.repeat.why.partition(",")[0])
    if letter.duplicate_of:
        found.setdefault(letter.duplicate_of, _Reasons(1.0)).why.append("its very bytes")
    for one in near:
        reasons = found.setdefault(one.number, _Reasons())
        reasons.score = max(reasons.score, one.score)
        reasons.why.append(f"{one.score:.0%} of the words alike")
    for one in quoted:
        found.setdefault(one.number, _Reasons()).why.append("quoted in it")
    for no, why in tied.items():
        found.setdefault(no, _Reasons()).why += why
    alike = [
        Alike(no, reasons.score, tuple(reasons.why))
        for no, reasons in found.items()
        if no != number and _may_see(bench, no, may_see)
    ]
    alike.sort(key=lambda one: (one.number != case.repeat.into, -one.score))
    return Found(tuple(alike), "letters received lately are still being compared" if behind else "")


def _may_see(bench: Bench, number: str, may_see: Callable[[Letter], bool]) -> bool:
    letter = bench.register.get(number)
    return letter is not None and may_see(letter)


def case_of(bench: Bench, letter: Letter) -> CaseFile:
    """Return what was read from a letter; nothing where the case folder cannot be read."""
    try:
        return read_case(bench, letter)
    except CorrtuiError as error:
        reading = Reading(medium=UNREADABLE, text="", unreadable=error.title)
        return CaseFile(reading, Facts(), no_suggestion(letter), ())


def keep_up(bench: Bench, ended: Callable[[float], bool]) -> None:
    """Enter every letter that is not in the index yet, in small steps: after it was made anew there are many.

    Args:
        bench: the desk.
        ended: waits so many seconds, and tells that the desk closes.
    """
    with suppress(NotKept), AlikeIndex(bench) as index:
        while not ended(_PAUSE):
            index.catch_up(0.0)
            if not index.behind:
                return
