"""Telling: `:told` asks who in the office was told of a sensitive letter, then how, and enters it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corrtui.casework import rooms
from screens.actions.intents import Intent, perform
from screens.prompts import Choice, Question
from screens.session import Session


def _told(session: Session, who: str = "") -> None:
    """Ask who was told: one of those who must be, or somebody else in words."""
    if session.batch:
        session.say("each letter is told by itself; Esc leaves the tagged ones")
        return
    number = session.current
    if not number:
        session.remark("there is no letter here")
        return
    listed = session.desk.told.whom(number)
    choices = tuple(Choice(one.name, one.login, one.login) for one in listed)
    sheet = session.sheet()
    kinds = f" of {', '.join(sheet.letter.untold or sheet.letter.tell)}" if sheet is not None else ""
    question = Question(
        f"{number}: who was told{kinds}", choices, topic="told", of_letter=True, required="name who was told"
    )
    session.ask(question, lambda name: _ask_how(session, name), who, selected=True)


def _ask_how(session: Session, who: str, how: str = "") -> None:
    question = Question(
        f"{who} was told",
        tuple(Choice(code, words) for code, words in rooms.telling.WAYS.items()),
        topic="way",
        of_letter=True,
        hint="or words of your own",
        required="say how, e.g. phone",
    )
    session.ask(question, lambda way: _enter(session, who, way), how, selected=True)


def _enter(session: Session, who: str, how: str) -> None:
    perform(
        session,
        Intent(
            f"told {who}",
            lambda session, no, mark: session.desk.told.enter(no, who, how, mark),
            again=lambda session: _told(session, who),
        ),
    )


ACTIONS: Mapping[str, Callable[[Session], None]] = {"told": lambda session: _told(session)}
