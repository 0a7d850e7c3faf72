"""The letter pane: who wrote, when, what is suggested and why, and the letter with its evidence marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corrtui.text import one_line
from screens.panes.base import TextPane
from screens.passage import Mark, Passage, Writing
from screens.ports import Pane
from screens.wording import labelled, listed, long_day, seat_words, status_words

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.desk import Desk

Hide = Callable[[str], str]
_LABEL = 9
_NAME = 12
"""Cells of a colleague's name in the narrowest heading."""
_MARGIN = 3
"""Cells of the heading that are not for words: the sign that there is more, and a blank."""
_PHRASES = 4
_SUGGEST = 2


class LetterPane(TextPane):
    """The letter looked at."""

    def active(self) -> bool:
        """Return True when the arrow keys work here."""
        return self.session.pane is Pane.LETTER or self.session.opened

    def content_key(self) -> object:
        """A letter is written anew when its worksheet, the day or the reason it came back is another one."""
        session = self.session
        sheet = self.glance.sheet()
        if sheet is None:
            return (session.current, session.barred, session.limit, session.searching)
        return (sheet, session.desk.today, session.returned.get(sheet.letter.control_no, ""))

    def write(self, width: int) -> Passage:
        """Return the head and the text of the letter."""
        sheet = self.glance.sheet()
        if sheet is None and self.session.current:
            barred = self.session.barred
            return Passage(f"\n{barred}", (Mark(1, 1 + len(barred), "strong"),))
        if sheet is None:
            if self.session.limit or self.session.searching:
                return Passage("\nNo letter here.")
            return Passage("\nNo letter here. What is put into inbox/ comes up by itself.")
        back = self.session.returned.get(sheet.letter.control_no, "")
        return letter_text(sheet, self.session.desk, width, self.look.rule, back, self.session.hide)

    def heading(self) -> tuple[str, str]:
        """Control number and status."""
        if not self.session.current:
            return "LETTER", ""
        session = self.session
        letter = session.desk.letter(session.current)
        seat = session.shared.seats.get(letter.control_no)
        if seat is None:
            kept = "kept, " if letter.control_no in session.shared.kept else ""
            return f"LETTER {letter.control_no}", kept + status_words(letter.status)
        no, where = letter.control_no, seat_words(seat, session.desk.me.login, datetime.now(UTC))
        at = where.removeprefix("open ")
        since = where[where.index(" for ") :]
        room = self.text_width - len(f"{no} {since}") - _MARGIN
        short = f"{one_line(seat.name, max(_NAME, room))}{since}"
        forms = ((f"LETTER {no}", where), (no, where), (no, at), (no, short))
        return next((form for form in forms if len(" ".join(form)) + _MARGIN <= self.text_width), forms[-1])


def letter_text(
    sheet: Worksheet, desk: Desk, width: int, rule: str, back: str = "", hide: Hide = str
) -> Passage:
    """Return a letter as it is shown.

    Args:
        sheet: the letter.
        desk: for the day and the words of urgency.
        width: cells a line may take.
        rule: the sign a rule is drawn with.
        back: why it came back from filing, empty if it did not.
        hide: masks what is not to be seen, before it is wrapped.
    """
    writing = Writing()
    for label, text, role, most in _head(sheet, desk, back):
        for at, (head, line) in enumerate(labelled(label, hide(one_line(text)), width, _LABEL, most)):
            writing.put(head, role or "label" if at == 0 else "").line(line, role)
    # As short as the labels: box lines take three bytes a cell, and its row moves with every letter.
    writing.line(rule * min(_LABEL, width), "bar")
    if sheet.reading.unreadable:
        writing.line("This letter cannot be read here.", "trouble").line(sheet.reading.unreadable)
        writing.line(f"The original: {sheet.original}")
    return writing.passage(sheet.reading.text, _marks(sheet)).done()


def _head(sheet: Worksheet, desk: Desk, back: str) -> list[tuple[str, str, str, int]]:
    """Return (label, text, role, most lines) of what stands over the letter; empty texts are left out.

    What must be read before anything is done stands first and whole; the rest is short. It all scrolls with
    the letter.
    """
    letter, today = sheet.letter, desk.today
    urgency = desk.urgency(letter.control_no)
    came = f"{long_day(letter.received, today)}, {letter.medium}"
    due = f"{long_day(letter.due, today)}"
    due += f", work by {long_day(letter.work_by, today)}" if letter.work_by != letter.due else ""
    due += "" if urgency in ("normal", "soon") else f": {urgency}"
    rows = [
        ("BACK", back, "trouble", 0),
        ("Trouble", sheet.trouble, "trouble", 0),
        ("Handle", _sensitive(sheet), "sensitive", 0),
        ("From", ", ".join((letter.writer, *sheet.facts.writer.address[-1:])), "", 1),
        ("Subject", letter.subject, "strong", 1),
        ("Came", came, "", 1),
        ("Due", due, {"overdue": "late", "due today": "late", "soon": "soon"}.get(urgency, ""), 1),
        ("Suggest", _suggestion(sheet, desk), "", _SUGGEST),
        ("Encloses", ", ".join((*sheet.facts.enclosures, *sheet.reading.enclosures)), "", 1),
        ("Same as", letter.duplicate_of, "strong", 1),
    ]
    return [row for row in rows if row[1]]


def _suggestion(sheet: Worksheet, desk: Desk) -> str:
    """What is suggested, how sure that is, and the phrases it rests on."""
    letter, suggestion = sheet.letter, sheet.suggestion
    category = f"{letter.category} {desk.bench.categories[letter.category].title}"
    if letter.classified:
        return f"{category}, as classified; suggested was {letter.suggested}"
    # The same words in the subject and in the text are one phrase to the eye.
    telling = sorted(suggestion.evidence, key=lambda row: (row.category != suggestion.category, -row.weight))
    words = {one_line(row.phrase, 40).casefold(): one_line(row.phrase, 40) for row in reversed(telling)}
    phrases = [f'"{phrase}"' for phrase in reversed(words.values())]
    why = listed(phrases, _PHRASES) if phrases else suggestion.why
    return f"{category}, {letter.template or 'no template'}, {suggestion.confidence:.0%} sure: {why}"


def _sensitive(sheet: Worksheet) -> str:
    if not sheet.sensitive:
        return ""
    named = ", ".join(dict.fromkeys(f'{hit.kind} ("{one_line(hit.phrase, 40)}")' for hit in sheet.sensitive))
    return f"{named}. {' '.join(dict.fromkeys(hit.handling for hit in sheet.sensitive))}"


def _marks(sheet: Worksheet) -> list[Mark]:
    """Return what is marked in the text: facts, over them the evidence, over all the sensitive phrases."""
    marks = [Mark(found.start, found.end, "fact") for found in sheet.facts.found]
    marks += [Mark(row.start, row.end, "evidence") for row in sheet.suggestion.evidence]
    marks += [Mark(hit.start, hit.end, "sensitive") for hit in sheet.sensitive]
    length = len(sheet.reading.text)
    return [mark for mark in marks if 0 <= mark.start < mark.end <= length]
