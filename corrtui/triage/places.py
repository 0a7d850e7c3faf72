"""Where in a letter a value stands that was read from its lines, so that the eye can be led to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corrtui.text import one_line
from corrtui.triage.numbers import Found

Span = tuple[int, int]

_MOST_WORDS = 14
_LOOKED_AT = 8_000
_BETWEEN = r"[\s,.]{1,4}"


def place_of(kind: str, value: str, text: str, spans: Iterable[Span]) -> Found | None:
    """Return `value` as it stands in the first of `spans` that holds its words, in capitals or not.

    A name may stand there with the last name first. None without a value; without a place in the text the
    places are -1, as of what stands in an e-mail's header only.
    """
    words = [re.escape(word) for word in value.replace(",", " ").split()[:_MOST_WORDS]]
    if not words:
        return None
    orders = [words] if kind != "name" or len(words) < 2 else [words, [words[-1], *words[:-1]]]
    patterns = [re.compile(rf"(?<!\w){_BETWEEN.join(order)}(?!\w)", re.IGNORECASE) for order in orders]
    for start, end in spans:
        for pattern in patterns:
            if match := pattern.search(text, start, min(end, start + _LOOKED_AT)):
                return Found(kind, one_line(match[0]), *match.span())
    return Found(kind, value, -1, -1)
