"""Where a letter speaks of an authorization: only there do its words tell a particular of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corrtui.triage.words import Words

_HEADING = re.compile(
    r"^\W*(?:(?:hipaa|patient|patient's|medical|health|records?)\s)*(?:authorization|consent|release)\b[^.:,;\n]{0,70}$",
    re.I | re.M,
)
_LABEL = re.compile(
    r"^[ \t]{0,12}(?:i\b.{0,20}authorize|(?:to )?(?:be )?released? to|purpose|information"
    r"|(?:this authorization )?expires?.{0,20}|signed|signature.{0,20}|patient|date signed)[ \t]*:",
    re.I | re.M,
)
_ENDS = re.compile(r"^[ \t]*(?:dear\b|sincerely|yours\b|respectfully|very truly)", re.I | re.M)
_LABELS = 2
"""So many lines of a form make a heading that of a form."""
_LOOKED_AT = 2_000
_GOES_ON = frozenset({"it", "its"})
_GOES_ON_BY = frozenset(
    f"{who} {what}"
    for who, what in (
        *(("this", what) for what in ("form", "document", "authorizes")),
        *((who, what) for who in ("she", "he", "they") for what in ("signed", "executed")),
    )
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The places of a letter that speak of the authorization."""

    sentences: frozenset[int]
    """Numbers of those that name it, or go on about it: "It was signed …"."""
    after: frozenset[int]
    """Numbers of those that follow on one of these: the request itself tells what is to be released."""
    forms: tuple[tuple[int, int], ...]
    """Places of a form that is copied in the letter."""

    def has(self, place: int, sentence: int, *, request: bool) -> bool:
        """Tell whether words in this place tell something of it; `request`: those of the request do too."""
        return (
            sentence in self.sentences
            or (request and sentence in self.after)
            or any(start <= place < end for start, end in self.forms)
        )


def spoken_places(text: str, words: Words, named: Iterable[int]) -> Spoken:
    """Return where a letter speaks of the authorization.

    Args:
        text: the letter as read.
        words: its words.
        named: numbers of the sentences that name the authorization, or its signing by the patient.
    """
    opening: dict[int, list[str]] = {}
    for word, number in zip(words.word, words.sentence, strict=True):
        first = opening.setdefault(number, [])
        if len(first) < 2:
            first.append(word)
    spoken, after, naming = set[int](), set[int](), set(named)
    last = False
    for number, first in opening.items():
        goes_on = last and (first[0] in _GOES_ON or " ".join(first) in _GOES_ON_BY)
        if last:
            after.add(number)
        last = number in naming or goes_on
        if last:
            spoken.add(number)
    return Spoken(frozenset(spoken), frozenset(after), tuple(_forms(text)))


def _forms(text: str) -> Iterable[tuple[int, int]]:
    for heading in _HEADING.finditer(text):
        end = _ENDS.search(text, heading.end())
        stop = end.start() if end else len(text)
        labels = _LABEL.findall(text, heading.end(), min(stop, heading.end() + _LOOKED_AT))
        if len(labels) >= _LABELS:
            yield heading.start(), stop
