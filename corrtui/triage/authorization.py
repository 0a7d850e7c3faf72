"""The authorization a patient gave for somebody else: what a letter tells of it, and what it lacks.

Source: 45 CFR 164.508(b)(2), (c)(1); the rows of `corrtui/data/authorization.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from corrtui.errors import SettingsError
from corrtui.triage.authorization_place import spoken_places
from corrtui.triage.authorization_terms import SAID, Told, ended, read_value
from corrtui.triage.expression import Expression, read_expression
from corrtui.triage.layout import read_layout
from corrtui.triage.phrases import quote
from corrtui.triage.rules import DATA, phrase_book, read_rules
from corrtui.triage.words import split_words

AUTHORIZATION = "authorization.toml"
DEFECTIVE = "auth_defective"
"""Mark of a letter whose authorization lacks something: it chooses the letter that says so."""
EXPIRED, AHEAD = "expired", "ahead"
"""Faults that are worked out of the days."""

Level = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    name: str
    mark: str
    title: str
    cite: str
    value: str
    """`day`, `term`, or empty: the phrase alone tells it."""
    level: Level


@dataclass(frozen=True, slots=True)
class Element:
    """A particular that is required, and what tells it; nothing does where `told` is None."""

    row: Row
    told: Told | None

    @property
    def words(self) -> str:
        """What is missing, in words."""
        return f"{self.row.title} ({self.row.cite})"


@dataclass(frozen=True, slots=True)
class Fault:
    """What makes an authorization defective, or doubtful, though it has what is required."""

    row: Row
    told: Told

    @property
    def words(self) -> str:
        """What is wrong, in words, with what says so."""
        return f"{self.row.title}, “{self.told.phrase}” ({self.row.cite})"


@dataclass(frozen=True, slots=True)
class Authorization:
    """What is known of the authorization a letter needs."""

    elements: tuple[Element, ...]
    faults: tuple[Fault, ...]
    described: bool
    """Enough of it is told that what is not told is missing on the form."""

    @property
    def missing(self) -> tuple[Element, ...]:
        """Required particulars nothing tells."""
        return tuple(element for element in self.elements if element.told is None)

    @property
    def bars(self) -> bool:
        """Whether records may not be released on it."""
        return bool(self.missing) or any(fault.row.level == "block" for fault in self.faults)

    def ticks(self) -> dict[str, object]:
        """Return what a letter of ours asks: name → it is to be ticked; `described` as above.

        Of a form nobody described nothing is ticked.
        """
        wrong = {fault.row.name for fault in self.faults}
        wrong |= {element.row.name for element in self.missing} if self.described else set()
        names = [element.row.name for element in self.elements]
        return {
            **{name: name in wrong for name in (*names, *wrong)},
            "described": self.described,
        }

    def lines(self) -> list[str]:
        """Return what keeps records from being released, and what is doubtful, in words."""
        gone = "the authorization lacks" if self.described else "nothing tells of the authorization"
        return [
            *(f"{gone}: {element.words}" for element in self.missing),
            *(f"the authorization: {fault.words}" for fault in self.faults),
        ]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values; dates are ISO days."""
        return {
            "described": self.described,
            "releasable": not self.bars,
            "elements": [
                {
                    "name": one.row.name,
                    "title": one.row.title,
                    "cite": one.row.cite,
                    "missing": one.told is None,
                }
                | (_doc(one.told) if one.told else {"phrase": None})
                for one in self.elements
            ],
            "faults": [
                {"name": one.row.name, "title": one.row.title, "cite": one.row.cite, "level": one.row.level}
                | _doc(one.told)
                for one in self.faults
            ],
        }


def _doc(told: Told) -> dict[str, Any]:
    return asdict(told) | {"day": told.day.isoformat() if told.day else None}


