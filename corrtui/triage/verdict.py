"""Verdicts: what one way of telling a letter's category says, with its confidence and its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corrtui.text import one_line
from corrtui.triage.addressee import Addressee
from corrtui.triage.categories import MISDIRECTED, UNKNOWN, Category
from corrtui.triage.features import Features
from corrtui.triage.lexicon import Evidence
from corrtui.triage.model import Estimate, Model
from corrtui.triage.readings import by_model, either, with_rules
from corrtui.triage.sensitive import Sensitive
from corrtui.triage.weighing import load_instead, load_rather, load_weighing

STRONG = 3
"""Points of a phrase that stands for a category by itself."""
_DECIDED_LEAD = 20
"""What a sensitive class that decides counts for in the confidence."""
_QUOTES_IN_WHY = 3
_LONGEST_QUOTE = 80
_SEVERAL = 3
_GENERAL = frozenset({"INF"})
"""Categories whose words stand in every long letter: they are no matter beside others."""
_ENOUGH = 2
"""Strong phrases beside which no single words are quoted."""


@dataclass(frozen=True, slots=True)
class Case:
    """A letter as it is judged."""

    text: str
    evidence: tuple[Evidence, ...]
    scores: Mapping[str, int]
    """Points of the rules by category, best first."""
    categories: Mapping[str, Category]
    features: Features
    body: tuple[tuple[int, int], ...] = ()
    """The parts of the text that are its body."""
    in_form: bool = False
    """It is set out as a letter or a note."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is made of it."""

    category: str
    runner_up: str
    confidence: float
    why: str
    evidence: tuple[Evidence, ...]
    readings: tuple[tuple[str, float], ...] = ()


def scores_of(evidence: Iterable[Evidence]) -> dict[str, int]:
    """Return the positive scores by category, best first."""
    scores: dict[str, int] = {}
    for item in evidence:
        scores[item.category] = scores.get(item.category, 0) + item.weight
    return {code: scores[code] for code in sorted(scores, key=lambda code: -scores[code]) if scores[code] > 0}


def by_class(case: Case, deciding: Sequence[Sensitive]) -> Verdict:
    """Return the verdict of the first sensitive class that decides."""
    item = deciding[0]
    runner_up = next((code for code in case.scores if code != item.category), "")
    why = f"{item.category}: “{item.phrase}” ({item.kind}) decides{_next(case.scores, runner_up)}"
    told = tuple(Evidence(i.phrase, i.start, i.end, i.category, STRONG) for i in deciding)
    lead = _DECIDED_LEAD + case.scores.get(item.category, 0)
    return _sure_of(case, item.category, runner_up, lead, why, (*told, *case.evidence))


def by_address(case: Case, addressee: Addressee) -> Verdict:
    """Return the verdict on a letter that is addressed to another organisation."""
    runner_up = next((code for code in case.scores if code != MISDIRECTED), "")
    why = f"{MISDIRECTED}: addressed to “{addressee.name}”, and this office is named nowhere"
    told = Evidence(addressee.name, addressee.start, addressee.end, MISDIRECTED, STRONG)
    lead = STRONG + case.scores.get(MISDIRECTED, 0)
    why += _next(case.scores, runner_up)
    return _sure_of(case, MISDIRECTED, runner_up, lead, why, (told, *case.evidence))


def by_score(case: Case, likely: Sequence[str] = ()) -> Verdict:
    """Return the verdict of the rules alone: the best score wins if it leads by 2.

    Of readings with as many points the one goes first that goes first in `likely`.

    Of some pairs one goes before the other (`[[rather]]` of suggestion.toml). A letter with strong phrases
    of three categories or more, about as many of each, is about all of them, and counts as the one that goes
    first in the queue.
    """
    lead = load_weighing()[0].lead
    scores, evidence = case.scores, case.evidence
    ranked = list(scores)
    best = scores[ranked[0]] if ranked else 0
    close = sorted(
        (code for code in ranked if scores[code] > best - lead),
        key=lambda code: (-scores[code], likely.index(code) if code in likely else len(likely)),
    )
    strong = {item.category for item in evidence if item.weight >= STRONG} - _GENERAL
    several = [code for code in ranked if code in strong and scores[code] >= best - STRONG]
    if len(several) >= _SEVERAL:
        each = "; ".join(f"{code} {scores[code]}: {_quotes(evidence, code)}" for code in several)
        first = max(several, key=lambda code: (case.categories[code].weight, -several.index(code)))
        others = [code for code in several if code != first]
        return _sure_of(case, first, " and ".join(others), 1, f"several matters: {each}", evidence)
    if first := load_rather().choose(scores, lead, case.text, case.body):
        second = next(code for code in ranked if code != first)
        why = f"{first}: {_quotes(evidence, first)}, and it is no {second} by itself{_next(scores, second)}"
        return _sure_of(case, first, second, lead, why, evidence)
    if len(close) == 1 and best >= lead:
        runner_up = ranked[1] if len(ranked) > 1 else ""
        why = f"{close[0]}: {_quotes(evidence, close[0])}{_next(scores, runner_up)}"
        return _sure_of(case, close[0], runner_up, best - scores.get(runner_up, 0), why, evidence)
    each = "; ".join(f"{code} {scores[code]}: {_quotes(evidence, code)}" for code in close)
    why = f"cannot tell between {each}" if len(close) > 1 else f"cannot tell: {each or 'no telling phrase'}"
    most = load_weighing()[0].confidence(1)
    share = tuple((code, round(min(1 / len(close), most), 2)) for code in close)
    return Verdict(UNKNOWN, either(share), 0.0, why, evidence, share)


