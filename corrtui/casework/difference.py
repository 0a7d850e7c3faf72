"""The difference of two letters, paragraph beside paragraph, word by word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_MOST = 6_000
"""Words compared of either letter: the cost grows with the product."""


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph of one letter, and the words of it that the other lacks, by their places in it."""

    text: str = ""
    changed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Two letters beside each other."""

    rows: tuple[tuple[Side, Side], ...]
    """What belongs together; a side is empty where the other letter says something of its own."""
    changed: int
    """Words of either letter that the other lacks."""
    cut: bool
    """True when only the beginning of a long letter was compared."""


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    words: tuple[Span, ...]
    paragraphs: tuple[Span, ...]

    def paragraph_of(self, word: int) -> int:
        return bisect_right(self.paragraphs, (self.words[word][0], len(self.text))) - 1

    def keys(self) -> list[str]:
        return [self.text[start:end].casefold().strip(".,;:!?\"'()“”’") for start, end in self.words]


def _read(text: str) -> tuple[_Text, bool]:
    words = tuple(match.span() for match, _ in zip(_WORD.finditer(text), range(_MOST + 1), strict=False))
    cut = len(words) > _MOST
    if cut:
        words = words[:_MOST]
        text = text[: words[-1][1]]
    return _Text(text, words, tuple(match.span() for match in _PARAGRAPH.finditer(text))), cut


def compare(left: str, right: str) -> Difference:
    """Return two texts beside each other; case and the marks around a word make no difference.

    Args:
        left: one letter, as it may be shown.
        right: the other.
    """
    from rapidfuzz.distance import Indel  # loaded with the matching of records: only who compares pays for it

    one, one_cut = _read(left)
    other, other_cut = _read(right)
    lacking: tuple[set[int], set[int]] = set(), set()
    votes: Counter[tuple[int, int]] = Counter()
    for step in Indel.opcodes(one.keys(), other.keys()):
        if step.tag == "equal":
            for at in range(step.src_end - step.src_start):
                pair = one.paragraph_of(step.src_start + at), other.paragraph_of(step.dest_start + at)
                votes[pair] += 1
        else:
            lacking[0].update(range(step.src_start, step.src_end))
            lacking[1].update(range(step.dest_start, step.dest_end))
    sides = _sides(one, lacking[0]), _sides(other, lacking[1])
    rows = tuple(_beside(sides[0], sides[1], votes))
    return Difference(rows, len(lacking[0]) + len(lacking[1]), one_cut or other_cut)


def _sides(text: _Text, lacking: set[int]) -> list[Side]:
    """Return the paragraphs, each with its changed words; those that follow each other are one stretch."""
    changed: list[list[Span]] = [[] for _ in text.paragraphs]
    for word in sorted(lacking):
        at = text.paragraph_of(word)
        begin = text.paragraphs[at][0]
        start, end = text.words[word][0] - begin, text.words[word][1] - begin
        if changed[at] and word - 1 in lacking and "\n" not in text.text[begin:][changed[at][-1][1] : start]:
            start = changed[at].pop()[0]
        changed[at].append((start, end))
    return [
        Side(text.text[start:end], tuple(spans))
        for (start, end), spans in zip(text.paragraphs, changed, strict=True)
    ]


def _beside(
    left: Sequence[Side], right: Sequence[Side], votes: Counter[tuple[int, int]]
) -> Iterator[tuple[Side, Side]]:
    """Put paragraphs beside each other that share most words, in the order of both letters."""
    done = 0
    for at, side in enumerate(left):
        shared = [(votes[at, there], -there) for there in range(done, len(right)) if votes[at, there]]
        if not shared:
            yield side, Side()
            continue
        there = -max(shared)[1]
        for skipped in right[done:there]:
            yield Side(), skipped
        yield side, right[there]
        done = there + 1
    for skipped in right[done:]:
        yield Side(), skipped
