"""Privacy: which letters only some may look at, who they are, and that every look is entered in the log.

This is the one place that decides. The desk asks it before it hands out a letter, its worksheet or its
history; the bench and the procedures below it work on the letter as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from corrtui.casework import rooms
from corrtui.casework.bench import Bench
from corrtui.control.acts import LetterViewed, NumbersRevealed
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused, SettingsError
from corrtui.people import demand, may, who_may
from corrtui.records.record import PAYING
from corrtui.rights import REVEAL_NUMBERS, SEE_RESTRICTED
from corrtui.text import VEIL, Mask, mask_numbers, masks
from corrtui.triage.restricted import restricted_kinds


class Privacy:
    """What one session may look at. Threads may share it.

    Args:
        bench: the desk, and who sits at it.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._all = may(bench.me, SEE_RESTRICTED)
        self._viewed: set[str] = set()
        self._revealed: set[str] = set()
        self._mutex = threading.Lock()

    def restricted(self, letter: Letter) -> str:
        """Say why the view of a letter is restricted; empty when anybody at the desk may look at it.

        Source: sensitive classes and categories with `restricted = true`.
        """
        if letter.restricted:
            return letter.restricted
        if letter.sensitive and _is_restricted(letter.sensitive):
            return letter.sensitive
        for code in (letter.category, *letter.also):
            category = self._bench.categories[code]
            if category.restricted:
                return category.title.lower()
        return ""

    def may_see(self, letter: Letter) -> bool:
        """Tell whether who sits here may look at the letter."""
        return self._all or not self.restricted(letter)

    def veil(self, letter: Letter) -> Letter:
        """Return the letter as it may be listed here: with its number, dates and category in any case."""
        if self.may_see(letter):
            return letter
        return replace(
            letter,
            writer=VEIL,
            subject=VEIL,
            file=VEIL,
            original=VEIL,
            sha256="",
            attached=(),
            snapshots=(),
            clock_words=(),
            outcomes=(),
            told=(),
            told_how=(),
            told_by=(),
            told_at=(),
            priority_why="",
            bring_up_said="",
            before=None,
        )

    def check(self, letter: Letter) -> None:
        """Let a letter be looked at and worked on.

        Raises:
            Refused: who sits here may not; it says why, and who may.
        """
        if not self.may_see(letter):
            raise Refused(
                f"{letter.control_no} is not shown to {self._bench.me.name}: {self.restricted(letter)}",
                f"its view is restricted; here {who_may(self._bench.settings, SEE_RESTRICTED)} may see it",
                "leave it in the queue, and tell one of them",
            )

    def check_number(self, number: str) -> Letter:
        """Return a letter as it is, if it may be looked at.

        Raises:
            Refused: no letter has this number, or it may not.
        """
        letter = self._bench.letter(number)
        self.check(letter)
        return letter

    def note_view(self, letter: Letter) -> None:
        """Enter that the letter is looked at, if its view is restricted: once a session and letter.

        It comes before the look: a view that cannot be entered does not take place.

        Raises:
            Refused: who sits here may not look at it.
            CorrtuiError: the log cannot be written.
        """
        self.check(letter)
        why = self.restricted(letter)
        number = letter.control_no
        if not why or number in self._viewed:
            return
        with self._mutex:
            if number not in self._viewed:
                self._bench.log.append(self._bench.me.login, [(number, LetterViewed(restricted=why))])
                self._viewed.add(number)
        self._bench.sync()

    def enters(self, number: str) -> str:
        """Say why a look at a letter would be entered now; empty when it would not be, or is not allowed.

        Raises:
            Refused: no letter has this number.
        """
        letter = self._bench.letter(number)
        if number in self._viewed or not self.may_see(letter):
            return ""
        return self.restricted(letter)

    def check_masked(self, number: str) -> None:
        """Refuse to ask for a reason where there is nothing to show.

        Raises:
            Refused: no such letter, nothing in it is masked, or who sits here may not see it.
        """
        letter = self.check_number(number)
        demand(self._bench.settings, self._bench.me, REVEAL_NUMBERS)
        self.note_view(letter)
        sheet = rooms.worksheet.build_sheet(self._bench, number)
        if not any(masks(text, self._is_ours) for text in _texts(sheet)):
            raise Refused(f"{number} holds no masked number")

    def reveal(self, number: str, reason: str) -> None:
        """Show the card and social-security numbers of a letter in full from now on, in this session.

        Raises:
            Refused: no reason, no such letter, nothing in it is masked, or who sits here may not.
            CorrtuiError: the log cannot be written; the numbers stay masked.
        """
        self.check_number(number)
        demand(self._bench.settings, self._bench.me, REVEAL_NUMBERS)
        why = mask_numbers(reason.strip())
        if not why:
            raise Refused("Numbers are not shown without a reason", hint="say why in a few words")
        self.check_masked(number)
        self._bench.log.append(self._bench.me.login, [(number, NumbersRevealed(reason=why))])
        with self._mutex:
            self._revealed.add(number)
        self._bench.sync()

    def conceal(self, number: str) -> None:
        """Mask the numbers of a letter again; to see them once more takes a reason once more."""
        with self._mutex:
            self._revealed.discard(number)

    def revealed(self, number: str) -> bool:
        """Tell whether this session shows the numbers of the letter in full."""
        return number in self._revealed

    def masks(self, number: str, text: str) -> tuple[Mask, ...]:
        """Return what is masked of a text of this letter; see `show_text`. Empty once it was revealed."""
        return () if self.revealed(number) else masks(text, self._is_ours)

    def show_text(self, number: str, text: str) -> str:
        """Return text of a letter, its records or its draft as it may be shown: full numbers masked.

        A number of an order, an invoice or the like that looks like a card's is left. Where places of the
        text matter, as those of evidence, `masks` and `text.moved` tell where they are now.
        """
        return text if self.revealed(number) else self.mask(text)

    def mask(self, text: str) -> str:
        """Return text with full numbers masked, whatever was revealed: for lists, titles and what is said."""
        return mask_numbers(text, self._is_ours)

    def _is_ours(self, digits: str) -> bool:
        """Tell whether the records know these digits as the number of something nobody pays with."""
        try:
            rows = self._bench.records.lookup_numbers((digits,))
        except CorrtuiError:
            return False  # the record pane says that they cannot be read
        return any(row.kind not in PAYING for _, row in rows)


def _is_restricted(kind: str) -> bool:
    """Tell whether only some may look at letters of a class; so it is where that cannot be read."""
    try:
        return kind in restricted_kinds()
    except SettingsError:  # the check-up says it
        return True


def _texts(sheet: rooms.worksheet.Worksheet) -> Iterator[str]:
    """Every text of a letter that is shown with its numbers masked."""
    reading, letter = sheet.reading, sheet.letter
    yield from (letter.file, letter.writer, letter.subject)
    yield from (reading.text, reading.subject, reading.sender.name, reading.sender.email)
    yield from (enclosure.name for enclosure in reading.enclosures)
    yield sheet.text
    for record in sheet.records:
        yield from (record.key, record.title, record.why, *(value for _, value in record.fields))