def by_odds(case: Case, model: Model) -> Verdict:
    """Return the verdict of rules and model together; see `data/suggestion.toml` for how they are weighed."""
    weighing = load_weighing()[0]
    estimate = model.estimate(case.features)
    odds = weighing.odds(case.scores, estimate, case.categories)
    if len(odds) < len(model.classes):
        return by_score(case)  # the office did away with one of them
    (best, code), (following, second) = odds[0], odds[1]
    confidence = model.confidence(best - following)
    likely = [each for _, each in odds]
    if weighing.rules_stand(case.scores, model, estimate, confidence):
        return by_score(case, likely)
    if weighing.leaves_it_to_rules(case.scores, model, estimate, code, confidence):
        verdict = by_score(case, likely)
        close = [reading for reading, _ in verdict.readings]
        if verdict.category != UNKNOWN or not set(model.classes).issuperset(close):
            return _with_second(verdict, code, estimate.known >= weighing.fewest)
        if not close and estimate.known < weighing.fewest:  # what it might be is no guess that is shown
            return replace(verdict, readings=((code, round(confidence / 2, 3)), (second, 0.0)))
        confidence = min(confidence, weighing.unknown - 0.01)  # the rules are of no help
    if confidence < weighing.sure and case.in_form:
        verdict = by_score(case)
        if verdict.category != UNKNOWN and weighing.are_clear(case.scores, verdict.category, estimate):
            return verdict
    readings = by_model(odds, confidence)
    words = _words_of(case, estimate, code)
    evidence = (*case.evidence, *words)
    if confidence < (weighing.unknown if case.scores.get(code) else weighing.sure):
        if case.in_form or estimate.known < weighing.short:
            readings = with_rules(readings, case.scores, model.classes, estimate, weighing)
        two = [reading for reading, _ in readings[:2]]
        quotes = "; ".join(f"{one}: {_quotes(evidence, one) or 'by no one phrase'}" for one in two)
        why = f"cannot tell between {quotes}"
        return Verdict(UNKNOWN, either(readings), confidence, why, evidence, readings)
    why = (
        f"{code}: {_quotes(evidence, code) or 'the wording as a whole'}; next {second}, {readings[1][1]:.0%}"
    )
    return Verdict(code, second, confidence, why, evidence, readings)


def _with_second(verdict: Verdict, code: str, guesses: bool) -> Verdict:
    """Return the verdict; where it is UNK with one reading, `code` of the model is the second."""
    if verdict.category != UNKNOWN or len(verdict.readings) != 1 or not guesses:
        return verdict
    first = verdict.readings[0][0]
    chance = load_weighing()[0].confidence(1)
    readings = ((first, chance), (code, round(1 - chance, 3)))
    return replace(verdict, runner_up=either(readings), readings=readings) if code != first else verdict


def by_story(case: Case, otherwise: Verdict) -> Verdict:
    """Return `otherwise`, or what the story of the letter makes of it (`[[instead]]` of suggestion.toml)."""
    close = otherwise.runner_up.split(" or ") if otherwise.category == UNKNOWN else ()
    found = load_instead().choose(otherwise.category, close, case.text, case.body)
    if found is None or found[0] not in case.categories:
        return otherwise
    code, phrase, start, end = found
    second = next((one for one in (otherwise.category, *close) if one not in (code, UNKNOWN)), "")
    told = Evidence(phrase, start, end, code, STRONG)
    why = f"{code}: “{phrase}”" + (f", and it is no {second} by itself" if second else "")
    return _sure_of(case, code, second, load_weighing()[0].lead, why, (told, *otherwise.evidence))


def _words_of(case: Case, estimate: Estimate, code: str) -> tuple[Evidence, ...]:
    """Return the words the model rests on, unless rules quote them, or enough others."""
    strong = sum(item.category == code and item.weight >= STRONG for item in case.evidence)
    if next(iter(estimate.margins)) != code or strong >= _ENOUGH:
        return ()
    quoted = [(item.start, item.end) for item in case.evidence if item.category == code]
    return tuple(
        Evidence(one_line(case.text[start:end], _LONGEST_QUOTE), start, end, code, 1)
        for start, end, _ in estimate.strongest
        if all(end <= there or start >= to for there, to in quoted)
    )


def _sure_of(
    case: Case, code: str, runner_up: str, lead: int, why: str, evidence: tuple[Evidence, ...]
) -> Verdict:
    confidence = load_weighing()[0].confidence(lead)
    others = tuple((other, round((1 - confidence) / 2, 3)) for other in case.scores if other != code)[:1]
    return Verdict(code, runner_up, confidence, why, evidence, ((code, round(confidence, 3)), *others))


def _quotes(evidence: Iterable[Evidence], code: str) -> str:
    heaviest = sorted((item for item in evidence if item.category == code), key=lambda item: -item.weight)
    quotes = [f"“{item.phrase}” ({item.weight})" for item in heaviest[:_QUOTES_IN_WHY]]
    more = len(heaviest) - len(quotes)
    return ", ".join(quotes) + (f" and {more} more" if more else "")


def _next(scores: Mapping[str, int], runner_up: str) -> str:
    return f"; next {runner_up} {scores[runner_up]}" if runner_up else ""
