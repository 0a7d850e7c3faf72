"""Names of people and organisations: one form to compare them by, how alike two are, and how to ask FTS5."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

ALIKE = 85
"""Two names this alike (0–100) may be one person: `robin hale` and `robyn hale` are 90."""
_INITIALS_FIT = 88
_WORDS_MOST = 8
_NAME_LONGEST = 200

# What people put before, behind or between names without meaning somebody else.
_COURTESY = re.compile(r"mrs?|ms|miss|mx|dr|prof|rev|hon|sir|madam|esq|jr|sr|phd|md|and|the|of")
_COMPANY = re.compile(r"inc|incorporated|llc|llp|ltd|limited|co|company|corp|corporation|plc|gmbh")
_PLAIN_MARKS = re.compile("[^0-9a-z]+")
_APOSTROPHES = re.compile("['’ʼ`´]")


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower case, without accents and marks."""
    text = _APOSTROPHES.sub("", text)
    if text.isascii():
        return _PLAIN_MARKS.sub(" ", text.lower()).split()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (char if char.isalnum() else " " for char in folded if not unicodedata.combining(char))
    return "".join(kept).split()


def name_key(name: str) -> str:
    """Return a name's words, lower case, without accents, marks, titles and forms of companies.

    `Dr. José O’Brien, Jr.` is `jose obrien`. A name of nothing but such words keeps them. At most 8 words of
    the first 200 characters count.
    """
    words = words_of(name[:_NAME_LONGEST])
    telling = [word for word in words if not _COURTESY.fullmatch(word) and not _COMPANY.fullmatch(word)]
    return " ".join((telling or words)[:_WORDS_MOST])


def alike(one: str, other: str) -> int:
    """Return how alike two `name_key`s are, 0–100, whatever the order of their words.

    Initials count as the names they may stand for (`r hale`, `robin hale`: 88); two names of which one only
    has fewer words are not equal.
    """
    if not one or not other:
        return 0
    from rapidfuzz import fuzz  # loaded with the first name that is compared

    score = round(fuzz.token_sort_ratio(one, other))
    if score < _INITIALS_FIT and _initials_fit(one.split(), other.split()):
        return _INITIALS_FIT
    return score


def _initials_fit(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other) or len(one) < 2:
        return False
    pairs = list(zip(one, other, strict=True))
    whole = [a for a, b in pairs if a == b and len(a) > 1]
    return bool(whole) and all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def fts_query(words: Sequence[str], *, every: bool = False, prefix: int = 0) -> str:
    """Return an FTS5 query for `words`: any or `every` one; only their first `prefix` letters if > 0.

    Each word goes in without marks and as a quoted string: nothing in it is syntax. Empty when there is none.
    """
    bare = ["".join(char for char in word if char.isalnum()) for word in words]
    terms = [f'"{word[:prefix]}" *' if prefix > 0 else f'"{word}"' for word in bare if word]
    return (" AND " if every else " OR ").join(terms)
