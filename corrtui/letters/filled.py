"""Which passage of a draft fills which hole: told by the words around the hole as the draft was merged.

Nothing is counted along while the clerk types. The draft keeps the words on both sides of each hole, and what
stands between them now fills it, whoever typed it, in the editor, outside it or by a command. Where those
words were rewritten, or stand there once too often, nobody can tell any more, and no passage is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from corrtui.letters.holes import HOLE_CLOSE, HOLE_OPEN, find_holes

LONGEST_FILLING = 80
"""Characters of a passage that fills a hole; a longer one is a sentence of the clerk's own."""
MOST_KEPT = 200
"""Holes a draft keeps the words around of."""

_REACH = 28
_FEWEST_LETTERS = 6
_EDGE = "\n"


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a hole."""

    name: str
    """Of the hole: "order.amount"."""
    before: str
    """What stands before it in its line; begins with a line break where that is all of it."""
    after: str
    """What stands behind it in its line; ends with a line break where that is all of it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A passage that fills a hole: `start` and `end` are offsets in the draft."""

    name: str
    start: int
    end: int


def words_around(text: str) -> tuple[Around, ...]:
    """Return the words around each hole that stands open in a draft and can be found again by them."""
    holes = find_holes(text)
    kept = []
    for at, hole in enumerate(holes):
        left = holes[at - 1].end if at else 0
        right = holes[at + 1].start if at + 1 < len(holes) else len(text)
        head, tail = text[left : hole.start], text[hole.end : right]
        before = _last_words(head, open_at_top=at == 0)
        after = _last_words(tail[::-1], open_at_top=right == len(text))[::-1]
        if _enough(before, after):
            kept.append(Around(hole.name, before, after))
    return tuple(kept[:MOST_KEPT])


def joined(earlier: Iterable[Around], later: Iterable[Around]) -> tuple[Around, ...]:
    """Return what is kept of holes that were open at two times, each as often as at the time with more."""
    both = Counter(earlier) | Counter(later)
    return tuple(both.elements())[:MOST_KEPT]


def filled(text: str, kept: Iterable[Around]) -> Iterator[Filled]:
    """Yield the passages that fill the holes `kept` of a draft; none where it cannot be told for certain."""
    seen: set[tuple[int, int]] = set()
    for around, times in Counter(kept).items():
        places = [place for place in _between(text, around) if place not in seen]
        if len(places) > times:
            continue
        seen.update(places)
        for start, end in places:
            if HOLE_OPEN not in text[start:end] and HOLE_CLOSE not in text[start:end]:
                yield Filled(around.name, start, end)


def _last_words(text: str, *, open_at_top: bool) -> str:
    """Return the end of `text`, within its line and whole words; with the line break that it begins with."""
    line = text.rpartition(_EDGE)
    if line[1] or open_at_top:
        text = _EDGE + line[2]
    if len(text) <= _REACH:
        return text
    return re.sub(r"^\S*\s+(?=\S)", "", text[-_REACH:], count=1)


def _enough(before: str, after: str) -> bool:
    """Tell whether a hole can be found again by the words around it."""
    for side in (before, after):
        # Nothing but a blank or a stop between two holes does not part what was typed into them.
        if _EDGE not in side and sum(map(str.isalpha, side)) < 2:
            return False
    return sum(map(str.isalpha, before + after)) >= _FEWEST_LETTERS


def _between(text: str, around: Around) -> Iterator[tuple[int, int]]:
    """Yield what stands between the words around a hole, blanks at its ends left out."""
    head, tail = _patterns(around)
    starts = [found.end() for found in head.finditer(text)]
    for at, start in enumerate(starts):
        close = tail.search(text, start)
        if close is None or close.start() - start > LONGEST_FILLING:
            continue
        if at + 1 < len(starts) and starts[at + 1] <= close.start():
            continue  # the same words once more, nearer
        passage = text[start : close.start()]
        if "\n\n" not in passage and passage.strip():
            inner = len(passage) - len(passage.lstrip())
            yield start + inner, start + len(passage.rstrip())


@lru_cache(maxsize=512)
def _patterns(around: Around) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = around.before, around.after
    head = rf"^{_loose(before[1:])}" if before.startswith(_EDGE) else _loose(before)
    tail = rf"{_loose(after[:-1])}$" if after.endswith(_EDGE) else _loose(after)
    return re.compile(head, re.M), re.compile(tail, re.M)


def _loose(words: str) -> str:
    """Return a pattern of these words; where they stood apart, a line may end by now."""
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))
