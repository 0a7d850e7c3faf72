"""Cuts a text into words, each with its place and the sentence it stands in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# A word may hold apostrophes ("don't"). A stop ends a sentence unless it follows a single letter ("U.S.") or
# a common abbreviation; an empty line ends it always.
_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['’][^\W_]+)*+|[$€£])"
    r"|(?P<stop>[.!?](?<!\b\w\.)(?<!\b(?:Mr|MR|Ms|MS|Dr|DR|St|Co|No|NO|no)\.)(?<!\b(?:Mrs|MRS|Inc|Ltd|Rep|Sen)\.)(?=[\s\"'”’)])"
    r"|\n[ \t]*+\n)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in the order they stand, each with its place and the sentence it is in."""

    word: tuple[str, ...]
    """Lower case, without accents, straight apostrophes."""
    start: tuple[int, ...]
    end: tuple[int, ...]
    sentence: tuple[int, ...]


def _plain(word: str) -> str:
    word = word.lower()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# The rule tables ask for the same letter one after the other; two letters with body and subject are kept.
@lru_cache(maxsize=8)
def split_words(text: str, spans: tuple[tuple[int, int], ...] | None = None) -> Words:
    """Return the words of `text`, or only those that lie in `spans` (start, end)."""
    found: list[tuple[str, int, int, int]] = []
    sentence = 0
    for start, end in ((0, len(text)),) if spans is None else spans:
        sentence += 1
        for match in _TOKEN.finditer(text, start, end):
            if match.lastgroup == "stop":
                sentence += 1
            else:
                found.append((_plain(match[0]), match.start(), match.end(), sentence))
    return Words(*zip(*found, strict=True)) if found else Words((), (), (), ())
