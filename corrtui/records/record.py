"""One row of the office's records as the rest of the house sees it, and the copy kept when it is attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from corrtui.text import mask_numbers

PAYING = frozenset({"account", "card", "payment"})
"""Kinds of records whose own number may be a card's."""


@dataclass(frozen=True, slots=True)
class Record:
    """A whole row of one source. Every text in it is clean: no control or invisible characters."""

    source: str
    """Name of the source in `desk.toml`, e.g. `orders`."""
    kind: str
    """What a row is: account, order, invoice, payment, claim, item …"""
    key: str
    """The row's own number, written as the source writes it."""
    title: str
    fields: tuple[tuple[str, str], ...]
    """(column, value as shown), in the order of the source; nothing is left out."""
    values: Mapping[str, str]
    """Name a template uses → value."""
    links: Mapping[str, str]
    """Kind → number: the other numbers that stand in this row."""
    why: str = ""
    """Why this letter needs it, in words; empty when nobody asked that."""
    file: str = ""
    """Name of the file it was read from, without the folder."""
    row: int = 0
    """First line of the row in a CSV file, number of the row in a SQLite table; both count from 1."""
    read: datetime | None = None
    """When the source was read, aware, UTC."""
    foreign: bool = False
    """The letter leads to this row, but it is in another name or on another account than the writer's."""

    @property
    def identity(self) -> tuple[str, str, int]:
        """Source, key and row: equal for two copies of one row, different for two rows with one number."""
        return (self.source, self.key, self.row)

    @property
    def id(self) -> str:
        """How log, lists and file names call it: `source/key`, a card or social-security number masked."""
        return mask_numbers(f"{self.source}/{self.key}", lambda digits: self.kind not in PAYING)

    def because(self, why: str) -> Self:
        """Return the same record with its reason."""
        return replace(self, why=why)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data; the time is ISO 8601 with its zone."""
        return {
            "source": self.source,
            "kind": self.kind,
            "key": self.key,
            "title": self.title,
            "fields": [list(pair) for pair in self.fields],
            "values": dict(self.values),
            "links": dict(self.links),
            "why": self.why,
            "file": self.file,
            "row": self.row,
            "read": self.read.isoformat() if self.read else "",
            "foreign": self.foreign,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the record `to_json` wrote.

        Raises:
            ValueError: the data lacks a part of a record or holds something else in its place.
        """
        try:
            return cls(
                source=_text(data["source"]),
                kind=_text(data["kind"]),
                key=_text(data["key"]),
                title=_text(data["title"]),
                fields=tuple((_text(column), _text(value)) for column, value in data["fields"]),
                values={_text(name): _text(value) for name, value in data["values"].items()},
                links={_text(kind): _text(number) for kind, number in data["links"].items()},
                why=_text(data.get("why", "")),
                file=_text(data.get("file", "")),
                row=int(data.get("row", 0)),
                read=datetime.fromisoformat(data["read"]) if data.get("read") else None,
                foreign=data.get("foreign") is True,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"this is not a record: {type(error).__name__}: {error}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def snapshot(record: Record, now: datetime | None = None) -> dict[str, Any]:
    """Return what a case folder keeps of an attached record: `record`, the complete row, and `attached`.

    The row says its source, its file and when it was read; `attached` is `now` (aware; default the present).
    All times are UTC. A later change of the source does not reach the copy.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    return {"record": record.to_json(), "attached": moment.isoformat(timespec="seconds")}
