"""Telling: who in the office was told of a letter of a sensitive class; until one is, it cannot be closed.

Source: sensitive handling, the right people are told, and it is written down who was and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from corrtui.casework.bench import Bench
from corrtui.control.acts import SomebodyTold
from corrtui.control.letter import Letter
from corrtui.errors import Refused

WAYS: Final[Mapping[str, str]] = {
    "phone": "by phone",
    "person": "in person",
    "hand": "by handing over the letter",
    "mail": "by e-mail",
}
"""How somebody is told: code and words; words of one's own are as good."""


class Untold(Refused):
    """A letter is not closed before somebody who must be told of it was.

    Args:
        bench: the desk.
        letter: the letter.
        kinds: its classes of which nobody was told.
    """

    def __init__(self, bench: Bench, letter: Letter, kinds: Sequence[str]) -> None:
        number = letter.control_no
        super().__init__(
            f"{number} is not closed: nobody who must be told is entered as told",
            f"{', '.join(kinds)}: tell {bench.whom.words(kinds)}",
            f"{bench.way('told', number)} enters it",
        )


def check_told(bench: Bench, letter: Letter, into: str = "") -> None:
    """Let a letter be closed when for each of its sensitive classes one was told who must be.

    Args:
        bench: the desk.
        letter: the letter.
        into: control number of the letter it is merged into: who was told of that need not be told again.

    Raises:
        Untold: for some nobody was.
    """
    known = bench.letter(into).told_of if into else ()
    if left := [kind for kind in letter.untold if kind not in known]:
        raise Untold(bench, letter, left)


def tell(bench: Bench, number: str, who: str, how: str, intent: str, seen: int | None = None) -> str:
    """Enter that somebody was told of a letter; return what to say.

    Args:
        bench: the desk.
        number: control number.
        who: a login, a name or how one begins, of those who must be told; somebody else in words of one's
            own, whose being told is entered, but does not do.
        how: one of WAYS, or words of one's own.
        intent: entries of one key press share it.
        seen: version of the letter it was decided on.

    Raises:
        Refused: the letter is closed, or is none of which somebody must be told; nobody is named, or not how.
    """
    letter = bench.open_letter(number)
    check_tellable(letter)
    if not who.strip():
        raise Refused(f"{number}: nobody is named who was told", hint=f"tell {bench.whom.words(letter.tell)}")
    if not how.strip():
        raise Refused(f"{number}: it is not said how they were told", hint=f"e.g. {', '.join(WAYS.values())}")
    told = bench.whom.find(who, letter.tell)
    way = WAYS.get(how.strip().lower(), " ".join(how.split()))
    done = bench.whom.told_by(told, letter.untold)
    act = SomebodyTold(who=told.name, login=told.login, way=way, classes=done)
    bench.enter(number, act, intent, letter.version if seen is None else seen)
    left = [kind for kind in letter.untold if kind not in done]
    more = f"; still to be told of {', '.join(left)}: {bench.whom.words(left)}" if left else ""
    return f"{number}: told {told.name} {way}{more}"


def check_tellable(letter: Letter) -> None:
    """Refuse a letter of which nobody must be told.

    Raises:
        Refused: it is one.
    """
    if not letter.tell:
        raise Refused(f"{letter.control_no} is no letter of which somebody must be told")


def reminder(bench: Bench, letter: Letter) -> str:
    """Say whom a letter that was handed on must still be told; empty when nobody."""
    if not letter.untold:
        return ""
    enters = bench.way("told", letter.control_no)
    there = "" if bench.typed else f" on {letter.control_no}"
    return f"; tell {bench.whom.words(letter.untold)}: {enters}{there} enters it"


def told_lines(bench: Bench, letter: Letter) -> list[str]:
    """Return a line for each who was told: "Dana Pruitt by phone, Mon 2 Mar 10:14", in the office's time."""
    zone = bench.settings.office.zone
    return [
        f"{who} {how}, {datetime.fromisoformat(at).astimezone(zone):%a %-d %b %H:%M}"
        for who, how, at in zip(letter.told, letter.told_how, letter.told_at, strict=True)
    ]


def told_rows(letter: Letter) -> list[dict[str, Any]]:
    """Return who was told, for scripts; `at` is an ISO time, UTC."""
    rows = zip(letter.told, letter.told_how, letter.told_by, letter.told_at, strict=True)
    return [{"who": who, "how": how, "by": by, "at": at} for who, how, by, at in rows]
