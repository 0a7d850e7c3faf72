"""The limit language: `cat:BIL due:<3d from:hill status:in_work is:sensitive word` — all must hold.

`cat:` asks for the category of a letter, `also:` for any of its categories.
Letters that are put away are let through only where the limit asks for them: `is:away`, `back:<7d`.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection
from datetime import date

from corrtui.casework.order import is_away
from corrtui.casework.rank_terms import FOR_ME, RANKED, RankTest, day_test, hides_away, rank_term
from corrtui.control.letter import Letter
from corrtui.control.rank import rank_of
from corrtui.errors import Refused

Test = Callable[[Letter], bool]

IS: dict[str, Test] = {
    "sensitive": lambda letter: bool(letter.sensitive),
    "duplicate": lambda letter: bool(letter.duplicate_of),
    "unreadable": lambda letter: letter.unreadable,
    "drafted": lambda letter: letter.drafted,
    "skipped": lambda letter: letter.skips > 0,
    "money": lambda letter: letter.money,
    "answered": lambda letter: bool(letter.sent),
    "told": lambda letter: bool(letter.told),
}
"""What may stand behind `is:` beside what the rank answers."""

STATUS: dict[str, Test] = {
    "new": lambda letter: letter.status == "logged" and not letter.sensitive,
    "sensitive": lambda letter: letter.status == "logged" and bool(letter.sensitive),
}
"""What the queue shows of letters nobody worked on, beside the words of the log."""
LOGGED = (
    *("logged", "classified", "in_work", "awaiting_writer", "awaiting_payment", "awaiting_records"),
    *("routed", "held", "closed"),
)
"""The words of the log."""


def parse_limit(
    text: str,
    today: date,
    categories: Collection[str] = (),
    mine: RankTest = lambda rank: False,
) -> Test:
    """Return the test a limit stands for; an empty limit lets every letter through.

    Args:
        text: words and `key:value` terms divided by blanks; quotes hold words together; `!` negates a term.
        today: day of the office, for `due:<3d` (due in less than three days).
        categories: codes there are; empty lets every code pass.
        mine: tells whether a letter of a rank is one of `is:for-me`.

    Raises:
        Refused: a term that means nothing; the message names it and what may stand there.
    """
    try:
        terms = shlex.split(text)
    except ValueError:
        raise Refused(f"The limit is not complete: {text}", "a quotation mark is missing") from None
    tests = [_term(term, today, categories, mine) for term in terms]
    if hides_away(terms):
        tests.append(lambda letter: not is_away(letter, today))
    return lambda letter: all(test(letter) for test in tests)


def _term(term: str, today: date, categories: Collection[str], mine: RankTest) -> Test:
    if term.startswith("!") and len(term) > 1:
        inner = _term(term[1:], today, categories, mine)
        return lambda letter: not inner(letter)
    if (ranked := rank_term(term, today, mine)) is not None:
        return lambda letter: ranked(rank_of(letter))
    key, colon, value = term.partition(":")
    if not colon:
        return _word(term)
    value = value.strip()
    if not value:
        raise Refused(f"{key}: is not complete", hint=_help())
    match key:
        case "cat" | "also":
            codes = frozenset(value.upper().split(","))
            if categories and (unknown := ",".join(sorted(codes.difference(categories)))):
                raise Refused(f"{key}:{unknown} is no category", hint=f"there are {', '.join(categories)}")
            if key == "cat":
                return lambda letter: letter.category in codes
            return lambda letter: letter.category in codes or bool(codes.intersection(letter.also))
        case "from":
            wanted = value.casefold()
            return lambda letter: wanted in letter.writer.casefold()
        case "status":
            return _status(value)
        case "clerk":
            return lambda letter: letter.by == value
        case "no":
            return lambda letter: value in letter.control_no
        case "due":
            fits = day_test(key, value, today)
            return lambda letter: fits(letter.soonest)
        case "is" if value in IS:
            return IS[value]
    raise Refused(f"{term} means nothing as a limit", hint=_help())


def _status(value: str) -> Test:
    word = value.lower().replace(" ", "_")
    if word in STATUS:
        return STATUS[word]
    if word not in LOGGED:
        raise Refused(f"status:{value} is no status", hint=f"there are {', '.join((*STATUS, *LOGGED))}")
    return lambda letter: letter.status == word


def _word(word: str) -> Test:
    wanted = word.casefold()

    def test(letter: Letter) -> bool:
        lists = (letter.subject, letter.writer, letter.file, letter.control_no)
        return any(wanted in text.casefold() for text in lists)

    return test


def _help() -> str:
    words = "|".join((*IS, *RANKED, FOR_ME))
    return f"cat: also: from: status: clerk: no: due: back: promised: is:({words}), or a plain word"
