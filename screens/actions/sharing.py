"""Sharing letters with colleagues: keep one, give it back, take one over, bring a kept draft back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corrtui.text import one_line
from screens.prompts import Choice, Question
from screens.session import Session
from screens.wording import age

if TYPE_CHECKING:
    from corrtui.casework.drafts import KeptDraft

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIRST_WORDS = 50


def _claim(session: Session) -> None:
    """On a letter of one's own: keep it, then give it back; on another session's: take it over."""
    no = session.current
    if not no:
        session.remark("there is no letter here")
        return
    if session.sheet() is None:
        session.say(session.barred, "trouble")
        return
    shared = session.shared
    shared.arrive()
    seat = shared.seats.get(no)
    if seat is None:
        session.say(shared.give_back(no) if no in shared.kept else shared.keep(no))
    elif seat.login == session.desk.me.login:
        _take_over(session, no, "")
    else:
        question = Question(
            f"Why do you take {no} over from {seat.name}",
            topic="reason",
            of_letter=True,
            required="say why in a word or more; they are told",
        )
        session.ask(question, lambda reason: _take_over(session, no, reason))


def _take_over(session: Session, no: str, reason: str) -> None:
    said = session.desk.colleagues.take_over(no, reason)
    session.shared.look()
    session.say(said)


def _drafts(session: Session) -> None:
    """Ask which of the drafts kept beside this letter's own takes its place."""
    no = session.current
    kept = session.desk.kept_drafts(no)[: len(_LETTERS)] if no else ()
    if not kept:
        session.say(f"no other draft of {no} is kept" if no else "there is no letter here")
        return
    now = datetime.now(UTC)
    choices = tuple(
        Choice(_LETTERS[at], _described(session, draft, now), draft.name) for at, draft in enumerate(kept)
    )
    question = Question(
        "Bring back which draft (the present one is kept)",
        choices,
        strict=True,
        of_letter=True,
        required="type a draft's letter",
    )
    names = {choice.code: choice.also for choice in choices}
    session.ask(question, lambda code: _bring_back(session, no, names[code]))


def _described(session: Session, draft: KeptDraft, now: datetime) -> str:
    person = session.desk.settings.person(draft.by)
    words = " ".join(draft.text.split())
    who = person.name if person is not None else draft.by
    return one_line(f"{who}, {age(draft.saved_at, now)} ago: {one_line(session.hide(words), _FIRST_WORDS)}")


def _bring_back(session: Session, no: str, name: str) -> None:
    said = session.desk.bring_back(no, name)
    session.reload()
    session.say(said)


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "claim": _claim,
    "drafts": _drafts,
}
