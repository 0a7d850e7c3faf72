"""What an office's own decisions teach: a naive Bayes model of counts, also of categories nobody else has.

It holds how many letters of each category had which feature (a mark of 32 bits, no text), and how often it
would have been right on the letters it was then taught. Of the newest letters it knows which features each
had: one decision is enough for a letter that is worded nearly the same. A lesson can be taken back and
leaves nothing behind; those that came after it are judged anew, see `rejudge_next`.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from corrtui.triage.features import Features

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
NEWEST = 200
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
class Lesson:
    """What one letter taught beside its category."""

    marks: array[int]
    """Its features, in the order of the text."""
    suggested: str = ""
    """What the program had suggested when it came in."""
    step: int = -1
    """Of the lead with which its category was guessed from the lessons before; -1: it was not."""
    right: bool = False
    """Whether that guess was right."""
    like: str = ""
    """The category of the letter worded like it, of those before; "" where there was none."""


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
    kept: dict[str, Lesson] = field(default_factory=dict)
    """Control number → what it taught, in the order of `taught`."""
    stale: int = -1
    """Place of the first lesson that was judged with one that was taken back since; -1: there is none."""
    _anew: Lessons | None = field(default=None, compare=False, repr=False)

    def teach(self, number: str, category: str, features: Features, suggested: str = "") -> None:
        """Learn that a letter was decided so; what it taught before is taken back.

        Args:
            number: control number.
            category: as decided.
            features: of the letter.
            suggested: what the program had suggested when it came in, if anything.
        """
        self.forget(number)
        self.learn(number, category, Lesson(array("I", islice(features, _MOST_FEATURES)), suggested))

    def learn(self, number: str, category: str, lesson: Lesson) -> None:
        """Judge a lesson by those before it, then count it; it is new."""
        marks = frozenset(lesson.marks)
        if ranked := self._ranked(lesson.marks):
            lesson.step, lesson.right = _step(_lead(ranked)), ranked[0][1] == category
        if like := self._worded_alike(marks):
            lesson.like = self.taught[like]
        self._judge(category, lesson, 1)
        self.newest[number] = marks
        while len(self.newest) > NEWEST:
            del self.newest[next(iter(self.newest))]
        self.taught[number], self.kept[number] = category, lesson
        counts = self.counts.setdefault(category, {})
        for mark in lesson.marks:
            counts[mark] = counts.get(mark, 0) + 1

    def _judge(self, category: str, lesson: Lesson, by: int) -> None:
        """Count how right the program was on a letter; by -1: take that back."""
        if lesson.step >= 0:
            self.score[lesson.step][0] += by * lesson.right
            self.score[lesson.step][1] += by
        if lesson.suggested:
            agreed = self.agreed.setdefault(lesson.suggested, [0, 0])
            agreed[0] += by * (lesson.suggested == category)
            agreed[1] += by
            if not agreed[1]:
                del self.agreed[lesson.suggested]
        if lesson.like:
            self.likened[0] += by * (lesson.like == category)
            self.likened[1] += by

    def forget(self, number: str) -> bool:
        """Take back what a letter taught; tell whether it had taught anything."""
        if number not in self.taught:
            return False
        place = (
            len(self.taught) - 1 - next(n for n, item in enumerate(reversed(self.taught)) if item == number)
        )
        first = place if self.stale < 0 else min(place, self.stale)
        self._anew, self.stale = None, first if first < len(self.taught) - 1 else -1
        category, lesson = self.taught.pop(number), self.kept.pop(number)
        self._judge(category, lesson, -1)
        counts = self.counts[category]
        for mark in lesson.marks:
            counts[mark] -= 1
            if not counts[mark]:
                del counts[mark]
        if category not in self.taught.values():
            del self.counts[category]
        if self.newest.pop(number, None) is not None and len(self.taught) > len(self.newest):
            again = list(self.taught)[-NEWEST]
            self.newest = {again: frozenset(self.kept[again].marks), **self.newest}
        return True

    def retire(self, most: int) -> None:
        """Take the oldest lessons back until `most` are left. Those after them stay judged as they were."""
        while len(self.taught) > most:
            stale = self.stale
            self.forget(next(iter(self.taught)))
            self.stale = max(stale - 1, 0) if stale >= 0 else -1

    def rejudge_next(self) -> bool:
        """Judge one lesson anew, as if what was taken back had never been; False when all are judged so."""
        if self.stale < 0:
            return False
        anew = self._anew = self._anew or self._up_to(self.stale)
        number = next(islice(self.taught, len(anew.taught), None), "")
        if number:
            lesson = self.kept[number]
            anew.learn(number, self.taught[number], Lesson(lesson.marks, lesson.suggested))
        else:
            self.score, self.likened, self.kept = anew.score, anew.likened, anew.kept
            self.stale, self._anew = -1, None
        return True

    def _up_to(self, place: int) -> Lessons:
        """Return what the oldest lessons taught, so many."""
        before = Lessons(
            taught=dict(self.taught),
            counts={code: dict(counts) for code, counts in self.counts.items()},
            score=[list(step) for step in self.score],
            agreed={code: list(agreed) for code, agreed in self.agreed.items()},
            newest=dict(self.newest),
            likened=list(self.likened),
            kept=dict(self.kept),
        )
        for number in list(self.taught)[: place - 1 if place else None : -1]:
            before.forget(number)
        return before

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

    def _ranked(self, features: Iterable[int]) -> list[tuple[float, str]]:
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


def _lead(ranked: list[tuple[float, str]]) -> float:
    return ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 0.0


def _step(lead: float) -> int:
    return sum(lead >= least for least in _STEPS)
