"""Sums written as lines one under the other: labelled amounts and the Total line under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corrtui.letters.proof.amounts import Amount
from corrtui.letters.proof.arithmetic import Sum, show, with_either_sign
from corrtui.letters.proof.lists import either, words

_LABEL_ENDS = re.compile(r"(?:\s{2,}|\t|:\s*|\.{2,}\s*|\s[-–—]\s*|\s*\|\s*|^\s*[-*•]\s.*\s)$")
_TAIL = r"\b\s*(?:\([^)]*\)|(?:as of|for|on|due|now|to)\b[^$]{0,40})?[\s:.|=–—-]*$"


def _label(key: str) -> str:
    return rf"[\s*•|=-]*(?:your\s+|the\s+)?{either(words('sums', key))}"


_TOTAL = re.compile(_label("total_labels") + _TAIL, re.I)
_SUBTOTAL = re.compile(_label("subtotal_labels") + _TAIL, re.I)
_BALANCE = re.compile(_label("balance_labels") + _TAIL, re.I)
_OPENING = re.compile(rf"\b{either(words('sums', 'opening_labels'))}\b", re.I)
_DEDUCT = re.compile(rf"\b{either(words('sums', 'deduct_labels'))}\b|^\s*[-−–]\s*$", re.I)
_CHANGE = re.compile(rf"\b{either(words('sums', 'change_labels'))}\b", re.I)
_UNIT_PRICE = re.compile(rf"\b{either(words('sums', 'unit_price_labels'))}\b", re.I)
_TOTAL_COLUMN = re.compile(r"\btotal(?:\s+(?:due|owed|amount))?[\s|]*$", re.I)
_NOTHING_AFTER = re.compile(r"[\s|.*)]*$")
_GAP = re.compile(r"[\s|()$+−–-]*")
_RULE = re.compile(r"[\s|=_+–—-]*$")


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table: what stands before its amounts, and the amounts."""

    label: str
    amounts: tuple[Amount, ...]

    @property
    def deducts(self) -> bool:
        """The label says that the amount is taken off, or it is written as a negative one."""
        return self.amounts[-1].negative or bool(_DEDUCT.search(self.label))

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.match(self.label) or _SUBTOTAL.match(self.label))


def tables(text: str, amounts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield the sum of each Total, Subtotal or closing balance line over the lines above it."""
    rows: list[_Row] = []
    heading = ""
    for line, row in _lines(text, amounts):
        if row is None:
            # A rule or a blank line belongs to the table; a heading or a sentence ends it.
            if not _RULE.match(line):
                rows, heading = [], line
            continue
        if _TOTAL_COLUMN.search(heading) and not _UNIT_PRICE.search(heading) and len(row.amounts) > 2:
            yield _come_to([_Row("", (amount,)) for amount in row.amounts[:-1]], row.amounts[-1])
        if len(rows) > 1 and (row.is_total or _closes(rows, row)):
            yield from _foot(rows, row)
            rows = []
        rows.append(row)


def _lines(text: str, amounts: Sequence[Amount]) -> Iterator[tuple[str, _Row | None]]:
    """Yield each line with its row, None when it is no line of a table."""
    start = place = 0
    for line in text.split("\n"):
        end = start + len(line)
        first = place
        while place < len(amounts) and amounts[place].start < end:
            place += 1
        yield line, _row(line, start, tuple(amounts[first:place]))
        start = end + 1


def _row(line: str, start: int, amounts: tuple[Amount, ...]) -> _Row | None:
    """Return a line of a table; in "3 at 24.95     74.85" the first amount belongs to the label."""
    if not amounts or not _NOTHING_AFTER.match(line, amounts[-1].end - start):
        return None
    gaps = (line[left.end - start : right.start - start] for left, right in pairwise(amounts))
    in_columns = all(_GAP.fullmatch(gap) for gap in gaps)
    for columns in (amounts, amounts[-1:]) if in_columns else (amounts[-1:],):
        label = line[: columns[0].start - start].rstrip("(")
        row = _Row(label, columns)
        if not label.strip() or _LABEL_ENDS.search(label) or row.is_total or _BALANCE.match(label):
            return row
    return None


def _closes(rows: Sequence[_Row], row: _Row) -> bool:
    """Return whether `row` is a balance that the rows above lead to."""
    opens = _BALANCE.match(row.label) and _OPENING.search(rows[0].label)
    return bool(opens) and any(each.deducts or _CHANGE.search(each.label) for each in rows[1:])


def _foot(rows: Sequence[_Row], total: _Row) -> Iterator[Sum]:
    """Yield the sum of the last column, and of every other column that has an amount in each row."""
    width = len(total.amounts)
    columns = range(width) if all(len(row.amounts) == width for row in rows) else range(width - 1, width)
    if any(_UNIT_PRICE.search(row.label) for row in rows):
        return
    for column in columns:
        place = column - width
        cells = [_Row(row.label, (row.amounts[place],)) for row in rows]
        whole = _come_to(cells, total.amounts[place])
        # A total above may belong to another table: what stands below it may be summed alone.
        below = _come_to(cells[1:], total.amounts[place]) if rows[0].is_total and len(cells) > 2 else whole
        yield below if below.right else whole


def _come_to(cells: Sequence[_Row], total: Amount) -> Sum:
    """Return the sum of one column; a line that names a deduction may be written without its minus."""
    stated = -total.value if total.negative else total.value
    fixed = [cell.amounts[0].value for cell in cells if not cell.deducts]
    either_way = [cell.amounts[0].value for cell in cells if cell.deducts]
    results = list(with_either_sign(fixed, either_way))
    values = [-cell.amounts[0].value if cell.deducts else cell.amounts[0].value for cell in cells]
    right = stated in results
    terms = tuple(cell.amounts[0] for cell in cells)
    return Sum(total, stated if right else results[0], terms, right, show(values))
