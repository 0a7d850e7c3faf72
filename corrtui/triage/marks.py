"""Marks: what a letter says that a clock may depend on, found by the rows of `corrtui/data/marks.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from corrtui.errors import SettingsError
from corrtui.text import one_line
from corrtui.triage.dates import date_matches, has_year, read_date
from corrtui.triage.deadlines import span_at
from corrtui.triage.layout import read_layout
from corrtui.triage.phrases import Hit, quote
from corrtui.triage.rules import DATA, phrase_book, read_rules
from corrtui.triage.sensitive import Sensitive
from corrtui.triage.words import Words, split_words

MARKS = "marks.toml"
_QUOTED = 80
_NEAR_DATE = 40
"""Characters after a phrase in which its date begins."""
_PHRASES, _NEAR, _DAYS, _PASSING, _BESIDE = range(5)
_LISTS = {_PHRASES: "phrases", _NEAR: "near", _PASSING: "passing", _BESIDE: "beside"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, and what it rests on."""

    name: str
    phrase: str
    """As it stands in the letter, on one line; or what else says it, in words."""
    start: int = -1
    """Where the phrase begins in the letter's text; -1 when it does not stand there."""
    end: int = -1


@dataclass(frozen=True, slots=True)
class RecordTest:
    """A mark that a record bears."""

    mark: str
    kind: str
    fields: tuple[str, ...]
    words: tuple[str, ...]
    """One of them stands in the field; the empty word: the field is filled."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter tells: its marks, and the days it names."""

    marks: tuple[Mark, ...] = ()
    days: Mapping[str, tuple[str, date]] | None = None
    """Fact → (code of the category it holds for, or "", and the day)."""
    spans: Mapping[str, tuple[str, str, str]] | None = None
    """Fact → (category, span of time in its place, fact it counts from): "10 days" from "order_complete"."""


