"""The letterhead: the office's name on the left, how to reach it on the right, a thin rule below.

Both columns stand on the rule and grow upwards, so a short letterhead looks as settled as a full one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corrtui.errors import Refused
from corrtui.outgoing.fonts import width
from corrtui.outgoing.geometry import LETTERHEAD_RULE, LETTERHEAD_TOP
from corrtui.outgoing.setting import COLUMNS, FULL_MEASURE, PlacedLine, Run, wrap

if TYPE_CHECKING:
    from corrtui.settings import Office

_SMALL, _SMALL_LEADING = 8.5, 11.5
_NAME_SIZES = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
_ABOVE_RULE = 7.0
_BETWEEN = 24.0
"""White space between the two columns, points."""
_MOST_LINES = 5
_WIDEST_CONTACT = FULL_MEASURE * 0.45


def letterhead(office: Office) -> list[PlacedLine]:
    """Return the placed lines of the letterhead.

    Raises:
        Refused: the office's lines are too many or too long for it.
    """
    contact = _contact(office)
    side = max((width(text, _SMALL) for text in contact), default=0.0)
    room = FULL_MEASURE - side - (_BETWEEN if contact else 0.0)
    name, size = _name(office.name, room)
    small = [text for line in office.letterhead for text in wrap(line, room, size=_SMALL)]
    top_of_name = (
        LETTERHEAD_RULE - _ABOVE_RULE - len(small) * _SMALL_LEADING - (len(name) - 1) * size * 1.2 - size
    )
    if len(contact) > _MOST_LINES or side > _WIDEST_CONTACT or not name or top_of_name < LETTERHEAD_TOP:
        raise Refused(
            "The letterhead does not fit its place",
            f"[office] in desk.toml: {len(office.letterhead)} lines under the name, {len(contact)} beside it",
            "shorten name, letterhead or address lines",
        )
    return _left(name, size, small) + _right(contact)


def _contact(office: Office) -> list[str]:
    lines = []
    for group in (office.address, (office.phone,), (office.email, office.web)):
        filled = [text for text in group if text.strip()]
        joined = " · ".join(filled)
        lines += [joined] if width(joined, _SMALL) <= _WIDEST_CONTACT else filled
    return [text for text in lines if text]


def _name(name: str, room: float) -> tuple[list[str], float]:
    """Return the office's name in one or two lines, and its type size; no line when it fits nowhere."""
    for size in _NAME_SIZES:
        if name and width(name, size, bold=True) <= room:
            return [name], size
    lines = wrap(name, room, size=_NAME_SIZES[-1], bold=True)
    return (lines if len(lines) <= 2 else []), _NAME_SIZES[-1]


def _left(name: Sequence[str], size: float, small: Sequence[str]) -> list[PlacedLine]:
    base = LETTERHEAD_RULE - _ABOVE_RULE - len(small) * _SMALL_LEADING
    if small:
        base -= 2.0
    placed = [
        PlacedLine(base - (len(name) - 1 - n) * size * 1.2, (Run(0.0, text, size, bold=True),), "letterhead")
        for n, text in enumerate(name)
    ]
    return placed + [
        PlacedLine(_small_base(n, len(small)), (Run(0.0, text, _SMALL),), "letterhead")
        for n, text in enumerate(small)
    ]


def _right(contact: Sequence[str]) -> list[PlacedLine]:
    return [
        PlacedLine(
            _small_base(n, len(contact)),
            (Run(FULL_MEASURE - width(text, _SMALL), text, _SMALL, column=COLUMNS - len(text)),),
            "letterhead",
        )
        for n, text in enumerate(contact)
    ]


def _small_base(number: int, count: int) -> float:
    return LETTERHEAD_RULE - _ABOVE_RULE - (count - 1 - number) * _SMALL_LEADING
