"""Which passages of a draft are the template's own words, as approved: nobody typed or filled them in."""

from __future__ import annotations

import re

# What is no fixed text, and where a sentence of it ends: each stands for itself if the next was rewritten.
_APART = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\n\s*\n|(?<=[.!?])\s+(?=[A-Z])", re.DOTALL)
_FEWEST_WORDS = 4


def fixed_spans(text: str, approved: str) -> tuple[tuple[int, int], ...]:
    """Return where in `text` passages of the template `approved` stand word for word, in whatever lines.

    What fills a hole belongs to none. A passage under four words is left out: it may stand there by chance.
    """
    passages = {tuple(part.split()) for part in _APART.split(approved)}
    return tuple(
        match.span()
        for passage in passages
        if len(passage) >= _FEWEST_WORDS
        for match in re.finditer(r"(?<!\S)" + r"\s+".join(map(re.escape, passage)), text)
    )
