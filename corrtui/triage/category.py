"""Which category a letter most likely belongs to, with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from corrtui.triage.addressee import Addressee
from corrtui.triage.categories import UNKNOWN, Category, load_categories
from corrtui.triage.layout import read_layout
from corrtui.triage.letter_choice import load_letter_choices
from corrtui.triage.lexicon import Evidence, Lexicon
from corrtui.triage.sensitive import Sensitive

__all__ = ["Category", "Evidence", "Suggestion", "load_categories", "suggest"]

_MISDIRECTED = "MIS"
_LEAD = 2
"""The best score must lead by so much, else the program says it cannot tell."""
_DECIDED_LEAD = 20
"""What a sensitive class that decides counts for in the confidence."""
_QUOTES_IN_WHY = 3
_STRONG = 3
_ESCALATE = "ESCALATE"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules make of a letter. It commits nothing: the clerk decides."""

    category: str
    disposition: str
    template: str
    evidence: tuple[Evidence, ...]
    confidence: float
    """0 (cannot tell) to nearly 1; it grows with the lead of the best score."""
    runner_up: str
    """Code of the next best; "BIL or SVC" when the category is UNK because those are too close."""
    why: str
    """The rule and the phrases, in words."""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        return data | {"evidence": [asdict(item) for item in self.evidence]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave."""
        values = {field.name: data[field.name] for field in fields(cls)}
        return cls(**values | {"evidence": tuple(Evidence(**item) for item in data["evidence"])})


def suggest(
    text: str,
    subject: str,
    categories: Mapping[str, Category],
    lexicon: Lexicon,
    sensitive: Sequence[Sensitive],
    addressee: Addressee | None = None,
) -> Suggestion:
    """Return what the rules make of a letter.

    The best score in the lexicon wins when it leads by 2; else the suggestion is UNK. A sensitive class that
    decides (threat, legal process, regulator) wins over every score, and after that the address of another
    organisation. Where a class forbids the clerk to reply, no template is suggested.

    Args:
        text: the letter as read; offsets in the evidence refer to it.
        subject: subject line of an e-mail, else "".
        categories: from load_categories.
        lexicon: from load_lexicon.
        sensitive: what find_sensitive found in this letter.
        addressee: from other_addressee, when the letter is not addressed to this office.
    """
    layout = read_layout(text)
    evidence = tuple(item for item in lexicon.evidence(text, layout, subject) if item.category in categories)
    deciding = [item for item in sensitive if item.decides and item.category in categories]
    if deciding:
        verdict = _by_class(deciding[0], _scores(evidence))
        evidence = (*(Evidence(i.phrase, i.start, i.end, i.category, _STRONG) for i in deciding), *evidence)
    elif addressee and _MISDIRECTED in categories:
        verdict = _by_address(addressee, _scores(evidence))
        told = Evidence(addressee.name, addressee.start, addressee.end, _MISDIRECTED, _STRONG)
        evidence = (told, *evidence)
    else:
        verdict = _by_score(evidence, _scores(evidence))
    usual = categories[verdict.category]
    choice = load_letter_choices().choose(usual.code, text, layout.body, subject)
    template = choice.template if choice else usual.template
    disposition = choice.disposition if choice else usual.disposition
    why = verdict.why
    if any(not item.clerk_may_reply for item in sensitive):
        template, disposition = "", _ESCALATE
    elif choice and choice.because:
        why += f"; {template or 'no letter'} for “{choice.because}”"
    if any(item.category == _ESCALATE for item in sensitive):
        disposition = _ESCALATE
    confidence = verdict.lead / (verdict.lead + 3)
    return Suggestion(usual.code, disposition, template, evidence, confidence, verdict.runner_up, why)


@dataclass(frozen=True, slots=True)
class _Verdict:
    category: str
    runner_up: str
    lead: int
    why: str


def _by_class(item: Sensitive, scores: Mapping[str, int]) -> _Verdict:
    runner_up = next((code for code in scores if code != item.category), "")
    why = f"{item.category}: “{item.phrase}” ({item.kind}) decides{_next(scores, runner_up)}"
    return _Verdict(item.category, runner_up, _DECIDED_LEAD + scores.get(item.category, 0), why)


def _by_address(addressee: Addressee, scores: Mapping[str, int]) -> _Verdict:
    runner_up = next((code for code in scores if code != _MISDIRECTED), "")
    why = f"{_MISDIRECTED}: addressed to “{addressee.name}”, and this office is named nowhere"
    lead = _STRONG + scores.get(_MISDIRECTED, 0)
    return _Verdict(_MISDIRECTED, runner_up, lead, why + _next(scores, runner_up))


def _by_score(evidence: Iterable[Evidence], scores: Mapping[str, int]) -> _Verdict:
    ranked = list(scores)
    best = scores[ranked[0]] if ranked else 0
    close = [code for code in ranked if scores[code] > best - _LEAD]
    if len(close) == 1 and best >= _LEAD:
        runner_up = ranked[1] if len(ranked) > 1 else ""
        why = f"{close[0]}: {_quotes(evidence, close[0])}{_next(scores, runner_up)}"
        return _Verdict(close[0], runner_up, best - scores.get(runner_up, 0), why)
    each = "; ".join(f"{code} {scores[code]}: {_quotes(evidence, code)}" for code in close)
    why = f"cannot tell between {each}" if len(close) > 1 else f"cannot tell: {each or 'no telling phrase'}"
    return _Verdict(UNKNOWN, " or ".join(close), 0, why)


def _scores(evidence: Iterable[Evidence]) -> dict[str, int]:
    """Return the positive scores by category, best first."""
    scores: dict[str, int] = {}
    for item in evidence:
        scores[item.category] = scores.get(item.category, 0) + item.weight
    return {code: scores[code] for code in sorted(scores, key=lambda code: -scores[code]) if scores[code] > 0}


def _quotes(evidence: Iterable[Evidence], code: str) -> str:
    heaviest = sorted((item for item in evidence if item.category == code), key=lambda item: -item.weight)
    quotes = [f"“{item.phrase}” ({item.weight})" for item in heaviest[:_QUOTES_IN_WHY]]
    more = len(heaviest) - len(quotes)
    return ", ".join(quotes) + (f" and {more} more" if more else "")


def _next(scores: Mapping[str, int], runner_up: str) -> str:
    return f"; next {runner_up} {scores[runner_up]}" if runner_up else ""
