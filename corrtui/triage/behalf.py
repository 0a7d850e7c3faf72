"""On whose behalf a letter is written, and in what capacity: rows `[[behalf]]` of facts.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corrtui.text import one_line
from corrtui.triage.names import is_organisation, read_name
from corrtui.triage.phrases import PhraseBook
from corrtui.triage.rules import phrase_book, read_rules
from corrtui.triage.words import split_words

SELF = "self"
_LOOKED_AT = 6_000
_REACH = 90
# "my client, Mrs. Rosa Diaz, of …": a run of words with capitals, with what may stand between them.
_NAMED = re.compile(
    r"\s{0,2}[,:]?\s{0,2}(?:(?:the\s)?(?:estate|late)\s(?:of\s)?(?:the\slate\s)?)?"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?[A-Z][\w'’.-]*"
    r"(?:\s(?!I\b)(?:(?:[A-Z&][\w'’.-]*|of|and|de|la|del|van|von)(?=\W)))*)"
)
_WE = re.compile(r"\b(?:i|we|my|our|me|us|writing|escribo|escribimos)\b", re.IGNORECASE)
_NAMES_ONLY = re.compile(r"\s*(?:[A-Z][\w.'’-]*,?\s*)+")
_TAIL = re.compile(r"(?:\s(?:of|and|de|la|del|van|von)|[.,])+$")


@dataclass(frozen=True, slots=True)
class Behalf:
    """In what capacity somebody writes, for whom, and the words that say so."""

    relationship: str = SELF
    """self, attorney, executor, attorney-in-fact, guardian, parent, child, spouse, legislator or
    representative."""
    whom: str = ""
    """Name of the person or organisation; "" when the letter does not give it there."""
    start: int = -1
    end: int = -1
    whom_start: int = -1
    whom_end: int = -1


@lru_cache(maxsize=1)
def _book() -> tuple[PhraseBook, tuple[str, ...]]:
    rows = read_rules("facts.toml")["behalf"]
    phrases = [phrase for row in rows for phrase in row["phrases"]]
    return phrase_book(phrases, "facts.toml"), tuple(
        row["relationship"] for row in rows for _ in row["phrases"]
    )


def find_behalf(text: str, spans: Iterable[tuple[int, int]]) -> Behalf:
    """Return for whom the letter is written, by the first row of which a phrase stands in `spans`.

    A phrase that is followed by no name counts only where it tells the capacity by itself, as "I am the
    executor" does.
    """
    book, relationships = _book()
    near = tuple((start, min(end, _LOOKED_AT)) for start, end in spans if start < _LOOKED_AT)
    words = split_words(text, near)
    order = list(dict.fromkeys(relationships))
    best: tuple[tuple[int, bool], Behalf] | None = None
    for hit in book.find(words):
        start, end = words.start[hit.used[0]], words.end[hit.used[-1]]
        relationship = relationships[hit.row]
        name, name_start, name_end = _name_after(text, end)
        if not (_is_the_writer(text, start, end) if name else _tells_alone(text, start, end, relationship)):
            continue
        rank = (order.index(relationship), not name)
        found = Behalf(relationship, name, start, end, name_start, name_end)
        if best is None or rank < best[0]:
            best = (rank, found)
    return best[1] if best else Behalf()


def _name_after(text: str, place: int) -> tuple[str, int, int]:
    match = _NAMED.match(text, place, place + _REACH)
    if match is None:
        return "", -1, -1
    start = match.start("name")
    name = _TAIL.sub("", match["name"])
    named = read_name(name)
    if not (is_organisation(name) or (named and named.last and (named.first or named.title))):
        return "", -1, -1
    return one_line(name), start, start + len(name)


def _is_the_writer(text: str, start: int, end: int) -> bool:
    """Say whether it is the writer who acts for another: "I", "we" or a sign-off say so, a story does not."""
    if _WE.search(text[start:end]):
        return True
    before = re.split(r"[.!?;\n]\s|\n", text[max(0, start - _REACH) : start])[-1]
    return (
        not before.strip(" ,") or _NAMES_ONLY.fullmatch(before) is not None or _WE.search(before) is not None
    )


def _tells_alone(text: str, start: int, end: int, relationship: str) -> bool:
    """Say whether the phrase tells the capacity without a name: "I am executor", "for my mother"."""
    said = text[max(0, start - 30) : end].lower()
    if relationship == "executor":
        return (
            re.search(r"\b(?:i am|i'm|soy)\b[^.]*(?:executor|executrix|representative|albacea)", said)
            is not None
        )
    if relationship in ("parent", "child", "spouse"):
        return "behalf of my" in said or re.search(r"(?:for|about) my\b", said) is not None
    if relationship in ("attorney", "legislator"):
        return "client" in said or "constituent" in said
    if relationship == "attorney-in-fact":
        return re.search(r"\b(?:i|we) (?:hold|have|am|act)\b[^.]*power of attorney", said) is not None
    return False
