"""What every kind of source is read as: columns, rows, and the faults found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corrtui.errors import CorrtuiError
from corrtui.text import clean, is_clean

_NAMED_LINES = 5


class Unusable(CorrtuiError):
    """What the file holds cannot be used as declared; it stays so until file or declaration changes."""


class Unavailable(Unusable):
    """The file cannot be read now or not by this user; its content is not judged."""


@dataclass(slots=True)
class Faults:
    """Rows that were left out or mended, by reason; memory does not grow with their number."""

    word: str = "line"
    """What the source counts: line (CSV) or row (SQLite)."""
    count: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)

    def left_out(self, reason: str, line: int) -> None:
        """Remember that the row at `line` is not among the rows."""
        self._note(f"left out, {reason}", line)

    def mended(self, how: str, line: int) -> None:
        """Remember that the row at `line` is not as it stands in the file."""
        self._note(f"mended, {how}", line)

    def _note(self, reason: str, line: int) -> None:
        self.count[reason] = self.count.get(reason, 0) + 1
        lines = self.first.setdefault(reason, [])
        if len(lines) < _NAMED_LINES:
            lines.append(line)

    def sentences(self, file: str) -> tuple[str, ...]:
        """Return one sentence a reason, with the numbers of the first lines."""
        found = []
        for reason, count in self.count.items():
            lines = self.first[reason]
            named = ", ".join(str(line) for line in lines)
            more = f" and {count - len(lines)} more" if count > len(lines) else ""
            plural = "" if count == 1 else "s"
            found.append(f"{file}: {count} {self.word}{plural} {reason} ({self.word} {named}{more})")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open source: its columns and, once, its rows."""

    columns: tuple[str, ...]
    """Clean and each different; a name that stood twice carries its position from the second on."""
    twice: tuple[str, ...]
    """Column names that stood more than once in the file."""
    rows: Iterator[tuple[int, list[str]]]
    """(line, one clean cell a column). Raises Unusable or Unavailable when the file breaks midway."""
    faults: Faults


def clean_cell(cell: str) -> str:
    """Return a cell without outer blanks and with nothing a terminal could act on."""
    return cell.strip() if is_clean(cell) else clean(cell).strip()


def different(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return column names made different, and the names that stood more than once.

    A nameless column becomes `column 3`; the second `amount` becomes `amount (column 5)`.
    """
    taken: dict[str, None] = {}
    twice: dict[str, None] = {}
    for position, name in enumerate(names, start=1):
        own = name or f"column {position}"
        if own in taken:
            twice[own] = None
            own = f"{own} (column {position})"
        while own in taken:
            own += "'"
        taken[own] = None
    return tuple(taken), tuple(twice)
