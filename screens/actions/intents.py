"""Intents: acts on a letter that can be repeated on the next one, or done to all tagged at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from corrtui.errors import CorrtuiError
from corrtui.text import count
from screens.overlays import Overlay
from screens.passage import Passage, Writing
from screens.prompts import Question
from screens.session import Session

_NAMED = 2
"""So many refusals are named in the prompt line; more of them get an overlay."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One act with all its answers given, ready to be done to any letter."""

    words: str
    """What it does, e.g. `classify as BIL`."""
    do: Callable[[Session, str, str], str]
    """Does it to one letter: session, control number, mark of the key press (acts that bear the same mark
    are undone together). Returns what to say; raises what the desk raises."""
    advances: bool = False
    """True when the next letter comes up after it."""
    again: Callable[[Session], None] | None = None
    """How it is repeated when it must ask again, e.g. for a reason; None when it is just done again."""


def perform(session: Session, intent: Intent) -> None:
    """Do an intent to the letter looked at; after `;`, to the tagged letters once their count is typed."""
    if session.batch:
        _ask_count(session, intent)
        return
    session.last = intent
    no = session.current
    if not no:
        session.remark("there is no letter here")
        return
    held = session.leave_draft(hold=True)
    following = session.rows.following(no)
    said = intent.do(session, no, secrets.token_hex(4))
    session.findings = ()
    if session.current == no and intent.advances:
        session.reload()
        left = session.shared.pass_on(no, following)
        said = f"{said}; {left}" if left else said
    else:
        session.reload()
    if session.held.typed_from(no) is not None and held:
        said = f"{said}; {held}"
    if said:
        session.say(said)


def repeat(session: Session) -> None:
    """Do the last intent again, on the letter looked at."""
    if session.last is None:
        session.say("nothing to repeat yet: choose, classify, dispose or attach first")
    elif session.last.again is not None:
        session.last.again(session)
    else:
        perform(session, session.last)


def _ask_count(session: Session, intent: Intent) -> None:
    tagged = session.rows.tagged_in_order()
    if not tagged:
        session.say(f"no letter is tagged; {session.key_of('tag')} tags one")
        return
    number = str(len(tagged))
    question = Question(
        f"{intent.words}: {count(len(tagged), 'tagged letter')}. Type the number of letters to go on",
        required=f"nothing was done: type {number}",
        check=lambda text: "" if text == number else f"nothing was done: {text} is not {number}",
    )
    session.ask(question, lambda text: _do_all(session, intent, tagged))


def _do_all(session: Session, intent: Intent, numbers: list[str]) -> None:
    session.batch = False
    session.last = intent
    refused: list[tuple[str, CorrtuiError]] = []
    mark = secrets.token_hex(4)
    for no in numbers:
        try:
            session.desk.check_bulk(no)
            intent.do(session, no, mark)
        except CorrtuiError as error:
            refused.append((no, error))
        else:
            session.rows.tagged.discard(no)
    session.reload()
    said = f"{intent.words}: {len(numbers) - len(refused)} of {count(len(numbers), 'letter')}"
    if not refused:
        session.say(said)
        return
    if len(refused) <= _NAMED:
        whys = "; ".join(_why(no, error) for no, error in refused)
        session.say(f"{said}; refused (still tagged): {whys}", "trouble")
    else:
        named = ", ".join(no for no, _ in refused)
        session.say(f"{said}; refused: {named} (still tagged)", "trouble")
        session.overlay = Overlay("Refused, still tagged", lambda width: _reasons(refused))


def _why(no: str, error: CorrtuiError) -> str:
    """Return which letter was refused and why, the number once."""
    return error.title if no in error.title else f"{no}: {error.title}"


def _reasons(refused: list[tuple[str, CorrtuiError]]) -> Passage:
    writing = Writing()
    for no, error in refused:
        writing.put(no, "strong").line(f"  {error.title}")
        for more in (error.detail, error.hint):
            if more:
                writing.line(f"    {more}")
    return writing.done()
