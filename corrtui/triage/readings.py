"""What a letter that cannot be told may be: its most probable categories, of which two are shown."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from corrtui.triage.model import Estimate
from corrtui.triage.weighing import Weighing

Readings = tuple[tuple[str, float], ...]
_EVEN = 0.5


def either(readings: Readings) -> str:
    """Return the two most probable in words, "BIL or DLQ"."""
    return " or ".join(code for code, _ in readings[:2])


def by_model(odds: Sequence[tuple[float, str]], confidence: float) -> Readings:
    """Return the best two of the model's categories.

    Args:
        odds: (log odds, category), best first.
        confidence: how probable the best is. What is left belongs to all the others, as their odds say.
    """
    (_, first), (following, second) = odds[0], odds[1]
    share = 1 / sum(math.exp(other - following) for other, _ in odds[1:])
    return (first, round(confidence, 3)), (second, round(min(confidence, (1 - confidence) * share), 3))


def with_rules(
    readings: Readings,
    scores: Mapping[str, int],
    classes: Collection[str],
    estimate: Estimate,
    weighing: Weighing,
) -> Readings:
    """Return `readings` with the best category the model knows nothing of, the most probable first.

    That is as probable as the rules are right where they lead so far over the model's categories, and an even
    chance where they do not lead; a long letter holds many chance phrases, which count against it. Where it
    is behind, it is no reading.
    """
    beyond = {code: points for code, points in scores.items() if code not in classes}
    best = max(beyond, key=lambda code: beyond[code], default="")
    if not best or beyond[best] < weighing.lead:
        return readings
    within = max((scores.get(code, 0) for code in classes), default=0)
    lead = beyond[best] - within - estimate.known // weighing.lead_grows
    if lead < 0:
        return readings
    chance = weighing.confidence(lead) if lead else _EVEN
    three = [(best, round(chance, 3)), *((code, round(sure * (1 - chance), 3)) for code, sure in readings)]
    return tuple(sorted(three, key=lambda reading: -reading[1]))
