"""Setting type: pieces of text on a line, and where a paragraph's lines break.

The PDF and the terminal preview draw these same lines. A line holds at most 78 characters: about the longest
measure an eye follows back without losing its place, and one that fits a terminal of 80 columns whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrtui.outgoing.fonts import ASCENT, DESCENT, width
from corrtui.outgoing.geometry import INCH, MARGIN, PAGE_WIDTH, Box

SIZE = 11.0
"""Type size of the body, points."""
MEASURE = 5.9 * INCH
"""Length of a line of running text, points."""
FULL_MEASURE = PAGE_WIDTH - 2 * MARGIN
"""From margin to margin, points: rules and tables."""
COLUMNS = 78
"""Most characters of a line, and the width of a table as it is typed."""
COLUMN = FULL_MEASURE / COLUMNS
"""What a typed column measures where nothing asks for more: 6 pt, a typewriter's 12 to the inch."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_BELONGS = re.compile(
    r"\b(?:Mr|Ms|Mrs|Mx|Dr|Messrs|Prof|Rev|Hon)\. (?=\w)"
    rf"|\b(?:{_MONTH}|[Nn]os?\.|[Pp]ages?|[Ll]ines?|[Rr]ules?) (?=\d)"
    rf"|(?<=\d) (?=(?:{_MONTH})\b|[ap]\.m\.)"
    r"|\b(?:[Aa]ccount|[Oo]rder|[Ii]nvoice|[Cc]laim|[Ii]tem|[Rr]eference|[Nn]umber) (?=[…\d])"
    r"|(?<=[ap]\.m\.) to (?=\d)|\b[A-Z]{2} (?=\d{5}\b)"
    r"|[§$€£] (?=\d)"
)
"""A blank that divides what belongs together."""
_LAYOUT = re.compile(r"[\n\t]")
_TOKEN = re.compile(r" *(?:[^ —]+—?|—)")
_NO_BREAK = "\u00a0"
_GOOD_CUT = re.compile(r"[/@&?=._,;-](?=[^/@&?=._,;-]*$)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line."""

    x: float
    """Left end, points from the left margin."""
    text: str
    size: float = SIZE
    bold: bool = False
    column: int = 0
    """Left end in the preview, characters from the left margin."""

    @property
    def right(self) -> float:
        """Right end, points from the left margin."""
        return self.x + width(self.text, self.size, bold=self.bold)


Line = tuple[Run, ...]
"""What stands on one baseline, left to right."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line at its place on a page."""

    baseline: float
    """Points from the top edge."""
    line: Line
    part: str
    """What it is: "letterhead", "dateline", "address", "paragraph 1", …"""

    @property
    def box(self) -> Box:
        """The area its letters may cover on the page."""
        return Box(
            MARGIN + min(run.x for run in self.line),
            self.baseline - ASCENT * max(run.size for run in self.line),
            MARGIN + max(run.right for run in self.line),
            self.baseline + DESCENT * max(run.size for run in self.line),
        )


def wrap(
    text: str,
    measure: float = MEASURE,
    *,
    columns: int = COLUMNS,
    size: float = SIZE,
    bold: bool = False,
) -> list[str]:
    """Break running text of type size `size` into lines of at most `measure` points, `columns` characters.

    Breaks fall at blanks and after a dash, never between a title and its name, a month and its day, the hours
    from and to, "order" and its number, a currency sign and its figure; only a word longer than a line is
    cut. Time is in proportion to the text.
    """
    lines: list[str] = []
    current, room = "", 0.0
    for token in _TOKEN.findall(_BELONGS.sub(_glued, _LAYOUT.sub(" ", text).strip(" "))):
        needs = width(token, size, bold=bold)
        if current and needs <= room and len(current) + len(token) <= columns:
            current, room = current + token, room - needs
            continue
        if current:
            lines.append(current)
        pieces = _cut(token.lstrip(" "), measure, columns, size, bold)
        lines.extend(pieces[:-1])
        current = pieces[-1]
        room = measure - width(current, size, bold=bold)
    return [line.replace(_NO_BREAK, " ") for line in [*lines, current] if line]


def prose(text: str, *, indent: float = 0.0, column: int = 0, bold: bool = False) -> list[Line]:
    """Return running text as lines that all begin at `indent` points and preview column `column`."""
    rows = wrap(text, MEASURE - indent, columns=COLUMNS - column, bold=bold)
    return [(Run(indent, row, bold=bold, column=column),) for row in rows]


def hanging(label: str, text: str, *, indent: float = 0.0, column: int = 0) -> list[Line]:
    """Return `text` with `label` ("-", "2.", "cc:") before its first line, the rest hung under its start."""
    hang = indent + max(width(f"{label} ", SIZE), 1.3 * SIZE)
    rows = prose(text, indent=hang, column=column + len(label) + 1)
    head = Run(indent, label, column=column)
    return [(head, *rows[0]), *rows[1:]] if rows else [(head,)]


def _glued(match: re.Match[str]) -> str:
    return match[0].replace(" ", _NO_BREAK)


def _cut(word: str, measure: float, columns: int, size: float, bold: bool) -> list[str]:
    """Return a word in pieces that fit a line, cut after a sign of punctuation where there is one."""
    pieces = []
    while len(word) > columns or width(word, size, bold=bold) > measure:
        fits, wide = 0, 0.0
        for char in word[:columns]:
            wide += width(char, size, bold=bold)
            if wide > measure:
                break
            fits += 1
        good = _GOOD_CUT.search(word[:fits])
        cut = good.end() if good and good.end() > fits // 2 else max(1, fits)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]
