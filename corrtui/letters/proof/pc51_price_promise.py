"""PC-51: no price and no day of delivery is named before the department asked has answered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corrtui.letters.figures import parse_money
from corrtui.letters.promise import promised_by
from corrtui.letters.proof.case import Finding, ProofCase

RULE = "PC-51"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n")
_DELIVERS = re.compile(
    r"\b(?:ship|deliver|dispatch|ready|finish|complet|manufactur|produc|make\b|made\b|leave\b)", re.IGNORECASE
)


def check(case: ProofCase) -> Iterable[Finding]:
    """Block an amount that is not the writer's, and a day promised for the goods, while a question is open.

    Source: practice of made-to-order goods, no price or date before the engineering answer is recorded.
    """
    if not case.open_question:
        return
    own = {parse_money(value) for value in case.facts.values("amount")}
    for amount in case.reading.amounts:
        if amount.value not in own:
            message = f"a price is named, and {case.open_question}"
            yield case.finding(RULE, "block", message, amount.start, amount.end)
    start = 0
    for gap in (*_SENTENCE.finditer(case.text), None):
        end = gap.start() if gap else len(case.text)
        sentence = case.text[start:end]
        if _DELIVERS.search(sentence) and promised_by(
            sentence, case.letter_date, case.received, case.calendar
        ):
            message = f"a day is promised for the goods, and {case.open_question}"
            yield case.finding(RULE, "block", message, start, end)
        start = gap.end() if gap else end
