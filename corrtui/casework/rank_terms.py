"""The terms of a limit that a letter's rank answers: however many letters are open, none of them is read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt
from typing import Final

from corrtui.casework.order import WAITING, effective_date, is_away, is_pinned
from corrtui.control.rank import LOWERED, RAISED, Rank
from corrtui.errors import Refused

RankTest = Callable[[Rank], bool]
RANKED: Final[dict[str, Callable[[Rank, date], bool]]] = {
    "pinned": lambda rank, _: is_pinned(rank),
    "due": lambda rank, today: effective_date(rank) == today,
    "overdue": lambda rank, today: effective_date(rank) < today,
    "waiting": lambda rank, _: rank.status in WAITING,
    "stuck": lambda rank, _: rank.stuck,
    "raised": lambda rank, _: rank.priority == RAISED,
    "lowered": lambda rank, _: rank.priority == LOWERED,
    "promised": lambda rank, _: rank.promised is not None,
    "back": lambda rank, today: rank.bring_up is not None and rank.bring_up <= today,
    "away": is_away,
    "bring-up": lambda rank, _: rank.bring_up is not None,
    "untold": lambda rank, _: bool(rank.untold),
}
"""What may stand behind `is:`; see the README."""
FOR_ME: Final = "for-me"
"""What may stand behind `is:` for letters who sits here must be told of, and nobody was: settings say it."""
_DAY_OF: Final[dict[str, Callable[[Rank], date | None]]] = {
    "back": lambda rank: rank.bring_up,
    "promised": lambda rank: rank.promised,
}
_AWAY = ("is:away", "is:bring-up", "back:", "is:promised", "promised:", "is:untold", "is:for-me")
"""A limit that asks for them lets letters through that are put away; without it they are not in the queue."""
_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}
_DAY = re.compile(r"(<=|>=|<|>|=)?(?:(-?\d+)d|(\d{4}-\d\d-\d\d)|(today|tomorrow))")


def rank_limit(text: str, today: date, mine: RankTest = lambda rank: False) -> RankTest | None:
    """Return the test a limit stands for; None where it asks what only the letters themselves tell.

    `mine` tells whether a letter of a rank is one of `is:for-me`.

    Raises:
        Refused: a day in it is none.
    """
    try:
        terms = shlex.split(text)
    except ValueError:
        return None
    tests = [rank_term(term, today, mine) for term in terms]
    if hides_away(terms):
        tests.append(lambda rank: not is_away(rank, today))
    known = [test for test in tests if test is not None]
    return (lambda rank: all(test(rank) for test in known)) if len(known) == len(tests) else None


def rank_term(term: str, today: date, mine: RankTest = lambda rank: False) -> RankTest | None:
    """Return the test one term stands for; None where a rank does not answer it.

    Raises:
        Refused: a day in it is none.
    """
    if term.startswith("!") and (inner := rank_term(term[1:], today, mine)) is not None:
        return lambda rank: not inner(rank)
    key, _, value = term.partition(":")
    value = value.strip()
    if key == "is" and value == FOR_ME:
        return mine
    if key == "is" and value in RANKED:
        holds = RANKED[value]
        return lambda rank: holds(rank, today)
    if key in _DAY_OF and value:
        day_of, fits = _DAY_OF[key], day_test(key, value, today)
        return lambda rank: fits(day_of(rank))
    return None


def hides_away(terms: Sequence[str]) -> bool:
    """Tell whether letters that are put away are kept back by a limit of these terms."""
    return bool(terms) and not any(term.lstrip("!").startswith(_AWAY) for term in terms)


def day_test(key: str, value: str, today: date) -> Callable[[date | None], bool]:
    """Return the test of a day: `today`, `<3d` (less than three days ahead), `>=2026-12-01`.

    Raises:
        Refused: it is none; the message names `key`.
    """
    found = _DAY.fullmatch(value)
    if found is None:
        raise Refused(f"{key}:{value} is no date", hint=f"e.g. {key}:today  {key}:<3d  {key}:>=2026-12-01")
    sign, days, day, word = found.groups()
    try:
        if days is not None:
            limit = today + timedelta(days=int(days))
        elif day is not None:
            limit = date.fromisoformat(day)
        else:
            limit = today + timedelta(days=word == "tomorrow")
    except (ValueError, OverflowError):
        raise Refused(f"{key}:{value} is no date", hint=f"e.g. {key}:<3d  {key}:>=2026-12-01") from None
    compare = _COMPARE[sign or "="]
    return lambda there: there is not None and compare(there, limit)
