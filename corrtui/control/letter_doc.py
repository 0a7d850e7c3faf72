"""A letter as a line of JSON: its oldest state whole, then for each later one only what became different."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from corrtui.control.letter import Letter

_FIELDS = tuple(item for item in fields(Letter) if item.name != "before")
_DATES = frozenset(item.name for item in _FIELDS if str(item.type).startswith("date"))
_TUPLES = frozenset(item.name for item in _FIELDS if str(item.type).startswith("tuple"))
_NAMES = tuple(item.name for item in _FIELDS)
_DATE_AT = tuple(at for at, name in enumerate(_NAMES) if name in _DATES)
_TUPLE_AT = tuple(at for at, name in enumerate(_NAMES) if name in _TUPLES)
_all = attrgetter(*_NAMES)


@lru_cache(maxsize=4096)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


FIELDS = tuple((item.name, str(item.type)) for item in fields(Letter))
"""What a line holds, in this order: a release whose letters have other fields must not read it."""


def _value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def letter_to_doc(letter: Letter) -> str:
    """Return the letter with its whole chain of earlier states as compact JSON."""
    states = [letter]
    while (before := states[-1].before) is not None:
        states.append(before)
    last = _all(states.pop())
    rows: list[object] = [[_value(value) for value in last]]
    while states:
        state = _all(states.pop())
        pairs = zip(_NAMES, last, state, strict=True)
        rows.append({name: _value(new) for name, old, new in pairs if new is not old and new != old})
        last = state
    return json.dumps(rows, ensure_ascii=True, separators=(",", ":"))


def letter_from_doc(text: str) -> Letter:
    """Return the letter that `letter_to_doc` wrote; what its states have in common they share in memory.

    Raises:
        ValueError, TypeError, LookupError: it is no such line.
    """
    first, *later = json.loads(text)
    for at in _DATE_AT:
        first[at] = _day(first[at])
    for at in _TUPLE_AT:
        first[at] = tuple(first[at])
    letter = Letter(*first)
    for row in later:
        letter = replace(letter, before=letter, **_values(row))
    return letter


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name in _DATES:
            value = _day(value)
        elif name in _TUPLES:
            value = tuple(value)
        values[name] = value
    return values
