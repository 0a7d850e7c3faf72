"""Letters a scan took for digits ("K1LL MYSELF"), read as they were meant where delicate matters are sought.

Only a word that becomes one of the words sought is read so: an order number stays a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from corrtui.triage.words import Words

_MEANT = {"0": "o", "1": "il", "3": "e", "5": "s"}
_MOST = 3
"""Digits in a word that is still worth a guess."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class ScannedDigits:
    """The words sought, ready to be recognised.

    Args:
        phrases: as in PhraseBook; their words are the words sought.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(word for phrase in phrases for word in _WORD.findall(phrase))

    def mend(self, words: Words) -> Words:
        """Return the words as they were meant; their places stay."""
        meant = tuple(word if word.isalpha() else self._meant(word) for word in words.word)
        return words if meant == words.word else replace(words, word=meant)

    def _meant(self, word: str) -> str:
        digits = sum(map(str.isdigit, word))
        if not 0 < digits <= _MOST or sum(map(str.isalpha, word)) <= digits:
            return word
        for letters in product(*(_MEANT.get(char, char) for char in word)):
            if (read := "".join(letters)) in self._known:
                return read
        return word
