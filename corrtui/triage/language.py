"""The language of a text, told by its small words (`corrtui/data/languages.toml`) or by its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corrtui.triage.rules import read_rules
from corrtui.triage.words import split_words

UNKNOWN = "unknown"
_LOOKED_AT = 4_000
_FEWEST_WORDS = 5
_FEWEST_TELLING = 3
_SHARE = 0.22
"""Of prose in any of these languages a third and more is small words; of a list of names hardly any."""
_LEAD = 1.25
_SHARE_OF_LETTERS = 0.3


@dataclass(frozen=True, slots=True)
class _Languages:
    titles: dict[str, str]
    of_word: dict[str, tuple[str, ...]]
    scripts: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _languages() -> _Languages:
    table = {code: row for code, row in read_rules("languages.toml").items() if isinstance(row, dict)}
    of_word: dict[str, tuple[str, ...]] = {}
    for code, row in table.items():
        for word in set(row.get("words", "").split()):
            of_word[word] = (*of_word.get(word, ()), code)
    scripts = []
    for code, row in table.items():
        if ranges := row.get("scripts"):
            sides = [[chr(int(side, 16)) for side in each.split("-")] for each in ranges]
            scripts.append((code, re.compile(f"[{''.join(f'{low}-{high}' for low, high in sides)}]")))
    return _Languages({code: row["title"] for code, row in table.items()}, of_word, tuple(scripts))


def language_title(code: str) -> str:
    """Return what a language is called in a sentence; the code itself where it has no name here."""
    return _languages().titles.get(code, code)


def known_languages() -> tuple[str, ...]:
    """Return the codes that can be told."""
    return tuple(_languages().titles)


def find_language(text: str, spans: Sequence[tuple[int, int]] | None = None) -> str:
    """Return the ISO 639-1 code of the language most of `text`, or of `spans` of it, is in; "unknown".

    It is unknown when the text is too short to tell, or no language leads clearly. Only the first 4,000
    characters are looked at.
    """
    near = _first(spans if spans is not None else ((0, len(text)),))
    table = _languages()
    head = "".join(text[start:end] for start, end in near)
    if not head.isascii() and (code := _by_script(head, table)):
        return code
    words = [word for word in split_words(text, near).word if word[0].isalpha()]
    if len(words) < _FEWEST_WORDS:
        return UNKNOWN
    counts: dict[str, float] = {}
    for word in words:
        codes = table.of_word.get(word, ())
        for code in codes:
            # A word of one language only tells more than one that several share.
            counts[code] = counts.get(code, 0) + (1.0 if len(codes) == 1 else 0.5)
    ranked = sorted(counts, key=lambda code: -counts[code])
    if not ranked:
        return UNKNOWN
    best = counts[ranked[0]]
    second = counts[ranked[1]] if len(ranked) > 1 else 0.0
    clear = best >= max(_FEWEST_TELLING, _SHARE * len(words)) and best >= _LEAD * second
    return ranked[0] if clear else UNKNOWN


def _first(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    near: list[tuple[int, int]] = []
    left = _LOOKED_AT
    for start, end in spans:
        if left <= 0:
            break
        near.append((start, min(end, start + left)))
        left -= end - start
    return tuple(near)


def _by_script(head: str, table: _Languages) -> str:
    letters = sum(char.isalpha() for char in head)
    counts = {code: len(pattern.findall(head)) for code, pattern in table.scripts}
    # Japanese is written with Chinese signs between its own.
    if counts.get("ja", 0) * 5 > counts.get("zh", 0):
        counts["ja"] = counts.get("ja", 0) + counts.get("zh", 0) if counts.get("ja") else 0
    best = max(counts, key=lambda code: counts[code], default="")
    return best if best and counts[best] > max(_FEWEST_TELLING, _SHARE_OF_LETTERS * letters) else ""
