"""How the points of the rules and the odds of the model are weighed (`corrtui/data/suggestion.toml`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from corrtui.errors import SettingsError
from corrtui.triage.model import Estimate, Model
from corrtui.triage.phrases import Hit, PhraseBook, quote
from corrtui.triage.rules import phrase_book, phrases_of, read_rules
from corrtui.triage.words import split_words

_FEWEST_KNOWN = 20


@dataclass(frozen=True, slots=True)
class Weighing:
    """The values of suggestion.toml; see there."""

    sure: float
    unknown: float
    lead: int
    lead_grows: int
    rule_point: float
    short: int
    plain: int
    fewest: int
    sure_alone: float
    misleads: float
    unlike: float
    toss_up: float
    long: int
    rules_sure: list[float]

    def confidence(self, lead: int) -> float:
        """Return how often the rules alone are right where they lead by so many points, as measured."""
        return self.rules_sure[min(max(lead, 1), len(self.rules_sure)) - 1]

    def rules_stand(
        self, scores: Mapping[str, int], model: Model, estimate: Estimate, confidence: float
    ) -> bool:
        """Tell whether the best of the rules is a category the model does not know, and leads far enough."""
        if estimate.known >= self.short and confidence >= self.sure_alone:
            return False
        within = max((scores.get(code, 0) for code in model.classes), default=0)
        beyond = max((points for code, points in scores.items() if code not in model.classes), default=0)
        return beyond - within >= self.lead + estimate.known // self.lead_grows

    def odds(
        self, scores: Mapping[str, int], estimate: Estimate, categories: Collection[str]
    ) -> list[tuple[float, str]]:
        """Return (log odds, category) of the model's categories with the points of the rules, best first."""
        point = self.rule_point / max(estimate.known, _FEWEST_KNOWN)
        odds = [
            (margin + point * scores.get(code, 0), code)
            for code, margin in estimate.margins.items()
            if code in categories
        ]
        return sorted(odds, reverse=True)

    def leaves_it_to_rules(
        self, scores: Mapping[str, int], model: Model, estimate: Estimate, best: str, confidence: float
    ) -> bool:
        """Tell whether a letter, that would be `best`, is not the model's to decide.

        It is not where its wording is unlike all the model learned from. A short one is not where the rules
        agree, and the model with them or is not sure; where they see a category it does not know; nor where
        they see nothing and it is not sure enough to decide alone.
        """
        points = sorted((scores.get(code, 0) for code in model.classes), reverse=True)
        beyond = max((score for code, score in scores.items() if code not in model.classes), default=0)
        if estimate.familiar < self.unlike and max(points[0], beyond) >= self.lead:
            return True
        if confidence < self.toss_up and estimate.known < self.long and points[0] - points[1] > self.lead:
            return True
        if estimate.known >= self.short:
            return False
        if beyond >= self.lead and beyond > points[0] - self.lead:
            return True
        if points[0] == 0:
            return confidence < self.sure_alone
        agreed = scores.get(best, 0) == points[0] or confidence < self.misleads
        return points[0] - points[1] >= self.lead and agreed

    def are_clear(self, scores: Mapping[str, int], category: str, estimate: Estimate) -> bool:
        """Tell whether the rules are clear enough to decide a letter the model is not sure of.

        The model learned from complaints typed into a form; of what is set out as a letter it knows less. In
        a long letter the rules must lead by more.
        """
        second = max((points for code, points in scores.items() if code != category), default=0)
        short = estimate.known < self.plain
        leads = scores[category] - second >= self.lead + estimate.known // self.plain
        return scores[category] >= self.lead and (short or leads)


