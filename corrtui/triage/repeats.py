"""Whether a letter is an earlier one come again by another way: a fax or a scan of it.

A campaign is the same words from another writer, a second letter the same words about another order: neither
is a repeat. In doubt it is none: a letter joined to another gets no answer of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.triage.facts import Facts
from corrtui.triage.layout import read_layout
from corrtui.triage.lookalikes import links, scanned_form, writer_key
from corrtui.triage.words import split_words

_SAME = 88.0
"""Percent of the characters that must stand in both, in one order: a scan has a few wrong in a hundred."""
_SAME_NAME = 78.0
_SHORTEST = 0.85
"""A repeat is at least so much of the earlier letter: a page that was not faxed may hold a demand."""
_MORE = 0.25
_COVER = 450
"""Characters, or that part of the letter, a repeat may be longer: a fax machine's line, a cover sheet."""
_LONGEST = 8_000
"""Characters compared."""
_FIGURES = ("account", "order", "invoice", "claim", "pro", "tracking", "amount")


def is_repeat(text: str, facts: Facts, earlier: str, earlier_facts: Facts) -> bool:
    """Tell whether a letter says what an earlier one said, by the same writer, about the same things.

    Args:
        text: the letter as read.
        facts: what it says of itself.
        earlier: the earlier letter as read.
        earlier_facts: what that says of itself.
    """
    if not _same_writer(facts, earlier_facts):
        return False
    if _figures(facts) - _figures(earlier_facts):
        return False
    dates = earlier_facts.document_date, facts.document_date
    if None not in dates and dates[0] != dates[1] and not _names_date(text, earlier):
        return False
    new, old = _own(text), _own(earlier)
    if not old or not _SHORTEST * len(old) <= len(new) <= len(old) + max(_COVER, _MORE * len(old)):
        return False
    from rapidfuzz import fuzz  # loaded with the matching of records: only who compares pays for it

    return fuzz.partial_ratio(old, new, score_cutoff=_SAME) > 0


def _same_writer(one: Facts, other: Facts) -> bool:
    first, second = (writer_key(facts.writer.name or facts.writer.org) for facts in (one, other))
    if first and second:
        from rapidfuzz import fuzz

        return fuzz.ratio(first, second) >= _SAME_NAME
    shared = {link.key for link in links(one)} & {link.key for link in links(other)}
    return bool(shared)


def _figures(facts: Facts) -> set[tuple[str, str]]:
    return {(kind, scanned_form(value)) for kind in _FIGURES for value in facts.values(kind)}


def _names_date(text: str, earlier: str) -> bool:
    """Tell whether the first figures of the earlier letter, its date among them, stand in a letter too.

    A cover sheet has a date of its own before the letter's.
    """
    return _digits(earlier) <= _digits(text)


def _digits(text: str) -> set[str]:
    return set(_numerals(split_words(text[:_LONGEST]).word))


def _numerals(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word.isdecimal())


def _own(text: str) -> str:
    """The writer's own words: who quotes a letter does not send it again."""
    return " ".join(split_words(text, read_layout(text).own).word)[:_LONGEST]
