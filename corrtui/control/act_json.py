"""Acts as JSON: the form of their fields in a line of the control log.

What people wrote is entered with card and social-security numbers masked: whatever act brings it, no full
number gets into the log, nor into what is made from it — lists, tally, control card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import Any, get_args, get_type_hints

from corrtui.control.acts import Act
from corrtui.text import mask_numbers

_KINDS: Mapping[str, type[Act]] = {kind.name: kind for kind in get_args(Act)}

_REPEATED = frozenset(
    {"medium", "category", "template", "sensitive", "sensitive_category", "restricted", "original"}
)
"""Fields with few different values: 50,000 open letters share them in memory, as they share their dates."""
_WRITTEN = frozenset(
    {
        "addressee",
        "confirmed",
        "done",
        "file",
        "reason",
        "said",
        "subject",
        "title",
        "tracking",
        "unreadable",
        "warnings",
        "way",
        "what",
        "who",
        "writer",
    }
)
"""Fields that hold what people wrote, in letters, records or reasons."""
_day = lru_cache(maxsize=4096)(date.fromisoformat)


def act_to_json(act: Act) -> dict[str, Any]:
    """Return an act's fields as JSON values, full numbers masked; those at their default are left out."""
    found: dict[str, Any] = {}
    for item in fields(act):
        value = getattr(act, item.name)
        if value == item.default:
            continue
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        found[item.name] = _masked(value) if item.name in _WRITTEN else value
    return found


def _masked(value: Any) -> Any:
    if isinstance(value, list):
        return [mask_numbers(text) for text in value]
    return mask_numbers(value) if value else value


@cache
def _special(name: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Which fields of a kind of act are dates, which are tuples, and which there are at all."""
    kind = _KINDS[name]
    hints = {item.name: get_type_hints(kind)[item.name] for item in fields(kind)}
    dates = frozenset(name for name, hint in hints.items() if "date" in str(hint))
    tuples = frozenset(name for name, hint in hints.items() if "tuple" in str(hint))
    return dates, tuples, frozenset(hints)


def act_from_json(name: str, data: Mapping[str, Any]) -> Act:
    """Return the act named `name`.

    Fields this release does not know, written by a newer one, are passed over.

    Raises:
        ValueError: an act this release does not know, or a field that does not fit.
    """
    kind = _KINDS.get(name)
    if kind is None:
        raise ValueError(f"unknown act {name!r}: written by a newer corrtui?")
    dates, tuples, known = _special(name)
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            continue
        if key in dates and value is not None:
            value = _day(value)
        elif key in tuples:
            value = tuple(value)
        elif key in _REPEATED and isinstance(value, str):
            value = intern(value)
        values[key] = value
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"act {name!r}: {error}") from error
