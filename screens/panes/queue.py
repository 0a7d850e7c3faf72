"""The queue pane: a window on the letters in the order of work; only visible rows are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.strip import Strip

from corrtui.errors import CorrtuiError
from corrtui.text import one_line
from screens.glance import Glance
from screens.look import Look
from screens.painter import Line
from screens.panes.base import LinePane
from screens.passage import Piece
from screens.ports import Pane
from screens.wording import MARKS, ROLES, age, place_mark, short_day, standing_words

if TYPE_CHECKING:
    from corrtui.control.register import Letter

_ONE_LINE = 70
"""From this width on a letter takes one line, else two."""
_NUMBER, _DUE, _WRITER = 11, 6, 20
_HEAD = 1 + _NUMBER + 1 + 1 + _DUE + 5
"""Cells of tag, number, due date and category with the blanks between."""
_STATUS = 12
"""Cells a colleague's name and the age of the claim take at most."""
_WAITING = 3
"""Most lines for files that wait in the inbox."""


class QueuePane(LinePane):
    """Tag, number, due date, category, writer, subject and status of each letter."""

    def __init__(self, glance: Glance, look: Look, *, id: str) -> None:  # noqa: A002
        super().__init__(glance, look, id=id)
        self.top = 0
        self._drawn: tuple[object, ...] = ()
        self._at = 0
        self._lines: list[Line] = []

    @property
    def _row_height(self) -> int:
        return 1 if self.size.width >= _ONE_LINE else 2

    @property
    def page(self) -> int:
        """Letters the pane shows at once."""
        return max(1, (self.size.height - 1 - self._foot) // self._row_height)

    @property
    def _foot(self) -> int:
        """Lines at the foot for files that are no letters yet; the letters keep at least two thirds."""
        return min(len(self.session.waiting), _WAITING, (self.size.height - 1) // 3)

    def whole(self) -> Sequence[Line]:
        """Return the heading and the letters; only two rows are drawn anew when only the cursor moved."""
        rows = self.session.rows
        if not self.size.height:
            return []  # not on show: it may be somewhere else by the time it is
        self._follow(rows.at)
        drawn = (
            self.top,
            self.size,
            tuple(rows.numbers[self.top : self.top + self.page]),
            self.session.pane,
            frozenset(rows.tagged),
            self.session.version,
            self.session.waiting,
            self._company(),
        )
        if drawn != self._drawn:
            self._lines = list(super().whole())
        elif rows.at != self._at:
            width, height = self.size.width, self._row_height
            heads = [(at - self.top) * height + 1 for at in (self._at, rows.at)]
            for y in (0, *(head + part for head in heads for part in range(height))):
                if y < len(self._lines):
                    self._lines[y] = tuple(self.draw(y, width))
        self._drawn, self._at = drawn, rows.at
        return self._lines

    def render_line(self, y: int) -> Strip:
        """Return a line for Textual, which gives a pane its place only after it was told what is on show."""
        self._follow(self.session.rows.at)
        return super().render_line(y)

    def _company(self) -> tuple[object, ...]:
        """What is to be seen of colleagues; it changes with the age of a claim."""
        shared, now = self.session.shared, datetime.now(UTC)
        shown = set(self.session.rows.numbers[self.top : self.top + self.page])
        seats = tuple((no, s.login, age(s.since, now)) for no, s in shared.seats.items() if no in shown)
        return seats, shared.kept & shown

    def stale(self) -> bool:
        """Return True when colleagues' letters are to be shown otherwise than they are."""
        return bool(self._drawn) and self._company() != self._drawn[-1]

    def _follow(self, at: int) -> None:
        """Keep the cursor in the window; when it leaves, the window moves by half its height."""
        if not self.size.height:
            return  # not laid out yet: any window would be wrong
        page = self.page
        last = max(0, len(self.session.rows.numbers) - page)
        if not self.top <= at < self.top + page:
            self.top = at - page // 2
        self.top = max(0, min(self.top, last))

    @property
    def cursor_line(self) -> int:
        """Line of the pane the cursor's letter stands on."""
        return (self.session.rows.at - self.top) * self._row_height + 1

    def letter_at(self, y: int) -> int | None:
        """Return the place in the queue, from 0, of the letter on line `y`; None where there is none."""
        at = self.top + (y - 1) // self._row_height
        shown = range(self.top, min(len(self.session.rows.numbers), self.top + self.page))
        return at if y > 0 and at in shown else None

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return the heading or a line of a letter."""
        if y == 0:
            return [(self._heading(width), "heading" if self.session.pane is Pane.QUEUE else "heading-idle")]
        foot = y - (self.size.height - self._foot)
        if foot >= 0:
            return [(self._waiting(foot)[:width], "quiet")]
        rows = self.session.rows
        at, part = divmod(y - 1, self._row_height)
        at += self.top
        if at >= min(len(rows.numbers), self.top + self.page):
            return self._empty(y)
        return self._row(rows.numbers[at], part, width, chosen=at == rows.at)

    def _empty(self, y: int) -> list[Piece]:
        if self.session.rows.numbers or y != 2:
            return []
        if self.session.limit or self.session.searching:
            return [(f" no letter fits; {self.session.key_of('limit')} and Enter shows all", "")]
        return [(" the queue is empty", "strong")]

    def _waiting(self, at: int) -> str:
        """A line about a file in the inbox; the last line says how many more there are."""
        waiting = self.session.waiting
        if at == self._foot - 1 and len(waiting) > self._foot:
            return f" {len(waiting) - at} more wait; :arriving shows them"
        return f" {waiting[at].name}: {waiting[at].state}"

    def _heading(self, width: int) -> str:
        rows, session = self.session.rows, self.session
        if session.searching:
            name = session.mask(f"search {session.searched}")
        else:
            name = session.mask(f"QUEUE limit {session.limit}") if session.limit else "QUEUE"
        count = f"{rows.at + 1 if rows.numbers else 0}/{len(rows.numbers)}"
        tagged = len(rows.tagged_in_order())
        right = f"{tagged} tagged  {count}" if tagged else count
        room = max(0, width - len(right) - 1)
        return f"{name[:room]:<{room}} {right}"[:width]

    def _row(self, no: str, part: int, width: int, *, chosen: bool) -> list[Piece]:
        try:
            letter = self.session.desk.letter(no)
            urgency = self.session.desk.urgency(no)
        except CorrtuiError as error:
            return [(f" {no} {error.title}"[:width], "cursor" if chosen else "trouble")]
        pieces = self._pieces(letter, urgency, part, width)
        return _barred(pieces, _HEAD + _WRITER, width) if chosen and part == 0 else pieces

    def _pieces(self, letter: Letter, urgency: str, part: int, width: int) -> list[Piece]:
        no = letter.control_no
        tag = "*" if no in self.session.rows.tagged else " "
        today = self.session.desk.today
        status = "NOT FILED" if no in self.session.returned else standing_words(letter, today)
        shared = self.session.shared
        if no in shared.seats:
            seat = shared.seats[no]
            old = age(seat.since, datetime.now(UTC))
            status = f"@{one_line(seat.login, _STATUS - len(old) - 2)} {old}"
        elif no in shared.kept:
            status = f"kept, {status}"
        due = f"{MARKS.get(urgency, ' ')}{short_day(letter.soonest, today):<{_DUE}}"
        mark = place_mark(letter)
        writer, subject = self.session.mask(letter.writer), self.session.mask(letter.subject)
        role = ROLES.get(urgency, "")
        head: list[Piece] = [
            (f"{tag}{no:<{_NUMBER}}{mark}", ""),
            (due, role),
            (f" {letter.category:<3} ", ""),
        ]
        if self._row_height == 1:
            room = max(0, width - _HEAD - _WRITER - len(status) - 3)
            text = f"{one_line(writer, _WRITER):<{_WRITER}} {one_line(subject, room):<{room}} "
            return [*head, (text, ""), (status, "quiet")]
        if part == 0:
            return [*head, (status[: max(0, width - _HEAD - 1)], "quiet")]
        return [("   " + one_line(f"{writer} {self.look.dash} {subject}", width - 4), "")]


def _barred(pieces: Sequence[Piece], most: int, width: int) -> list[Piece]:
    """Lay the cursor's bar over the head of a row: every cell of it is written anew when the cursor moves."""
    text, reach = "".join(text for text, _ in pieces), min(most, width)
    bar, rest = f"{text[:reach]:<{reach}}", reach
    found: list[Piece] = [(bar, "cursor")]
    for text, role in pieces:
        if len(text) > rest:
            found.append((text[rest:], role))
        rest = max(0, rest - len(text))
    return found