class AuthorizationRules:
    """The compiled rows.

    Args:
        table: authorization.toml, parsed.

    Raises:
        SettingsError: a row lacks something, or cannot be read; it is named.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        try:
            self._applies: Expression = read_expression(table["applies"])
            self._release: Expression = read_expression(table["release"])
        except (KeyError, ValueError) as error:
            raise SettingsError(
                f"{AUTHORIZATION} does not say when it applies", str(error), f"mend {DATA / AUTHORIZATION}"
            ) from None
        self._enough = int(table["told"])
        self._elements = [_row(row) for row in table["element"]]
        self._faults = [_row(row) for row in table["fault"]]
        self._request = {row["name"] for row in table["element"] if row.get("request")}
        phrases: list[str] = []
        self._of: list[tuple[str, str]] = []
        """Of each phrase: name of its row, and which of its keys it stands under."""
        for row in (*table["element"], *table["fault"]):
            for key in ("phrases", "near", "unless"):
                phrases += row.get(key, [])
                self._of += [(row["name"], key)] * len(row.get(key, []))
        for key in ("spoken", "not_it"):
            phrases += table[key]
            self._of += [("", key)] * len(table[key])
        self._book = phrase_book(phrases, AUTHORIZATION)

    def read(
        self,
        text: str,
        marks: Collection[str],
        said: Mapping[str, str],
        received: date,
        today: date,
        *,
        releasing: bool = False,
    ) -> Authorization | None:
        """Return what a letter tells of the authorization it needs; None when it needs none.

        Args:
            text: the letter as read.
            marks: what holds of it, with `for_self` where nobody says that he writes for another.
            said: what clerks said: mark → "yes" or "no".
            received: the year of a day named without one is the last before it.
            today: day of the office on which the authorization is to be good.
            releasing: a letter of ours that releases records is to go to it.
        """
        if not (self._release if releasing else self._applies).holds(marks):
            return None
        told = self._told(text, received)
        elements = tuple(Element(row, self._element(row, told, said)) for row in self._elements)
        by_name = {element.row.name: element for element in elements}
        faults = [
            Fault(row, found)
            for row in self._faults
            if (found := self._fault(row, told, said, by_name, received, today)) is not None
        ]
        count = sum(element.told is not None for element in elements)
        return Authorization(elements, tuple(faults), count >= self._enough)

    def _element(self, row: Row, told: Mapping[str, list[Told]], said: Mapping[str, str]) -> Told | None:
        word = said.get(row.mark)
        found = next(iter(told.get(row.name, ())), None)
        return None if word == "no" else (Told(SAID) if word == "yes" else found)

    def _fault(
        self,
        row: Row,
        told: Mapping[str, list[Told]],
        said: Mapping[str, str],
        elements: Mapping[str, Element],
        received: date,
        today: date,
    ) -> Told | None:
        if row.name == EXPIRED:
            until = elements["expiry"].told
            return until if until is not None and until.day is not None and until.day < today else None
        if row.name == AHEAD:
            signed = elements["signature"].told
            return signed if signed is not None and signed.day is not None and signed.day > received else None
        word = said.get(row.mark)
        found = next(iter(told.get(row.name, ())), None)
        return None if word == "no" else (found or (Told(SAID) if word == "yes" else None))

    def _told(self, text: str, received: date) -> dict[str, list[Told]]:
        """Return name of a row → what tells it, in reading order."""
        words = split_words(text, read_layout(text).own)
        hits = [(self._of[hit.row], hit) for hit in self._book.find(words)]
        denied: dict[str, set[int]] = {}
        excused = {name for (name, key), _ in hits if key == "unless"}
        for (name, key), hit in hits:
            if key in ("near", "not_it"):
                denied.setdefault(name, set()).update(hit.used)
        spoken = spoken_places(
            text,
            words,
            (
                words.sentence[hit.used[0]]
                for (name, key), hit in hits
                if key == "spoken" and denied.get(name, set()).isdisjoint(hit.used)
            ),
        )
        required = {row.name for row in self._elements}
        rows = {row.name: row for row in (*self._elements, *self._faults)}
        found: dict[str, list[Told]] = {}
        ends: dict[str, int] = {}
        for (name, key), hit in hits:
            if key != "phrases" or name in excused or not denied.get(name, set()).isdisjoint(hit.used):
                continue
            _, start, end = quote(text, words, hit)
            sentence = words.sentence[hit.used[0]]
            if name in required and not spoken.has(start, sentence, request=name in self._request):
                continue
            told = read_value(rows[name].value, text, start, end, received)
            if told is None:
                continue
            if found.get(name) and found[name][-1].start == start:
                if told.end > ends[name]:
                    found[name][-1] = told
            else:
                found.setdefault(name, []).append(told)
            ends[name] = max(told.end, ends.get(name, 0))
        return {name: ended(told, found.get("signature", ())) for name, told in found.items()}


def _row(row: Mapping[str, Any]) -> Row:
    for key in ("name", "mark", "title", "cite"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise SettingsError(
                f"A row of {AUTHORIZATION} has no {key}", str(DATA / AUTHORIZATION), "mend it"
            )
    return Row(
        row["name"], row["mark"], row["title"], row["cite"], row.get("value", ""), row.get("level", "block")
    )


@lru_cache(maxsize=1)
def load_authorization() -> AuthorizationRules:
    """Return the shipped rows, read and compiled once.

    Raises:
        SettingsError: authorization.toml is damaged.
    """
    return AuthorizationRules(read_rules(AUTHORIZATION))
