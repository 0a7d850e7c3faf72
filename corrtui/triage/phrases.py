"""Finds many phrases in one pass over the words of a text, for every table of phrases in triage.

A phrase is written in lower-case words. `(a|b c)` is one of several, `[a|b]` may be missing, `word*` is any
word that begins so (three letters at least), `#` any word with a digit in it, `$` a currency sign, `~` up to
three other words of the same sentence and `~5` up to five. The time taken grows with the length of the text
only, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corrtui.text import one_line
from corrtui.triage.words import Words, split_words

_PIECE = re.compile(r"[()\[\]|]|[^()\[\]|\s]+")
_PARTNER = {"(": ")", "[": "]"}
_PATTERN_ATOM = re.compile(r"#|~\d*|\w{3,}\*")
_MOST_HITS_A_ROW = 200
_GAP = 3
_STEM_KEY = 3
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: which row of the book, and which words (by their place in Words) it used."""

    row: int
    used: tuple[int, ...]


class _Node:
    """A place inside a phrase: which word may come next, and where that leads."""

    __slots__ = ("after_gap", "gaps", "numbers", "rows", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, list[_Node]] = {}
        self.stems: dict[str, list[tuple[str, _Node]]] = {}
        self.numbers: list[_Node] = []
        self.gaps: list[tuple[int, _Node]] = []
        self.after_gap = False
        self.rows: list[int] = []

    def lead(self, atom: str, target: _Node) -> None:
        """Make `atom` lead from here to `target`."""
        if atom == "#":
            self.numbers.append(target)
        elif atom.startswith("~"):
            self.gaps.append((int(atom[1:] or _GAP), target))
            target.after_gap = True
        elif atom.endswith("*"):
            self.stems.setdefault(atom[:_STEM_KEY], []).append((atom[:-1], target))
        else:
            self.words.setdefault(atom, []).append(target)

    def after(self, word: str) -> list[_Node]:
        """Return the nodes that `word` leads to."""
        nodes = self.words.get(word, _NOWHERE)
        if self.stems and (stems := self.stems.get(word[:_STEM_KEY])):
            nodes = nodes + [node for stem, node in stems if word.startswith(stem)]
        if self.numbers and not word.isalpha() and any(char.isdigit() for char in word):
            nodes = nodes + self.numbers
        return nodes


_NOWHERE: list[_Node] = []


@dataclass(frozen=True, slots=True)
class _Group:
    """Alternatives in a phrase."""

    choices: list[_Sequence]
    optional: bool


_Sequence = list["str | _Group"]


def _read(pieces: list[str], place: int) -> tuple[list[_Sequence], int]:
    """Read alternatives up to a closing bracket or the end; return them and the place of that bracket."""
    choices: list[_Sequence] = [[]]
    while place < len(pieces) and pieces[place] not in (")", "]"):
        piece = pieces[place]
        if piece == "|":
            choices.append([])
        elif piece in ("(", "["):
            inner, place = _read(pieces, place + 1)
            if pieces[place : place + 1] != [_PARTNER[piece]] or not all(inner):
                raise ValueError
            choices[-1].append(_Group(inner, optional=piece == "["))
        else:
            choices[-1] += [piece] if _PATTERN_ATOM.fullmatch(piece) else list(split_words(piece).word)
        place += 1
    return choices, place


def _link(sequence: _Sequence, starts: list[_Node]) -> list[_Node]:
    """Lay `sequence` out from `starts`; return the nodes where it ends. A group ends in one shared node."""
    for element in sequence:
        target = _Node()
        if isinstance(element, str):
            for start in starts:
                start.lead(element, target)
            starts = [target]
            continue
        ends = [target, *starts] if element.optional else [target]
        for choice in element.choices:
            before_last = _link(choice[:-1], starts)
            last = choice[-1]
            if isinstance(last, str):
                for node in before_last:
                    node.lead(last, target)
            else:
                ends += _link([last], before_last)
        starts = ends
    return starts


class PhraseBook:
    """Rows of phrases, compiled once; a row is found by its number.

    Args:
        rows: each the phrase of one row.

    Raises:
        ValueError: a phrase has a bracket without its partner, says nothing, or begins or ends with a gap.
    """

    def __init__(self, rows: Sequence[str]) -> None:
        self._root = _Node()
        self._size = len(rows)
        for number, phrase in enumerate(rows):
            self._add(number, phrase)

    def _add(self, number: int, phrase: str) -> None:
        pieces = _PIECE.findall(phrase)
        ends: list[_Node] = [self._root]
        try:
            choices, used = _read(pieces, 0)
            if used == len(pieces) and all(choices):
                ends = _link([_Group(choices, optional=False)], [self._root])
        except ValueError:
            ends = [self._root]
        if self._root in ends or self._root.gaps or any(end.after_gap for end in ends):
            raise ValueError(f"phrase {phrase!r} cannot be read")
        for end in ends:
            end.rows.append(number)

    def find(self, words: Words) -> list[Hit]:
        """Return the phrases in `words`, in the order they begin; at most 200 of one row."""
        hits: list[Hit] = []
        counts = [0] * self._size
        root = self._root
        for place, word in enumerate(words.word):
            for node in root.after(word):
                for hit in _walk(node, words, (place,)):
                    if counts[hit.row] < _MOST_HITS_A_ROW:
                        counts[hit.row] += 1
                        hits.append(hit)
        return hits


def _walk(node: _Node, words: Words, used: tuple[int, ...]) -> Iterator[Hit]:
    for row in node.rows:
        yield Hit(row, used)
    place = used[-1] + 1
    yield from _step(node, words, used, place)
    for most, beyond in node.gaps:
        for skipped in range(most + 1):
            yield from _step(beyond, words, used, place + skipped)


def _step(node: _Node, words: Words, used: tuple[int, ...], place: int) -> Iterator[Hit]:
    if place < len(words.word) and words.sentence[place] == words.sentence[used[-1]]:
        for following in node.after(words.word[place]):
            yield from _walk(following, words, (*used, place))


def quote(source: str, words: Words, hit: Hit) -> tuple[str, int, int]:
    """Return the words of `hit` as they stand in `source`, on one line, with start and end in it."""
    start, end = words.start[hit.used[0]], words.end[hit.used[-1]]
    return one_line(source[start:end], _LONGEST_QUOTE), start, end


def covered(hits: Sequence[Hit], by: Sequence[Hit], *, or_equal: bool = False) -> set[int]:
    """Return the places in `hits` of those whose words all belong to one longer hit in `by`.

    With `or_equal` a hit of the very same words covers too.
    """
    holders: dict[int, list[frozenset[int]]] = {}
    for longer in by:
        used = frozenset(longer.used)
        for word in longer.used:
            holders.setdefault(word, []).append(used)
    inside: set[int] = set()
    for place, hit in enumerate(hits):
        own = frozenset(hit.used)
        if any(own < longer or (or_equal and own == longer) for longer in holders.get(hit.used[0], ())):
            inside.add(place)
    return inside
