"""The questions and demands of a letter: one letter has one or more issues, and each needs an outcome.

An ordinary letter about one matter has one issue, however long its story is. A second matter is another issue
when it is asked for by itself, stands in a numbered list, or is one of a few short statements side by side:
"Invoice 771 is wrong, and your agent hung up on me, and what is your return rule?" has three.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corrtui.text import one_line
from corrtui.triage.categories import UNKNOWN
from corrtui.triage.kept import Kept
from corrtui.triage.layout import Layout
from corrtui.triage.lexicon import Evidence, Lexicon
from corrtui.triage.phrases import PhraseBook
from corrtui.triage.rules import phrase_book, read_rules
from corrtui.triage.sentences import bare, parts, sentences
from corrtui.triage.tone import HOSTILE, find_tone
from corrtui.triage.words import Words, split_words

MOST = 9
"""Issues of one letter; each is chosen by its digit."""
QUESTION, DEMAND, COMPLAINT = "question", "demand", "complaint"

_LONGEST_TEXT = 600
_STRONG = 3
_LEAD = 2
_SHORT_LETTER = 70
"""Words up to which statements side by side are taken for matters of their own."""
_FEWEST_WORDS = 3
_GENERAL = frozenset({"INF"})
"""Categories whose words stand in every long story: they make no issue of their own there unless listed."""
_OF_THE_WHOLE = frozenset({"MIS", "LEG", "GOV", "SAF"})
"""Categories of a whole letter, which are flagged by rules of their own: a sentence does not add them."""
_WELL_FOUNDED = 4

_NUMBERED = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[a-h])[.)])\s|\s*(?:first|second|third|fourth|1st|2nd|3rd)(?:ly)?\b[,:]",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d])\s+(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Issue(Kept):
    """One thing asked."""

    number: int
    """From 1, in reading order."""
    kind: str
    """question, demand or complaint."""
    category: str
    """Code of the category its sentence speaks for; UNK when it tells none."""
    text: str
    """Its sentence on one line; of one longer than 600 characters the first words."""
    start: int
    """Where the sentence begins in the letter's text; -1 when the letter says it in its subject line only."""
    end: int


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    kind: str
    asked: bool
    """It is put to the office: a question or a demand."""
    listed: bool
    """It begins another point: numbered, or with "also" and the like."""
    scores: Mapping[str, int]
    item: int = 0
    """Which numbered item of a list it stands in, from 1; 0 in none."""
    temper: bool = False
    """It only says how angry the writer is."""

    @property
    def category(self) -> str:
        """The category it speaks for clearly, else ""."""
        ranked = sorted(self.scores, key=lambda code: -self.scores[code])
        if not ranked or self.scores[ranked[0]] < _STRONG:
            return ""
        second = self.scores[ranked[1]] if len(ranked) > 1 else 0
        return ranked[0] if self.scores[ranked[0]] - second >= _LEAD else ""


@lru_cache(maxsize=1)
def _book() -> tuple[PhraseBook, tuple[str, ...]]:
    table = read_rules("issues.toml")
    rows = {
        "demand": table["demand"]["phrases"],
        "story": table["demand"]["story"],
        "rhetorical": table["rhetorical"]["phrases"],
        "another": table["another"]["phrases"],
    }
    phrases = [phrase for each in rows.values() for phrase in each]
    return phrase_book(phrases, "issues.toml"), tuple(name for name, each in rows.items() for _ in each)


def find_issues(
    text: str, layout: Layout, category: str, lexicon: Lexicon, known: Collection[str], subject: str = ""
) -> tuple[Issue, ...]:
    """Return the issues of a letter in reading order, at least one where it says anything, at most nine.

    Args:
        text: the letter as read; offsets refer to it. Its first 30,000 characters are looked at.
        layout: its parts.
        category: what was suggested for the whole letter, UNK when nothing was.
        lexicon: the phrases of its language.
        known: codes of the desk's categories.
        subject: subject line of an e-mail, else "".
    """
    clauses = _clauses(text, layout, lexicon, known)
    if not clauses:
        return _only(text, layout, category, subject)
    chosen = _chosen(clauses, category, short=_is_short(text, clauses))
    return tuple(
        Issue(
            number,
            clause.kind,
            code,
            one_line(text[clause.start : (end := _cut(text, clause.start, clause.end))]),
            clause.start,
            end,
        )
        for number, (code, clause) in enumerate(
            sorted(chosen, key=lambda item: item[1].start)[:MOST], start=1
        )
    )


def _only(text: str, layout: Layout, category: str, subject: str) -> tuple[Issue, ...]:
    """Return the one issue of a letter without a sentence: its first words, else its subject line."""
    said = next((span for start, end in layout.body if (span := bare(text, start, end))), None)
    start, end = (said[0], _cut(text, *said)) if said else (-1, -1)
    line = one_line(text[start:end] if said else subject, _LONGEST_TEXT)
    return (Issue(1, QUESTION if "?" in line else DEMAND, category, line, start, end),) if line else ()


