"""The texts about other letters: look-alikes and history as lists, two letters side by side, an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from corrtui.text import count, one_line
from screens.passage import Flow, Mark, Passage, Piece, Writing
from screens.wording import long_day, short_day, status_words

if TYPE_CHECKING:
    from datetime import date

    from corrtui.casework.difference import Difference, Side
    from corrtui.casework.history import Past

Group = tuple[str, Sequence["Past"]]
CHANGED = "finding"
"""Role of a word the other letter lacks: bold and underlined without colour too."""
_BROKEN = re.compile(r"(?<=[^\n]{50})\n(?=\S)")
_BAR = " | "
"""Between two columns."""


def row_lines(groups: Iterable[Group]) -> list[int]:
    """Return on which line of `listed` each letter begins."""
    lines, at = [], 0
    for title, letters in groups:
        at += 1 if title else 0
        for _ in letters:
            lines.append(at)
            at += 2
        at += 1
    return lines


def listed(groups: Sequence[Group], at: int, note: str, today: date, width: int) -> Passage:
    """Return letters in groups, two lines each.

    Args:
        groups: title, or none, and letters.
        at: which of them the cursor is on.
        note: why these may not be all.
        today: day of the office.
        width: cells of a line; nothing is wrapped.
    """
    writing = Writing()
    nth = 0
    for title, letters in groups:
        if title:
            writing.line(one_line(title, width), "strong")
        for past in letters:
            first, second = row_words(past, today)
            sign = "> " if nth == at else "  "
            writing.line(f"{sign}{first}"[:width], "cursor" if nth == at else "")
            writing.line(f"    {one_line(second, width - 4)}", "quiet")
            nth += 1
        writing.line()
    if note:
        writing.line(one_line(note, width), "trouble")
    return writing.done()


def row_words(past: Past, today: date) -> tuple[str, str]:
    """Return what a letter is and what became of it, and why it is told."""
    letter = past.letter
    score = f"{past.alike.score:4.0%}" if past.alike.score else "    "
    state = past.disposition or status_words(letter.status)
    first = f"{letter.control_no}  {short_day(letter.received, today):6}  {score}  {letter.category:4}"
    first += f" {state:10} {one_line(letter.writer)}: {one_line(letter.subject)}"
    return first, "; ".join(part for part in (past.alike.words, answered_words(past, today)) if part)


def answered_words(past: Past, today: date) -> str:
    """Return how a letter was answered, by whom and when; empty when it was not."""
    if past.at is None:
        return ""
    how = f"{past.disposition} with {past.template}" if past.template else past.disposition
    because = f": {past.reason}" if past.reason else ""
    return f"{how} by {past.by}, {long_day(past.at.date(), today)}{because}"


def answered(past: Past, answer: str, today: date, width: int) -> Passage:
    """Return how a letter was answered, and the letter sent.

    Args:
        past: the letter.
        answer: the text of what was sent; empty where nothing was.
        today: day of the office.
        width: cells of a line.
    """
    writing = Writing()
    words = answered_words(past, today) or f"Not answered yet: {status_words(past.letter.status)}"
    _wrapped(writing, Passage(words, (Mark(0, len(words), "strong"),)), width)
    if answer:
        writing.line(one_line(past.sent, width), "quiet").line()
        _wrapped(writing, Passage(answer), width)
    return writing.done()


def letter_and_answer(text: str, past: Past, answer: str, today: date, width: int) -> Passage:
    """Return another letter, and below it how it was answered; see `answered`."""
    writing = Writing()
    _wrapped(writing, Passage(text), width)
    writing.line()
    told = answered(past, answer, today, width)
    return writing.passage(told.text, told.marks).done()


def beside(heads: tuple[str, str], difference: Difference, answer: Passage, width: int) -> Passage:
    """Return two letters beside each other in narrow columns, words that differ marked; below, the answer.

    Args:
        heads: what stands over each column.
        difference: of the two.
        answer: what was answered to the second one.
        width: cells of a line.
    """
    column = max(1, (width - len(_BAR)) // 2)
    writing = Writing()
    one, other = ([(one_line(head, column), "strong")] for head in heads)
    _put_line(writing, one, other, column)
    words = f"changed: {count(difference.changed, 'word')}"
    writing.line(words + ("; only the beginnings of long letters are compared" if difference.cut else ""))
    for left, right in difference.rows:
        writing.line()
        pairs = zip_longest(_lines(left, column), _lines(right, column))
        for one, other in pairs:
            _put_line(writing, one or [], other or [], column)
    writing.line()
    return writing.passage(answer.text, answer.marks).done()


def _wrapped(writing: Writing, passage: Passage, width: int) -> None:
    flow = Flow(passage, width)
    for at in range(flow.count(len(passage.text) + 1)):
        _put(writing, flow.line(at)).line()


def _put(writing: Writing, line: list[Piece]) -> Writing:
    for text, role in line:
        writing.put(text, role)
    return writing


def _lines(side: Side, column: int) -> list[list[Piece]]:
    if not side.text:
        return []
    # Lines broken for a wider page flow on: a blank in the place of the break leaves all places as they are.
    text = _BROKEN.sub(" ", side.text)
    passage = Passage(text, tuple(Mark(start, end, CHANGED) for start, end in side.changed))
    flow = Flow(passage, column)
    return [flow.line(at) for at in range(flow.count(len(side.text) + 1))]


def _put_line(writing: Writing, left: list[Piece], right: list[Piece], column: int) -> None:
    used = sum(cell_len(text) for text, _ in left)
    _put(writing, left).put(" " * max(0, column - used)).put(_BAR, "bar")
    _put(writing, right).line()
