"""What a template may look at: plain values that know by which name they were asked for, and what is missing.

A context of strings, numbers, dates, lists and dicts becomes a tree of `Datum` and `Data`, cleaned and on one
line each; whatever is missing, empty or None is left out, so that the letter shows a hole for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from jinja2 import Undefined

from corrtui.letters.figures import longdate, money
from corrtui.letters.holes import hole, neutral


class Datum(str):
    """A text that may stand in a letter, with its dotted name in the context ("order.amount")."""

    __slots__ = ("path",)

    path: str

    def __new__(cls, text: str, path: str) -> Datum:
        """Return `text` under the name `path`."""
        datum = super().__new__(cls, text)
        datum.path = path
        return datum


class Data(dict[str, object]):
    """A named group of values: `order`, `writer`; only its entries can be reached from a template."""

    __slots__ = ("path",)

    def __init__(self, values: Mapping[str, object], path: str) -> None:
        super().__init__(values)
        self.path = path


class Missing(Undefined):
    """A value the context does not have: false in {% if %}, ⟦order.amount⟧ in print, an error in a sum."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: object = None, name: str | None = None) -> None:
        wanted = name or "?"
        super().__init__(f"{hole(wanted)} is missing and nothing can be reckoned with it", obj, wanted)

    @property
    def path(self) -> str:
        """Dotted name it was asked for by."""
        return str(self._undefined_name)

    def __str__(self) -> str:
        return hole(self.path)


def prepared(context: Mapping[str, object]) -> Data:
    """Return the context as templates see it.

    Raises:
        TypeError: the context holds something other than str, int, bool, Decimal, date, list, dict or None.
    """
    return _group(context, "")


def _group(values: Mapping[str, object], path: str) -> Data:
    entries: dict[str, object] = {}
    for name, value in values.items():
        seen = _seen(value, f"{path}.{name}" if path else name)
        if seen is not None:
            entries[name] = seen
    return Data(entries, path)


def _seen(value: object, path: str) -> object:
    """Return a value as templates see it, None when there is nothing to see."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        text = neutral(value)
        return Datum(text, path) if text else None
    if isinstance(value, Decimal):
        return Datum(money(value), path)
    if isinstance(value, date):
        return Datum(longdate(value), path)
    if isinstance(value, Mapping):
        return _group(value, path)
    if isinstance(value, Sequence):
        items = (_seen(item, path) for item in value)
        return [item for item in items if item is not None]
    raise TypeError(f"{path}: a letter cannot hold a {type(value).__name__}")
