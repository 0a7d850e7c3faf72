"""Which records a letter needs: what it names, what hangs together with that, what is in the writer's name.

Nothing is chosen silently: every record says why it is here, and a name on several accounts shows several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corrtui.records.evidence import Evidence
from corrtui.records.numbers import bare_numbers, number_key
from corrtui.records.record import Record
from corrtui.text import one_line

if TYPE_CHECKING:
    from corrtui.records.index import RecordIndex
    from corrtui.triage.facts import Facts

MOST = 12
"""Records shown for one letter."""
_NO_NUMBERS = frozenset({"amount", "date", "check"})
# The number of an article stands in everybody's orders; nothing under it belongs to this letter.
_NO_WAY_DOWN = frozenset({"item"})
_NAMED_MOST = 40
_LINKED_READ = 200
_FOR_WRITER = 2
"""Places kept for the writer's own records when what is linked would fill the list."""
_SHOWN = 40
_NAMED = "the letter names"
_STANDS = "stands in the letter"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A number from which links are followed, and how the letter leads to it."""

    kind: str
    number: str
    how: str


def find_records(facts: Facts, text: str, index: RecordIndex) -> tuple[Record, ...]:
    """Return the records a letter needs, best first, at most MOST, each with its `why`.

    In this order: rows whose number the letter names with its kind; rows whose number stands in it without,
    where a name or a named number agrees; rows one link away from those; rows with the writer's mail address
    or name, or where all that finds nothing with a name that stands in the letter; last the bare numbers with
    which nothing agrees.

    Args:
        facts: what triage found in the letter.
        text: the letter's text, looked through for bare numbers and names.
        index: the office's records, refreshed.

    Raises:
        CorrtuiError: the index cannot be read.
    """
    return _Search(facts, text, index).best()


class _Search:
    def __init__(self, facts: Facts, text: str, index: RecordIndex) -> None:
        self._facts = facts
        self._text = text
        self._index = index
        self._says = Evidence(facts, text)
        self._anchors: list[_Anchor] = []
        self._ours: set[str] = set()
        """Accounts the letter leads to that are in nobody else's name."""

    def best(self) -> tuple[Record, ...]:
        named = self._named()
        agreeing, lonely = self._bare(named)
        direct = _once([*named, *agreeing])
        accounts = [row for row in direct if row.kind == "account"]
        self._ours = {number_key(row.key) for row in accounts if not self._foreign(row)}
        found = _once([*direct, *self._linked(direct)])
        writers = self._writers(found) or ([] if found else self._mentioned())
        room = max(len(direct), MOST - min(_FOR_WRITER, len(writers)))
        best = _once([*found[:room], *writers, *found[room:], *lonely])[:MOST]
        return tuple(self._said(row) for row in best)

    def _said(self, row: Record) -> Record:
        whose = self._foreign(row)
        return replace(row, why=row.why + whose, foreign=bool(whose))

    def _named(self) -> list[Record]:
        """Rows whose number the letter calls by its kind. The number leads on even where it has no row."""
        said: dict[tuple[str, str], str] = {}
        for found in self._facts.found:
            if found.kind not in _NO_NUMBERS and len(said) < _NAMED_MOST:
                said.setdefault((found.record, number_key(found.value)), one_line(found.value, _SHOWN))
        rows: list[Record] = []
        for (kind, key), number in said.items():
            self._anchors.append(_Anchor(kind, number, _NAMED))
            hits = self._index.lookup(kind, number) or self._index.lookup_tail(kind, number)
            if not hits and kind == "account":
                hits = self._index.accounts_ending(number)
            for place, row in enumerate(hits, start=1):
                why = f"{kind} {number} named in the letter"
                if number_key(row.key) != key:
                    why += f", recorded as {row.key}"
                    self._anchors.append(_Anchor(kind, row.key, _NAMED))
                if len(hits) > 1:
                    why += f" ({place} of {len(hits)} with this number)"
                rows.append(row.because(why))
        return rows

    def _bare(self, named: Sequence[Record]) -> tuple[list[Record], list[Record]]:
        """Rows whose number stands in the letter without its kind: those something bears out, the others."""
        done = {number_key(row.key) for row in named}
        # The figures of the writer's own address are houses and post codes.
        done.update(number_key(part) for line in self._facts.writer.address for part in line.split())
        said = {(anchor.kind, number_key(anchor.number)) for anchor in self._anchors}
        numbers = [number for number in bare_numbers(self._text) if number_key(number) not in done]
        agreeing: list[Record] = []
        lonely: list[Record] = []
        for number, row in self._index.lookup_numbers(numbers):
            why = f"{one_line(number, _SHOWN)} {_STANDS} and is the number of this {row.kind}"
            linked = any((kind, number_key(other)) in said for kind, other in row.links.items())
            if linked or self._familiar(row):
                agreeing.append(row.because(why))
                self._anchors.append(_Anchor(row.kind, row.key, _STANDS))
            else:
                lonely.append(row.because(f"{why}; nothing else in the letter points to it"))
        return agreeing, lonely

    def _linked(self, direct: Sequence[Record]) -> list[Record]:
        """Rows one link away: those a found row names, then those in which a number of the letter stands."""
        up = [
            row.because(f"{row.kind} of {hit.kind} {hit.key}")
            for hit in direct
            for kind, number in hit.links.items()
            for row in self._index.lookup(kind, number)
        ]
        down = [row for anchor in self._anchors for row in self._under(anchor)]
        own = [row for row in up if not self._foreign(row)]
        return [*own, *self._ranked(_once(down)), *up]

    def _under(self, anchor: _Anchor) -> list[Record]:
        if anchor.kind in _NO_WAY_DOWN:
            return []
        rows = self._index.by_link(anchor.kind, anchor.number, _LINKED_READ)
        return [
            row.because(f"{row.kind} of {anchor.kind} {anchor.number}, which {anchor.how}") for row in rows
        ]

    def _ranked(self, rows: Iterable[Record]) -> list[Record]:
        """Of rows newest first: those with a figure of the letter, then the newest of each kind in turn.

        Rows on somebody else's account come behind all others.
        """
        turn: Counter[str] = Counter()
        ranked: list[tuple[bool, bool, int, Record]] = []
        for row in rows:
            shared = self._says.shared_figure(row)
            why = f"{row.why}; its {shared} is in the letter" if shared else row.why
            ranked.append((bool(self._foreign(row)), not shared, turn[row.kind], row.because(why)))
            turn[row.kind] += 1
        ranked.sort(key=lambda item: item[:3])
        return [row for *_, row in ranked]

    def _writers(self, found: Sequence[Record]) -> list[Record]:
        """Rows with the writer's mail address or name; names only if no row found so far bears them."""
        email = self._facts.writer.email
        why = f"has the writer's mail address, {one_line(email, _SHOWN)}"
        rows = [row.because(why) for row in self._index.by_email(email)]
        if not any(self._says.agrees(self._index.names_on(row)) for row in found):
            for name in self._says.names:
                rows += self._in_name(self._index.names_like(name), name, "the writer's name")
        return rows

    def _mentioned(self) -> list[Record]:
        """Rows in a name that stands in the letter: of the patient, constituent or debtor it is about."""
        rows: list[Record] = []
        for name in self._says.names_in_text():
            rows += self._in_name(self._index.names_holding(name), name, "a name in the letter")
        return rows

    def _in_name(self, hits: Sequence[tuple[int, Record]], name: str, whose: str) -> list[Record]:
        """Rows in one name; where it is one person's only, what hangs together with his account too."""
        persons = {_person(row) for _, row in hits}
        noun = "accounts" if all(account for account, _ in persons) else "records"
        shown = one_line(name, _SHOWN)
        rows: list[Record] = []
        for score, row in hits:
            like = f"in {whose}" if score == 100 else f"in a name {score} % like {whose}"
            which = f", which is on {len(persons)} {noun}; the letter does not say which"
            rows.append(row.because(f"{like}, {shown}{which if len(persons) > 1 else ''}"))
        if len(persons) == 1:
            score, row = hits[0]
            like = f"is in {whose}" if score == 100 else f"is in a name like {whose}"
            rows += self._ranked(self._under(_Anchor(row.kind, row.key, like)))
        return rows

    def _familiar(self, row: Record) -> bool:
        """Whether a name on the row is like the writer's or stands in the letter."""
        names = self._index.names_on(row)
        return self._says.agrees(names) or self._says.mentions(names)

    def _foreign(self, row: Record) -> str:
        """Say whose row it is when nothing in the letter points to him; nothing when that cannot be told."""
        names = self._index.names_on(row)
        if names:
            unknown = self._says.names and not self._familiar(row)
            return f"; the name on it is {one_line(names[0], _SHOWN)}" if unknown else ""
        account = row.links.get("account", "")
        other = account and self._ours and number_key(account) not in self._ours
        return f"; it is on another account, {account}" if other else ""


def _person(row: Record) -> tuple[str, str]:
    """Return what tells two bearers of one name apart: (account, "") or, without one, ("", the row)."""
    account = row.key if row.kind == "account" else row.links.get("account", "")
    return (number_key(account), "") if account else ("", f"{row.source} {row.key}")


def _once(rows: Iterable[Record]) -> list[Record]:
    """Leave out what came before; the first reason stays."""
    first: dict[tuple[str, str, int], Record] = {}
    for row in rows:
        first.setdefault(row.identity, row)
    return list(first.values())
