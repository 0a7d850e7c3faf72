"""Where things stand on US Letter so that a #10 window envelope shows the address and nothing else.

All lengths are points (1/72 in); x runs right from the left edge, y down from the top edge. The zones are
worked out from the envelope's own measures, so another envelope is another row of numbers.

Sources: USPS Publication 28 and Domestic Mail Manual (window 1/8 in clear on all sides of the address,
characters 0.08 to 0.2 in high, at least 2 pt between address lines); the usual #10 window as envelope makers
publish it; 12 CFR 1006.22(f)(2) (nothing but the address may show on a debt collector's envelope).
"""

from __future__ import annotations

from dataclasses import dataclass

INCH = 72.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        """Return whether `other` lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def touches(self, other: Box) -> bool:
        """Return whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


PAGE_WIDTH, PAGE_HEIGHT = 8.5 * INCH, 11 * INCH
MARGIN = 1.0 * INCH
"""On all four sides; the letterhead alone stands higher."""
SHEET_BODY = PAGE_HEIGHT - MARGIN
"""Nothing prints below this y."""

# The #10 envelope and its usual window.
_ENVELOPE_WIDTH, _ENVELOPE_HEIGHT = 9.5 * INCH, 4.125 * INCH
_WINDOW_WIDTH, _WINDOW_HEIGHT = 4.5 * INCH, 1.125 * INCH
_WINDOW_FROM_LEFT, _WINDOW_FROM_BOTTOM = 0.875 * INCH, 0.5 * INCH
_CLEARANCE = 0.125 * INCH

# A sheet folded in thirds lies on the bottom edge of the envelope and may slip by what the panel is smaller.
_PANEL = PAGE_HEIGHT / 3
_SLIP_ASIDE = _ENVELOPE_WIDTH - PAGE_WIDTH
_SLIP_UP = _ENVELOPE_HEIGHT - _PANEL
_WINDOW_BOTTOM = _PANEL - _WINDOW_FROM_BOTTOM
_WINDOW_TOP = _WINDOW_BOTTOM - _WINDOW_HEIGHT
_WINDOW_RIGHT = _WINDOW_FROM_LEFT + _WINDOW_WIDTH

WINDOW = Box(_WINDOW_FROM_LEFT, _WINDOW_TOP, _WINDOW_RIGHT - _SLIP_ASIDE, _WINDOW_BOTTOM)
"""What the window shows of page 1 wherever the sheet slips sideways: x 0.875–4.375, y 2.042–3.167 in."""
ADDRESS_ZONE = Box(WINDOW.left, WINDOW.top + _CLEARANCE, WINDOW.right, WINDOW.bottom - _CLEARANCE)
"""Where the address must lie to be read with clearance: y 2.167–3.042 in."""
LEAK_ZONE = Box(0.0, WINDOW.top, _WINDOW_RIGHT, WINDOW.bottom + _SLIP_UP)
"""What the window can show in any position: x 0–5.375, y 2.042–3.625 in; only the address may print here."""

LETTERHEAD_TOP = 0.4 * INCH
LETTERHEAD_RULE = 1.27 * INCH
DATELINE = 1.64 * INCH
"""Baseline of the date; the reference follows one line below, both clear of the leak zone."""
ADDRESS_LEFT, ADDRESS_TOP = 1.0 * INCH, 2.2 * INCH
BODY_TOP = 3.7 * INCH
"""Top of the salutation on page 1, below the leak zone."""