class MarkRules:
    """The compiled rows.

    Args:
        table: marks.toml, parsed.

    Raises:
        SettingsError: a row lacks something, or a phrase cannot be read; it is named.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._names: list[str] = []
        self._of_numbers: list[tuple[str, tuple[str, ...]]] = []
        self._of_class: dict[str, list[str]] = {}
        self._days: list[Mapping[str, Any]] = []
        self.records: list[RecordTest] = []
        phrases: list[str] = []
        self._rows: list[tuple[int, int]] = []
        """Of each phrase: which sort of row, and its number among them."""
        for number, row in enumerate(table["mark"]):
            self._names.append(_of(row, "name"))
            self._take(row)
            for sort, key in _LISTS.items():
                phrases += row.get(key, [])
                self._rows += [(sort, number)] * len(row.get(key, []))
        for number, row in enumerate(table.get("day", [])):
            _of(row, "fact")
            self._days.append(row)
            phrases += row["phrases"]
            self._rows += [(_DAYS, number)] * len(row["phrases"])
        self._book = phrase_book(phrases, MARKS)

    def _take(self, row: Mapping[str, Any]) -> None:
        name = row["name"]
        if kinds := row.get("names"):
            self._of_numbers.append((name, tuple(kinds)))
        for kind in row.get("sensitive", []):
            self._of_class.setdefault(kind, []).append(name)
        if record := row.get("record"):
            fields, words = tuple(record["fields"]), tuple(record["words"])
            self.records.append(RecordTest(name, record["kind"], fields, words))

    @property
    def names(self) -> frozenset[str]:
        """Every mark there is a row of."""
        return frozenset(self._names)

    def find(
        self,
        text: str,
        subject: str,
        numbers: Iterable[tuple[str, str]],
        sensitive: Sequence[Sensitive],
        received: date,
    ) -> Told:
        """Return what the writer's own words in `text`, and `subject`, tell; each mark with its first phrase.

        Args:
            text: the letter as read.
            subject: of an e-mail, else "".
            numbers: (kind, value) of what the letter names, as facts have it.
            sensitive: the delicate matters in it that stand.
            received: the year of a day named without one is the last before it.
        """
        found: dict[str, Mark] = {}
        days: dict[str, tuple[str, date]] = {}
        by_the_way: set[str] = set()
        about_it: set[str] = set()
        terms: dict[str, tuple[str, str, str]] = {}
        for source, spans in ((text, read_layout(text).own), (subject, ((0, len(subject)),))):
            words = split_words(source, spans)
            hits = self._book.find(words)
            harmless: dict[int, set[int]] = {}
            for hit in hits:
                sort, number = self._rows[hit.row]
                if sort == _NEAR:
                    harmless.setdefault(number, set()).update(hit.used)
            for hit in hits:
                sort, number = self._rows[hit.row]
                if sort == _DAYS:
                    end = self._note_day(days, terms, number, source, words, hit, received)
                    if end and (name := self._days[number].get("mark")):
                        start = words.start[hit.used[0]]
                        place = (start, end) if source is text else (-1, -1)
                        found.setdefault(name, Mark(name, one_line(source[start:end], _QUOTED), *place))
                elif sort in (_PASSING, _BESIDE):
                    (by_the_way if sort == _PASSING else about_it).add(self._names[number])
                elif sort == _PHRASES and harmless.get(number, set()).isdisjoint(hit.used):
                    name = self._names[number]
                    phrase, start, end = quote(source, words, hit)
                    place = (start, end) if source is text else (-1, -1)
                    found.setdefault(name, Mark(name, phrase, *place))
        for item in sensitive:
            for name in self._of_class.get(item.kind, ()):
                if name in by_the_way and name not in about_it:
                    continue
                found.setdefault(name, Mark(name, item.phrase, item.start, item.end))
        named: dict[str, str] = {}
        for kind, value in numbers:
            named.setdefault(kind, value)
        for name, kinds in self._of_numbers:
            value = next((named[kind] for kind in kinds if kind in named), "")
            if value:
                found.setdefault(name, Mark(name, value))
        return Told(tuple(found.values()), days, terms)

    def _note_day(
        self,
        days: dict[str, tuple[str, date]],
        terms: dict[str, tuple[str, str, str]],
        number: int,
        source: str,
        words: Words,
        hit: Hit,
        received: date,
    ) -> int:
        """Note the day, or the span of time, behind a phrase; return where it ends, 0 when there is none."""
        row, end = self._days[number], words.end[hit.used[-1]]
        fact, category = row["fact"], row.get("category", "")
        stop = min(len(source), end + _NEAR_DATE)
        ahead = bool(row.get("ahead"))
        match = next(date_matches(source, end, stop), None)
        day = read_date(match[0], received) if match else None
        if match and day is not None and ahead and not has_year(match[0]):
            day = _nearest(day, received)
        if match and day is not None and (day <= received or ahead) and fact not in days:
            days[fact] = (category, day)
            return match.end()
        span = span_at(source, words.start[hit.used[-1]], stop) if "from" in row and day is None else ""
        if span and fact not in terms and fact not in days:
            terms[fact] = (category, span, row["from"])
            unit = span.split()[-1]
            return source.lower().index(unit, words.start[hit.used[-1]]) + len(unit)
        return 0


def _nearest(day: date, received: date) -> date:
    """Return the day of last year's, or of the year after, that lies nearer to `received`."""
    try:
        after = day.replace(year=day.year + 1)
    except ValueError:  # February 29
        return day
    return after if after - received < received - day else day


def _of(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise SettingsError(f"A row of {MARKS} has no {key}", str(DATA / MARKS), "mend that row")
    return value


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return read_rules(MARKS)


@lru_cache(maxsize=1)
def load_marks() -> MarkRules:
    """Return the shipped rows, read and compiled once.

    Raises:
        SettingsError: marks.toml is damaged.
    """
    return MarkRules(_table())


def mark_names() -> frozenset[str]:
    """Return the names of all marks, without compiling their phrases."""
    return frozenset(_of(row, "name") for row in _table()["mark"])


def mark_titles() -> dict[str, str]:
    """Return mark → what it says, in words."""
    return {row["name"]: row.get("title", row["name"]) for row in _table()["mark"]}


def office_kinds(*, usual: bool = False) -> tuple[str, ...]:
    """Return what an office may be; `usual`: what one is taken for that has not said what it is."""
    return tuple(_table()["office_is" if usual else "office"])
