"""The clocks of a desk: the rows of `corrtui/data/clocks.toml`, as the office changed them in desk.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from corrtui.errors import SettingsError
from corrtui.toml_reader import Table
from corrtui.triage.clock_rows import DUE, ClockRow, Names, RowReader
from corrtui.triage.marks import mark_names, mark_titles, office_kinds
from corrtui.triage.rules import DATA

CLOCKS = "clocks.toml"
DUNNING = "dunning"
_SETTINGS = ("office_is", "closing_day", "letters")
ITSELF = "order_itself"
"""Mark of a letter that is an order, not one that orders something besides."""
_GIVEN = ("written", "oral", ITSELF)
"""Marks that every letter has one of."""


def main_mark(category: str) -> str:
    """Return the mark of a letter whose category it is, not a further one: it comes from whom that names."""
    return f"main_{category}"


@dataclass(frozen=True, slots=True)
class LetterKind:
    """Which letters of ours are of a kind."""

    kind: str
    templates: tuple[str, ...] = ()
    """Patterns of template codes."""
    dispositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a clock may rest on."""

    name: str
    title: str
    number: bool
    """A day of the month, not a date."""
    records: tuple[str, ...]
    """`kind.field` of the records that say it, best first."""


@dataclass(frozen=True, slots=True)
class Since:
    """A mark that follows when a fact lies long before the letter."""

    mark: str
    title: str
    fact: str
    days: int


@dataclass(frozen=True, slots=True)
class ClockRules:
    """All of it."""

    rows: Mapping[str, ClockRow]
    letters: tuple[LetterKind, ...]
    facts: Mapping[str, Fact]
    since: tuple[Since, ...]
    office: frozenset[str]
    """What the office is."""
    closing_day: int | None
    """Day of the month on which the office's billing cycles close; None when it did not say."""

    def kinds_of(self, template: str, disposition: str) -> frozenset[str]:
        """Return what a letter of ours counts as: its kind and its template's code."""
        for row in self.letters:
            named = any(fnmatchcase(template, pattern) for pattern in row.templates)
            if named or disposition in row.dispositions:
                return frozenset((row.kind, template))
        return frozenset((template,))

    def is_dunning(self, template: str) -> bool:
        """Tell whether a template is a dunning letter."""
        return DUNNING in self.kinds_of(template, "")

    def title_of(self, mark: str) -> str:
        """Return what a mark says, in words; of what is no mark, itself."""
        since = {row.mark: row.title for row in self.since}
        return since.get(mark) or mark_titles().get(mark, mark)

    @property
    def letter_kinds(self) -> tuple[str, ...]:
        """The kinds of letters of ours, in order."""
        return tuple(dict.fromkeys(row.kind for row in self.letters))


def load_clock_rules(desk: Table, categories: Collection[str]) -> ClockRules:
    """Return the clocks of a desk.

    Args:
        desk: table `[clocks]` of desk.toml, empty when the office changed nothing.
        categories: codes of the desk's categories.

    Raises:
        SettingsError: a row, shipped or changed, cannot be; file, line, row, key and remedy are named.
    """
    shipped = _shipped()
    facts = {row.name: row for row in map(_fact, shipped.tables("fact"))}
    since = tuple(map(_since, shipped.tables("since")))
    letters = _letters(shipped, desk)
    marks = {
        *mark_names(),
        *office_kinds(),
        *_GIVEN,
        *categories,
        *map(main_mark, categories),
        *(row.mark for row in since),
    }
    names = Names(marks, facts, dict.fromkeys(row.kind for row in letters))
    rows: dict[str, ClockRow] = {}
    tables: dict[str, RowReader] = {}
    for table in shipped.tables("clock"):
        name = table.text("id")
        if name in rows:
            raise table.error("id", f"there are two clocks {name}", "give one of them another id")
        changes = desk.table(name) if name in desk.data else None
        tables[name] = RowReader(table, changes, names)
        rows[name] = tables[name].read(name)
    for name in desk.data:
        if name not in rows and name not in _SETTINGS:
            tables[name] = _own(desk, name, names, rows)
            rows[name] = tables[name].read(name)
    for name, row in rows.items():
        _check_order(row, tables[name], rows)
    return ClockRules(rows, letters, facts, since, _office(desk), _closing_day(desk))


def _shipped() -> Table:
    path = DATA / CLOCKS
    try:
        text = path.read_text(encoding="utf-8")
        return Table(tomllib.loads(text), path, text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The rules in {CLOCKS} cannot be read", f"{path}: {error}", "install corrtui again"
        ) from error


def _own(desk: Table, name: str, names: Names, rows: Mapping[str, ClockRow]) -> RowReader:
    """The reader of a clock of the office's own."""
    table = desk.data[name]
    if not isinstance(table, dict):
        raise desk.error(name, "unknown key", f"known here: {', '.join(_SETTINGS)}, and tables of clocks")
    own = desk.table(name)
    for key in ("title", "applies", "amount"):
        if key not in table:
            raise own.error(
                key, f"{name} is no shipped clock, and an own one needs it", f"shipped are {', '.join(rows)}"
            )
    return RowReader(None, own, names)


def _check_order(row: ClockRow, reader: RowReader, rows: Mapping[str, ClockRow]) -> None:
    """A clock may start when another ends that stands before it."""
    for token in row.start:
        if token.startswith(DUE):
            before = token.removeprefix(DUE)
            names = list(rows)
            if before not in rows or names.index(before) >= names.index(row.id):
                raise reader.error(
                    "start", f"{token!r} names no clock that stands before {row.id}", "name an earlier one"
                )


def _letters(shipped: Table, desk: Table) -> tuple[LetterKind, ...]:
    rows = []
    for table in shipped.tables("letter"):
        table.only("kind", "templates", "dispositions")
        kind, codes = table.text("kind"), table.texts_of("dispositions", ())
        rows.append(LetterKind(kind, table.texts_of("templates", ()), codes))
    own = desk.table("letters", required=False)
    known = [row.kind for row in rows]
    own.only(*known)
    return (*(LetterKind(kind, own.texts_of(kind)) for kind in own.data), *rows)


def _fact(table: Table) -> Fact:
    table.only("name", "title", "number", "records")
    name, records = table.text("name"), table.texts_of("records", ())
    return Fact(name, table.text("title"), table.flag("number", False), records)


def _since(table: Table) -> Since:
    table.only("mark", "title", "fact", "days")
    days = int(table.number("days", 60, low=1, high=3660))
    return Since(table.text("mark"), table.text("title"), table.text("fact"), days)


def _office(desk: Table) -> frozenset[str]:
    kinds, usual = office_kinds(), office_kinds(usual=True)
    said = desk.texts_of("office_is", usual)
    for kind in said:
        if kind not in kinds:
            raise desk.error("office_is", f"{kind!r} is no kind of office", f"some of {', '.join(kinds)}")
    return frozenset(said)


def _closing_day(desk: Table) -> int | None:
    day = desk.data.get("closing_day")
    if day is None:
        return None
    if not isinstance(day, int) or isinstance(day, bool) or not 1 <= day <= 31:
        raise desk.error("closing_day", "must be a day of the month, 1 to 31", "e.g. closing_day = 15")
    return day
