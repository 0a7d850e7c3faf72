"""Words that letters misspell, put right where delicate matters are sought (`[spelling]`, sensitive.toml).

A cry for help is not written with a dictionary at hand. Only the words of the table are put right: one letter
too many, missing, wrong or in another's place in a long key word, and the short ones listed one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from corrtui.triage.words import Words

_SHORTEST = 7
"""Letters of a key word that one wrong letter leaves recognisable."""


class Spelling:
    """The table, ready to be used.

    Args:
        keys: long words, each right in itself.
        table: misspelling → the right word.
        right: words one letter from a key word that are right as they stand.
    """

    def __init__(self, keys: Iterable[str], table: Mapping[str, str], right: Iterable[str] = ()) -> None:
        self._right = frozenset(right)
        self._keys = frozenset(key for key in keys if len(key) >= _SHORTEST)
        self._table = table
        self._longest = max(map(len, self._keys), default=0) + 1
        self._of = {less: key for key in sorted(self._keys) for less in (key, *_less_one(key))}

    def mend(self, words: Words) -> Words:
        """Return the words as they were meant; their places stay."""
        meant = tuple(self._table.get(word) or self._meant(word) for word in words.word)
        return words if meant == words.word else replace(words, word=meant)

    def _meant(self, word: str) -> str:
        if not _SHORTEST - 1 <= len(word) <= self._longest or not word.isalpha():
            return word
        if word in self._keys or word in self._right:
            return word
        for less in (word, *_less_one(word)):
            key = self._of.get(less)
            if key and key[0] == word[0] and key.rstrip("s") != word.rstrip("s"):
                return key
        return word


def _less_one(word: str) -> Iterator[str]:
    """Yield the word with each of its letters left out once."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
