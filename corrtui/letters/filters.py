"""The filters, loops and print-out of a letter, each within its limit.

A filter of a missing value is the hole of that value; a figure keeps the name it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jinja2 import pass_context
from jinja2.filters import do_default
from jinja2.runtime import Context

from corrtui.letters import figures
from corrtui.letters.budget import BUDGET, LONGEST_RANGE, LONGEST_TEXT, Budget, OutOfBounds
from corrtui.letters.holes import hole
from corrtui.letters.language import COUNTED, JOINED
from corrtui.letters.values import Data, Datum, Missing


def is_count(value: object) -> bool:
    """Return whether a value is a whole number small enough to count with."""
    return type(value) is int and abs(value) <= LONGEST_RANGE


def short_range(*bounds: int) -> range:
    """Return `range(*bounds)`, at most `LONGEST_RANGE` numbers long.

    Raises:
        OutOfBounds: too long, or not one or two whole numbers.
    """
    if not 1 <= len(bounds) <= 2 or not all(is_count(bound) for bound in bounds):
        raise OutOfBounds(f"range() takes one or two whole numbers up to {LONGEST_RANGE}")
    return range(*bounds)


@pass_context
def printed(context: Context, value: object) -> object:
    """Return what `{{ value }}` prints, and note the name of the figure it shows.

    Raises:
        OutOfBounds: a whole group or list, or the time is used up.
    """
    budget = _budget(context)
    budget.check_time()
    if value is None:
        return ""
    if isinstance(value, Data) and not value:
        return hole(value.path)
    if isinstance(value, Data | list | tuple | range):
        raise OutOfBounds("a whole group or list cannot be printed: name one figure of it, or use join")
    if isinstance(value, Datum):
        budget.shown[str(value)] = value.path
    return value


def filters() -> dict[str, Callable[..., object]]:
    """Return every filter of the language of letters by name, and the two that keep its limits."""
    return {
        "capitalize": _keeping(str.capitalize),
        "lower": _keeping(str.lower),
        "title": _keeping(str.title),
        "trim": _keeping(str.strip),
        "upper": _keeping(str.upper),
        "default": do_default,
        "d": do_default,
        "length": len,
        "count": len,
        "first": _item(0),
        "last": _item(-1),
        "join": _joined,
        "money": _money,
        "longdate": _longdate,
        "masked": _masked,
        COUNTED: _counted,
        JOINED: _joined,
    }


def _budget(context: Context) -> Budget:
    budget = context.resolve(BUDGET)
    if not isinstance(budget, Budget):
        raise OutOfBounds("a letter is merged by merge() only")
    return budget


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    budget = _budget(context)
    for item in items:
        budget.round()
        yield item


def _joined(value: object, between: str = "", before_last: str | None = None) -> object:
    if isinstance(value, Missing):
        return value
    if not isinstance(value, list | tuple) or any(isinstance(item, Data | list | tuple) for item in value):
        raise OutOfBounds("join takes a list of single values")
    texts = [str(item) for item in value]
    if sum(len(text) + len(between) for text in texts) > LONGEST_TEXT:
        raise OutOfBounds(f"a joined text came to more than {LONGEST_TEXT:,} characters")
    if before_last is not None and len(texts) > 1:
        return f"{between.join(texts[:-1])}{before_last}{texts[-1]}"
    return between.join(texts)


def _keeping(change: Callable[[str], str]) -> Callable[[object], object]:
    def apply(value: object) -> object:
        if isinstance(value, Missing):
            return value
        text = change(str(value))
        return Datum(text, value.path) if isinstance(value, Datum) else text

    return apply


def _item(place: int) -> Callable[[object], object]:
    def take(value: object) -> object:
        if isinstance(value, list | tuple) and value:
            return value[place]
        return value if isinstance(value, Missing) else Missing(name="item")

    return take


def _figure(value: object, shown: str) -> Datum | Missing:
    """Return a figure as shown under the name of `value`, the hole of that name when it cannot be read."""
    path = value.path if isinstance(value, Datum | Missing) else "figure"
    return Datum(shown, path) if shown else Missing(name=path)


def _money(value: object) -> Datum | Missing:
    amount = figures.parse_money(value)
    return _figure(value, "" if amount is None else figures.money(amount))


def _longdate(value: object) -> Datum | Missing:
    day = figures.parse_date(value)
    return _figure(value, "" if day is None else figures.longdate(day))


def _masked(value: object) -> Datum | Missing:
    return _figure(value, "" if isinstance(value, Missing) else figures.masked(str(value)))
