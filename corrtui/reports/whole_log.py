"""The tally of any day, folded from the beginning of the log: it needs no cache, and memory stays flat.

A closed letter is dropped after a while. An undo that comes later folds that letter's history again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from corrtui.control.acts import LetterReceived, LetterViewed, NumbersRevealed
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter, fold
from corrtui.control.rank import rank_of
from corrtui.reports.counting import Asked, DayCount, figures, until
from corrtui.reports.tally import Tally

_CLOSED = 4096
"""So many closed letters are kept: nearly every undo is of an act just made."""


def tally_from_start(
    asked: Asked, entries: Iterable[Entry], history: Callable[[str], Iterable[Entry]]
) -> Tally:
    """Fold the log into the tally of a day.

    Args:
        asked: which day.
        entries: the log, oldest first, at least up to its last entry of that day.
        history: gives every entry of one letter, oldest first.

    Raises:
        ValueError: the log contradicts itself.
    """
    standing: dict[str, Letter] = {}
    closed: OrderedDict[str, Letter] = OrderedDict()
    opening, count, last_hash, today = 0, 0, "", DayCount()
    for entry, entered in until(entries, asked.day, asked.zone):
        count, last_hash = entry.n, entry.hash
        if entered == asked.day:
            today.note(entry)
        if not entry.letter or isinstance(entry.act, LetterViewed | NumbersRevealed):
            continue
        before = standing.pop(entry.letter, None) or closed.pop(entry.letter, None)
        if before is None and not isinstance(entry.act, LetterReceived):
            before = _folded(history(entry.letter), entry.n)
        letter, was = fold(before, entry), before is not None and before.open
        if letter.open:
            standing[entry.letter] = letter
        else:
            closed[entry.letter] = letter
            if len(closed) > _CLOSED:
                closed.popitem(last=False)
        if entered < asked.day:
            opening += letter.open - was
        else:
            today.count(entry, letter, was=was)
    return figures(
        asked,
        today,
        opening,
        [(number, rank_of(letter)) for number, letter in standing.items()],
        count,
        last_hash,
    )


def _folded(history: Iterable[Entry], before: int) -> Letter | None:
    letter = None
    for entry in history:
        if entry.n >= before:
            break
        letter = fold(letter, entry)
    return letter
