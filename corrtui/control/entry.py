"""Entry: one line of the control log — who, when, which letter, what — and its form on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from itertools import islice
from typing import Any

from corrtui.control.act_json import act_from_json, act_to_json
from corrtui.control.acts import Act
from corrtui.errors import LogDamaged

VERSION = 1
"""Form of a line; a reader refuses a higher one rather than misread it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, entered.

    Attributes:
        n: running number in the whole log, from 1, without a gap.
        at: when it was entered, UTC.
        by: login of the person.
        letter: control number, or empty for an act that concerns the whole desk.
        act: what was done.
        intent: entries of one key press share it: they are undone together.
        hash: SHA-256 of the hash before and this line's body, hexadecimal.
    """

    n: int
    at: datetime
    by: str
    letter: str
    act: Act
    intent: str = ""
    hash: str = ""

    def day(self, zone: tzinfo | None) -> date:
        """The day the act belongs to, in the office's zone (None: the machine's)."""
        return self.at.astimezone(zone).date()


def entry_to_doc(by: str, letter: str, act: Act, intent: str, at: datetime) -> dict[str, Any]:
    """Return what the log stores of an act; `at` must be aware and is written in UTC to the millisecond."""
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    doc: dict[str, Any] = {"v": VERSION, "at": stamp, "by": by, "letter": letter, "act": act.name}
    if intent:
        doc["intent"] = intent
    doc["d"] = act_to_json(act)
    return doc


def entry_from_doc(doc: Mapping[str, Any]) -> Entry:
    """Return the entry of a stored line.

    Raises:
        LogDamaged: the line holds together but says something this release cannot read.
    """
    number = doc.get("n", 0)
    try:
        if doc["v"] > VERSION:
            raise ValueError(f"form {doc['v']} of a newer corrtui")
        return Entry(
            n=number,
            at=datetime.fromisoformat(doc["at"]),
            by=doc["by"],
            letter=doc["letter"],
            act=act_from_json(doc["act"], doc["d"]),
            intent=doc.get("intent", ""),
            hash=doc.get("h", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LogDamaged(
            f"Entry {number} of the control log cannot be read",
            str(error),
            "open the desk with the release that wrote it",
        ) from error


class EntryReader:
    """Turns stored lines into entries; what comes after an unreadable one is not taken for the whole."""

    def __init__(self) -> None:
        self._unreadable: LogDamaged | None = None

    def entries(self, docs: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
        """Yield the entries of `docs`; from the first that cannot be read on they are only passed over.

        Raises:
            LogDamaged: an entry, of these or of earlier ones, is of a newer release; raised at the end.
        """
        for doc in docs:
            if self._unreadable is None:
                try:
                    yield entry_from_doc(doc)
                except LogDamaged as error:
                    self._unreadable = error
        self.check()

    def check(self) -> None:
        """Raise LogDamaged when an entry could not be read."""
        if self._unreadable is not None:
            raise LogDamaged(self._unreadable.title, self._unreadable.detail, self._unreadable.hint)


def lots(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Yield entries in lots of `size`; what stops the reading is raised after those that came before it."""
    source, more = iter(entries), True
    while more:
        lot: list[Entry] = []
        try:
            for entry in islice(source, size):
                lot.append(entry)
            more = len(lot) == size
        except BaseException:
            if lot:
                yield lot
            raise
        if lot:
            yield lot
