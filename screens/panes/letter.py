"""The letter pane: who wrote, when, what is suggested and why, and the letter with its evidence marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.intake.reading import CANNOT
from corrtui.text import one_line
from corrtui.triage.categories import UNKNOWN
from screens.panes.base import TextPane
from screens.passage import MARGIN, Mark, Passage, Writing
from screens.ports import Pane
from screens.unwrap import unwrapped
from screens.wording import labelled, listed, long_day, seat_words, status_words

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.desk import Desk

Hide = Callable[[str], str]
_LABEL = 9
_CLOCKS = 2
"""Lines for the clocks; the card has them all."""
_NAME = 12
"""Cells of a colleague's name in the narrowest heading."""
_MARGIN = 3
"""Cells of the heading that are not for words: the sign that there is more, and a blank."""
_PHRASES = 4
_SUGGEST = 2
_SHORT = 16
"""Lines of text below which the head is kept short."""
_TEXT = 4
"""Lines of the letter itself that stand under a short head."""
_LINES: Mapping[str, int] = {"BACK": 2, "Trouble": 2, "Handle": 2, "Repeats": 2, "Suggest": 1, "Clocks": 1}
"""Lines a row of a short head may take."""
_FIRST_OUT = ("Alike", "Encloses", "Harmless", "Same as")
"""Rows a head that is still too long does without, in this order; the card has them."""
Row = tuple[str, str, str, int]
"""Label, text, role and most lines (0 for any) of what stands over a letter."""


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
        back = session.returned.get(sheet.letter.control_no, "")
        return (sheet, session.desk.today, back, self._head_lines)

    @property
    def _head_lines(self) -> int:
        """Lines the head may take; 0 for as many as it needs."""
        return 0 if self.text_height >= _SHORT else max(_TEXT, self.text_height - _TEXT)

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
        most, more = self._head_lines, f"{self.session.key_of('card')} tells all"
        return letter_text(
            sheet, self.session.desk, width, self.look.rule, back, self.session.hide, most=most, more=more
        )

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
    sheet: Worksheet,
    desk: Desk,
    width: int,
    rule: str,
    back: str = "",
    hide: Hide = str,
    *,
    most: int = 0,
    more: str = "",
) -> Passage:
    """Return a letter as it is shown.

    Args:
        sheet: the letter.
        desk: for the day and the words of urgency.
        width: cells a line may take.
        rule: the sign a rule is drawn with.
        back: why it came back from filing, empty if it did not.
        hide: masks what is not to be seen, before it is wrapped.
        most: lines the head may take, 0 for as many as it needs.
        more: says where all that is cut of how to handle it is told.
    """
    writing = Writing()
    rows = [
        (label, hide(one_line(text)), role, lines) for label, text, role, lines in _head(sheet, desk, back)
    ]
    if most:
        rows = _shortened(rows, width, most, more)
    used = 0
    for label, text, role, lines in rows:
        for at, (head, line) in enumerate(labelled(label, text, width, _LABEL, lines)):
            writing.put(head, role or "label" if at == 0 else "").line(line, role)
            used += 1
    if not most or used < most:
        # As short as the labels: box lines take three bytes a cell, and its row moves with every letter.
        writing.line(rule * min(_LABEL, width), "bar")
    if sheet.reading.unreadable:
        writing.line("This letter cannot be read here.", "trouble")
        writing.line(sheet.reading.unreadable.removeprefix(CANNOT))
        writing.line(f"The original: {sheet.original}")
    return writing.passage(unwrapped(sheet.reading.text, width), _marks(sheet)).done()


def _shortened(rows: list[Row], width: int, most: int, more: str) -> list[Row]:
    """Return the rows of a head that leave a low pane room for the letter."""
    short = []
    for label, text, role, lines in rows:
        least = min(lines or _LINES.get(label, 1), _LINES.get(label, 1))
        cut = _cut(label, text, width, least, more) if label == "Handle" else text
        short.append((label, cut, role, least))
    for label in _FIRST_OUT:
        if sum(len(labelled(row[0], row[1], width, _LABEL, row[3])) for row in short) <= most:
            break
        short = [row for row in short if row[0] != label]
    return short


def _cut(label: str, text: str, width: int, lines: int, more: str) -> str:
    """Return a text that fits so many lines, and says where the rest is."""
    words, cut = text.split(), text
    while words and len(labelled(label, cut, width, _LABEL)) > lines:
        words.pop()
        cut = f"{' '.join(words)}…: {more}"
    return cut


