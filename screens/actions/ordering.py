"""The order of work: raise or lower a letter, put it away until a day, see what was put away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.errors import Refused
from screens.actions.intents import Intent, perform
from screens.ports import Pane
from screens.prompts import Choice, Question
from screens.session import Session

if TYPE_CHECKING:
    from corrtui.casework.holding import Hold

BRING_UPS = "is:bring-up"
"""The limit `go-bring-ups` shows."""
_TOPIC = "bring-up"


def _priority(session: Session) -> None:
    """Ask where the letter shall stand, then why."""
    choices = tuple(
        Choice(word, f"it stands {meaning}", word[0]) for word, (_, meaning) in rooms.priority.WORDS.items()
    )
    question = Question("Priority", choices, strict=True, of_letter=True, hint="Enter raises it")
    session.ask(question, lambda word: _ask_why(session, word or choices[0].code))


def _ask_why(session: Session, word: str, reason: str = "") -> None:
    question = Question(
        f"{word}, because", topic="reason", of_letter=True, required="a priority wants a reason"
    )
    session.ask(question, lambda why: _prioritised(session, word, why), reason, selected=True)


def _prioritised(session: Session, word: str, reason: str) -> None:
    perform(
        session,
        Intent(
            word if word != "normal" else "put back to its place",
            lambda session, no, mark: session.desk.ordering.prioritise(no, word, reason, mark),
            again=lambda session: _ask_why(session, word, reason),
        ),
    )


def _bring_up(session: Session, said: str = "") -> None:
    """Ask until when the letter is put away; a day that is too late asks why."""
    before = tuple(session.history[_TOPIC])
    hold = _hold(session)
    if not said and hold is not None and not hold.over:
        said = hold.until.isoformat()
    question = Question(
        "Bring up on",
        topic=_TOPIC,
        of_letter=True,
        hint="3d, 2w, fri, 12/24; = as before",
        required="type a day, e.g. 3d, fri or 12/24",
        check=lambda text: _trouble(session, text),
    )
    session.ask(question, lambda text: _put_away(session, text, before), said, selected=True)


def _hold(session: Session) -> Hold | None:
    """How long the letter is kept because nobody can be answered; None for others, and for tagged ones."""
    sheet = None if session.batch else session.sheet()
    if sheet is None:
        return None
    return rooms.holding.hold_of(session.desk.bench, sheet.letter, sheet.suggestion)


def _trouble(session: Session, said: str) -> str:
    """Say why no letter can be put away until what was typed; empty when one can."""
    bench = session.desk.bench
    try:
        if said != rooms.bringup.SAME:
            rooms.bringup.read_day(said, bench.today(), bench.calendar)
    except Refused as error:
        return f"{error.title}, {error.hint}" if error.hint else error.title
    return ""


def _put_away(session: Session, said: str, before: tuple[str, ...], reason: str = "") -> None:
    def again(session: Session) -> None:
        _bring_up(session, said)

    def do(session: Session, no: str, mark: str) -> str:
        return session.desk.ordering.bring_up(no, said, reason, mark, before=before)

    try:
        perform(session, Intent(f"bring up {said}", do, advances=True, again=again))
    except rooms.bringup.ReasonNeeded as late:
        question = Question(
            f"Why so late: {late.late}", topic="reason", of_letter=True, required="say why in a word or more"
        )
        hold = _hold(session)
        why = hold.asked if hold is not None and said == hold.until.isoformat() else ""
        session.ask(question, lambda why: _put_away(session, said, before, why), why, selected=True)


def _promise(session: Session) -> None:
    """Ask by when more is promised, or whether it was kept; then how, or why."""
    question = Question(
        "Promised by",
        (Choice(rooms.promises.KEPT, "it was kept, or nothing is to be done any more"),),
        of_letter=True,
        hint="a day, e.g. fri or 12/24; or kept",
        required="type a day, or kept",
        check=lambda text: "" if text.lower() == rooms.promises.KEPT else _trouble(session, text),
    )
    session.ask(question, lambda said: _ask_how(session, said))


def _ask_how(session: Session, said: str, reason: str = "") -> None:
    label = "How was it kept" if said.lower() == rooms.promises.KEPT else f"By {said}, because"
    question = Question(label, topic="reason", of_letter=True, required="a promise wants a reason")
    session.ask(question, lambda why: _promised(session, said, why), reason, selected=True)


def _promised(session: Session, said: str, reason: str) -> None:
    perform(
        session,
        Intent(
            f"promised {said}",
            lambda session, no, mark: session.desk.ordering.promise(no, said, reason, mark),
            again=lambda session: _ask_how(session, said, reason),
        ),
    )


def _go_bring_ups(session: Session) -> None:
    """Limit the queue to what has a bring-up, the next one first; the same keys show all again."""
    shown = session.limit == BRING_UPS and not session.searching
    session.limit = "" if shown else BRING_UPS
    session.searching = False
    session.pane = Pane.QUEUE
    session.reload(quiet=True)
    if not shown:
        back = f"{session.key_of('go-bring-ups')} or {session.key_of('quit')} goes back to the queue"
        found = "letters by the day they come back" if session.rows.numbers else "no letter is put away"
        session.remark(f"{found}; {back}")


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "priority": _priority,
    "bring-up": lambda session: _bring_up(session),
    "draft-bring-up": lambda session: _bring_up(session),
    "promise": _promise,
    "go-bring-ups": _go_bring_ups,
}