def _cut(text: str, start: int, end: int) -> int:
    """Return where a sentence is cut: between two words without figures.

    A part of a card number would not be masked.
    """
    if end - start <= _LONGEST_TEXT:
        return end
    blanks = [blank.start() for blank in _BETWEEN_WORDS.finditer(text, start, start + _LONGEST_TEXT)]
    return blanks[-1] if blanks else start + _LONGEST_TEXT


def several_matters(issues: Sequence[Issue]) -> bool:
    """Say whether a letter is about two matters or more: then each needs an outcome told by the clerk."""
    return len({issue.category for issue in issues}) > 1


def _chosen(clauses: Sequence[_Clause], category: str, *, short: bool) -> list[tuple[str, _Clause]]:
    """Return (category, clause) of each issue: the letter's own matter and what is asked beside it."""
    others: dict[str, _Clause] = {}
    for clause in clauses:
        code = clause.category
        if not code or code == category or code in _OF_THE_WHOLE:
            continue
        told = short and (clause.asked or code not in _GENERAL)
        apart = clause.listed or told or (clause.asked and code not in _GENERAL)
        if apart and _is_better(clause, others.get(code), code):
            others[code] = clause
    taken = {clause.start for clause in others.values()}
    free = [clause for clause in clauses if clause.start not in taken and not clause.temper]
    if others and (category == UNKNOWN or not free):
        return list(others.items())
    return [(category, _main_clause(free or clauses, category)), *others.items()]


def _is_better(clause: _Clause, than: _Clause | None, code: str) -> bool:
    if than is None:
        return True
    return (clause.asked, clause.scores[code]) > (than.asked, than.scores[code])


def _main_clause(clauses: Sequence[_Clause], main: str) -> _Clause:
    """Return the clause that says best what the letter is about: asked before told, then by its phrases."""
    return max(
        clauses,
        key=lambda clause: (min(clause.scores.get(main, 0), _STRONG) + 2 * clause.asked, -clause.start),
    )


def _is_short(text: str, clauses: Sequence[_Clause]) -> bool:
    words = sum(len(_WORD.findall(text, clause.start, clause.end)) for clause in clauses)
    return words <= _SHORT_LETTER


def _clauses(text: str, layout: Layout, lexicon: Lexicon, known: Collection[str]) -> list[_Clause]:
    book, rows = _book()
    found: list[_Clause] = []
    items, before, here = 0, 0, False
    for start, end in sentences(text, layout.body):
        if _NUMBERED.match(text, start, end):
            items, here = items + 1, True
        else:
            here = items > 0 and here and "\n\n" not in text[before:start]
        before, first = end, True
        for left, right in parts(text, start, end):
            words = split_words(text, ((left, right),))
            if len(words.word) < _FEWEST_WORDS:
                continue
            hits = book.find(words)
            said = {rows[hit.row] for hit in hits}
            past = {word for hit in hits if rows[hit.row] == "story" for word in hit.used}
            demand = any(rows[hit.row] == "demand" and past.isdisjoint(hit.used) for hit in hits)
            question = text[left:right].rstrip(" \n\"'”’)").endswith("?")
            asks = question and "rhetorical" not in said
            evidence = lexicon.evidence(text, Layout(((left, right),), ((left, right),), (), ()))
            scores: dict[str, int] = {}
            for told in evidence:
                if told.category in known:
                    scores[told.category] = scores.get(told.category, 0) + told.weight
            listed = first and _NUMBERED.match(text, left, right) is not None
            begins = any(rows[hit.row] == "another" and hit.used[0] == 0 for hit in hits)
            kind = QUESTION if question else DEMAND if demand else COMPLAINT
            asked, item = asks or demand, items if here else 0
            temper = not asked and _is_temper(text, words, evidence)
            found.append(_Clause(left, right, kind, asked, listed or begins, scores, item, temper))
            first = False
    return [*found, *_listed_items(found)]


def _is_temper(text: str, words: Words, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a clause is angry, and nothing in it beside the angry words speaks for a category."""
    angry = [tone for tone in find_tone(text, words) if tone.kind == HOSTILE]
    return bool(angry) and all(
        any(tone.start <= told.start and told.end <= tone.end for tone in angry) for told in evidence
    )


def _listed_items(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    """Yield each numbered item as a whole: the clause that says most, with what all speak for."""
    for item in range(1, max((clause.item for clause in clauses), default=0) + 1):
        within = [clause for clause in clauses if clause.item == item]
        scores: dict[str, int] = {}
        for clause in within:
            for code, score in clause.scores.items():
                scores[code] = scores.get(code, 0) + score
        best = max(scores, key=lambda code: scores[code], default="")
        if best and (scores[best] >= _WELL_FOUNDED or len(within) == 1):
            told = max(within, key=lambda clause: (clause.scores.get(best, 0), clause.asked))
            yield replace(told, listed=True, scores=scores)