def _head(sheet: Worksheet, desk: Desk, back: str) -> list[Row]:
    """Return what stands over the letter; empty texts are left out.

    What must be read before anything is done stands first and whole; the rest is short. It all scrolls with
    the letter.
    """
    letter, today = sheet.letter, desk.today
    urgency = desk.urgency(letter.control_no)
    hold = rooms.holding.hold_of(desk.bench, letter, sheet.suggestion)
    came = f"{long_day(letter.received, today)}, {letter.medium}"
    due = f"{long_day(letter.due, today)}"
    due += f", work by {long_day(letter.work_by, today)}" if letter.work_by != letter.due else ""
    clock = letter.clock_work_by
    if clock is not None and clock < letter.work_by:  # what presses is said beside the clock
        urgency = "normal"
    due += "" if urgency in ("normal", "soon") else f": {urgency}"
    clocks = "; ".join(line.removesuffix(": running") for line in desk.clocks.short_lines(letter))
    rows = [
        ("BACK", back, "trouble", 0),
        ("Trouble", sheet.trouble, "trouble", 0),
        ("Handle", _sensitive(sheet), "sensitive", 0),
        ("Harmless", near_misses(sheet), "", 1),
        ("From", ", ".join((letter.writer, *sheet.facts.writer.address[-1:])), "", 1),
        ("Subject", letter.subject, "strong", 1),
        ("Came", came, "", 1),
        ("Due", due, {"overdue": "late", "due today": "late", "soon": "soon"}.get(urgency, ""), 1),
        ("Clocks", clocks, _clock_role(clocks), _CLOCKS),
        ("Suggest", _suggestion(sheet, desk), "", _SUGGEST),
        ("Hold", hold.words if hold else "", "soon" if hold and hold.over else "", 1),
        (
            "Encloses",
            ", ".join((*sheet.facts.enclosures, *(each.name for each in sheet.reading.enclosures))),
            "",
            1,
        ),
        ("Same as", letter.duplicate_of, "strong", 1),
        ("Repeats", sheet.repeat.why, "strong", 0),
        ("Alike", _alike(sheet, desk), "", 1),
    ]
    return [row for row in rows if row[1]]


def _clock_role(clocks: str) -> str:
    return "late" if any(word in clocks for word in ("overdue", "due today")) else ""


def _suggestion(sheet: Worksheet, desk: Desk) -> str:
    """What is suggested, how sure that is, and the phrases it rests on."""
    letter, suggestion = sheet.letter, sheet.present
    category = f"{letter.category} {desk.bench.categories[letter.category].title}"
    if letter.classified:
        was = f"; came in as {letter.suggested}" if letter.suggested != letter.category else ""
        return f"{category}, as classified{was}"
    # The same words in the subject and in the text are one phrase to the eye.
    telling = sorted(suggestion.evidence, key=lambda row: (row.category != suggestion.category, -row.weight))
    words = {one_line(row.phrase, 40).casefold(): one_line(row.phrase, 40) for row in reversed(telling)}
    phrases = [f'"{phrase}"' for phrase in reversed(words.values())]
    why = listed(phrases, _PHRASES) if phrases else suggestion.why
    if sheet.repeat.into and suggestion.disposition == "MERGE":
        return f"{category}, MERGE into {sheet.repeat.into}: {sheet.repeat.why}"
    sure = f"{suggestion.confidence:.0%} sure"
    if suggestion.category == UNKNOWN:
        sure = f"cannot tell, may be {suggestion.runner_up}" if suggestion.runner_up else "cannot tell"
    if sheet.learnt:
        return f"since learnt: {suggestion.category}, {sure}: {why}; came in as {letter.suggested}"
    return f"{category}, {letter.template or 'no template'}, {sure}: {why}"


def _alike(sheet: Worksheet, desk: Desk) -> str:
    """Letters that read alike when this one came in; what came later is found on asking."""
    found = ((desk.bench.register.get(number), score) for number, score in sheet.alike)
    seen = [(letter, score) for letter, score in found if letter and desk.privacy.may_see(letter)]
    return listed([f"{letter.control_no} {score:.0%}" for letter, score in seen], _PHRASES)


def _sensitive(sheet: Worksheet) -> str:
    if not sheet.sensitive:
        return ""
    # What forbids a reply must be read here; of the rest the first is told, and the card tells all.
    hits = sorted(sheet.sensitive, key=lambda hit: (hit.clerk_may_reply, not hit.decides))
    named = ", ".join(dict.fromkeys(f'{hit.kind} ("{one_line(hit.phrase, 40)}")' for hit in hits))
    handling = dict.fromkeys(hit.handling for hit in hits if not hit.clerk_may_reply or hit is hits[0])
    return f"{named}. {' '.join(handling)}"


def near_misses(sheet: Worksheet) -> str:
    """Say which harmless words were passed over that look like a sensitive matter."""
    return ", ".join(f'"{one_line(miss.phrase, 40)}" is no {miss.kind}' for miss in sheet.near)


def _marks(sheet: Worksheet) -> list[Mark]:
    """Return what is marked in the text, the inner over the outer, all from places kept when it was read.

    What stands aside, what is asked, facts, over them the evidence, over all the sensitive phrases. Where a
    letter asks several things their numbers stand in the margin.
    """
    facts = sheet.facts
    marks = [Mark(aside.start, aside.end, "quiet") for aside in facts.asides]
    marks += [Mark(issue.start, issue.end, "issue") for issue in sheet.issues]
    places = [(found.start, found.end) for found in (*facts.found, *facts.places)]
    places += [(payment.start, payment.end) for payment in facts.payments]
    places += [(wanted.start, wanted.end) for wanted in facts.wanted]
    marks += [Mark(*place, "fact") for place in dict.fromkeys(places)]
    marks += [Mark(row.start, row.end, "evidence") for row in sheet.present.evidence]
    marks += [Mark(hit.start, hit.end, "sensitive") for hit in sheet.sensitive]
    length = len(sheet.reading.text)
    if len(sheet.issues) > 1:
        marks += [Mark(0, length, MARGIN)]
        marks += [Mark(issue.start, issue.end, f"{MARGIN}{issue.number}") for issue in sheet.issues]
    return [mark for mark in marks if 0 <= mark.start < mark.end <= length]