class Besides:
    """What else a letter is about: the compiled rows `[[also]]`."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._of = [row for row in rows for _ in row["phrases"]]
        self._book: PhraseBook = phrase_book([p for row in rows for p in row["phrases"]], "suggestion.toml")

    def find(self, category: str, text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        """Return what a letter of `category` is about besides, in the order of the text."""
        rows = [self._of[hit.row] for hit in self._book.find(split_words(text, spans))]
        return list(dict.fromkeys(row["adds"] for row in rows if row["category"] == category))


class Rather:
    """Of two categories that a letter speaks for, the one it is: the compiled rows `[[rather]]`."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows
        phrases, self._of = phrases_of(rows, ("phrases", "absent"))
        self._book: PhraseBook = phrase_book(phrases, "suggestion.toml")

    def choose(
        self, scores: Mapping[str, int], lead: int, text: str, spans: tuple[tuple[int, int], ...]
    ) -> str:
        """Return the category that goes before the best by points; "" when no row says so.

        Args:
            scores: points by category, best first.
            lead: points by which the two must lead every other.
            text: the letter as read.
            spans: the parts of `text` that are its body.
        """
        rows = [number for number, row in enumerate(self._rows) if _is_near(row, scores, lead)]
        if not rows:
            return ""
        found = {self._of[hit.row] for hit in self._book.find(split_words(text, spans))}
        for number in rows:
            said = "phrases" not in self._rows[number] or (number, "phrases") in found
            if said and (number, "absent") not in found:
                return str(self._rows[number]["category"])
        return ""


class Instead:
    """What a letter is whatever its wording as a whole resembles: the compiled rows `[[instead]]`."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._rows = rows
        both = ("phrases", "absent")
        phrases, self._of = phrases_of([{name: row[name] for name in both} for row in rows], both)
        self._book: PhraseBook = phrase_book(phrases, "suggestion.toml")

    def choose(
        self, category: str, close: Collection[str], text: str, spans: tuple[tuple[int, int], ...]
    ) -> tuple[str, str, int, int] | None:
        """Return (category, phrase, start, end) of the first row that says otherwise; None when none does.

        Args:
            category: what the letter would be called.
            close: where that is UNK, what it may be.
            text: the letter as read.
            spans: the parts of `text` that are its body.
        """
        rows = [
            number
            for number, row in enumerate(self._rows)
            if category in row["than"] or row["category"] in close
        ]
        if not rows:
            return None
        words = split_words(text, spans)
        first: dict[tuple[int, str], Hit] = {}
        for hit in self._book.find(words):
            first.setdefault(self._of[hit.row], hit)
        for number in rows:
            if (number, "phrases") in first and (number, "absent") not in first:
                return str(self._rows[number]["category"]), *quote(text, words, first[number, "phrases"])
        return None


def _is_near(row: Mapping[str, Any], scores: Mapping[str, int], lead: int) -> bool:
    """Tell whether a letter speaks for both categories of a row, and for no other as much."""
    pair = row["category"], row["than"]
    if any(code not in scores for code in pair):
        return False
    best = max(scores.values())
    others = max((points for code, points in scores.items() if code not in pair), default=0)
    near = best - scores[row["category"]] <= row["within"]
    return near and scores[row["than"]] > best - lead and others <= best - lead


@lru_cache(maxsize=1)
def load_rather() -> Rather:
    """Return the shipped rows, read and compiled once.

    Raises:
        SettingsError: suggestion.toml is damaged.
    """
    return Rather(read_rules("suggestion.toml")["rather"])


@lru_cache(maxsize=1)
def load_instead() -> Instead:
    """Return the shipped rows, read and compiled once.

    Raises:
        SettingsError: suggestion.toml is damaged.
    """
    return Instead(read_rules("suggestion.toml")["instead"])


@lru_cache(maxsize=1)
def load_weighing() -> tuple[Weighing, Besides]:
    """Return the shipped values and rows, read once.

    Raises:
        SettingsError: suggestion.toml is damaged.
    """
    table = read_rules("suggestion.toml")
    try:
        return Weighing(**{field.name: table[field.name] for field in fields(Weighing)}), Besides(
            table["also"]
        )
    except KeyError as error:
        raise SettingsError(
            "The rules in suggestion.toml cannot be read", f"{error} is missing", "install corrtui again"
        ) from error
