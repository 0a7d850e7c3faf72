"""What an office's own decisions teach: a naive Bayes model of counts, also of categories nobody else has.

It holds how many letters of each category had which feature (a mark of 32 bits, no text), and how often it
would have been right on the letters it was then taught. Of the newest letters it knows which features each
had: one decision is enough for a letter that is worded nearly the same. Lessons may come in any order and can
be taken back.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from corrtui.triage.features import Features

_VERSION = 2
_MOST_FEATURES = 250
"""Features of a letter that are learned, the first ones: what it wants is said at its beginning."""
_FEWEST_LESSONS = 5
"""Letters that must have been decided before anything is said,"""
_FEWEST_ALIKE = 2
"""and so many of the category that is named."""
_SMOOTHING = 0.03
_STEPS = (0.5, 1.5, 3.0)
"""Leads at which a new step of the running score begins."""
_DOUBT = 3
"""Letters' worth of doubt in the running score."""
_SHOWN = 4
_NEWEST = 200
"""Letters of which it is known what each says."""
_WORDED_ALIKE = 0.5
"""Share of features in common above which two letters say the same. Of 4,000 complaints of the CFPB 150 were
so like one of the 300 before them, and 143 of these of its category."""
_AS_NEAR = 0.1
"""Of letters whose shares differ by no more than this the one decided last counts."""
_ENOUGH = 40
"""Features below which a letter is too short to be told so: of bank questions of one sentence, six in ten."""
_OF_ITS_LIKE = (4, 5)
"""What that counts for before the office's own letters have shown it: right, of so many."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the office's decisions say of a letter."""

    category: str
    runner_up: str
    """Next best; empty when only one category was ever decided."""
    confidence: float
    """How often the like was right here, 0 to 1."""
    alike: int
    """Letters decided so far as this category."""
    strongest: tuple[tuple[int, int, float], ...]
    """Places in the text that speak most for it, with how much."""
    like: str = ""
    """The letter worded nearly the same that was decided so; empty: it rests on all of them."""


