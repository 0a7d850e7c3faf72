"""The clocks of the law: `:mailed` enters a mailing, `:clock` says what the clerk knows of a clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from corrtui.casework import rooms
from corrtui.control.clock import clocks_of
from screens.actions.intents import Intent, perform
from screens.prompts import Choice, Question
from screens.session import Session

_NUMBER = re.compile(r"\d{6}-\d{4,}")
_AS = "as"
"""Before what a letter counts as: `certified as extension`."""
_GONE = "no clock of this desk any more"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _mailed(session: Session) -> None:
    """Ask how and when: control numbers of other letters, a day and a class of mail may be given."""
    question = Question(
        "Mailed how, and when",
        topic="mailed",
        hint="Enter: today; or e.g. 2026-12-24 certified; numbers of other letters before it",
    )
    session.ask(question, lambda text: _enter_mailed(session, text))


def _enter_mailed(session: Session, text: str) -> None:
    words = text.split()
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    days = [word for word in words if _DAY.fullmatch(word)]
    kind = ""
    if _AS in words[:-1]:
        kind = words[words.index(_AS) + 1]
        del words[words.index(_AS) : words.index(_AS) + 2]
    how = " ".join(word for word in words if word not in (*numbers, *days[:1]))
    problem = _day_problem(days)
    if problem:
        session.say(problem, "trouble")
        return

    def do(session: Session, no: str, mark: str) -> str:
        post = rooms.mailing.Post(date.fromisoformat(days[0]) if days else None, how, kind=kind)
        return "; ".join(map(str, session.desk.clocks.mailed(numbers or [no], post, mark)))

    perform(session, Intent("mailed", do, again=lambda session: _enter_mailed(session, text)))


def _day_problem(days: list[str]) -> str:
    for day in days:
        try:
            date.fromisoformat(day)
        except ValueError:
            return f"{day} is no day"
    return "one letter is mailed on one day" if len(days) > 1 else ""


def _clock(session: Session) -> None:
    """Ask which clock, and what of it, then why."""
    sheet = session.sheet()
    if sheet is None:
        session.say(session.barred, "trouble")
        return
    rules = session.desk.bench.clock_rules()
    own = [clock.id for clock in sorted(clocks_of(sheet.letter.clocks), key=lambda clock: clock.work_by)]
    names = dict.fromkeys((*own, *rules.rows))
    titles = {name: rules.rows[name].title if name in rules.rows else _GONE for name in names}
    facts = tuple(Choice(f"{fact.name} ", fact.title) for fact in rules.facts.values())
    question = Question(
        "Clock and on, off, met or a day",
        (*(Choice(f"{name} ", title) for name, title in titles.items()), *facts),
        topic="clock",
        hint="e.g. FCBA-ACK off, STOP met, MITOR-SHIP 2026-12-24, statement_sent 2026-10-15",
        of_letter=True,
        required="name a clock and what it is set to",
        check=lambda text: "" if " " in text.strip() else "and what? on, off, met or a day",
    )
    session.ask(question, lambda text: _ask_reason(session, text))


def _ask_reason(session: Session, text: str, reason: str = "") -> None:
    question = Question(
        f"{text.strip()}, because",
        topic="reason",
        of_letter=True,
        required="a clock is changed with a reason",
    )
    session.ask(question, lambda why: _enter_clock(session, text, why), reason, selected=True)


def _enter_clock(session: Session, text: str, reason: str) -> None:
    name, _, value = text.strip().partition(" ")
    perform(
        session,
        Intent(
            f"clock {text.strip()}",
            lambda session, no, mark: session.desk.clocks.set(no, name, value, reason, mark),
            again=lambda session: _ask_reason(session, text, reason),
        ),
    )


ACTIONS: Mapping[str, Callable[[Session], None]] = {"mailed": _mailed, "clock": _clock}
