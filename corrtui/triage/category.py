"""Which category a letter most likely belongs to, with its reasons.

Rules, the model shipped with the program and what this office decided before are asked in this order: a
sensitive class that decides, another organisation's address, then whichever of the three is most credible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from corrtui.triage.addressee import Addressee
from corrtui.triage.categories import UNKNOWN, Category, load_categories
from corrtui.triage.features import find_features
from corrtui.triage.layout import has_letter_form, read_layout
from corrtui.triage.learning import Lessons
from corrtui.triage.letter_choice import load_letter_choices
from corrtui.triage.lexicon import Evidence, Lexicon
from corrtui.triage.model import Model
from corrtui.triage.sensitive import Sensitive
from corrtui.triage.verdict import (
    STRONG,
    Case,
    Verdict,
    by_address,
    by_class,
    by_odds,
    by_score,
    by_story,
    scores_of,
)
from corrtui.triage.weighing import load_weighing

__all__ = ["Category", "Evidence", "Suggestion", "load_categories", "suggest"]

_TOLD_BY_CLASS = frozenset(("SAF", "LEG", "GOV"))
_MOST_ALSO = 3
"""With strong phrases of more categories than these, they are no sign of several matters."""
_ESCALATE = "ESCALATE"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program makes of a letter. It commits nothing: the clerk decides."""

    category: str
    disposition: str
    template: str
    evidence: tuple[Evidence, ...]
    """What it rests on; empty only where the letter has no telling word."""
    confidence: float
    """0 (cannot tell) to nearly 1: how often such a suggestion is right, as measured."""
    runner_up: str
    """Code of the next best; "BIL or SVC" when the category is UNK because those are too close."""
    why: str
    """The rule and the phrases, in words."""
    also: tuple[str, ...] = ()
    """What else the letter is about, besides its category."""
    department: str = ""
    """Who answers for the category."""
    readings: tuple[tuple[str, float], ...] = ()
    """What it may be, best first, with the confidence in each."""
    learnt: bool = False
    """It rests on what the office's clerks decided of other letters."""
    hold_days: int = 0
    """Calendar days from receipt it is kept before the disposition is due; 0: it is due at once."""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        return data | {"evidence": [asdict(item) for item in self.evidence]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave, or what an older release did without the last three values."""
        values = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        evidence = tuple(Evidence(**item) for item in data["evidence"])
        readings = tuple((code, float(sure)) for code, sure in data.get("readings", ()))
        return cls(
            **values | {"evidence": evidence, "also": tuple(data.get("also", ())), "readings": readings}
        )


def suggest(
    text: str,
    subject: str,
    categories: Mapping[str, Category],
    lexicon: Lexicon,
    sensitive: Sequence[Sensitive],
    addressee: Addressee | None = None,
    model: Model | None = None,
    lessons: Lessons | None = None,
    *,
    nobody: bool = False,
) -> Suggestion:
    """Return what the program makes of a letter.

    A sensitive class that decides (threat, legal process, regulator) wins over every score, after that the
    address of another organisation; no number of decisions overrules them. Else the best score in the lexicon
    wins when it leads by 2, or the model where it knows better (`data/suggestion.toml`), or what the office
    decided of the like before; what is less sure than the table wants is UNK with two readings. Where a class
    forbids the clerk to reply, no template is suggested.

    Args:
        text: the letter as read; offsets in the evidence refer to it.
        subject: subject line of an e-mail, else "".
        categories: from load_categories.
        lexicon: from load_lexicon.
        sensitive: what find_sensitive found in this letter.
        addressee: from other_addressee, when the letter is not addressed to this office.
        model: from load_model; without it the rules decide alone.
        lessons: what this office decided before.
        nobody: the letter names neither its writer nor a number: where nobody can be answered, no letter is
            suggested.
    """
    layout = read_layout(text)
    evidence = tuple(item for item in lexicon.evidence(text, layout, subject) if item.category in categories)
    features = find_features(text, layout.body, subject, evidence) if model or lessons else {}
    in_form = has_letter_form(text, layout)
    case = Case(text, evidence, scores_of(evidence), categories, features, layout.body, in_form)
    learnt = False
    deciding = [item for item in sensitive if item.decides and item.category in categories]
    if deciding:
        verdict = by_class(case, deciding)
    elif addressee and "MIS" in categories:
        verdict = by_address(case, addressee)
    else:
        verdict = by_story(case, by_odds(case, model) if model else by_score(case))
        if lessons and (learned := _by_lessons(case, lessons, verdict)):
            verdict, learnt = learned, True
    usual = categories[verdict.category]
    choice = load_letter_choices().choose(usual.code, text, layout.body, subject, nobody=nobody)
    template = choice.template if choice else usual.template
    disposition = choice.disposition if choice else usual.disposition
    why = verdict.why
    if any(not item.clerk_may_reply for item in sensitive):
        template, disposition = "", _ESCALATE
    elif choice and choice.because:
        why += f"; {template or 'no letter'} for “{choice.because}”"
    if any(item.category == _ESCALATE for item in sensitive):
        disposition = _ESCALATE
    also = _also(case, verdict, load_weighing()[1].find(usual.code, text, layout.body))
    return Suggestion(
        usual.code,
        disposition,
        template,
        verdict.evidence,
        verdict.confidence,
        verdict.runner_up,
        why,
        also,
        usual.department,
        verdict.readings,
        learnt,
        choice.hold_days if choice and disposition == choice.disposition else 0,
    )


def _by_lessons(case: Case, lessons: Lessons, otherwise: Verdict) -> Verdict | None:
    """Return what the office's decisions say, where they are more to be believed than the rest."""
    opinion = lessons.opinion(case.features, case.categories)
    if opinion is None:
        return None
    trust = lessons.trust(otherwise.category, otherwise.confidence)
    # What was decided of the same words goes before what is made of them otherwise.
    believed = opinion.like and opinion.category != otherwise.category
    if not believed and opinion.confidence <= trust:
        return None
    told = tuple(
        Evidence(case.text[start:end], start, end, opinion.category, min(STRONG, 1 + int(weight)))
        for start, end, weight in opinion.strongest
    )
    quoted = ", ".join(f"“{item.phrase}”" for item in told)
    like = f"{opinion.alike} letters were decided so here"
    if opinion.like:
        like = f"{opinion.like}, worded like it, was decided so"
    readings = ((opinion.category, opinion.confidence), (opinion.runner_up, 0.0))[
        : 2 if opinion.runner_up else 1
    ]
    if opinion.confidence < load_weighing()[0].unknown:
        if otherwise.category != UNKNOWN:
            return None
        or_else = " or ".join(code for code, _ in readings)
        why = f"cannot tell between {or_else}: {like}, by {quoted or 'no one word'}"
        return Verdict(UNKNOWN, or_else, opinion.confidence, why, (*told, *otherwise.evidence), readings)
    why = f"{opinion.category}: {like}, by {quoted or 'no one word'}"
    return Verdict(
        opinion.category, opinion.runner_up, opinion.confidence, why, (*told, *otherwise.evidence), readings
    )


def _also(case: Case, verdict: Verdict, besides: Sequence[str]) -> tuple[str, ...]:
    """Return what else the letter is about, where a row says so or it is short and names it in strong words.

    A long story holds strong phrases of many categories; what it asks besides is told from its sentences.
    Who merely names a regulator or a court does not write for one: that is a sensitive class's to tell.
    """
    strong = {item.category for item in case.evidence if item.weight >= STRONG}
    short = len(strong) <= _MOST_ALSO
    codes = [code for code in case.scores if code in strong and short and code not in _TOLD_BY_CLASS]
    named = [code for code in besides if code in case.categories]
    return tuple(code for code in dict.fromkeys((*codes, *named)) if code != verdict.category)
