"""The window of a #10 envelope: the inside address placed in it, and nothing else where it can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corrtui.errors import Refused
from corrtui.outgoing.fonts import ASCENT
from corrtui.outgoing.geometry import ADDRESS_LEFT, ADDRESS_TOP, ADDRESS_ZONE, LEAK_ZONE, MARGIN
from corrtui.outgoing.setting import PlacedLine, Run

SETTINGS = ((10.0, 12.0), (8.0, 10.0))
"""Type size and leading, points, tried in order; both keep 2 pt between lines, capitals over 0.08 in."""


def place_address(lines: Sequence[str], first_line: int | None = None) -> list[PlacedLine]:
    """Return the address lines placed in the window, in the larger setting that fits.

    Args:
        lines: name first, one entry a line.
        first_line: 0-based line of the draft the address begins on, for a refusal.

    Raises:
        Refused: a line is wider than the window, or there are more lines than it holds.
    """
    for size, leading in SETTINGS:
        placed = _placed(lines, size, leading)
        outside = [number for number, line in enumerate(placed) if not ADDRESS_ZONE.holds(line.box)]
        if not outside:
            return placed
    number = outside[0]
    where = f"“{lines[number]}”" + (
        "" if first_line is None else f", line {first_line + number + 1} of the draft"
    )
    if placed[number].box.right > ADDRESS_ZONE.right:
        title, remedy = (
            "The address is too wide for the envelope window",
            "break the line in two or shorten it",
        )
    else:
        title = "The address is too tall for the envelope window"
        remedy = f"the window holds {number} lines; join lines or leave one out"
    raise Refused(title, where, remedy)


def keep_window_clear(lines: Iterable[PlacedLine]) -> None:
    """Check that of page 1 only the address can show in the window, however the sheet slips.

    Raises:
        Refused: another line reaches into the zone; on a collection letter that discloses the debt.
    """
    for placed in lines:
        if placed.part != "address" and placed.box.touches(LEAK_ZONE):
            raise Refused(
                "A line would show in the envelope window",
                f"{placed.part}: “{' '.join(run.text for run in placed.line)}”",
                "only the inside address may stand 2.04 to 3.63 inches from the top",
            )


def _placed(lines: Sequence[str], size: float, leading: float) -> list[PlacedLine]:
    left, first = ADDRESS_LEFT - MARGIN, ADDRESS_TOP + ASCENT * size
    return [
        PlacedLine(first + number * leading, (Run(left, text, size),), "address")
        for number, text in enumerate(lines)
    ]
