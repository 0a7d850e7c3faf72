"""One row of `corrtui/data/clocks.toml`, with what an office changed of it in desk.toml: read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from corrtui.control.clock import DUTY, HOLD, WINDOW
from corrtui.errors import SettingsError
from corrtui.toml_reader import Table
from corrtui.triage.expression import Expression, read_expression

CALENDAR, BUSINESS, OFFICE, MONTHS, CYCLES = "calendar", "business", "office", "months", "cycles"
UNITS = (CALENDAR, BUSINESS, OFFICE, MONTHS, CYCLES)
KINDS = (DUTY, WINDOW, HOLD)
STATUTORY, BOTH = "statutory-dates", "both"
DONE = "done"
"""Satisfied by what the clerk says was done: a refund, a shipment."""
MAILED = "mailed:"
DUE = "due:"
FACT = "fact:"
RECEIVED = "received"
RUNNING, STANDING = "running", "standing"
"""A clock bars dunning while it runs; or also after it was met, until it is switched off."""

KEYS = (
    *("id", "title", "cite", "applies", "unless", "start", "amount", "unit", "cap", "assumed", "kind"),
    *("holidays", "satisfied_by", "repeats", "ended_by", "extension", "stops_dunning", "confirmed", "note"),
    "off",
)
_ID = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_MOST = 3660


@dataclass(frozen=True, slots=True)
class Extension:
    """How much later a clock ends, and what makes it so."""

    amount: int
    unit: str
    by: str
    """`mailed:KIND` before the due date, or `fact:NAME` by it."""


@dataclass(frozen=True, slots=True)
class ClockRow:
    """When a clock starts, how long it runs and what stops it; see the head of clocks.toml."""

    id: str
    title: str
    cite: str
    applies: Expression
    unless: Expression | None
    start: tuple[str, ...]
    amount: int
    unit: str
    cap: int
    """Calendar days at most, with cycles; 0: no cap."""
    assumed: int
    kind: str
    observed: bool
    """Business days leave out the days on which holidays are observed too."""
    satisfied_by: frozenset[str]
    repeats: bool
    ended_by: frozenset[str]
    extension: Extension | None
    stops_dunning: str
    """`running` or `standing`: no dunning letter leaves so long; empty: it stops none."""
    confirmed: bool
    note: str
    off: bool
    """The office switched it off."""


@dataclass(frozen=True, slots=True)
class Names:
    """What rows may name."""

    marks: Collection[str]
    facts: Collection[str]
    letters: Collection[str]
    """Kinds of letters of ours."""


class RowReader:
    """Reads one row; what the office changed comes before what is shipped, and is named in errors.

    Args:
        shipped: the row of clocks.toml; None for a clock of the office's own.
        desk: the table `[clocks.ID]` of desk.toml; None when it says nothing.
        names: what the row may name.
    """

    def __init__(self, shipped: Table | None, desk: Table | None, names: Names) -> None:
        self._shipped = shipped
        self._desk = desk
        self._names = names

    def _of(self, key: str) -> Table:
        """The table that has the last word on a key."""
        if self._desk is not None and (self._shipped is None or key in self._desk.data):
            return self._desk
        assert self._shipped is not None
        return self._shipped

    def error(self, key: str, what: str, remedy: str) -> SettingsError:
        """Return the error for a key of this row."""
        return self._of(key).error(key, what, remedy)

    def read(self, name: str) -> ClockRow:
        """Return the row called `name`.

        Raises:
            SettingsError: a key is unknown, missing or of the wrong kind, or names what is not there.
        """
        try:
            return self._read(name)
        except SettingsError as error:
            if name in error.title:
                raise
            raise SettingsError(f"{error.title} (clock {name})", error.detail, error.hint) from None

    def _read(self, name: str) -> ClockRow:
        for table in (self._shipped, self._desk):
            if table is not None:
                table.only(*KEYS)
        if not _ID.fullmatch(name):
            raise self.error(
                "id", f"{name!r} is no name of a clock", "capitals, digits and hyphens: RESPA-ACK"
            )
        if self._desk is not None and self._desk.text("id", name) != name:
            raise self._desk.error(
                "id", "the table's name is the clock's", f"leave it out of [clocks.{name}]"
            )
        unit = self._choice("unit", UNITS, CALENDAR)
        kind = self._choice("kind", KINDS, DUTY)
        usual = BOTH if kind == WINDOW else STATUTORY
        row = ClockRow(
            id=name,
            title=self._of("title").text("title"),
            cite=self._of("cite").text("cite"),
            applies=self._expression("applies"),
            unless=self._expression("unless") if self._has("unless") else None,
            start=self._of("start").texts_of("start", (RECEIVED,)),
            amount=self._whole("amount", 0 if unit == CALENDAR else 1, None),
            unit=unit,
            cap=self._whole("cap", 1, 0),
            assumed=self._whole("assumed", 1, 0),
            kind=kind,
            observed=self._choice("holidays", (STATUTORY, BOTH), usual) == BOTH,
            satisfied_by=frozenset(self._of("satisfied_by").texts_of("satisfied_by", ())),
            repeats=self._of("repeats").flag("repeats", False),
            ended_by=frozenset(self._of("ended_by").texts_of("ended_by", ())),
            extension=self._extension(),
            stops_dunning=self._choice("stops_dunning", ("", RUNNING, STANDING), ""),
            confirmed=self._of("confirmed").flag("confirmed", True),
            note=self._of("note").text("note", ""),
            off=self._of("off").flag("off", False),
        )
        self._check(row)
        return row

    def _has(self, key: str) -> bool:
        return key in self._of(key).data

    def _choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self._of(key).text(key, default)
        if value not in choices:
            raise self.error(key, f"{value!r} is none of them", f"one of {', '.join(choices)}")
        return value

    def _whole(self, key: str, low: int, default: int | None) -> int:
        value: object = self._of(key).data.get(key, default)
        if value is None:
            raise self.error(key, "is missing", f"write {key} = 30")
        if default is not None and value == default:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= _MOST:
            raise self.error(key, f"must be a whole number from {low} to {_MOST}", f"e.g. {key} = 30")
        return value

    def _expression(self, key: str) -> Expression:
        text = self._of(key).text(key)
        try:
            found = read_expression(text)
        except ValueError as error:
            raise self.error(
                key, f"cannot be read: {error}", 'e.g. "BIL & written & !(eft | mortgage)"'
            ) from None
        for name in sorted(found.names):
            if name not in self._names.marks:
                raise self.error(
                    key,
                    f"there is no mark {name}",
                    "marks are rows of marks.toml, codes of categories, office kinds",
                )
        return found

    def _extension(self) -> Extension | None:
        if not self._has("extension"):
            return None
        table = self._of("extension").table("extension")
        table.only("amount", "unit", "by")
        amount, unit, by = table.data.get("amount"), table.text("unit", CALENDAR), table.text("by")
        if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= _MOST:
            raise table.error("amount", f"must be a whole number from 1 to {_MOST}", "e.g. amount = 15")
        if unit not in (CALENDAR, BUSINESS, OFFICE):
            raise table.error("unit", f"{unit!r} is none of them", "calendar, business or office")
        self._token("extension", by, "by")
        return Extension(amount, unit, by)

    def _check(self, row: ClockRow) -> None:
        if not row.start:
            raise self.error("start", "is empty", 'e.g. start = ["received"]')
        for token in row.start:
            if token != RECEIVED and not token.startswith(DUE) and token not in self._names.facts:
                self._token("start", token)
        for key, tokens in (("satisfied_by", row.satisfied_by), ("ended_by", row.ended_by)):
            for token in sorted(tokens):
                if token != DONE:
                    self._token(key, token)
        if row.cap and row.unit != CYCLES:
            raise self.error("cap", "goes with cycles only", 'write unit = "cycles", or leave it out')
        if row.repeats and not row.ended_by:
            raise self.error("repeats", "nothing ends it for good", 'write ended_by = ["mailed:final"]')
        if row.ended_by and not row.repeats:
            raise self.error("ended_by", "goes with repeats = true", "name what ends it in satisfied_by")
        if row.kind != DUTY and (row.satisfied_by or row.repeats):
            key = "kind" if self._has("kind") else "satisfied_by"
            raise self.error(key, f"a {row.kind} is not ours to meet", "leave satisfied_by and repeats empty")
        if self._has("holidays") and row.unit != BUSINESS and not row.assumed:
            raise self.error("holidays", f"{row.unit} days heed none", "leave it out")

    def _token(self, key: str, token: str, inner: str = "") -> None:
        where = f"{inner}: {token!r}" if inner else repr(token)
        if token.startswith(FACT) and inner:
            if token.removeprefix(FACT) in self._names.facts:
                return
            raise self.error(key, f"{where}: there is no such fact", f"one of {', '.join(self._names.facts)}")
        kind = token.removeprefix(MAILED)
        if kind == token:
            raise self.error(key, f"{where} means nothing", 'e.g. "mailed:final"')
        if kind not in self._names.letters and "-" not in kind:
            kinds = ", ".join(self._names.letters)
            raise self.error(
                key, f"{where}: no letter is of that kind", f"one of {kinds}, or a template's code"
            )