@dataclass(slots=True)
class Lessons:
    """The counts. `upto` is the number of the control log's entry they go up to, `seal` that entry's hash."""

    upto: int = 0
    seal: str = ""
    taught: dict[str, str] = field(default_factory=dict)
    """Control number → category it taught, oldest lesson first."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    """Category → feature → letters."""
    score: list[list[int]] = field(default_factory=lambda: [[0, 0] for _ in range(len(_STEPS) + 1)])
    """Of each step of the lead: how often it was right, and how often it was asked."""
    agreed: dict[str, list[int]] = field(default_factory=dict)
    """Category the program suggested → how often the clerk decided so, and how often it was suggested."""
    newest: dict[str, frozenset[int]] = field(default_factory=dict)
    """The letters decided last → the features of each, oldest first."""
    likened: list[int] = field(default_factory=lambda: [0, 0])
    """How often a letter was decided as the one worded like it, and how often there was one."""

    def teach(self, number: str, category: str, features: Features, suggested: str = "") -> None:
        """Learn that a letter was decided so; what it taught before is taken back.

        Args:
            number: control number.
            category: as decided.
            features: of the letter.
            suggested: what the program had suggested when it came in, if anything.
        """
        self.forget(number, features)
        opinion = self._ranked(features)
        if opinion:
            right = self.score[_step(_lead(opinion))]
            right[0] += opinion[0][1] == category
            right[1] += 1
        if suggested:
            kept = self.agreed.setdefault(suggested, [0, 0])
            kept[0] += suggested == category
            kept[1] += 1
        marks = frozenset(islice(features, _MOST_FEATURES))
        if like := self._worded_alike(marks):
            self.likened[0] += self.taught[like] == category
            self.likened[1] += 1
        self.newest[number] = marks
        while len(self.newest) > _NEWEST:
            del self.newest[next(iter(self.newest))]
        self.taught[number] = category
        counts = self.counts.setdefault(category, {})
        for mark in islice(features, _MOST_FEATURES):
            counts[mark] = counts.get(mark, 0) + 1

    def forget(self, number: str, features: Features) -> bool:
        """Take back what a letter taught; tell whether it had taught anything."""
        category = self.taught.pop(number, None)
        self.newest.pop(number, None)
        if category is None:
            return False
        counts = self.counts[category]
        for mark in islice(features, _MOST_FEATURES):
            left = counts.get(mark, 0) - 1
            if left > 0:
                counts[mark] = left
            else:
                counts.pop(mark, None)
        if category not in self.taught.values():
            del self.counts[category]
        return True

    def opinion(self, features: Features, categories: Iterable[str]) -> Opinion | None:
        """Return what the decisions so far say of a letter; None while they say too little.

        Args:
            features: of the letter.
            categories: those the desk has now.
        """
        known = set(categories)
        ranked = [item for item in self._ranked(features) if item[1] in known]
        if like := self._worded_alike(frozenset(islice(features, _MOST_FEATURES))):
            code, confidence = self.taught[like], self._of_its_like()
            if code in known and confidence > 0.5:
                second = next((other for _, other in ranked if other != code), "")
                alike = sum(other == code for other in self.taught.values())
                return Opinion(code, second, confidence, alike, self._strongest(features, code), like)
        if len(self.taught) < _FEWEST_LESSONS or not ranked:
            return None
        category = ranked[0][1]
        alike = sum(code == category for code in self.taught.values())
        if alike < _FEWEST_ALIKE:
            return None
        right, asked = self.score[_step(_lead(ranked))]
        return Opinion(
            category,
            ranked[1][1] if len(ranked) > 1 else "",
            (right + 1) / (asked + _DOUBT),
            alike,
            self._strongest(features, category),
        )

    def trust(self, category: str, confidence: float) -> float:
        """Return how far a suggestion of `category` made otherwise is to be believed at this desk.

        A confidence the clerks have confirmed or refuted gives way to how often they did.
        """
        right, asked = self.agreed.get(category, (0, 0))
        return (right + confidence * _DOUBT) / (asked + _DOUBT)

    def _worded_alike(self, marks: frozenset[int]) -> str:
        """Return the newest letter decided before of those that say nearly the same; "" where none does."""
        shares: dict[str, float] = {}
        if len(marks) < _ENOUGH:
            return ""
        for number, others in self.newest.items():
            most, least = max(len(marks), len(others)), min(len(marks), len(others))
            if least > _WORDED_ALIKE * most:
                shares[number] = len(marks & others) / most
        nearest = max(_WORDED_ALIKE, max(shares.values(), default=0.0) - _AS_NEAR)
        return next((number for number, share in reversed(shares.items()) if share > nearest), "")

    def _of_its_like(self) -> float:
        right, asked = self.likened
        return (right + _OF_ITS_LIKE[0]) / (asked + _OF_ITS_LIKE[1])

    def _ranked(self, features: Features) -> list[tuple[float, str]]:
        """Return (mean log likelihood a feature, weighted by the root of how many there are; category)."""
        marks = [
            mark for mark in islice(features, _MOST_FEATURES) if any(mark in c for c in self.counts.values())
        ]
        if not marks:
            return []
        lessons: dict[str, int] = {}
        for code in self.taught.values():
            lessons[code] = lessons.get(code, 0) + 1
        ranked = []
        for code, counts in self.counts.items():
            total = lessons[code] + 2 * _SMOOTHING
            value = sum(math.log((counts.get(mark, 0) + _SMOOTHING) / total) for mark in marks)
            ranked.append((value / math.sqrt(len(marks)) + math.log(lessons[code]), code))
        return sorted(ranked, key=lambda item: (-item[0], item[1]))

    def _strongest(self, features: Features, category: str) -> tuple[tuple[int, int, float], ...]:
        total = {code: sum(1 for other in self.taught.values() if other == code) for code in self.counts}
        everywhere = sum(total.values()) - total[category]
        speaking = []
        for mark, (_, start, end) in islice(features.items(), _MOST_FEATURES):
            here = self.counts[category].get(mark, 0)
            if here and start >= 0:
                there = sum(counts.get(mark, 0) for code, counts in self.counts.items() if code != category)
                rate = (here + _SMOOTHING) / (total[category] + 1)
                speaking.append((math.log(rate * (everywhere + 1) / (there + _SMOOTHING)), start, end))
        kept: list[tuple[int, int, float]] = []
        for weight, start, end in sorted(speaking, reverse=True):
            if weight <= 0 or len(kept) == _SHOWN:
                break
            if all(end <= there or start >= to for there, to, _ in kept):
                kept.append((start, end, weight))
        return tuple(kept)

    def to_bytes(self) -> bytes:
        """Return it as the bytes of a file: a line of JSON, then marks and counts of each category."""
        codes = list(self.counts)
        header: Mapping[str, Any] = {
            "version": _VERSION,
            "upto": self.upto,
            "seal": self.seal,
            "taught": self.taught,
            "score": self.score,
            "agreed": self.agreed,
            "sizes": {code: len(self.counts[code]) for code in codes},
            "newest": {number: len(marks) for number, marks in self.newest.items()},
            "likened": self.likened,
        }
        parts = [json.dumps(header).encode(), b"\n"]
        rows = [part for code in codes for part in (self.counts[code].keys(), self.counts[code].values())]
        for numbers in (*rows, *map(sorted, self.newest.values())):
            row = array("I", numbers)
            if sys.byteorder == "big":
                row.byteswap()
            parts.append(row.tobytes())
        return b"".join(parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> Lessons:
        """Return what to_bytes gave.

        Raises:
            ValueError: it is no such file, or not whole.
            KeyError: a value is missing in its first line.
        """
        line, _, rest = data.partition(b"\n")
        header = json.loads(line)
        sizes = header["sizes"]
        if header["version"] != _VERSION:
            raise ValueError("lessons of another release")
        lengths = header["newest"]
        if len(rest) != 8 * sum(sizes.values()) + 4 * sum(lengths.values()):
            raise ValueError("lessons that are not whole")
        numbers = array("I")
        numbers.frombytes(rest)
        if sys.byteorder == "big":
            numbers.byteswap()
        counts, at = {}, 0
        for code, size in sizes.items():
            counts[code] = dict(zip(numbers[at : at + size], numbers[at + size : at + 2 * size], strict=True))
            at += 2 * size
        newest = {}
        for number, size in lengths.items():
            newest[number] = frozenset(numbers[at : at + size])
            at += size
        said = (header["upto"], header["seal"], header["taught"])
        return cls(*said, counts, header["score"], header["agreed"], newest, header["likened"])


def _lead(ranked: list[tuple[float, str]]) -> float:
    return ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 0.0


def _step(lead: float) -> int:
    return sum(lead >= least for least in _STEPS)
